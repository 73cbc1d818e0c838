"""Finds the row that names the columns of a sheet, by what stands in the first rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from softsell.draft.tables import names
from softsell.draft.tables.cells import Row, value_of
from softsell.draft.tables.values import LONGEST, MONTH, parse_count, parse_date, parse_platform

HEADER_WITHIN = 15
"""The row that names the columns is one of this many."""
_FEW_ROWS = 3
"""Among so few rows, one that looks like names isn't judged by the others."""
_LONGEST_NAME = 100
_LONGEST_GROUP = 60
_WORDS_OF_PROSE = 6
_WORDS_OF_A_NAME = 4
_WORDS_OF_A_POST = 3
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_ENDS_SENTENCE = re.compile(r"[.!?…]\s*\Z")
_TITLE_OF_A_PLAN = re.compile(
    r"(?:[\w’'-]+ ){0,3}(?:posts|captions|drafts|calendar|plan|planner|schedule)"
    rf"(?:[ ,:–—-]+(?:for )?(?:(?:{MONTH}|week|kw|q[1-4]|\d{{1,4}})[ ,–-]*){{1,4}})?:?",
    re.IGNORECASE,
)
_FLAGS = frozenset(("true", "false", "yes", "no"))


def values_of(text: str, rows: Sequence[Row]) -> list[list[str]]:
    """Return the values of the first rows, among which the names of the columns are."""
    return [[value_of(text, cell) for cell in row.cells] for row in rows[:HEADER_WITHIN]]


def is_list(top: Sequence[Sequence[str]]) -> bool:
    """Return whether these are the first rows of a list of posts, under one name or none, whose commas belong to the posts."""
    if _is_prose_in_pieces(top):
        return True
    if not top or len(top[0]) > 1 or not _names_a_single_column(top[0][0]):
        return False
    return len(top) > 1 and max(map(len, top)) > 1 and not any(_names_columns(row, surely=True) for row in top)


def _is_prose_in_pieces(top: Sequence[Sequence[str]]) -> bool:
    """Return whether all cells but the first of each row go on as prose does after a comma: “Hurry”, “ the rye is warm!”."""
    widths = {len(row) for row in top}
    if not top or max(widths) < 2 or (len(widths) == 1 and len(top) > 1):
        return False
    later = [value for row in top for value in row[1:]]
    if all(any(map(str.isdigit, row[0])) or not row[0].strip() for row in top):
        return False  # dates, or numbers
    if not all(value.startswith(" ") and value.strip() and not _is_typed(value.strip()) for value in later):
        return False
    ended = sum(1 for row in top if _ENDS_SENTENCE.search(row[-1]))
    return 2 * ended >= len(top) and not _names_columns(top[0], surely=True)


def find_header(top: Sequence[Sequence[str]], asked: str | None = None) -> int | None:
    """Return which of the first rows names the columns, or ``None`` if none does.

    Args:
        top: the values of the first rows.
        asked: the name of a column, if the user said one.
    """
    if asked is not None and not asked.isdigit():
        wanted = asked.strip().casefold()
        for number, row in enumerate(top):
            if any(value.strip().casefold() == wanted for value in row):
                return number
        return find_header(top) or 0
    width = max(map(len, top))
    if width == 1:
        return 0 if _names_a_single_column(top[0][0]) or _is_unlike_the_rest([row[0] for row in top]) else None
    filled = [sum(1 for value in row if value.strip()) for row in top]
    usual = sorted(filled)[len(filled) // 2]
    full = [number for number, count in enumerate(filled) if count >= max(2, usual / 2)]
    sure = [number for number in full if _names_columns(top[number], surely=True)]
    # Where most rows look like names, they are short posts with words such as “day”
    if sure and (len(full) <= _FEW_ROWS or len(sure) * 2 <= len(full)):
        return _lowest_of_names(sure, filled)
    if not full:
        return 0 if _names_columns(top[0]) else None
    return full[0] if _names_columns(top[full[0]]) else _only_name(top, full[0])


def names_stand_in_first_column(top: Sequence[Sequence[str]]) -> bool:
    """Return whether the first column holds the names, as in “Date | 6 July | 7 July” above “Copy | … | …”."""
    side = [row[0].strip() for row in top if row and row[0].strip()]
    if len(side) < 2 or len(set(side)) < len(side) or max(map(len, top)) < 2:
        return False
    if not _names_columns(side, surely=True) or (top[0][0].strip() and _names_columns(top[0], surely=True)):
        return False
    texts = [name for name in side if names.are_of_text(names.words_of(name))]
    return len(texts) == 1 and any(map(names.fields_named, side))


def groups_above(groups: Sequence[str], header: Sequence[str]) -> list[str]:
    """Return for each column the group above its name that says which column is meant, or an empty text.

    It does where the group is a platform, or where several columns have the same name: “LinkedIn” above “Copy, Image”, and
    “Instagram” above “Copy, Image”.

    Args:
        groups: the values of the row above the names. A group goes on until the next one begins.
        header: the names.
    """
    said = [""] * len(header)
    if sum(1 for value in groups if value.strip()) < 2 or any(len(value) > _LONGEST_GROUP for value in groups):
        return said
    often = Counter(name.strip().casefold() for name in header)
    group = ""
    for number, name in enumerate(header):
        group = groups[number].strip() if number < len(groups) and groups[number].strip() else group
        if name.strip() and (often[name.strip().casefold()] > 1 or parse_platform(group)):
            said[number] = group
    return said


def _only_name(top: Sequence[Sequence[str]], first: int) -> int | None:
    """Return the row above the ``first`` full one if it names only the column with the posts: “, Copy, ” above “1, Rye is back., ok”."""
    if not first or len(top[first - 1]) != len(top[first]):
        return None
    named = [number for number, value in enumerate(top[first - 1]) if value.strip()]
    if len(named) != 1 or not _names_a_single_column(top[first - 1][named[0]]):
        return None
    return first - 1 if len(top[first][named[0]].split()) >= _WORDS_OF_A_POST else None


def _lowest_of_names(sure: Sequence[int], filled: Sequence[int]) -> int:
    """Return the row that names the columns, below one that names groups of them: “Plan, , Text” above “Date, Channel, Copy”."""
    lowest = sure[0]
    while lowest + 1 in sure and filled[lowest + 1] > filled[lowest]:
        lowest += 1
    return lowest


def _names_a_single_column(value: str) -> bool:
    words = names.words_of(value)
    return 0 < len(words) < _WORDS_OF_A_NAME and names.are_of_text(words) and not _ENDS_SENTENCE.search(value)


def _is_unlike_the_rest(values: Sequence[str]) -> bool:
    """Return whether the first of these values is a word or two, and all others are much longer, as posts below a name are."""
    first, *others = (value.strip() for value in values)
    return (
        len(others) > 1
        and (re.fullmatch(r"\w+(?: \w+)?:?", first) is not None or _is_title_of_a_plan(first))
        and all(len(other.split(None, _WORDS_OF_PROSE)) >= _WORDS_OF_PROSE for other in others)
    )


def _is_title_of_a_plan(value: str) -> bool:
    """Return whether a value is a title such as “Posts for July 2026”."""
    return len(value) <= _LONGEST_GROUP and _TITLE_OF_A_PLAN.fullmatch(value) is not None


def _names_columns(row: Sequence[str], *, surely: bool = False) -> bool:
    """Return whether a row names columns. ``surely``: because most of its names are known, and not only because it may."""
    values = [value.strip() for value in row if value.strip()]
    known = sum(
        len(names.words_of(value)) <= _WORDS_OF_A_NAME * 2 and names.is_known(value) and not _is_prose(value)
        for value in values
    )
    typed = sum(map(_is_typed, values))
    prose = sum(map(_is_prose, values))
    if surely:
        return known >= 2 and known * 2 >= len(values) and not typed and not prose
    if typed:
        return known >= 2 and known * 5 >= len(values) * 3 and not prose
    return known * 2 >= len(values) if prose else True


def _is_typed(value: str) -> bool:
    if len(value) > LONGEST:
        return _ADDRESS.match(value) is not None
    return (
        value.casefold() in _FLAGS
        or parse_date(value) is not None
        or parse_count(value) is not None
        or _ADDRESS.match(value) is not None
    )


def _is_prose(value: str) -> bool:
    words = len(value.split(None, 2 * _WORDS_OF_PROSE))
    return (
        len(value) > _LONGEST_NAME
        or words > 2 * _WORDS_OF_PROSE
        or (words >= _WORDS_OF_PROSE and _ENDS_SENTENCE.search(value) is not None and not value.endswith("?"))
        or (words >= 2 and "\n" in value.strip() and _ENDS_SENTENCE.search(value) is not None)
    )
