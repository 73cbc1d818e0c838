"""Reads a TOML file of settings, up to a maximum size. Knows the place of every key and value, and gives hints for syntax mistakes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from itertools import accumulate
from pathlib import Path
from typing import Any

from softsell.compile_later import compile_later
from softsell.config.config import SettingPath
from softsell.diagnostics import Diagnostic, excerpt
from softsell.errors import ConfigError
from softsell.wording import shortened

MAX_BYTES = 200_000
MAX_DOTS = 100
"""Maximum number of dots in the keys of one line, because the memory that the standard parser uses grows with their square."""
_STRING = compile_later(
    r""" "(?:[^"\\]|\\.)*(?:"|\\?$) | '[^']*(?:'|$) """, re.VERBOSE
)  # also one without a closing quote
_PLACE_IN_MESSAGE = compile_later(r"^(.*?)\s*\(at (?:line (\d+), column (\d+)|end of document)\)$", re.DOTALL)
_CURLY_QUOTES = ("“", "”", "„", "‘", "’", "«", "»")
_SYNTAX_HINTS = {
    "Invalid value": "Put texts in quotes: platform = \"linkedin\". Write lists like this: [\"one\", \"two\"].",
    "Expected '=' after a key": "Write a setting as key = value, and put a key with a slash in quotes: [rules.\"pushiness/hurry\"].",
    "Expected newline or end of document": "Write one setting on each line, and put texts in quotes.",
    "Cannot overwrite a value": "This key is in the file twice. Keep one.",
    "Cannot declare": "This table is in the file twice. Merge them.",
    "Illegal character": "Add the closing quote. A text in simple quotes must end on its line.",
    "Unterminated string": "Add the closing quote.",
    "Unclosed array": "Add the closing bracket, and a comma between values.",
    "Expected ']'": "Close the bracket, and put a name with a slash in quotes: [rules.\"pushiness/hurry\"].",
    "Unescaped '\\\\'": "Write the backslash twice, or use simple quotes: '…'.",
}  # fmt: skip


def read_text(path: Path) -> str:
    """Return the text of a settings file, with ``\\n`` at the end of each line.

    Raises:
        ConfigError: the file can't be read, is too large or isn't UTF-8.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise file_mistake(path, "This file doesn't exist.", "“softsell init” creates one to start from.") from None
    except OSError as error:
        raise file_mistake(path, f"This file can't be read: {error.strerror or error}.", "") from None
    return decode_text(path, data)


def decode_text(path: Path, data: bytes) -> str:
    """Return the text in the bytes of a settings file, as ``read_text`` does.

    Raises:
        ConfigError: it's too large or isn't UTF-8.
    """
    if len(data) > MAX_BYTES:
        raise file_mistake(
            path,
            "This file is too large for settings.",
            f"The maximum is {MAX_BYTES:,} bytes. Put long lists into a pack.",
        )
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = "Save it as UTF-8 (in most editors: Save as, Encoding)."
        raise ConfigError([Diagnostic(str(path), line, 1, "This file isn't UTF-8 text.", hint)]) from None


def file_mistake(path: Path, message: str, hint: str) -> ConfigError:
    """Return an error about a file as a whole."""
    return ConfigError([Diagnostic(str(path), 0, 0, message, hint)])


def parse_toml(text: str, path: str) -> dict[str, Any]:
    """Return the document. ``path`` names it in messages.

    Raises:
        ConfigError: it isn't valid TOML, or is nested too deeply.
    """
    import tomllib

    _refuse_long_keys(text, path)
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise _describe_depth(path) from None
    except (tomllib.TOMLDecodeError, ValueError) as error:
        raise ConfigError([_syntax_mistake(str(error), text, path)]) from None


def _describe_depth(path: str, line: int = 0) -> ConfigError:
    message = "Lists, tables or keys are nested too deeply here."
    return ConfigError([Diagnostic(path, line, min(line, 1), message, "No setting needs more than three levels.")])


def _refuse_long_keys(text: str, path: str) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > MAX_DOTS and _STRING.sub("", line).partition("#")[0].count(".") > MAX_DOTS:
            raise _describe_depth(path, number)


def _syntax_mistake(problem: str, text: str, path: str) -> Diagnostic:
    lines = text.split("\n")
    match = _PLACE_IN_MESSAGE.match(problem)
    reason = match[1] if match else problem
    line = int(match[2]) if match and match[2] else len(text.rstrip("\n").split("\n"))
    written = lines[line - 1] if line <= len(lines) else ""
    column = int(match[3]) if match and match[3] else len(written) + 1
    hint = next((text for part, text in _SYNTAX_HINTS.items() if part in reason), "")
    if reason.startswith("Invalid value") and written[column - 1 : column] in _CURLY_QUOTES:
        hint = 'TOML needs straight quotes: "linkedin". Use a plain text editor, because word processors change quotes.'
    message = f"This isn't valid TOML: {shortened(reason[:1].lower() + reason[1:])}."
    return Diagnostic(path, line, column, message, hint, excerpt(written, column))


def dig(table: Mapping[str, Any], path: SettingPath) -> Mapping[str, Any]:
    """Return the table at ``path``, empty if there is none."""
    for key in path:
        table = table.get(str(key), {})
        if not isinstance(table, Mapping):
            return {}
    return table


def index_places(text: str, path: str, root: SettingPath) -> Callable[[SettingPath, bool], Diagnostic]:
    """Return a function that finds the place of a path within ``root``. Its flag asks for the value instead of the key."""
    from softsell.config.toml_places import toml_places

    try:
        places = toml_places(text)
    except RecursionError:
        raise _describe_depth(path) from None
    lines = text.split("\n")
    line_starts = [0, *accumulate(len(line) + 1 for line in lines)]

    def place(within: SettingPath, value: bool = False) -> Diagnostic:
        whole = (*root, *within)
        found = next((places[whole[:size]] for size in range(len(whole), 0, -1) if whole[:size] in places), None)
        if found is None:
            shown = ".".join(map(str, within))
            return Diagnostic(f"{path}: {shown}" if shown and not text else path, 0, 0, "")
        start, end = found.value if value else found.key
        line = bisect_right(line_starts, start)
        column = start - line_starts[line - 1] + 1
        return Diagnostic(path, line, column, "", "", excerpt(lines[line - 1], column), max(1, end - start))

    return place
