"""Adds entries to the softsell.toml that is in force for a document."""

from __future__ import annotations

import re
from pathlib import Path

from softsell.config.locate import FILE_NAME, PROJECT_FILE, find_config, user_config_path
from softsell.config.toml_edit import add_to_list
from softsell.files.edit_settings import edit_settings
from softsell.files.write import create_file


def settings_file(document: Path, folder: Path | None) -> Path:
    """Return the settings file in force for a document. If there is none, return where to make one: in the workspace's folder.

    Raises:
        ConfigError: the file in force is a link to a file outside its folder.
    """
    found = find_config(document.parent)
    if found is not None:
        return found
    return (document.parent if folder is None else folder) / FILE_NAME


def only_this_file(document: Path, settings: Path) -> str | None:
    """Return the pattern for ``[files]`` that matches only this document; ``None`` if the settings file doesn't hold for its folder."""
    if settings == user_config_path():
        return None
    try:
        inside = document.relative_to(settings.parent).as_posix()
    except ValueError:
        return None
    escaped = re.sub(r"([\\*?\[\] ])", r"\\\1", inside)
    return escaped if "/" in escaped else f"/{escaped}"


def with_entry(text: str, settings: Path, table: tuple[str, ...], key: str, entry: str) -> str:
    """Return the text of a settings file with an entry added to a list. See ``add_to_list``."""
    root = ("tool", "softsell") if settings.name == PROJECT_FILE else ()
    return add_to_list(text, (*root, *table), key, entry)


def write_entry(settings: Path, table: tuple[str, ...], key: str, entry: str) -> None:
    """Add an entry to a list in a settings file, which is made if there is none.

    Raises:
        UsageError, ConfigError: see ``edit_settings``.
    """
    if not settings.exists():
        create_file(settings, with_entry("", settings, table, key, entry).encode())
        return
    edit_settings(settings, lambda text: with_entry(text, settings, table, key, entry))
