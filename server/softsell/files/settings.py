"""The configuration that holds for each file: what its softsell.toml says, and on top what the command line says."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from softsell.checks.finding import Severity
from softsell.config.config import Config, Layer, SettingPath
from softsell.diagnostics import Diagnostic

if TYPE_CHECKING:
    from softsell.engine.engine import Engine


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the command line says. ``None`` and empty leave it as configured."""

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Severity | None = None
    fail_on: Severity | None = None

    def onto(self, config: Config) -> Config:
        """The configuration with these on top, also of what it says for single platforms."""
        over = Layer(
            select=self.select,
            extend_select=self.extend_select,
            ignore=self.ignore,
            severity=self.severity,
            fail_on=self.fail_on,
        )
        if over == Layer():
            return config
        platforms = {name: self._within(layer) for name, layer in config.platforms.items()}
        return replace(config.with_layer(over), platforms=platforms, places={**config.places, **self._places()})

    def _places(self) -> dict[SettingPath, Diagnostic]:
        """The option that each rule or pack was named by, for messages."""
        return {
            (setting, name): Diagnostic(f"--{setting.replace('_', '-')}", 0, 0, "")
            for setting in ("select", "extend_select", "ignore")
            for name in getattr(self, setting)
        }

    def _within(self, layer: Layer) -> Layer:
        return replace(
            layer,
            select=() if self.select else layer.select,
            severity=None if self.severity else layer.severity,
            fail_on=None if self.fail_on else layer.fail_on,
        )


@dataclass(slots=True)
class _Held:
    """A configuration in use; its engine is made when it is first asked for."""

    config: Config
    engine: Engine | None = None


def _new_engine(config: Config) -> Engine:
    from softsell.engine.engine import Engine

    return Engine(config)


@dataclass(slots=True)
class Settings:
    """Finds, keeps and hands out configurations and engines.

    Attributes:
        config_file: the one file that holds for everything; ``None`` to look for it beside each file.
        isolated: whether to read no configuration at all.
        overrides: what the command line says.
        folder: what relative names start from; the current folder by default.
        engine_for: makes an engine, and tells its warnings if somebody reads them.
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
        """The configuration for a file, without what it says for single platforms, which the engine adds for each draft.

        ``None`` is the current folder: what the configuration says for some files only is then left out.

        Raises:
            ConfigError: with every mistake in the file of settings.
        """
        return self._held(name).config

    def unmatched(self, folder: str, files: Sequence[str]) -> list[str]:
        """A note on each ``[files."…"]`` in the settings of ``folder`` that matches none of ``files``.

        Settings that lie elsewhere may be about files elsewhere, so nothing is said of them.

        Args:
            folder: a folder that was searched as a whole.
            files: what was found.

        Raises:
            ConfigError: with every mistake in the file of settings.
        """
        from softsell.config.layers import globs_without_file

        here = (self.folder / folder).absolute()
        config = self._file_for(here)
        if not config.files or config.root is None or Path(config.root).resolve() != here.resolve():
            return []
        return [
            f"No file checked in {folder} matches [files.{json.dumps(glob, ensure_ascii=False)}] of its settings."
            for glob in globs_without_file(config, [self.folder / file for file in files])
        ]

    def engine(self, name: str) -> Engine:
        """The engine for a file; files with the same configuration share one.

        Raises:
            ConfigError, PackError: as ``Engine``.
        """
        held = self._held(name)
        if held.engine is None:
            held.engine = self.engine_for(held.config)
        return held.engine

    def _held(self, name: str | None) -> _Held:
        folder = "" if name is None else os.path.dirname(name)  # noqa: PTH120 - once a file, and a Path costs ten times that
        held = self._by_name.get(folder)
        if held is not None:
            return held
        config = self._file_for((self.folder / folder).absolute())
        if config.files and name is not None:
            from softsell.config.layers import config_for

            config = replace(config_for(self.folder / name, replace(config, platforms={})), platforms=config.platforms)
        config = self.overrides.onto(config)
        held = self._by_key.setdefault(repr(config), _Held(config))
        if not config.files:
            self._by_name[folder] = held
        return held

    def _file_for(self, folder: Path) -> Config:
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
