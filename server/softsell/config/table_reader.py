"""Turns a table of settings into a Config and enforces who may set what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from softsell.checks.rule import RuleSettings
from softsell.config.config import Config, FileLayer, Goals, Layer, SettingPath
from softsell.config.locate import is_within, real_path, resolve_path, user_config_path
from softsell.config.remarks import Remarks
from softsell.config.settings import (
    FEED,
    LAYER,
    NOT_FOR_A_PLATFORM,
    RULE,
    SERVER,
    TABLE_AUTHORS,
    TABLES,
    TOP,
    USER_ONLY,
    Author,
    Setting,
)
from softsell.config.value_reader import ValueReader
from softsell.diagnostics import Diagnostic, nearest, sentence
from softsell.wording import shortened

_USERS_FIELDS = tuple(setting.field for setting in (*TOP, *SERVER) if setting.authors == USER_ONLY)
_AT_THE_TOP = frozenset(setting.key for setting in (*LAYER, *TOP))


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
        self._folder = folder
        self._author: Author = author
        self._own = own
        self._remarks = Remarks(place)
        self._value_reader = ValueReader(self._remarks, folder)

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
        self._remarks.raise_mistakes()
        config = Config(**values, notes=self._remarks.notes(), places=self._remarks.places)
        if self._author == "project":
            config = replace(config, **{field: getattr(self._own, field) for field in _USERS_FIELDS})
        return config

    def _may_set(self, authors: tuple[Author, ...], here: SettingPath) -> bool:
        """Return whether the author may set this, and report it if not. Nothing else decides that."""
        if self._author in authors:
            return True
        name = shortened(str(here[-1]))
        if self._author == "request":
            self._remarks.add_mistake(here, f"“{name}” can't be set by a request.", "Set it in softsell.toml.")
        else:
            self._remarks.add_note(
                self._remarks.place(here, value=False),
                f"Only you can set “{name}”, a project can't. This isn't used.",
                f"If you want it, add it to your own settings: {user_config_path()}.",
            )
        return False

    def _table(self, table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        value = table.get(name, {})
        if name in table and not self._may_set(TABLE_AUTHORS[name], (name,)):
            return {}
        if isinstance(value, Mapping):
            return value
        example = {"rules": '[rules."pushiness/hurry"]', "platforms": "[platforms.x]", "files": '[files."replies/*"]'}
        self._remarks.add_mistake(
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
                self._remarks.add_mistake(here, f"“{shortened(rule)}” isn't a rule's id with settings below it.", hint)
                continue
            if "/" not in rule and any(isinstance(value, Mapping) for value in table.values()):
                hint = f'Write [rules."{rule}/{next(iter(table))}"].'
                self._remarks.add_mistake(here, "A rule's id must be in quotes.", hint)
                continue
            self._remarks.keep_place(there, here, value=False)
            read[rule] = RuleSettings(**self._values(table, here, there, RULE))
        return read

    def _platforms(self, platforms: Mapping[str, Any]) -> dict[str, Layer]:
        settings = [setting for setting in LAYER if setting.field not in NOT_FOR_A_PLATFORM]
        read = {}
        for name, table in platforms.items():
            platform = self._value_reader.read_platform(name, ("platforms", name), key=True)
            if platform and isinstance(table, Mapping):
                read[platform] = self._layer(table, ("platforms", name), ("platforms", platform), settings)
            elif platform:
                self._remarks.add_mistake(
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
                self._remarks.add_mistake(
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
            self._remarks.add_mistake(
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
            self._remarks.add_mistake(
                (*raw, "rules"), "“rules” must be a table.", "Write the rule's id with its settings below."
            )
        return Layer(**values)

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
                self._remarks.add_mistake(
                    here, f"“{setting.key}” is set twice here, with two names.", "Keep one of them."
                )
            else:
                self._remarks.keep_place((*path, setting.field), here, value=True)
                given = self._value_reader.read(setting, value, here, (*path, setting.field))
                if given is not None:
                    read[setting.field] = given
        return read

    def _unknown(self, key: Any, here: SettingPath, known: list[str]) -> None:
        home = _find_home(str(key).replace("_", "-"))
        if self._folder is not None and len(here) > 1 and str(key).replace("_", "-") in _AT_THE_TOP:
            hint = "Move it above the first line in brackets. Everything below such a line belongs to its table."
            self._remarks.add_mistake(here, f"“{key}” isn't a setting here.", hint)
            return
        near = nearest(str(key).replace("_", "-"), known) if not self._remarks.full else ""
        hint = sentence(near) or (f"It belongs under {home}." if home else f"The settings here are {', '.join(known)}.")
        self._remarks.add_mistake(here, f"“{shortened(str(key))}” isn't a setting here.", hint)

    def _packs(self, packs: Iterable[str], folder: Path) -> dict[str, tuple[str, ...]]:
        """Return the packs, and which of them the user doesn't trust. A project's packs must be trusted or really in its folder."""
        used, untrusted = [], []
        for pack in packs:
            path = _locate_pack(folder, pack)
            place = self._remarks.places.get(("packs", pack), self._remarks.place(("packs",), value=True))
            trusted = self._author == "user" or str(real_path(path)) in self._own.trust
            if not trusted and not is_within(real_path(path), real_path(folder)):
                self._remarks.add_note(
                    place,
                    f"“{shortened(pack)}” is outside the project's folder, so it isn't used.",
                    f"A project can only use packs in its own folder. To let it use this one, add the pack to “trust” in your "
                    f"own settings: {user_config_path()}.",
                )
                continue
            if not path.exists():
                self._remarks.add_mistake_at(
                    place, f"“{shortened(pack)}” doesn't exist.", f"softsell looked for it in {real_path(path).parent}."
                )
            used.append(str(path))
            if not trusted:
                untrusted.append(str(path))
        return {"packs": tuple(used), "untrusted": tuple(untrusted)}


def _locate_pack(folder: Path, path: str) -> Path:
    """Return the path of a pack. ``path`` may also be its pack.yml."""
    pack = resolve_path(folder, path)
    return pack.parent if pack.name == "pack.yml" and pack.is_file() else pack


def _find_home(key: str) -> str:
    """Return the table that has this key, as it's written, or an empty string."""
    homes = {"server": "[server]", "feed": "[feed]", "rules": '[rules."pack/rule"]'}
    return next(
        (homes[name] for name, settings in TABLES.items() if name in homes and key in {s.key for s in settings}), ""
    )
