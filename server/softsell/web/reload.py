"""Keeps the server's packs and settings current while it runs.

Before a check, softsell looks at the time stamps of the files that they came from, at most twice a second. It loads files that
changed. If they have mistakes, the last good packs and settings stay in use, and ``GET /v1/packs`` lists the mistakes.
Not here: how to read packs and settings.
"""

from __future__ import annotations

import json
import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from softsell.config.config import Config
from softsell.diagnostics import Diagnostic
from softsell.engine.engine import Engine
from softsell.errors import DiagnosedError, SoftsellError
from softsell.files.stamps import LOOK_AGAIN_SECONDS, files_of_packs, read_stamps
from softsell.platforms import PLATFORMS
from softsell.web.open_notice import open_notice

log = logging.getLogger("softsell.web")

MAX_ENGINES = 8

# Has a sentence that only the model can tell apart: an order or a statement.
_FIRST_DRAFT = "Book clubs are great. Which one do you go to?"


class Setup(Struct, frozen=True):
    """The settings and the engine that checks use.

    Attributes:
        config: the server's settings.
        engine: the engine for these settings.
        problems: mistakes in newer files. While there are any, ``config`` and ``engine`` are the last good ones.
    """

    config: Config
    engine: Engine
    problems: tuple[Diagnostic, ...] = ()


class LiveSetup:
    """The setup of one running server.

    Args:
        config: the first settings.
        load_config: reads the settings again; ``None`` if they didn't come from a file.
        config_files: the files that ``load_config`` reads. They don't have to exist yet.
        clock: returns seconds that never decrease.

    Raises:
        PackError, ConfigError: the first packs or settings have mistakes.
    """

    def __init__(
        self,
        config: Config,
        *,
        load_config: Callable[[], Config] | None = None,
        config_files: Sequence[Path] = (),
        clock: Callable[[], float],
    ) -> None:
        self._load_config = load_config
        self._config_files = tuple(config_files)
        self._clock = clock
        self._engines: OrderedDict[str, Engine] = OrderedDict()
        self._setup = Setup(config, _new_engine(config))
        self._preparing: Engine | None = None
        self._unprepared: list[str] = []
        self._stamps = read_stamps(self._watched_files())
        self._looked = clock()

    @property
    def latest(self) -> Setup:
        """The setup as of the last look at the files; looks at none."""
        return self._setup

    def current(self, *, at_once: bool = False) -> Setup:
        """Look at the files, load what changed, and return the setup. Call it in the worker's thread.

        Args:
            at_once: look even if the last look was less than half a second ago.
        """
        if at_once or self._clock() - self._looked >= LOOK_AGAIN_SECONDS:
            self._looked = self._clock()
            stamps = read_stamps(self._watched_files())
            if stamps != self._stamps:
                self._stamps = stamps
                self._reload()
        return self._setup

    def is_ready(self, settings: Mapping[str, Any] | None, platform: str | None) -> bool:
        """Return whether ``engine_with`` and a check with its engine have nothing to load, compile or search for.

        Call it while nothing runs in the worker's thread. It's never true before ``prepare_one`` has loaded everything.
        """
        if self._preparing is not self._setup.engine or self._unprepared:
            return False
        engine = self._engines.get(_key(settings)) if settings else self._setup.engine
        if engine is None or not engine.has_rules_for(platform):
            return False
        now = self._clock()
        if now - self._looked < LOOK_AGAIN_SECONDS:
            return True
        # Packs may be large folders on a slow disk, but the few files of settings are looked at here.
        if self._setup.config.packs or read_stamps(self._config_files) != self._stamps:
            return False
        self._looked = now
        return True

    def engine_with(self, settings: Mapping[str, Any] | None) -> Engine:
        """Return the engine for the server's settings with a request's settings on top.

        Raises:
            ConfigError: the request's settings have mistakes.
        """
        setup = self.current()
        if not settings:
            return setup.engine
        key = _key(settings)
        engine = self._engines.pop(key, None)
        if engine is None:
            engine = Engine(_overlay(setup.config, settings), setup.engine.packs)
            while len(self._engines) >= MAX_ENGINES:
                self._engines.popitem(last=False)
        self._engines[key] = engine
        return engine

    def prepare_one(self) -> bool:
        """Load one thing that the first draft would otherwise wait for: the language model, or the rules of one platform.

        Call it in the worker's thread, in its idle time. Returns whether there is more to load.
        """
        engine = self._setup.engine
        if engine is not self._preparing:
            self._preparing, self._unprepared = engine, list(PLATFORMS)
            engine.check(_FIRST_DRAFT)
        elif self._unprepared:
            engine.rule_set(self._unprepared.pop(0))
        return bool(self._unprepared)

    def _reload(self) -> None:
        try:
            config = self._load_config() if self._load_config else self._setup.config
            engine = _new_engine(config)
        except DiagnosedError as error:
            self._keep_last_good(error.diagnostics)
        except SoftsellError as error:
            self._keep_last_good((Diagnostic("settings", 0, 0, str(error)),))
        except OSError as error:
            self._keep_last_good(
                (Diagnostic(str(error.filename or "settings"), 0, 0, f"This file can't be read: {error.strerror}."),)
            )
        else:
            was_open = self._setup.config.languagetool
            self._setup = Setup(config, engine)
            self._engines.clear()
            self._stamps = read_stamps(self._watched_files())
            log.info("softsell now uses the changed packs and settings.")
            if config.languagetool and not was_open:
                log.warning("%s", open_notice())

    def _keep_last_good(self, problems: Sequence[Diagnostic]) -> None:
        self._setup = replace(self._setup, problems=tuple(problems))
        for problem in problems:
            log.warning("softsell still uses the last good packs and settings. %s", problem)

    def _watched_files(self) -> Iterable[Path]:
        yield from self._config_files
        yield from files_of_packs(self._setup.config.packs)


def _key(settings: Mapping[str, Any]) -> str:
    return json.dumps(settings, sort_keys=True)


def _new_engine(config: Config) -> Engine:
    engine = Engine(config)
    for warning in engine.warnings:
        log.warning("%s", warning)
    return engine


def _overlay(config: Config, settings: Mapping[str, Any]) -> Config:
    """Return the server's settings with a request's on top. Single values replace, lists are added, rules change one by one."""
    from softsell.config.load import parse_settings

    asked = parse_settings(settings)
    goals = config.feed.with_goals(asked.feed)
    return replace(config, platforms={**config.platforms, **asked.platforms}, feed=goals).with_layer(asked.as_layer())
