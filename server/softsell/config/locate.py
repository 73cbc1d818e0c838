"""Finds the settings file for a folder and the user's own. Resolves links."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from softsell.config.toml_source import dig, file_mistake, read_text
from softsell.errors import ConfigError
from softsell.user_folders import settings_path

FILE_NAME = "softsell.toml"
PROJECT_FILE = "pyproject.toml"


def find_config(start: str | Path) -> Path | None:
    """Return the settings file for ``start``, or ``None`` if there is none. ``start`` is a file or folder and doesn't have to exist.

    Raises:
        ConfigError: the settings file is a link to a file outside its folder.
    """
    start = Path(start).absolute()
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).is_file():
            return _refuse_outside_link(folder / FILE_NAME)
        if _has_settings(folder / PROJECT_FILE):
            return _refuse_outside_link(folder / PROJECT_FILE)
    return user_config()


def settings_files(folder: Path) -> Iterator[Path]:
    """Yield the files in which the settings for a folder may be, to notice changes. Most don't exist."""
    yield user_config_path()
    for around in (folder, *folder.parents):
        yield around / FILE_NAME
        yield around / PROJECT_FILE


def _refuse_outside_link(path: Path) -> Path:
    """Return the path if it isn't a link out of its folder, or is the user's own file. Messages show lines of the file."""
    if is_within(real_path(path), real_path(path.parent)) or path == user_config_path():
        return path
    raise file_mistake(
        path,
        "This is a link to a file outside its folder, so it isn't read.",
        "Put a copy of the file here, or name the file itself with --config.",
    )


def _has_settings(project: Path) -> bool:
    """Return whether a pyproject.toml has a [tool.softsell]. If it can't be parsed, its name there counts."""
    if not project.is_file():
        return False
    try:
        text = read_text(project)
    except ConfigError:
        return False
    if "softsell" not in text:
        return False
    import tomllib

    try:
        return dig(tomllib.loads(text), ("tool", "softsell")) != {}
    except (tomllib.TOMLDecodeError, RecursionError):
        return "tool.softsell" in text


def user_config() -> Path | None:
    """Return the path of the user's own softsell.toml, or ``None`` if there is none."""
    path = user_config_path()
    try:
        return path if path.is_file() else None
    except OSError:  # the user may not open the folder, such as root's for a service
        return None


def user_config_path() -> Path:
    """Return the path of the user's own softsell.toml, whether or not it exists."""
    return Path(settings_path(), FILE_NAME)


def real_path(path: str | Path) -> Path:
    """Return the path with all links resolved, or the absolute path if they can't be."""
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):
        return Path(path).absolute()


def is_within(path: Path, folder: Path) -> bool:
    """Return whether ``path`` is ``folder`` or inside it. Both must be real paths."""
    return path == folder or folder in path.parents


def resolve_path(folder: Path, path: str) -> Path:
    """Return ``path`` relative to ``folder``. ``~`` is the user's home."""
    try:
        return folder / Path(path).expanduser()
    except RuntimeError:  # the home of a user who doesn't exist
        return folder / path
