"""Puts posts together again that commas without quotes split into several cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from softsell.draft.tables.cells import Cell, Row, value_of
from softsell.draft.tables.choice import Column
from softsell.draft.tables.values import LONGEST, parse_count, parse_date, parse_flag, parse_platforms

_ADDRESS = re.compile(r"\s*(?:https?://|www\.)\S+\s*", re.IGNORECASE)
_LABEL_WORDS = 4
_MOST_BLANK = 20
_MOST = 0.6


class SplitPosts(Struct, frozen=True):
    """What the columns usually hold, by which a post in pieces is told from a remark to the right of the table.

    Attributes:
        width: how many columns there are.
        text: which one has the posts.
        kinds: what they hold, empty where that differs from row to row. None: every row has too many cells.
    """

    width: int
    text: int
    kinds: tuple[str, ...]

    def put_together(self, source: str, row: Row) -> Row | None:
        """Return the row with its post put together from several cells, or ``None`` if the row isn't surely such a one."""
        if self._fits(source, row.cells[: self.width]) and not _goes_on(source, row.cells[self.text + 1]):
            return None
        filled = max(n for n, cell in enumerate(row.cells, 1) if value_of(source, cell).strip())
        last = min(len(row.cells), filled + _MOST_BLANK)
        for end in range(
            last, max(filled, self.width + 1) - 1, -1
        ):  # blank cells may be the row's, or stand beside the table
            joined = self._join(source, row.cells[:end])
            if joined is not None and self._fits(source, joined):
                return Row(row.number, joined)
        return None

    def _join(self, source: str, cells: Sequence[Cell]) -> list[Cell] | None:
        more = len(cells) - self.width
        first, *others = cells[self.text : self.text + more + 1]
        if first.quoted or any(cell.quoted or not _goes_on(source, cell) for cell in others):
            return None
        return [*cells[: self.text], Cell(first.start, others[-1].end, False), *cells[self.text + more + 1 :]]

    def _fits(self, source: str, cells: Sequence[Cell]) -> bool:
        values = [value_of(source, cell).strip() for cell in cells]
        return all(
            not value or not kind or kind == kind_of(value)
            for number, (value, kind) in enumerate(zip(values, self.kinds, strict=False))
            if number != self.text
        )


def find_kinds(columns: Sequence[Column]) -> tuple[str, ...]:
    """Return what each column holds, or an empty text where that differs from row to row."""
    kinds = []
    for column in columns:
        often = Counter(kind_of(value) for value in column.sample)
        kind, times = often.most_common(1)[0] if often else ("", 0)
        kinds.append(kind if times >= _MOST * len(column.sample) else "")
    return tuple(kinds)


def kind_of(written: str) -> str:
    """Return what a value is: a date, a number, a flag, a platform, an address, a word or two, or prose."""
    value = written.strip()
    if len(value) <= LONGEST:
        if parse_count(value) is not None:
            return "number"
        if parse_date(value) is not None:
            return "date"
        if None not in parse_platforms(value):
            return "platform"
        if parse_flag(value) is not None:
            return "flag"
    if _ADDRESS.fullmatch(value):
        return "address"
    return "label" if len(value.split(None, _LABEL_WORDS)) <= _LABEL_WORDS else "prose"


def _goes_on(source: str, cell: Cell) -> bool:
    """Return whether a cell begins as what follows a comma in prose does."""
    return source.startswith((" ", "\xa0"), cell.start) and bool(source[cell.start : cell.end].strip())
