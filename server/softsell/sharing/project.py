"""A project as packs travel into it: its settings file, its lock, and its copies of packs in ``softsell-packs``."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from softsell.config.locate import PROJECT_FILE, find_config, is_within, real_path, user_config_path
from softsell.config.toml_edit import add_to_list, remove_from_list
from softsell.config.toml_source import MAX_BYTES
from softsell.errors import UsageError
from softsell.files.edit_settings import edit_settings
from softsell.files.write import create_file, read_original, replace_file
from softsell.packs.lock import LOCK, LockedPack, lock_text, read_lock
from softsell.packs.pack_files import HEAD, PackFiles

FOLDER = "softsell-packs"


@dataclass(frozen=True, slots=True)
class Project:
    """A project.

    Attributes:
        settings: its softsell.toml or pyproject.toml.
    """

    settings: Path

    @property
    def root(self) -> Path:
        """Its folder."""
        return self.settings.parent

    @property
    def _table(self) -> tuple[str, ...]:
        """The table of its settings file that softsell reads."""
        return ("tool", "softsell") if self.settings.name == PROJECT_FILE else ()

    def locked(self) -> dict[str, LockedPack]:
        """Return the packs in its lock, by name.

        Raises:
            PackError: the lock can't be read.
        """
        return read_lock(self.root)

    def write_lock(self, packs: Iterable[LockedPack]) -> None:
        """Write the lock; delete it if there are no packs.

        Raises:
            UsageError: it can't be written.
        """
        listed, path = list(packs), self.root / LOCK
        if not listed:
            with suppress(FileNotFoundError):
                path.unlink()
        elif path.exists():
            replace_file(path, lock_text(listed).encode(), read_original(path, MAX_BYTES + 1))
        else:
            create_file(path, lock_text(listed).encode())

    def place_of(self, locked: LockedPack) -> Path:
        """Return where a pack of the lock lies.

        Raises:
            UsageError: a link leads it out of the project.
        """
        place = self.root / locked.path
        if not is_within(real_path(place), real_path(self.root)):
            raise UsageError(f"{locked.path} leads out of the project, so softsell doesn't touch it.")
        return place

    def store(self, files: PackFiles, name: str) -> str:
        """Copy a pack into the project in one step, over an older copy. Return its path relative to the project.

        Raises:
            UsageError: it can't be written, or something else is in its place.
        """
        place = self.root / FOLDER / name
        path = place.relative_to(self.root).as_posix()
        if not is_within(real_path(place), real_path(self.root)):
            raise UsageError(f"{path} leads out of the project, so softsell doesn't touch it.")
        if place.exists() and not (place / HEAD).is_file():
            raise UsageError(f"{path} exists and isn't a pack. Move it away first.")
        temporary = place.with_name(f".{name}.{secrets.token_hex(8)}")
        old = place.with_name(f".{name}.{secrets.token_hex(8)}")
        try:
            temporary.mkdir(parents=True)
            for file, data in ((HEAD, files.head), *files.rules):
                (temporary / file).write_bytes(data)
            if place.exists():
                os.replace(place, old)  # noqa: PTH105 - a folder
            os.replace(temporary, place)  # noqa: PTH105
        except OSError as error:
            if old.exists() and not place.exists():
                os.replace(old, place)  # noqa: PTH105
            raise UsageError(f"{path} can't be written: {error.strerror}.") from None
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
            shutil.rmtree(old, ignore_errors=True)
        return path

    def use(self, path: str) -> None:
        """Add a pack to the settings.

        Raises:
            UsageError, ConfigError: they can't be read or changed.
        """
        edit_settings(self.settings, lambda text: add_to_list(text, self._table, "packs", path))

    def stop_using(self, path: str) -> None:
        """Remove a pack from the settings.

        Raises:
            UsageError, ConfigError: they can't be read or changed.
        """
        edit_settings(self.settings, lambda text: remove_from_list(text, self._table, "packs", path))


def project_here(folder: Path) -> Project:
    """Return the project that a folder is in.

    Raises:
        UsageError: it's in none.
        ConfigError: its settings are a link to a file outside its folder.
    """
    found = find_config(folder)
    if found is None or found == user_config_path():
        raise UsageError(
            "There is no softsell.toml here, so there is no project to add packs to. “softsell init” writes one."
        )
    return Project(found)
