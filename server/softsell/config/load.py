"""Turns softsell.toml, [tool.softsell] or a request's settings into a Config. Each mistake names the file, the line and the nearest key.

softsell uses the nearest ``softsell.toml``, or ``pyproject.toml`` with a ``[tool.softsell]``, above the files to check. If there is
none, it uses the user's own file. It doesn't merge files. Settings that a project can't set (``settings.Setting.authors``) always come
from the user's own file. If a project's file sets one, it's ignored, and ``Config.notes`` says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from softsell.config.config import Config, SettingPath
from softsell.config.locate import PROJECT_FILE, find_config, real_path, user_config, user_config_path
from softsell.config.settings import Author
from softsell.config.table_reader import TableReader
from softsell.config.toml_source import dig, index_places, parse_toml, read_text


def load_config(start: str | Path | None = None) -> Config:
    """Return the settings for ``start``, by default the current folder.

    Raises:
        ConfigError: the file has mistakes. Lists all of them.
    """
    path = find_config(Path.cwd() if start is None else start)
    return Config() if path is None else read_config(path)


def read_config(path: str | Path) -> Config:
    """Return the settings in this file: a softsell.toml with any name, or a pyproject.toml.

    Any file but the user's own counts as a project's, so settings that only the user can set come from the user's own file.

    Raises:
        ConfigError: this file or the user's own can't be read or has mistakes. Lists all of them.
    """
    path = Path(path)
    if real_path(path) == real_path(user_config_path()):
        return _read(path, "user", Config())
    own = user_config()
    return _read(path, "project", Config() if own is None else _read(own, "user", Config()))


def parse_settings(settings: Mapping[str, Any]) -> Config:
    """Return the settings of a request. It can have the keys of softsell.toml that a request may set.

    Raises:
        ConfigError: the settings have mistakes, such as other keys. Lists all of them.
    """
    return TableReader(index_places("", "settings", ()), None, "request", Config()).read(settings)


def parse_own_settings(text: str) -> Config:
    """Return the settings in a text as if it were the user's own file.

    Raises:
        ConfigError: the text has mistakes. Lists all of them.
    """
    path = user_config_path()
    table = parse_toml(text, str(path))
    return TableReader(index_places(text, str(path), ()), path.parent, "user", Config()).read(table)


def _read(path: Path, author: Author, own: Config) -> Config:
    text = read_text(path)
    table: Mapping[str, Any] = parse_toml(text, str(path))
    root: SettingPath = ()
    if path.name == PROJECT_FILE:
        root = ("tool", "softsell")
        table = dig(table, root)
    return TableReader(index_places(text, str(path), root), path.parent, author, own).read(table)
