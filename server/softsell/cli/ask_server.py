"""The quick way: ``softsell check`` of a few small files is left to the running server, before anything that takes time is imported.

Most of the time of a short command goes into importing Python modules; the server has them. Whatever is not plainly a case for the
server, this leaves to the command itself. Not here: the server's side (``answering``).
"""

from __future__ import annotations

import io
import os
import stat
import sys
from pathlib import Path

from softsell.cli.terminal import prepare_output, this_terminal, write
from softsell.client.command import MAX_BYTES, Command
from softsell.client.connection import connect_to_running
from softsell.client.running import read_addresses, settings_folder, state_folder

_FLAGS = frozenset({"--statistics", "--show-score", "--isolated", "--no-cache", "-q", "--quiet"})
_WITH_VALUE = frozenset(
    {
        *("--platform", "--reply-to", "--format", "--select", "--extend-select", "--ignore", "--severity", "--fail-on"),
        *("--column", "--key", "--stdin-filename", "--color"),
    }
)
_FOR_PEOPLE = ("text", "concise")
_STANDARD_INPUT = "-"
_MOST_FILES = 16


def check_on_server(arguments: list[str]) -> int | None:
    """The exit code, once the server's answer is printed; ``None`` if this command is not one for the server, or no server runs.

    Raises:
        ReaderGone, UsageError: as ``terminal.write``.
    """
    parsed = _parse(arguments)
    if parsed is None or not read_addresses(state_folder()):
        return None
    paths, options = parsed
    if not _are_small(paths):
        return None
    connection = connect_to_running()
    if connection is None:
        return None
    with connection:
        command = _make_command(arguments, paths, options.get("--color", "auto"))
        done = connection.run(command) if command is not None else None
    if done is None:
        return None
    prepare_output(for_programs=options.get("--format", "text") not in _FOR_PEOPLE)
    write([done[0]])
    return done[1]


def _parse(arguments: list[str]) -> tuple[list[str], dict[str, str]] | None:
    """Paths and options; ``None`` where there is an option that the server has no part in, or that is not written out."""
    paths: list[str] = []
    options: dict[str, str] = {}
    words = iter(arguments)
    for word in words:
        name, equals, value = word.partition("=")
        if word == _STANDARD_INPUT or not word.startswith("-"):
            paths.append(word)
        elif word in _FLAGS:
            options[word] = ""
        elif name in _WITH_VALUE:
            options[name] = value if equals else next(words, "")
        else:
            return None
    return (paths, options) if paths else None


def _are_small(paths: list[str]) -> bool:
    """Whether all are plain files, or standard input, that the server would take."""
    size = 0
    for path in paths:
        if path == _STANDARD_INPUT:
            if len(paths) > 1 or sys.stdin is None or sys.stdin.isatty():
                return False
            continue
        try:
            status = Path(path).stat()
        except (OSError, ValueError):
            return False
        size += status.st_size
        if not stat.S_ISREG(status.st_mode):
            return False
    return size <= MAX_BYTES and len(set(map(os.path.abspath, paths))) == len(paths) <= _MOST_FILES


def _make_command(arguments: list[str], paths: list[str], color: str) -> Command | None:
    try:
        contents = _read_input() if paths == [_STANDARD_INPUT] else {path: _read(path) for path in paths}
        folder = Path.cwd()
    except OSError:
        return None
    if sum(map(len, contents.values())) > MAX_BYTES:
        return None
    return Command(tuple(arguments), str(folder), str(settings_folder()), contents, *this_terminal(color))


def _read(path: str) -> bytes:
    with Path(path).open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _read_input() -> dict[str, bytes]:
    """Standard input, which is put back for whoever reads it next: the server may yet refuse."""
    source = sys.stdin.buffer
    begun = source.read(MAX_BYTES + 1)
    if len(begun) > MAX_BYTES:
        from softsell.draft import MAX_BYTES as MOST

        begun += source.read(MOST + 1 - len(begun))
    sys.stdin = io.TextIOWrapper(io.BytesIO(begun), encoding="utf-8")
    return {_STANDARD_INPUT: begun}
