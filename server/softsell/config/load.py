"""From softsell.toml, [tool.softsell] or a request's settings to a Config. Names the file, the line and the nearest key for every mistake.

Which file holds: the nearest ``softsell.toml``, or ``pyproject.toml`` with a ``[tool.softsell]``, upward from what is checked; where
there is none, the user's own. One file holds, whole; files are not mixed. Only what a project may not set (``settings.Setting.authors``)
comes out of the user's own file, wherever that lies. A project's file that sets such a thing is told (``Config.notes``) and not obeyed.
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
    """The settings that hold for ``start`` (where not given: for the current folder).

    Raises:
        ConfigError: with every mistake in the file.
    """
    path = find_config(Path.cwd() if start is None else start)
    return Config() if path is None else read_config(path)


def read_config(path: str | Path) -> Config:
    """The settings in this very file: a softsell.toml by whatever name, or a pyproject.toml.

    Unless it is the user's own, it counts as a project's: what only the user may set comes out of the user's own file.

    Raises:
        ConfigError: with every mistake in the file, or one that says why it can't be read; the same of the user's own file.
    """
    path = Path(path)
    if real_path(path) == real_path(user_config_path()):
        return _read(path, "user", Config())
    own = user_config()
    return _read(path, "project", Config() if own is None else _read(own, "user", Config()))


def parse_settings(settings: Mapping[str, Any]) -> Config:
    """The settings of a request: the keys of softsell.toml that a request may set. Any other is a mistake.

    Raises:
        ConfigError: with every mistake.
    """
    return TableReader(index_places("", "settings", ()), None, "request", Config()).read(settings)


def _read(path: Path, author: Author, own: Config) -> Config:
    text = read_text(path)
    table: Mapping[str, Any] = parse_toml(text, str(path))
    root: SettingPath = ()
    if path.name == PROJECT_FILE:
        root = ("tool", "softsell")
        table = dig(table, root)
    return TableReader(index_places(text, str(path), root), path.parent, author, own).read(table)
