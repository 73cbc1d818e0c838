"""Settings for programs that run all day, such as an editor's server: read again when a file that they came from changes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from softsell.config.config import Config
from softsell.config.locate import settings_files, user_config_path
from softsell.engine.engine import Engine
from softsell.errors import SoftsellError
from softsell.files.folder_settings import Settings
from softsell.files.stamps import LOOK_AGAIN_SECONDS, MAX_WATCHED, Stamp, files_of_packs, read_stamp

_MAX_FOLDERS = 100
"""The most folders whose settings are kept."""


class LiveSettings:
    """The settings of each file and the engines for them. Thread-safe.

    Args:
        config_file: the settings file for all files; ``None`` to look for one near each file.
        isolated: whether to ignore all settings files.
        folder: what relative names are relative to.
        clock: returns seconds that never decrease.
    """

    def __init__(
        self,
        config_file: Path | None = None,
        *,
        isolated: bool = False,
        folder: Path | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._config_file = config_file
        self._isolated = isolated
        self._folder = Path.cwd() if folder is None else folder
        self._clock = clock
        self._lock = threading.Lock()
        self._start_anew()

    def engine(self, name: str) -> Engine:
        """Return the engine for a file, which doesn't have to exist.

        Raises:
            ConfigError, PackError: the settings or packs have mistakes. Ask again after the files have changed.
        """
        with self._lock:
            return self._look(name).engine(name)

    def config(self, name: str) -> Config:
        """Return the settings of a file. Those for single platforms aren't applied.

        Raises:
            ConfigError: the settings have mistakes.
        """
        with self._lock:
            return self._look(name).config(name)

    def reload(self) -> None:
        """Read everything again when it's next needed."""
        with self._lock:
            self._start_anew()

    def _start_anew(self) -> None:
        self._settings = Settings(self._config_file, self._isolated, folder=self._folder)
        self._folders: set[Path] = set()
        self._stamps: dict[Path, Stamp] = {}
        self._looked = self._clock()

    def _look(self, name: str) -> Settings:
        """Return the settings. They are new if a file that the old ones came from has changed."""
        if self._clock() - self._looked >= LOOK_AGAIN_SECONDS:
            self._looked = self._clock()
            if any(read_stamp(path) != stamp for path, stamp in self._stamps.items()):
                self._start_anew()
        folder = (self._folder / name).parent
        if folder not in self._folders and not self._isolated:
            if len(self._folders) >= _MAX_FOLDERS:
                self._start_anew()
            self._folders.add(folder)
            # A file's stamp is read before the file, so a change in between is noticed at the next look.
            self._watch(self._settings_files(folder))
            try:
                packs = self._settings.config(name).packs
            except SoftsellError:
                return self._settings
            self._watch(files_of_packs(packs))
        return self._settings

    def _watch(self, paths: Iterable[Path]) -> None:
        for path in paths:
            if path not in self._stamps and len(self._stamps) < MAX_WATCHED:
                self._stamps[path] = read_stamp(path)

    def _settings_files(self, folder: Path) -> Iterable[Path]:
        return (
            settings_files(folder)
            if self._config_file is None
            else [self._folder / self._config_file, user_config_path()]
        )
