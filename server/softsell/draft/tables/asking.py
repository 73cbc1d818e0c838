"""What is said when it's unclear which column or key holds the posts."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import PurePath

from softsell.diagnostics import nearest
from softsell.draft.source import Source
from softsell.draft.tables.choice import Column
from softsell.draft.tables.names import platform_in
from softsell.errors import NoPosts, UnclearColumn

_MOST_SHOWN = 12
_LONGEST_SHOWN = 30
_LONGEST_NAME = 80
_FIRST_WORDS = 5
_MOST_CANDIDATES = 6
_WORDS = re.compile(r"[^\W\d_]{2,}\W+[^\W\d_]{2,}")


def describe_missing(kind: str, asked: str, names: Sequence[str]) -> str:
    """Return a message that says that the requested ``kind`` (column or key) isn't in ``names``."""
    hint = nearest(asked, [name for name in names if _may_be_shown(name)])
    return f"there is no {kind} “{asked[:_LONGEST_SHOWN]}”; {hint or f'the {kind}s are: {list_choices(names)}'}"


def list_choices(names: Sequence[str]) -> str:
    """Return ``names`` as a list for messages: all of them, or the first dozen if there are many.

    Names that are too long are left out. In a file without a header row they are posts, and messages never show posts.
    """
    shown = [name if _may_be_shown(name) else "…" for name in names[:_MOST_SHOWN]]
    more = f" and {len(names) - _MOST_SHOWN} more" if len(names) > _MOST_SHOWN else ""
    return ", ".join(shown) + more


def has_comment(text: str) -> bool:
    """Return whether a post of a sheet or of JSON has a comment to softsell in it, which can't work there."""
    return "<!-- softsell-" in text


COMMENTS_DONT_WORK = (
    "a post here has a comment to softsell in it. Such comments work in text, Markdown and HTML files only. To switch a rule off for a "
    'file, write ignore = ["…"] below [files."…"] in softsell.toml; to hide today\'s findings, use --write-baseline.'
)
"""What the note says about such a comment."""


def none_reads_like_posts(source: Source, offset: int, kind: str, columns: Sequence[Column]) -> NoPosts:
    """Return the error for a table in which no column reads like posts, with the first words of each that has words."""
    wordy = [n for n, column in enumerate(columns) if column.words >= 1 and _may_be_shown(column.full_name)]
    if not wordy:
        names = [column.full_name for column in columns]
        said = f"which {kind} holds the posts? Name it with --column. The {kind}s are: {list_choices(names)}"
        return NoPosts(source.locate_message(offset, said))
    likeliest = max(wordy, key=lambda number: (columns[number].weight, columns[number].words))
    listed = _list_first_words(columns, wordy)
    said = (
        f"which {kind} holds the posts? None reads like posts: {listed}. "
        f"If one holds them, name it, {_how_to_name(source, columns, likeliest)}"
    )
    return NoPosts(source.locate_message(offset, said))


def holds_no_posts(source: Source, offset: int, title: str) -> NoPosts:
    """Return the error for a file whose shape is known, and is none of posts. ``title`` says what it is."""
    return NoPosts(
        source.locate_message(
            offset,
            f"this is {title}, which has no posts of yours. To read it anyway, name the column or key with the texts, with --column.",
        )
    )


def lies_on_its_side(source: Source, offset: int) -> UnclearColumn:
    """Return the error for a table whose names are in its first column, so that each post has a column of its own."""
    return UnclearColumn(
        source.locate_message(
            offset,
            "the names stand in the first column here, and each post has a column of its own. Turn the sheet, so that each post has "
            "a row: copy it, and choose Paste special > Transpose.",
        )
    )


def several_read_like_posts(
    source: Source, offset: int, kind: str, columns: Sequence[Column], candidates: Sequence[int]
) -> UnclearColumn:
    """Return the error for a table in which several columns read like posts, with the first words of each and what settles it."""
    said = (
        f"{len(candidates)} {kind}s could hold the posts: {_list_first_words(columns, candidates)}. "
        f"Say which one, {_how_to_name(source, columns, candidates[0])}"
    )
    if all(platform_in(columns[number].full_name) for number in candidates):
        said += ". To check all, check the file once for each"
    return UnclearColumn(source.locate_message(offset, said))


def _list_first_words(columns: Sequence[Column], numbers: Sequence[int]) -> str:
    shown = numbers[:_MOST_CANDIDATES]
    listed = "; ".join(f"{_name(columns, number)} (“{_first_words(columns[number])}”)" for number in shown)
    return listed + (f" and {len(numbers) - len(shown)} more" if len(numbers) > len(shown) else "")


def _how_to_name(source: Source, columns: Sequence[Column], number: int) -> str:
    answer = _answer(columns, number)
    file = json.dumps(PurePath(source.name).name or "*.csv", ensure_ascii=False)
    return f"with --column {answer}, or with these two lines in softsell.toml: [files.{file}] and column = {answer}"


def _name(columns: Sequence[Column], number: int) -> str:
    name = columns[number].full_name
    if not 0 < len(name) <= _LONGEST_NAME:
        return f"column {number + 1}"
    return name if _is_unique(columns, name) else f"{name}, column {number + 1},"


def _answer(columns: Sequence[Column], number: int) -> str:
    name = columns[number].full_name
    sure = 0 < len(name) <= _LONGEST_NAME and _is_unique(columns, name)
    return json.dumps(name if sure else str(number + 1), ensure_ascii=False)


def _is_unique(columns: Sequence[Column], name: str) -> bool:
    return sum(column.full_name == name for column in columns) == 1


def _first_words(column: Column) -> str:
    """Return the first words of a cell: of the first one that has some, as the first of all may be a date or a number."""
    written = next((value for value in column.sample if _WORDS.search(value)), column.sample[0])
    words = written.split(None, _FIRST_WORDS)
    cut = " ".join(words[:_FIRST_WORDS])[:_LONGEST_NAME]
    return cut + (" …" if len(words) > _FIRST_WORDS else "")


def shorten_name(name: str) -> str:
    """Return the name of a key, or its beginning, for a message."""
    return name if len(name) <= _LONGEST_SHOWN else f"{name[:_LONGEST_SHOWN]}…"


def _may_be_shown(name: str) -> bool:
    return 0 < len(name) <= _LONGEST_SHOWN
