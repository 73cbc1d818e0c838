"""Adds entries to lists in a settings file, and leaves everything else in it as the user wrote it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from typing import Any

from softsell.config.toml_places import KeyPath, TomlPlace, toml_places
from softsell.config.toml_source import dig
from softsell.errors import UsageError

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def add_to_list(text: str, table: Sequence[str], key: str, entry: str) -> str:
    """Return the document with ``entry`` in the list ``key`` of ``table``. It is the same if the list has the entry already.

    Args:
        text: a TOML document.
        table: the names of the table and those around it, from the outside in. It's made if it isn't there.
        key: the key, whose value is a list of texts or a single text.
        entry: the text to add.

    Raises:
        UsageError: the document isn't valid TOML, or can't be changed safely.
    """
    try:
        document = tomllib.loads(text)
        entries = dig(document, tuple(table)).get(key, [])
        if entry in ([entries] if isinstance(entries, str) else entries):
            return text
        changed = _insert(text, (*table, key), quote(entry))
        # The only difference must be the new entry.
        expected = [*([entries] if isinstance(entries, str) else entries), entry]
        if _with_list(document, table, key, expected) == tomllib.loads(changed):
            return changed
    except (tomllib.TOMLDecodeError, RecursionError, TypeError, ValueError):
        pass
    raise UsageError(f"The settings can't be changed from here. Add this yourself: {key} = [{quote(entry)}]")


def remove_from_list(text: str, table: Sequence[str], key: str, entry: str) -> str:
    """Return the document without ``entry`` in the list ``key`` of ``table``. It is the same if the list doesn't have it.

    Args and errors are those of ``add_to_list``.
    """
    try:
        document = tomllib.loads(text)
        entries = dig(document, tuple(table)).get(key, [])
        listed = [entries] if isinstance(entries, str) else entries
        if entry not in listed:
            return text
        places = toml_places(text)
        index = listed.index(entry)
        start, end = places[(*table, key)].value if isinstance(entries, str) else places[(*table, key, index)].value
        if isinstance(entries, str):
            changed = f"{text[:start]}[]{text[end:]}"
        else:
            after = re.match(r"[ \t]*,[ \t]*", text[end:])
            before = re.search(r",[ \t\r\n]*$", text[:start])
            if after and not (index == len(listed) - 1 and before):
                changed = text[:start] + text[end + after.end() :]
            else:
                changed = text[: before.start() if before else start] + text[end:]
        rest = [one for at, one in enumerate(listed) if at != index]
        if _with_list(document, table, key, rest) == tomllib.loads(changed):
            return changed
    except (tomllib.TOMLDecodeError, RecursionError, TypeError, ValueError, KeyError):
        pass
    raise UsageError(f"The settings can't be changed from here. Remove {quote(entry)} from “{key}” yourself.")


def quote(text: str) -> str:
    """Return a text as a TOML string on one line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(mark if mark.isprintable() else f"\\U{ord(mark):08x}" for mark in escaped) + '"'


def _insert(text: str, path: KeyPath, entry: str) -> str:
    places = toml_places(text)
    place = places.get(path)
    if place is not None:
        start, end = place.value
        value = text[start:end]
        if not value.startswith("["):
            return f"{text[:start]}[{value}, {entry}]{text[end:]}"
        items = [one.value[1] for where, one in places.items() if where[:-1] == path and isinstance(where[-1], int)]
        if not items:
            return f"{text[: start + 1]}{entry}{text[start + 1 :]}"
        return f"{text[: max(items)]}, {entry}{text[max(items) :]}"
    line = f"{path[-1]} = [{entry}]\n"
    table = path[:-1]
    header = places.get(table)
    if table and header is not None:
        end = text.find("\n", header.key[1])
        return f"{text}\n{line}" if end < 0 else f"{text[: end + 1]}{line}{text[end + 1 :]}"
    if table:
        name = ".".join(part if _BARE.fullmatch(part) else quote(part) for part in map(str, table))
        return f"{_end_line(text)}{'' if not text.strip() else chr(10)}[{name}]\n{line}"
    first = _first_header(text, places)
    return f"{_end_line(text)}{line}" if first is None else f"{text[:first]}{line}\n{text[first:]}"


def _first_header(text: str, places: dict[KeyPath, TomlPlace]) -> int | None:
    """Return where the line of the first table begins, with the comments right above it."""
    headers = [one.key[0] for path, one in places.items() if len(path) == 1 and one.key == one.value]
    starts = [text.rfind("\n", 0, at) + 1 for at in headers]
    headed = [start for start in starts if text[start:].lstrip(" \t").startswith("[")]
    if not headed:
        return None
    start = min(headed)
    while start:
        above = text.rfind("\n", 0, start - 1) + 1
        if not text[above:start].lstrip().startswith("#"):
            break
        start = above
    return start


def _end_line(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def _with_list(document: dict[str, Any], table: Sequence[str], key: str, entries: list[str]) -> dict[str, Any]:
    """Return a copy of the document with this list."""
    if not table:
        return {**document, key: entries}
    return {**document, table[0]: _with_list(document.get(table[0], {}), table[1:], key, entries)}
