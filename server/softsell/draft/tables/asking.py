"""What is said when it's unclear which column or key holds the posts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import PurePath

from softsell.diagnostics import nearest
from softsell.draft.source import Source
from softsell.draft.tables.choice import Column
from softsell.errors import NoPosts, UnclearColumn

_MOST_SHOWN = 12
_LONGEST_SHOWN = 30
_LONGEST_NAME = 80
_FIRST_WORDS = 5
_MOST_CANDIDATES = 6


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
"""What the user is told then."""


def none_reads_like_posts(source: Source, offset: int, kind: str, names: Sequence[str]) -> NoPosts:
    """Return the error for a table in which no column reads like posts."""
    return NoPosts(
        source.locate_message(
            offset, f"which {kind} holds the posts? Name it with --column. The {kind}s are: {list_choices(names)}"
        )
    )


def holds_no_posts(source: Source, offset: int, title: str) -> NoPosts:
    """Return the error for a file whose shape is known, and is none of posts. ``title`` says what it is."""
    return NoPosts(
        source.locate_message(
            offset, f"this is {title}, which has no posts of yours. To read it anyway, name its column with --column."
        )
    )


def several_read_like_posts(
    source: Source, offset: int, kind: str, columns: Sequence[Column], candidates: Sequence[int]
) -> UnclearColumn:
    """Return the error for a table in which several columns read like posts, with the first words of each and what settles it."""
    shown = candidates[:_MOST_CANDIDATES]
    listed = "; ".join(f"{_name(columns, number)} (“{_first_words(columns[number])}”)" for number in shown)
    more = f" and {len(candidates) - len(shown)} more" if len(candidates) > len(shown) else ""
    answer = _answer(columns, candidates[0])
    file = json.dumps(PurePath(source.name).name or "*.csv", ensure_ascii=False)
    return UnclearColumn(
        source.locate_message(
            offset,
            f"{len(candidates)} {kind}s could hold the posts: {listed}{more}. Say which one, with --column {answer}, or with "
            f"these two lines in softsell.toml: [files.{file}] and column = {answer}",
        )
    )


def _name(columns: Sequence[Column], number: int) -> str:
    name = columns[number].name
    return name if 0 < len(name) <= _LONGEST_NAME else f"column {number + 1}"


def _answer(columns: Sequence[Column], number: int) -> str:
    name = columns[number].name
    return json.dumps(name if 0 < len(name) <= _LONGEST_NAME else str(number + 1), ensure_ascii=False)


def _first_words(column: Column) -> str:
    words = column.sample[0].split(None, _FIRST_WORDS)
    cut = " ".join(words[:_FIRST_WORDS])[:_LONGEST_NAME]
    return cut + (" …" if len(words) > _FIRST_WORDS else "")


def shorten_name(name: str) -> str:
    """Return the name of a key, or its beginning, for a message."""
    return name if len(name) <= _LONGEST_SHOWN else f"{name[:_LONGEST_SHOWN]}…"


def _may_be_shown(name: str) -> bool:
    return 0 < len(name) <= _LONGEST_SHOWN
