"""Finds the lists in a JSON file that hold its posts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from msgspec import Struct

from softsell.draft.json_text import JsonArray, JsonObject, JsonText, JsonValue
from softsell.draft.records.blocks import read_blocks
from softsell.draft.records.values import DEEPEST, columns_of, flatten
from softsell.draft.source import Source
from softsell.draft.tables.asking import shorten_name
from softsell.draft.tables.choice import ROWS_LOOKED_AT, Column, choose
from softsell.draft.tables.names import SOME, STRONG, text_weight, words_of
from softsell.draft.tables.values import parse_platform

MOST_LISTS = 200
"""How many lists of a file are looked at."""
NOT_POSTS = frozenset(
    "comments replies mentions inbox received notifications users followers following likes media hashtags "
    "trash trashed deleted".split()
)
"""What a list beside the posts, or in them, is called."""
_NAMED_LIKE_POSTS = 1.5
"""How much better a list is that has a name such as ``posts``."""
_WRITTEN = 0.2
"""How many texts of a list without a telling name must look like sentences."""
_NAMES_OF_POSTS = ("posts", "drafts", "items", "messages", "tweets")
_NAMES_OF_LISTS = (*_NAMES_OF_POSTS, "data", "results", "records")


class Part(Struct, frozen=True):
    """A list of records, and where their posts go if the list's key says so."""

    records: Sequence[JsonValue]
    platform: str | None = None


def find_records(
    source: Source, top: JsonValue, asked: str | None, notes: list[str]
) -> tuple[Sequence[Part], str | None]:
    """Return the lists of records, and the path of the posts in them if the user named one."""
    if isinstance(top, JsonArray):
        return [Part(top.items)], asked
    if not isinstance(top, JsonObject):
        return [Part([top])], asked
    lists = list(islice(lists_in(top), MOST_LISTS))
    if asked is None and any(_are_blocks(path, items) for path, items in lists):
        lists = [(path, items) for path, items in lists if not _are_blocks(path, items)]
    if asked is not None:
        return _find_records_with(top, lists, asked)
    if _has_text(top):
        return [Part([top])], None
    if found := _lists_of_posts(source, top, lists, notes):
        return found, None
    named = [items for name in _NAMES_OF_LISTS for path, items in lists if path == name]
    return [Part(named[0].items if named else [top])], None


class _Candidate(NamedTuple):
    """A list that may hold the posts.

    Attributes:
        path: where it is.
        items: the list.
        strength: how much its records read like posts.
        key: the key of its records that does.
        beside: whether its name says that it's something else, such as ``comments``.
    """

    path: str
    items: JsonArray
    strength: float
    key: str
    beside: bool

    @property
    def rank(self) -> tuple[bool, float]:
        """What decides between lists: one that is named like posts may read a little less like them."""
        named = self.path.rpartition(".")[2].casefold() in _NAMES_OF_POSTS
        return not self.beside, self.strength * (_NAMED_LIKE_POSTS if named else 1)


def _lists_of_posts(
    source: Source, top: JsonObject, lists: Sequence[tuple[str, JsonArray]], notes: list[str]
) -> Sequence[Part]:
    """Return the list that reads most like posts, and all others like it: ``scheduled`` beside ``sent``, ``linkedin`` beside ``x``."""
    candidates = [
        _Candidate(path, items, *_strength(path, items), bool(NOT_POSTS.intersection(words_of(path))))
        for path, items in lists
    ]
    best = max(candidates, key=lambda one: one.rank, default=None)
    if best is None or not best.strength or (best.beside and _reads_like_a_post(top)):
        return ()
    taken = []
    for one in candidates:
        if one.items is best.items or (one.strength >= best.strength / 2 and one.key == best.key and not one.beside):
            taken.append(one)
        elif one.strength >= best.strength / 2:
            hint = f"the list {shorten_name(one.path)} isn't read. To read it, name its key with --column."
            notes.append(source.name_message(hint))
    taken.sort(key=lambda one: one.items.start)
    return [Part(one.items.items, parse_platform(one.path.rpartition(".")[2])) for one in taken]


def _reads_like_a_post(top: JsonObject) -> bool:
    """Return whether an object has a text of its own beside lists such as ``replies``, which others wrote."""
    columns = [
        column
        for column in columns_of([flatten(top)])
        if column.weight >= STRONG and not NOT_POSTS.intersection(column.name.casefold().split("."))
    ]
    return choose(columns).column is not None


def _find_records_with(
    top: JsonObject, lists: Sequence[tuple[str, JsonArray]], asked: str
) -> tuple[Sequence[Part], str]:
    for path, items in lists:
        inside = asked.removeprefix(f"{path}.")
        objects = [item for item in items.items if isinstance(item, JsonObject)]
        if any(inside in flatten(item) for item in objects[:ROWS_LOOKED_AT]):
            return [Part(items.items, parse_platform(path.rpartition(".")[2]))], inside
    if asked in flatten(top):
        return [Part([top])], asked
    fullest = max(
        (items for _, items in lists if any(isinstance(item, JsonObject) for item in items.items)),
        key=lambda items: len(items.items),
        default=None,
    )
    return [Part(fullest.items if fullest else [top])], asked


def _are_blocks(path: str, items: JsonArray) -> bool:
    """Return whether a list is a text in pieces: the file is one post."""
    return read_blocks(items, path.rpartition(".")[2]) is not None


def _has_text(record: JsonObject) -> bool:
    """Return whether an object has a text of its own under a key such as ``text``."""
    return any(
        isinstance(member, JsonText) and member.value.strip() and text_weight(name) >= STRONG
        for name, member in record.members.items()
    )


def lists_in(top: JsonObject) -> Iterator[tuple[str, JsonArray]]:
    """Yield the lists below an object with their paths, those higher up first."""
    level: list[tuple[str, JsonValue]] = [("", top)]
    for _ in range(DEEPEST):
        deeper: list[tuple[str, JsonValue]] = []
        for path, value in level:
            if isinstance(value, JsonObject):
                deeper += [(f"{path}.{name}" if path else name, member) for name, member in value.members.items()]
                if records := _records_by_id(value):
                    if all(map(parse_platform, value.members)):  # “linkedin”, “x”: an object for each
                        named = zip(value.members, records, strict=True)
                        yield from ((f"{path}.{name}", JsonArray(record.start, [record])) for name, record in named)
                    else:
                        yield path, JsonArray(value.start, records)
            elif isinstance(value, JsonArray):
                yield path, value
        level = deeper


def _records_by_id(value: JsonObject) -> list[JsonValue]:
    """Return the records of an object that has them by id: its members are objects, and all have some keys in common."""
    records = list(value.members.values())
    if len(records) < 2 or not all(isinstance(record, JsonObject) for record in records[:ROWS_LOOKED_AT]):
        return []
    shared = set.intersection(
        *(set(record.members) for record in records[:ROWS_LOOKED_AT] if isinstance(record, JsonObject))
    )
    numbered = all(any(map(str.isdigit, name)) for name in value.members)
    # One key in common is enough if the ids are numbers, or if it says that it holds a text
    enough = len(shared) > 1 or (shared and (numbered or all(text_weight(name) >= STRONG for name in shared)))
    return [record for record in records if isinstance(record, JsonObject)] if enough else []


def _strength(path: str, items: JsonArray) -> tuple[float, str]:
    """Return how much the records of a list read like posts, and the key that does.

    A list of bare texts may be anything, such as commands or ports, so its name must speak for it, or its sentences.
    """
    objects = [flatten(item) for item in items.items[:ROWS_LOOKED_AT] if isinstance(item, JsonObject)]
    if objects:
        return max(((column.strength, column.name) for column in columns_of(objects)), default=(0.0, ""))
    texts = [item.value for item in items.items[:ROWS_LOOKED_AT] if isinstance(item, JsonText) and item.value.strip()]
    column = Column("", texts, len(texts))
    name = path.rpartition(".")[2]
    named = name.casefold() in _NAMES_OF_POSTS or text_weight(name) >= SOME or parse_platform(name) is not None
    return column.strength if named or (column.may_hold_posts and column.written >= _WRITTEN) else 0.0, ""
