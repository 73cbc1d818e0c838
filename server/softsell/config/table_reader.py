"""Turns a table of settings into a Config and enforces who may set what."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from softsell.checks.finding import SEVERITIES
from softsell.checks.rule import RuleSettings
from softsell.compile_later import compile_later
from softsell.config.config import AUDIENCES, BetterWord, Config, FileLayer, Goals, Layer, SettingPath
from softsell.config.locate import is_within, real_path, user_config_path
from softsell.config.settings import (
    BETTER_WORD,
    FEED,
    LAYER,
    NOT_FOR_A_PLATFORM,
    RULE,
    SERVER,
    TABLE_AUTHORS,
    TABLES,
    TOP,
    USER_ONLY,
    VOICES,
    Author,
    Setting,
)
from softsell.diagnostics import Diagnostic, nearest, sentence
from softsell.errors import ConfigError, UsageError
from softsell.wording import shortened

MAX_MISTAKES = 100
MAX_PHRASES = 10_000
MAX_PHRASES_OF_A_REQUEST = 1_000
MAX_PHRASE_LENGTH = 1_000
_MODEL = compile_later(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
_USERS_FIELDS = tuple(setting.field for setting in (*TOP, *SERVER) if setting.authors == USER_ONLY)
_AT_THE_TOP = frozenset(setting.key for setting in (*LAYER, *TOP))
_OFF = ("off", "none", "ignore", "never", "disabled", "false", "no")


class TableReader:
    """Reads one mapping of settings. Collects all mistakes and raises them together.

    Args:
        place: see ``index_places``.
        folder: the folder of the file, or ``None`` for a request.
        author: who wrote the settings. If this author may not set something, it's ignored and reported, as a mistake in a request and as a
            note in a file.
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
        """Return the configuration.

        Raises:
            ConfigError: the settings have mistakes. Lists all of them.
        """
        values = self._values(table, (), (), (*LAYER, *TOP), TABLES)
        parts = {name: self._table(table, name) for name in TABLES}
        values["rules"] = self._rules(parts["rules"], ("rules",), ("rules",))
        values["platforms"] = self._platforms(parts["platforms"])
        values["feed"] = Goals(**self._values(parts["feed"], ("feed",), ("feed",), FEED))
        if self._folder is not None:
            values["files"] = self._files(parts["files"])
            values |= self._values(parts["server"], ("server",), (), SERVER)
            values |= self._packs(values.get("packs", ()), self._folder)
            values["trust"] = tuple(
                str(real_path(_locate_pack(self._folder, pack))) for pack in values.get("trust", ())
            )
            values["root"] = str(self._folder)
        if self._mistakes:
            raise ConfigError(_select_first(self._mistakes))
        config = Config(**values, notes=tuple(_select_first(self._notes)), places=self._places)
        if self._author == "project":
            config = replace(config, **{field: getattr(self._own, field) for field in _USERS_FIELDS})
        return config

    def _may_set(self, authors: tuple[Author, ...], here: SettingPath) -> bool:
        """Return whether the author may set this, and report it if not. Nothing else decides that."""
        if self._author in authors:
            return True
        name = shortened(str(here[-1]))
        if self._author == "request":
            self._mistake(here, f"“{name}” can't be set by a request.", "Set it in softsell.toml.")
        else:
            self._note(
                self._place(here, False),
                f"Only you can set “{name}”, a project can't. This isn't used.",
                f"If you want it, add it to your own settings: {user_config_path()}.",
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
            (name,),
            f"“{name}” must be a table.",
            f"Write a line {example.get(name, f'[{name}]')} with its settings below.",
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
                    else "To switch it off, write enabled = false below it."
                )
                self._mistake(here, f"“{shortened(rule)}” isn't a rule's id with settings below it.", hint)
                continue
            if "/" not in rule and any(isinstance(value, Mapping) for value in table.values()):
                hint = f'Write [rules."{rule}/{next(iter(table))}"].'
                self._mistake(here, "A rule's id must be in quotes.", hint)
                continue
            self._places[there] = self._place(here, False)
            read[rule] = RuleSettings(**self._values(table, here, there, RULE))
        return read

    def _platforms(self, platforms: Mapping[str, Any]) -> dict[str, Layer]:
        settings = [setting for setting in LAYER if setting.field not in NOT_FOR_A_PLATFORM]
        read = {}
        for name, table in platforms.items():
            platform = self._platform(name, ("platforms", name), key=True)
            if platform and isinstance(table, Mapping):
                read[platform] = self._layer(table, ("platforms", name), ("platforms", platform), settings)
            elif platform:
                self._mistake(
                    ("platforms", name),
                    f"“{name}” must be a table.",
                    f"Write a line [platforms.{name}] with its settings below.",
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
                    path,
                    f"“{shortened(glob)}” must be a table.",
                    f'Write a line [files."{glob}"] with its settings below.',
                )
        return tuple(read)

    def _is_glob(self, glob: str, path: SettingPath) -> bool:
        import pathspec

        try:
            pathspec.GitIgnoreSpec.from_lines([glob])
        except ValueError:
            self._mistake(
                path, f"“{shortened(glob)}” isn't a pattern for files.", "Write it as in .gitignore: replies/*, *.md"
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
            self._mistake((*raw, "rules"), "“rules” must be a table.", "Write the rule's id with its settings below.")
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
        """Return the valid values of a table by field. ``raw`` is its path as written, ``path`` its path in ``Config.places``."""
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
                self._mistake(here, f"“{setting.key}” is set twice here, with two names.", "Keep one of them.")
            else:
                self._places[(*path, setting.field)] = self._place(here, True)
                given = self._value(setting, value, here, (*path, setting.field))
                if given is not None:
                    read[setting.field] = given
        return read

    def _unknown(self, key: Any, here: SettingPath, known: list[str]) -> None:
        home = _find_home(str(key).replace("_", "-"))
        if self._folder is not None and len(here) > 1 and str(key).replace("_", "-") in _AT_THE_TOP:
            hint = "Move it above the first line in brackets. Everything below such a line belongs to its table."
            self._mistake(here, f"“{key}” isn't a setting here.", hint)
            return
        near = nearest(str(key).replace("_", "-"), known) if len(self._mistakes) < MAX_MISTAKES else ""
        hint = sentence(near) or (f"It belongs under {home}." if home else f"The settings here are {', '.join(known)}.")
        self._mistake(here, f"“{shortened(str(key))}” isn't a setting here.", hint)

    def _value(self, setting: Setting, value: Any, here: SettingPath, path: SettingPath) -> Any:
        match setting.kind:
            case "platform":
                return self._platform(value, here)
            case "texts":
                return self._texts(setting, value, here, path)
            case "better-words":
                return self._better_words(setting, value, here)
            case "audience":
                return self._choice(value, AUDIENCES, here)
            case "severity":
                return self._choice(value, SEVERITIES, here)
            case "voice":
                return self._choice(value, VOICES, here)
            case "number" | "port":
                return self._number(setting, value, here)
            case "flag":
                fits, hint = isinstance(value, bool), "Write true or false, without quotes."
            case "model":
                return self._model(value, here)
            case "text":
                fits = isinstance(value, str) and 0 < len(value.strip()) <= MAX_PHRASE_LENGTH
                hint = f"Write it in quotes: {setting.key} = {setting.example}."
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
                self._mistake(here, f"“{shortened(value)}” isn't a platform.", hint, value=not key)
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
                    (*here, index), "This must be a text in quotes.", f"For example: {setting.key} = {setting.example}."
                )
            elif not text.strip():
                self._mistake(
                    (*here, index), "This text is empty.", "Write something between the quotes, or remove them."
                )
            elif len(text) > MAX_PHRASE_LENGTH:
                self._mistake(
                    (*here, index), f"This text is longer than {MAX_PHRASE_LENGTH:,} characters.", "Shorten it."
                )
            else:
                texts.append(text.strip())
                self._places[(*path, text.strip())] = self._place((*here, index), True)
        self._count(len(texts), here)
        return tuple(dict.fromkeys(texts))

    def _better_words(self, setting: Setting, value: Any, here: SettingPath) -> tuple[BetterWord, ...] | None:
        if not isinstance(value, list | tuple):
            self._wrong(here, f"Write a list of tables: {setting.key} = {setting.example}.")
            return None
        read: dict[str, BetterWord] = {}
        for index, entry in enumerate(value):
            fits = isinstance(entry, Mapping) and {"word", "instead"} <= set(entry) <= set(BETTER_WORD)
            texts = {key: text.strip() for key, text in entry.items() if isinstance(text, str)} if fits else {}
            if not fits or len(texts) < len(entry) or not texts["word"]:
                self._mistake(
                    (*here, index),
                    "This must be a table with a word and what to write instead.",
                    f"For example: {setting.key} = {setting.example}.",
                )
            elif max(map(len, texts.values())) > MAX_PHRASE_LENGTH:
                self._mistake(
                    (*here, index), f"This text is longer than {MAX_PHRASE_LENGTH:,} characters.", "Shorten it."
                )
            else:
                read[texts["word"]] = BetterWord(**texts)
                self._places[("better", texts["word"])] = self._place((*here, index), True)
        self._count(len(read), here)
        return tuple(read.values())

    def _count(self, phrases: int, here: SettingPath) -> None:
        most = MAX_PHRASES if self._folder is not None else MAX_PHRASES_OF_A_REQUEST
        if self._phrases <= most < self._phrases + phrases:
            self._mistake(here, f"The settings have more than {most:,} phrases.", "Put them into a pack.")
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
        """Return the name of a pipeline or the absolute path of its folder. Only a value with a slash is looked up on disk."""
        if isinstance(value, str) and _MODEL.fullmatch(value):
            return value
        if isinstance(value, str) and self._folder is not None and value.strip(".") and set(value) & {"/", os.sep}:
            path = _resolve_path(self._folder, value).absolute()
            if path.is_dir():
                return str(path)
            self._mistake(
                here,
                f"“{shortened(value)}” isn't the folder of a pipeline.",
                f"softsell looked for {path}.",
                value=True,
            )
            return None
        self._wrong(here, 'Write "auto", "none", or the name or path of an installed spaCy pipeline.')
        return None

    def _packs(self, packs: Iterable[str], folder: Path) -> dict[str, tuple[str, ...]]:
        """Return the packs, and which of them the user doesn't trust. A project's packs must be trusted or really in its folder."""
        used, untrusted = [], []
        for pack in packs:
            path = _locate_pack(folder, pack)
            place = self._places.get(("packs", pack), self._place(("packs",), True))
            trusted = self._author == "user" or str(real_path(path)) in self._own.trust
            if not trusted and not is_within(real_path(path), real_path(folder)):
                self._note(
                    place,
                    f"“{shortened(pack)}” is outside the project's folder, so it isn't used.",
                    f"A project can only use packs in its own folder. To let it use this one, add the pack to “trust” in your "
                    f"own settings: {user_config_path()}.",
                )
                continue
            if not path.exists():
                self._mistakes.append(
                    _put_at(
                        place,
                        f"“{shortened(pack)}” doesn't exist.",
                        f"softsell looked for it in {real_path(path).parent}.",
                    )
                )
            used.append(str(path))
            if not trusted:
                untrusted.append(str(path))
        return {"packs": tuple(used), "untrusted": tuple(untrusted)}

    def _note(self, place: Diagnostic, message: str, hint: str) -> None:
        self._notes.append(_put_at(place, message, hint))

    def _wrong(self, here: SettingPath, hint: str) -> None:
        self._mistake(here, f"“{here[-1]}” can't have this value.", hint, value=True)

    def _mistake(self, here: SettingPath, message: str, hint: str, *, value: bool = False) -> None:
        self._mistakes.append(_put_at(self._place(here, value), message, hint))


def _resolve_path(folder: Path, path: str) -> Path:
    """Return ``path`` relative to ``folder``. ``~`` is the user's home."""
    try:
        return folder / Path(path).expanduser()
    except RuntimeError:  # the home of a user who doesn't exist
        return folder / path


def _locate_pack(folder: Path, path: str) -> Path:
    """Return the path of a pack. ``path`` may also be its pack.yml."""
    pack = _resolve_path(folder, path)
    return pack.parent if pack.name == "pack.yml" and pack.is_file() else pack


def _select_first(mistakes: list[Diagnostic]) -> list[Diagnostic]:
    """Return the mistakes in the order of the file, and no more than a person can use."""
    ordered = sorted(mistakes, key=lambda mistake: (mistake.line, mistake.column))
    if len(ordered) > MAX_MISTAKES:
        rest = len(ordered) - MAX_MISTAKES
        ordered = [*ordered[:MAX_MISTAKES], Diagnostic(ordered[0].path, 0, 0, f"… and {rest} more mistakes.")]
    return ordered


def _put_at(place: Diagnostic, message: str, hint: str) -> Diagnostic:
    return Diagnostic(place.path, place.line, place.column, message, hint, place.excerpt, place.width)


def _find_home(key: str) -> str:
    """Return the table that has this key, as it's written, or an empty string."""
    homes = {"server": "[server]", "feed": "[feed]", "rules": '[rules."pack/rule"]'}
    return next(
        (homes[name] for name, settings in TABLES.items() if name in homes and key in {s.key for s in settings}), ""
    )
