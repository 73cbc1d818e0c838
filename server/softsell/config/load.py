"""From softsell.toml, [tool.softsell] or a request's settings to a Config. Names the file, the line and the nearest key for every mistake.

Which file holds: the nearest ``softsell.toml``, or ``pyproject.toml`` with a ``[tool.softsell]``, upward from what is checked; where
there is none, the user's own. One file holds, whole; files are not mixed. Only what a project may not set (``settings.Setting.authors``)
comes out of the user's own file, wherever that lies. A project's file that sets such a thing is told (``Config.notes``) and not obeyed.
"""

from __future__ import annotations

import math
import os
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import Any

from softsell.checks.finding import SEVERITIES
from softsell.checks.rule import RuleSettings
from softsell.config.config import AUDIENCES, Config, FileLayer, Layer, SettingPath
from softsell.config.settings import (
    LAYER,
    RULE,
    SERVER,
    TABLE_AUTHORS,
    TABLES,
    TOP,
    USER_ONLY,
    Author,
    Setting,
)
from softsell.diagnostics import Diagnostic, excerpt, nearest, sentence
from softsell.errors import ConfigError, UsageError

FILE_NAME = "softsell.toml"
MAX_BYTES = 200_000
MAX_MISTAKES = 100
MAX_DOTS = 100
"""Most dots of dotted keys in one line: the standard parser's memory grows with their square."""
MAX_PHRASES = 10_000
MAX_PHRASES_OF_A_REQUEST = 1_000
MAX_PHRASE_LENGTH = 1_000
_PROJECT = "pyproject.toml"
_STRING = re.compile(r""" "(?:[^"\\]|\\.)*(?:"|\\?$) | '[^']*(?:'|$) """, re.VERBOSE)  # also one that never closes
_MODEL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
_USERS_FIELDS = tuple(setting.field for setting in (*TOP, *SERVER) if setting.authors == USER_ONLY)
_PLACE_IN_MESSAGE = re.compile(r"^(.*?)\s*\(at (?:line (\d+), column (\d+)|end of document)\)$", re.DOTALL)


def find_config(start: str | Path) -> Path | None:
    """The file of settings that holds for ``start``, a file or folder that need not exist; ``None`` where there is none.

    Raises:
        ConfigError: the file is a link that leads out of its folder.
    """
    start = Path(start).absolute()
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).is_file():
            return _of_its_folder(folder / FILE_NAME)
        if _has_settings(folder / _PROJECT):
            return _of_its_folder(folder / _PROJECT)
    return user_config()


def _of_its_folder(path: Path) -> Path:
    """The path, if the file really lies in its folder or is the user's own: messages show lines of it."""
    if is_within(real_path(path), real_path(path.parent)) or path == user_config_path():
        return path
    raise _refused(
        path,
        "This is a link to a file outside its folder, so it isn't read.",
        "Put a copy of the file here, or name the file itself with --config.",
    )


def real_path(path: str | Path) -> Path:
    """Where the path leads, all links followed; the path as it is where that can't be found out."""
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):
        return Path(path).absolute()


def is_within(path: Path, folder: Path) -> bool:
    """Whether ``path`` is ``folder`` or lies in it. Both are real paths."""
    return path == folder or folder in path.parents


def user_config() -> Path | None:
    """The user's own softsell.toml, if there is one."""
    path = user_config_path()
    try:
        return path if path.is_file() else None
    except OSError:  # a folder that is closed to this user, such as root's for a service
        return None


def user_config_path() -> Path:
    """Where the user's own softsell.toml lies or would lie."""
    import platformdirs

    return Path(platformdirs.user_config_dir("softsell", appauthor=False)) / FILE_NAME


def load_config(start: str | Path | None = None) -> Config:
    """The settings that hold for ``start`` (where not given: for the current folder).

    Raises:
        ConfigError: with every mistake in the file.
    """
    path = find_config(Path.cwd() if start is None else start)
    return Config() if path is None else read_config(path)


def read_config(path: str | Path) -> Config:
    """The settings in this very file: a softsell.toml by whatever name, or a pyproject.toml.

    Unless it is the user's own, it counts as a project's: what only the user may set comes out of the user's own file.

    Raises:
        ConfigError: with every mistake in the file, or one that says why it can't be read; the same of the user's own file.
    """
    path = Path(path)
    if real_path(path) == real_path(user_config_path()):
        return _read(path, "user", Config())
    own = user_config()
    return _read(path, "project", Config() if own is None else _read(own, "user", Config()))


def _read(path: Path, author: Author, own: Config) -> Config:
    text = _text_of(path)
    table: Mapping[str, Any] = _parsed(text, str(path))
    root: SettingPath = ()
    if path.name == _PROJECT:
        root = ("tool", "softsell")
        table = _dig(table, root)
    return _Reader(_places_in(text, str(path), root), path.parent, author, own).read(table)


def parse_settings(settings: Mapping[str, Any]) -> Config:
    """The settings of a request: the keys of softsell.toml that a request may set. Any other is a mistake.

    Raises:
        ConfigError: with every mistake.
    """
    return _Reader(_places_in("", "settings", ()), None, "request", Config()).read(settings)


def config_for(path: str | Path | None, config: Config, platform: str | None = None) -> Config:
    """The settings that hold for one file and platform: the general ones, then what is said for the file, then for the platform.

    Args:
        path: the file; ``None`` for a draft that is in none.
        config: all settings.
        platform: where the draft goes, if it or the user says so; else the settings do.
    """
    if path is not None:
        config = config_for_file(path, config)
    return config.on_platform(platform or config.platform)


def config_for_file(path: str | Path, config: Config) -> Config:
    """The settings that hold for one file; what they say for single platforms is still to be put in, draft by draft."""
    if config.root is None:
        return config
    for layer in config.files:
        if _matches(layer.glob, Path(path), Path(config.root)):
            config = config.with_layer(layer.layer, "files", layer.glob)
    return config


def globs_without_file(config: Config, paths: Iterable[str | Path]) -> list[str]:
    """The ``files`` of the settings that match none of ``paths``, in order."""
    if config.root is None:
        return []
    import pathspec

    root = Path(config.root).absolute()
    # Compiled once: a folder may hold thousands of files
    specs = {layer.glob: pathspec.GitIgnoreSpec.from_lines([layer.glob]) for layer in config.files}
    for path in paths:
        absolute = Path(path).absolute()
        if specs and absolute.is_relative_to(root):
            inside = absolute.relative_to(root).as_posix()
            specs = {glob: spec for glob, spec in specs.items() if not spec.match_file(inside)}
    return list(specs)


def _matches(glob: str, path: Path, root: Path) -> bool:
    import pathspec

    try:
        inside = path.absolute().relative_to(root.absolute())
    except ValueError:
        return False
    return pathspec.GitIgnoreSpec.from_lines([glob]).match_file(inside.as_posix())


# files


def _has_settings(project: Path) -> bool:
    """Whether a pyproject.toml has a [tool.softsell]. One that does not parse has, if our name is in it: its reader will say why."""
    if not project.is_file():
        return False
    try:
        text = _text_of(project)
    except ConfigError:
        return False
    if "softsell" not in text:
        return False
    import tomllib

    try:
        return _dig(tomllib.loads(text), ("tool", "softsell")) != {}
    except (tomllib.TOMLDecodeError, RecursionError):
        return "tool.softsell" in text


def _dig(table: Mapping[str, Any], path: SettingPath) -> Mapping[str, Any]:
    for key in path:
        table = table.get(str(key), {})
        if not isinstance(table, Mapping):
            return {}
    return table


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise _refused(path, "There is no such file.", "“softsell init” writes one to start from.") from None
    except OSError as error:
        raise _refused(path, f"This file can't be read: {error.strerror or error}.", "") from None
    if len(data) > MAX_BYTES:
        raise _refused(
            path,
            "This file is too large for settings.",
            f"It may hold {MAX_BYTES:,} bytes; put long lists into a pack.",
        )
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = "Save it as UTF-8 (in most editors: Save as, Encoding)."
        raise ConfigError([Diagnostic(str(path), line, 1, "This file is not UTF-8 text.", hint)]) from None


def _refused(path: Path, message: str, hint: str) -> ConfigError:
    return ConfigError([Diagnostic(str(path), 0, 0, message, hint)])


def _parsed(text: str, path: str) -> dict[str, Any]:
    import tomllib

    _refuse_long_keys(text, path)
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise _too_deep(path) from None
    except (tomllib.TOMLDecodeError, ValueError) as error:
        raise ConfigError([_syntax_mistake(str(error), text, path)]) from None


def _too_deep(path: str, line: int = 0) -> ConfigError:
    message = "Lists, tables or keys are nested too deeply here to be settings."
    return ConfigError(
        [Diagnostic(path, line, min(line, 1), message, "Nothing in softsell.toml needs more than three levels.")]
    )


def _refuse_long_keys(text: str, path: str) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > MAX_DOTS and _STRING.sub("", line).partition("#")[0].count(".") > MAX_DOTS:
            raise _too_deep(path, number)


def _syntax_mistake(problem: str, text: str, path: str) -> Diagnostic:
    lines = text.split("\n")
    match = _PLACE_IN_MESSAGE.match(problem)
    reason = match[1] if match else problem
    line = int(match[2]) if match and match[2] else len(text.rstrip("\n").split("\n"))
    written = lines[line - 1] if line <= len(lines) else ""
    column = int(match[3]) if match and match[3] else len(written) + 1
    hint = next((way_out for part, way_out in _SYNTAX_HINTS.items() if part in reason), "")
    if reason.startswith("Invalid value") and written[column - 1 : column] in _CURLY_QUOTES:
        hint = 'TOML wants straight quotes: "linkedin". Write in a plain editor; word processors bend them.'
    message = f"This is not valid TOML: {_short(reason[:1].lower() + reason[1:])}."
    return Diagnostic(path, line, column, message, hint, excerpt(written, column))


_AT_THE_TOP = frozenset(setting.key for setting in (*LAYER, *TOP))
_OFF = ("off", "none", "ignore", "never", "disabled", "false", "no")
_CURLY_QUOTES = ("“", "”", "„", "‘", "’", "«", "»")
_SYNTAX_HINTS = {
    "Invalid value": "Put texts in quotes: platform = \"linkedin\". Lists are written [\"one\", \"two\"].",
    "Expected '=' after a key": "A setting is written key = value. A key with a slash goes in quotes: [rules.\"pushiness/hurry\"].",
    "Expected newline or end of document": "One setting a line; put texts in quotes.",
    "Cannot overwrite a value": "This key stands in the file twice: keep one.",
    "Cannot declare": "This table stands in the file twice: put its lines together.",
    "Illegal character": "A text in simple quotes ends on its own line: add the closing quote.",
    "Unterminated string": "Add the closing quote.",
    "Unclosed array": "Add the closing bracket, and a comma between values.",
    "Expected ']'": "Close the bracket. A name with a slash goes in quotes: [rules.\"pushiness/hurry\"].",
    "Unescaped '\\\\'": "Write a backslash twice, or use simple quotes: '…'.",
}  # fmt: skip


def _places_in(text: str, path: str, root: SettingPath) -> Callable[[SettingPath, bool], Diagnostic]:
    """A function from a path in the document (within ``root``) to its place; the flag asks for the value instead of the key."""
    from softsell.config.toml_places import toml_places

    try:
        places = toml_places(text)
    except RecursionError:
        raise _too_deep(path) from None
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


class _Reader:
    """Reads one mapping of settings; all mistakes are gathered, then raised together.

    Args:
        place: see ``_places_in``.
        folder: the folder of the file; ``None`` for a request.
        author: who wrote the settings. What this author may not set is left out and told: to a request as a mistake, else as a note.
        own: the user's own settings, for a project's file.
    """

    def __init__(
        self, place: Callable[[SettingPath, bool], Diagnostic], folder: Path | None, author: Author, own: Config
    ) -> None:
        self._place = place
        self._folder = folder
        self._author: Author = author
        self._own = own
        self._notes: list[Diagnostic] = []
        self._mistakes: list[Diagnostic] = []
        self._places: dict[SettingPath, Diagnostic] = {}
        self._phrases = 0

    def read(self, table: Mapping[str, Any]) -> Config:
        values = self._values(table, (), (), (*LAYER, *TOP), TABLES)
        parts = {name: self._table(table, name) for name in TABLES}
        values["rules"] = self._rules(parts["rules"], ("rules",), ("rules",))
        values["platforms"] = self._platforms(parts["platforms"])
        if self._folder is not None:
            values["files"] = self._files(parts["files"])
            values |= self._values(parts["server"], ("server",), (), SERVER)
            values |= self._packs(values.get("packs", ()), self._folder)
            values["trust"] = tuple(str(real_path(_pack_at(self._folder, pack))) for pack in values.get("trust", ()))
            values["root"] = str(self._folder)
        if self._mistakes:
            raise ConfigError(_first_of(self._mistakes))
        config = Config(**values, notes=tuple(_first_of(self._notes)), places=self._places)
        if self._author == "project":
            config = replace(config, **{field: getattr(self._own, field) for field in _USERS_FIELDS})
        return config

    def _may_set(self, authors: tuple[Author, ...], here: SettingPath) -> bool:
        """Whether the author may set what stands here; if not, that is told. The one place that decides it."""
        if self._author in authors:
            return True
        name = _short(str(here[-1]))
        if self._author == "request":
            self._mistake(here, f"“{name}” can't be set by a request.", "It belongs in softsell.toml.")
        else:
            self._note(
                self._place(here, False),
                f"Only you can set “{name}”, not a project, so this isn't used.",
                f"If you want it, write it into your own settings: {user_config_path()}.",
            )
        return False

    # tables

    def _table(self, table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        value = table.get(name, {})
        if name in table and not self._may_set(TABLE_AUTHORS[name], (name,)):
            return {}
        if isinstance(value, Mapping):
            return value
        example = {"rules": '[rules."pushiness/hurry"]', "platforms": "[platforms.x]", "files": '[files."replies/*"]'}
        self._mistake(
            (name,), f"“{name}” is a table.", f"Write a line {example.get(name, f'[{name}]')} and its settings below."
        )
        return {}

    def _rules(self, rules: Mapping[str, Any], raw: SettingPath, path: SettingPath) -> dict[str, RuleSettings]:
        read = {}
        for rule, table in rules.items():
            here, there = (*raw, rule), (*path, rule)
            if not isinstance(table, Mapping):
                known = {setting.key for setting in RULE}
                hint = (
                    f'Write [rules."pack/{rule}"] above it.'
                    if rule in known
                    else "Write enabled = false below it to switch it off."
                )
                self._mistake(here, f"“{_short(rule)}” is not the id of a rule with settings below it.", hint)
                continue
            if "/" not in rule and any(isinstance(value, Mapping) for value in table.values()):
                hint = f'Put the whole id in quotes: [rules."{rule}/{next(iter(table))}"].'
                self._mistake(here, "A rule's id goes in quotes.", hint)
                continue
            self._places[there] = self._place(here, False)
            read[rule] = RuleSettings(**self._values(table, here, there, RULE))
        return read

    def _platforms(self, platforms: Mapping[str, Any]) -> dict[str, Layer]:
        settings = [setting for setting in LAYER if setting.field != "platform"]
        read = {}
        for name, table in platforms.items():
            platform = self._platform(name, ("platforms", name), key=True)
            if platform and isinstance(table, Mapping):
                read[platform] = self._layer(table, ("platforms", name), ("platforms", platform), settings)
            elif platform:
                self._mistake(
                    ("platforms", name),
                    f"“{name}” is a table.",
                    f"Write a line [platforms.{name}] and its settings below.",
                )
        return read

    def _files(self, files: Mapping[str, Any]) -> tuple[FileLayer, ...]:
        read = []
        for glob, table in files.items():
            path: SettingPath = ("files", glob)
            if isinstance(table, Mapping):
                if self._is_glob(glob, path):
                    read.append(FileLayer(glob, self._layer(table, path, path, LAYER)))
            else:
                self._mistake(
                    path, f"“{_short(glob)}” is a table.", f'Write a line [files."{glob}"] and its settings below.'
                )
        return tuple(read)

    def _is_glob(self, glob: str, path: SettingPath) -> bool:
        import pathspec

        try:
            pathspec.GitIgnoreSpec.from_lines([glob])
        except ValueError:
            self._mistake(
                path, f"“{_short(glob)}” is no pattern for files.", "Write it as in .gitignore: replies/*, *.md"
            )
            return False
        return True

    def _layer(
        self, table: Mapping[str, Any], raw: SettingPath, path: SettingPath, settings: Iterable[Setting]
    ) -> Layer:
        values = self._values(table, raw, path, settings, ("rules",))
        rules = table.get("rules", {})
        if isinstance(rules, Mapping):
            values["rules"] = self._rules(rules, (*raw, "rules"), (*path, "rules"))
        else:
            self._mistake((*raw, "rules"), "“rules” is a table.", "Write the rule's id and its settings below it.")
        return Layer(**values)

    # values

    def _values(
        self,
        table: Mapping[str, Any],
        raw: SettingPath,
        path: SettingPath,
        settings: Iterable[Setting],
        tables: Iterable[str] = (),
    ) -> dict[str, Any]:
        """The values of a table by field, the right ones only. ``raw`` is its path as written, ``path`` as ``Config.places`` has it."""
        settings = list(settings)
        by_key = {name: setting for setting in settings for name in (setting.key, setting.also) if name}
        read: dict[str, Any] = {}
        for key, value in table.items():
            here = (*raw, key)
            setting = by_key.get(key.replace("_", "-") if isinstance(key, str) else "")
            if setting is None:
                if key not in tables:
                    self._unknown(key, here, [*by_key, *tables])
            elif not self._may_set(setting.authors, here):
                continue
            elif setting.field in read:
                self._mistake(here, f"“{setting.key}” is set twice here, by two names.", "Keep one of them.")
            else:
                self._places[(*path, setting.field)] = self._place(here, True)
                given = self._value(setting, value, here, (*path, setting.field))
                if given is not None:
                    read[setting.field] = given
        return read

    def _unknown(self, key: Any, here: SettingPath, known: list[str]) -> None:
        home = _home_of(str(key).replace("_", "-"))
        if self._folder is not None and len(here) > 1 and str(key).replace("_", "-") in _AT_THE_TOP:
            hint = "Move it above the first line in brackets: what stands below such a line belongs to it."
            self._mistake(here, f"There is no setting “{key}” here.", hint)
            return
        near = nearest(str(key).replace("_", "-"), known) if len(self._mistakes) < MAX_MISTAKES else ""
        hint = sentence(near) or (f"It belongs under {home}." if home else f"What may stand here: {', '.join(known)}.")
        self._mistake(here, f"There is no setting “{_short(str(key))}” here.", hint)

    def _value(self, setting: Setting, value: Any, here: SettingPath, path: SettingPath) -> Any:
        match setting.kind:
            case "platform":
                return self._platform(value, here)
            case "texts":
                return self._texts(setting, value, here, path)
            case "audience":
                return self._choice(value, AUDIENCES, here)
            case "severity":
                return self._choice(value, SEVERITIES, here)
            case "number" | "port":
                return self._number(setting, value, here)
            case "flag":
                fits, hint = isinstance(value, bool), "Write true or false, without quotes."
            case "model":
                return self._model(value, here)
        if not fits:
            self._wrong(here, hint)
        return value if fits else None

    def _platform(self, value: Any, here: SettingPath, *, key: bool = False) -> str | None:
        from softsell import platforms

        if isinstance(value, str):
            try:
                return platforms.profile(value).name
            except UsageError:
                near = nearest(value.lower(), platforms.PLATFORMS) if len(self._mistakes) < MAX_MISTAKES else ""
                hint = sentence(near) or f"The platforms are {', '.join(platforms.PLATFORMS)}."
                self._mistake(here, f"There is no platform called “{_short(value)}”.", hint, value=not key)
                return None
        self._wrong(here, 'Write its name in quotes: "linkedin".')
        return None

    def _texts(self, setting: Setting, value: Any, here: SettingPath, path: SettingPath) -> tuple[str, ...] | None:
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list | tuple):
            self._wrong(here, f"Write a list of texts: {setting.key} = {setting.example}.")
            return None
        texts = []
        for index, text in enumerate(value):
            if not isinstance(text, str):
                self._mistake(
                    (*here, index), "A text in quotes is expected here.", f"Such as {setting.key} = {setting.example}."
                )
            elif not text.strip():
                self._mistake((*here, index), "Nothing stands between these quotes.", "Write a text, or take them out.")
            elif len(text) > MAX_PHRASE_LENGTH:
                self._mistake(
                    (*here, index), f"This text is longer than {MAX_PHRASE_LENGTH:,} characters.", "Shorten it."
                )
            else:
                texts.append(text.strip())
                self._places[(*path, text.strip())] = self._place((*here, index), True)
        self._count(len(texts), here)
        return tuple(dict.fromkeys(texts))

    def _count(self, phrases: int, here: SettingPath) -> None:
        most = MAX_PHRASES if self._folder is not None else MAX_PHRASES_OF_A_REQUEST
        if self._phrases <= most < self._phrases + phrases:
            self._mistake(here, f"The settings hold more than {most:,} phrases.", "Put them into a pack.")
        self._phrases += phrases

    def _choice(self, value: Any, choices: tuple[str, ...], here: SettingPath) -> str | None:
        if isinstance(value, str) and value in choices:
            return value
        near = sentence(nearest(value, choices)) if isinstance(value, str) else ""
        listed = ", ".join(f'"{choice}"' for choice in choices)
        switched_off = "rules" in here and isinstance(value, str) and value.lower() in _OFF
        off = " To switch the rule off, write enabled = false." if switched_off else ""
        self._wrong(here, near or f"Write one of {listed}.{off}")
        return None

    def _number(self, setting: Setting, value: Any, here: SettingPath) -> float | int | None:
        least, most = setting.bounds
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            self._wrong(here, f"Write a number without quotes: {setting.key} = {setting.example}.")
        elif not least <= value <= most:
            self._mistake(here, f"“{setting.key}” must be between {least:g} and {most:g}.", "", value=True)
        elif setting.kind == "port" and not isinstance(value, int):
            self._wrong(here, "Write a whole number.")
        else:
            return value if setting.kind == "port" else float(value)
        return None

    def _model(self, value: Any, here: SettingPath) -> str | None:
        """A name, or the absolute path of a folder: only a path that is written as one is looked for on the disk."""
        if isinstance(value, str) and _MODEL.fullmatch(value):
            return value
        if isinstance(value, str) and self._folder is not None and value.strip(".") and set(value) & {"/", os.sep}:
            path = _below(self._folder, value).absolute()
            if path.is_dir():
                return str(path)
            self._mistake(
                here, f"There is no pipeline at “{_short(value)}”.", f"It is looked for at {path}.", value=True
            )
            return None
        self._wrong(here, 'Write "auto", "none", the name of an installed spaCy pipeline, or the path of one.')
        return None

    def _packs(self, packs: Iterable[str], folder: Path) -> dict[str, tuple[str, ...]]:
        """The packs, and those of them that the user doesn't trust. A project's lie in its folder, all links followed, or are trusted."""
        used, untrusted = [], []
        for pack in packs:
            path = _pack_at(folder, pack)
            place = self._places.get(("packs", pack), self._place(("packs",), True))
            trusted = self._author == "user" or str(real_path(path)) in self._own.trust
            if not trusted and not is_within(real_path(path), real_path(folder)):
                self._note(
                    place,
                    f"“{_short(pack)}” lies outside the project's folder, so it isn't used.",
                    f"A project may only name packs in its own folder. To let it use this one, trust the pack in your own "
                    f"settings: {user_config_path()}.",
                )
                continue
            if not path.exists():
                self._mistakes.append(
                    _told(
                        place,
                        f"There is no pack at “{_short(pack)}”.",
                        f"It is looked for in {real_path(path).parent}.",
                    )
                )
            used.append(str(path))
            if not trusted:
                untrusted.append(str(path))
        return {"packs": tuple(used), "untrusted": tuple(untrusted)}

    def _note(self, place: Diagnostic, message: str, hint: str) -> None:
        self._notes.append(_told(place, message, hint))

    def _wrong(self, here: SettingPath, hint: str) -> None:
        self._mistake(here, f"“{here[-1]}” can't take this value.", hint, value=True)

    def _mistake(self, here: SettingPath, message: str, hint: str, *, value: bool = False) -> None:
        self._mistakes.append(_told(self._place(here, value), message, hint))


def _below(folder: Path, path: str) -> Path:
    """A path as seen from ``folder``; ``~`` is the user's home."""
    try:
        return folder / Path(path).expanduser()
    except RuntimeError:  # the home of somebody who isn't there
        return folder / path


def _pack_at(folder: Path, path: str) -> Path:
    """Where a pack lies, which may also be named by its pack.yml."""
    pack = _below(folder, path)
    return pack.parent if pack.name == "pack.yml" and pack.is_file() else pack


def _first_of(mistakes: list[Diagnostic]) -> list[Diagnostic]:
    """In the order of the file; no more than a person can use."""
    ordered = sorted(mistakes, key=lambda mistake: (mistake.line, mistake.column))
    if len(ordered) > MAX_MISTAKES:
        rest = len(ordered) - MAX_MISTAKES
        ordered = [*ordered[:MAX_MISTAKES], Diagnostic(ordered[0].path, 0, 0, f"… and {rest} mistakes more.")]
    return ordered


def _told(place: Diagnostic, message: str, hint: str) -> Diagnostic:
    return Diagnostic(place.path, place.line, place.column, message, hint, place.excerpt, place.width)


def _home_of(key: str) -> str:
    """The table that has this key, as it is written."""
    homes = {"server": "[server]", "rules": '[rules."pack/rule"]'}
    return next(
        (homes[name] for name, settings in TABLES.items() if name in homes and key in {s.key for s in settings}), ""
    )


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
