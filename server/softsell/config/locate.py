"""Finds the settings file that holds for a folder, and the user's own. Follows links to where a path really leads."""

from __future__ import annotations

import os
from pathlib import Path

from softsell.config.toml_source import dig, file_mistake, read_text
from softsell.errors import ConfigError

FILE_NAME = "softsell.toml"
PROJECT_FILE = "pyproject.toml"


def find_config(start: str | Path) -> Path | None:
    """The file of settings that holds for ``start``, a file or folder that need not exist; ``None`` where there is none.

    Raises:
        ConfigError: the file is a link that leads out of its folder.
    """
    start = Path(start).absolute()
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).is_file():
            return _refuse_outside_link(folder / FILE_NAME)
        if _has_settings(folder / PROJECT_FILE):
            return _refuse_outside_link(folder / PROJECT_FILE)
    return user_config()


def _refuse_outside_link(path: Path) -> Path:
    """The path, if the file really lies in its folder or is the user's own: messages show lines of it."""
    if is_within(real_path(path), real_path(path.parent)) or path == user_config_path():
        return path
    raise file_mistake(
        path,
        "This is a link to a file outside its folder, so it isn't read.",
        "Put a copy of the file here, or name the file itself with --config.",
    )


def _has_settings(project: Path) -> bool:
    """Whether a pyproject.toml has a [tool.softsell]. One that does not parse has, if our name is in it: its reader will say why."""
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


def real_path(path: str | Path) -> Path:
    """Where the path leads, all links followed; the path as it is where that can't be found out."""
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):
        return Path(path).absolute()


def is_within(path: Path, folder: Path) -> bool:
    """Whether ``path`` is ``folder`` or lies in it. Both are real paths."""
    return path == folder or folder in path.parents
