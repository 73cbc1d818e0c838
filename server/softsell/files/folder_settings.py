"""Finds the configuration of each file: its softsell.toml, overridden by the command line."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from softsell.checks.finding import Severity
from softsell.config.config import Config, Layer, SettingPath
from softsell.diagnostics import Diagnostic

if TYPE_CHECKING:
    from softsell.engine.engine import Engine


class Overrides(Struct, frozen=True):
    """Options of the command line that override settings. ``None`` and empty values don't."""

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Severity | None = None
    fail_on: Severity | None = None

    def onto(self, config: Config) -> Config:
        """Return the configuration with these values, for single platforms too."""
        over = Layer(
            select=self.select,
            extend_select=self.extend_select,
            ignore=self.ignore,
            severity=self.severity,
            fail_on=self.fail_on,
        )
        if over == Layer():
            return config
        platforms = {name: self._override_layer(layer) for name, layer in config.platforms.items()}
        return replace(config.with_layer(over), platforms=platforms, places={**config.places, **self._make_places()})

    def _make_places(self) -> dict[SettingPath, Diagnostic]:
        """Return the option that named each rule or pack, for messages."""
        return {
            (setting, name): Diagnostic(f"--{setting.replace('_', '-')}", 0, 0, "")
            for setting in ("select", "extend_select", "ignore")
            for name in getattr(self, setting)
        }

    def _override_layer(self, layer: Layer) -> Layer:
        return replace(
            layer,
            select=() if self.select else layer.select,
            severity=None if self.severity else layer.severity,
            fail_on=None if self.fail_on else layer.fail_on,
        )


class _Held(Struct):
    """A configuration in use. Its engine is made on first use."""

    config: Config
    engine: Engine | None = None


def _new_engine(config: Config) -> Engine:
    from softsell.engine.engine import Engine

    return Engine(config)


class Settings(Struct):
    """Finds and caches configurations and their engines.

    Attributes:
        config_file: the settings file for all files; ``None`` to look for one near each file.
        isolated: whether to ignore all settings files.
        overrides: options of the command line.
        folder: what relative names are relative to; the current folder by default.
        engine_for: makes an engine, and prints its warnings if a user can see them.
    """

    config_file: Path | None = None
    isolated: bool = False
    overrides: Overrides = field(default_factory=Overrides)
    folder: Path = Path()
    engine_for: Callable[[Config], Engine] = _new_engine
    _read: dict[Path, Config] = field(default_factory=dict)
    _by_name: dict[str, _Held] = field(default_factory=dict)
    _by_key: dict[str, _Held] = field(default_factory=dict)

    def config(self, name: str | None) -> Config:
        """Return the configuration of a file. Its settings for single platforms aren't applied; the engine does that for each draft.

        ``None`` stands for the current folder, without ``[files]`` settings.

        Raises:
            ConfigError: the settings have mistakes; the error holds all of them.
        """
        return self._get(name).config

    def unmatched(self, folder: str, files: Sequence[str]) -> list[str]:
        """Return a note on each ``[files."…"]`` in the settings of ``folder`` that matches none of ``files``.

        Settings from another folder are skipped, because they may be meant for files elsewhere.

        Args:
            folder: a folder that was searched as a whole.
            files: the files found there.

        Raises:
            ConfigError: the settings have mistakes; the error holds all of them.
        """
        from softsell.config.file_layers import globs_without_file

        here = (self.folder / folder).absolute()
        config = self._read_for(here)
        if not config.files or config.root is None or Path(config.root).resolve() != here.resolve():
            return []
        import json

        return [
            f"No file in {folder} matches [files.{json.dumps(glob, ensure_ascii=False)}] in its settings."
            for glob in globs_without_file(config, [self.folder / file for file in files])
        ]

    def engine(self, name: str) -> Engine:
        """Return the engine for a file. Files with the same configuration share one.

        Raises:
            ConfigError, PackError: see ``Engine``.
        """
        held = self._get(name)
        if held.engine is None:
            held.engine = self.engine_for(held.config)
        return held.engine

    def _get(self, name: str | None) -> _Held:
        folder = "" if name is None else os.path.dirname(name)  # noqa: PTH120 - done for every file, and Path is ten times slower
        held = self._by_name.get(folder)
        if held is not None:
            return held
        config = self._read_for((self.folder / folder).absolute())
        if config.files and name is not None:
            from softsell.config.file_layers import config_for_file

            config = config_for_file(self.folder / name, config)
        config = self.overrides.onto(config)
        held = self._by_key.setdefault(repr(config), _Held(config))
        if not config.files:
            self._by_name[folder] = held
        return held

    def _read_for(self, folder: Path) -> Config:
        from softsell.config.load import read_config
        from softsell.config.locate import find_config

        if self.isolated:
            return Config()
        path = self.folder / self.config_file if self.config_file else find_config(folder)
        if path is None:
            return Config()
        if path not in self._read:
            self._read[path] = read_config(path)
        return self._read[path]
