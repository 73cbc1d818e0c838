"""The configuration that holds for each file: what its softsell.toml says, and on top what the command line says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from softsell.checks.finding import Severity
from softsell.config.config import Config, Layer

if TYPE_CHECKING:
    from softsell.engine import Engine


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
        return replace(config.with_layer(over), platforms=platforms)

    def _within(self, layer: Layer) -> Layer:
        return replace(
            layer,
            select=() if self.select else layer.select,
            severity=None if self.severity else layer.severity,
            fail_on=None if self.fail_on else layer.fail_on,
        )


@dataclass(slots=True)
class Settings:
    """Finds, keeps and hands out configurations and engines.

    Attributes:
        config_file: the one file that holds for everything; ``None`` to look for it beside each file.
        isolated: whether to read no configuration at all.
        overrides: what the command line says.
    """

    config_file: Path | None = None
    isolated: bool = False
    overrides: Overrides = field(default_factory=Overrides)
    _found: dict[Path | None, Config] = field(default_factory=dict)
    _engines: dict[str, Engine] = field(default_factory=dict)
    _fingerprints: dict[str, str] = field(default_factory=dict)

    def config(self, name: str) -> Config:
        """The configuration for a file, without what it says for single platforms, which the engine adds for each
        draft.

        Raises:
            ConfigError: with every mistake in the file of settings.
        """
        from softsell.config.load import config_for

        config = self._file_of(name)
        if config.files:
            config = replace(config_for(name, replace(config, platforms={})), platforms=config.platforms)
        return self.overrides.onto(config)

    def engine(self, name: str) -> Engine:
        """The engine for a file; files with the same configuration share one.

        Raises:
            ConfigError, PackError: as ``Engine``.
        """
        config = self.config(name)
        key = repr(config)
        if key not in self._engines:
            from softsell.engine import Engine

            self._engines[key] = Engine(config)
        return self._engines[key]

    def fingerprint(self, name: str) -> str:
        """Differs whenever the configuration for a file, or one of its packs, does."""
        config = self.config(name)
        key = repr(config)
        if key not in self._fingerprints:
            from softsell.packs.files import read_files

            packs = [read_files(Path(pack).expanduser(), pack).digest for pack in config.packs]
            self._fingerprints[key] = hashlib.sha256(repr((key, packs)).encode("utf-8", "surrogatepass")).hexdigest()
        return self._fingerprints[key]

    def _file_of(self, name: str) -> Config:
        from softsell.config.load import find_config, read_config

        if self.isolated:
            return Config()
        where = None if self.config_file else Path(name).absolute().parent
        if where not in self._found:
            path = self.config_file or find_config(where or Path.cwd())
            self._found[where] = read_config(path) if path else Config()
        return self._found[where]
