"""Reads the posts of a plan that is a table in a page of HTML, as Word, Google Sheets and planning tools save it.

A page is read so if nearly all of it is tables, whose names say which column has the posts. In any other page a table is a part of
the post. The letters and numbers that Google Sheets writes around its cells aren't cells.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from string import ascii_uppercase

from msgspec.structs import replace

from softsell.draft.draft import Context, Draft
from softsell.draft.html_text import read_attributes, read_html_without_comments
from softsell.draft.offsets import Position
from softsell.draft.source import Source
from softsell.draft.span import Span
from softsell.draft.tables.cells import Cell, Row
from softsell.draft.tables.header import HEADER_WITHIN, find_header
from softsell.draft.tables.names import STRONG, is_known, name_posts, text_weight
from softsell.draft.tables.sheet import read_sheet
from softsell.errors import NoPosts

_TAG = re.compile(
    r"<!--(?:[\s\S]*?-->|[\s\S]*)"
    r"|<(?P<raw>script|style|title|textarea|template)(?=[\s/>])(?:[\s\S]*?</(?P=raw)(?=[\s/>])|[\s\S]*)"
    r"|<(?P<closes>/?)(?P<name>table|tr|td|th)(?=[\s/>])",
    re.IGNORECASE,
)
_TABLE = re.compile(r"<table(?=[\s/>])", re.IGNORECASE)
_SHEET_OF_GOOGLE = re.compile(r"<table\b[^<>]{0,200}\bwaffle\b")
_BAR = re.compile(r"\bfreezebar-cell\b")
_MOST_AROUND = 0.3
"""How many words may stand around the tables, for each word in them."""
_LEAST_SHOWN = 0.9
"""How many of the tables' words the page must show. A table in something hidden isn't read."""
_MOST_SPANNED = 200
_MOST_CELLS = 100_000
_MOST_TABLES = 100
_FEWEST_COLUMNS = 2


_Table = list[list[Span]]
"""The cells of each row, as the places of what stands between their tags. A cell that goes over several rows is in each of them."""
_NO_CELL = Span(0, 0)


def read_tables(source: Source, context: Context, column: str | None, notes: list[str]) -> list[Draft] | None:
    """Return the posts of a page of tables, or ``None`` if the page is anything else. ``notes`` gets what was chosen."""
    if _TABLE.search(source.text) is None or "softsell-" in source.text:
        return None  # a comment to softsell speaks of paragraphs
    tables = [_without_rulers(source, table) for table in _find_tables(source.text, source.start)]
    tables = [table for table in tables if _is_plan(source, table)]
    if not tables:
        return None
    cells = _CellsSource(source, tables)
    placed = [cells.rows_of(table) for table in tables]
    if not _is_nearly_all(source, cells, placed):
        return None
    drafts: list[Draft] = []
    said: list[str] = []
    for rows in placed:
        try:
            found = list(read_sheet(cells, rows, context, column, said))
        except NoPosts:
            return None
        drafts += (_draft(source, cells.place_of(draft.span.start), draft) for draft in found)
    notes += dict.fromkeys(said)
    return drafts or None


def _draft(source: Source, place: Span, read: Draft) -> Draft:
    return replace(read_html_without_comments(source, place, read.context), record=read.record)


def _is_plan(source: Source, table: _Table) -> bool:
    """Return whether the names of a table's columns are those of a plan. Only the first rows are looked at."""
    values = ([_value(source, place) for place in row] for row in table[:HEADER_WITHIN])
    top = [row for row in values if any(row)]
    header = find_header(top) if len(top) > 1 and max(map(len, top)) >= _FEWEST_COLUMNS else None
    if header is None:
        return False
    names = top[header]
    if name_posts(names) or _SHEET_OF_GOOGLE.search(source.text):
        return True
    return sum(map(is_known, names)) > 1 and max(map(text_weight, names)) >= STRONG


def _is_nearly_all(source: Source, cells: Source, placed: Sequence[Sequence[Row]]) -> bool:
    ends = {cell.start: cell.end for rows in placed for row in rows for cell in row.cells}
    inside = sum(len(cells.text[start:end].split()) for start, end in ends.items())
    page = read_html_without_comments(source, Span(source.start, len(source.text)), Context())
    shown = len(page.prose.split())
    return _LEAST_SHOWN * inside <= shown <= (1 + _MOST_AROUND) * inside


class _CellsSource(Source):
    """What the cells of the tables say, one below the other. Messages name their places in the page."""

    __slots__ = ("_cells", "_page", "_places", "_starts")

    def __init__(self, page: Source, tables: Sequence[_Table]) -> None:
        self._page = page
        self._places = sorted({place for table in tables for row in table for place in row})
        values = [_value(page, place) for place in self._places]
        self._starts = [0, *accumulate(len(value) + 1 for value in values)]
        self._cells = {
            place: Cell(start, start + len(value), False)
            for place, start, value in zip(self._places, self._starts, values, strict=False)
        }
        super().__init__("\n".join(values), page.name)
        self.start = 0

    def rows_of(self, table: _Table) -> list[Row]:
        """Return the rows of a table that aren't blank, with their numbers."""
        rows = (Row(number, [self._cells[place] for place in row]) for number, row in enumerate(table, 1))
        return [row for row in rows if any(cell.end > cell.start for cell in row.cells)]

    def place_of(self, offset: int) -> Span:
        """Return where the cell at ``offset`` is in the page."""
        return self._places[bisect_right(self._starts, offset, hi=len(self._places)) - 1]

    def position(self, offset: int) -> Position:
        return self._page.position(self.place_of(offset).start)


def _value(page: Source, place: Span) -> str:
    written = page.text[place.start : place.end].strip()
    if "<" not in written and "&" not in written:
        return " ".join(written.split())
    return read_html_without_comments(page, place, Context()).prose.strip()


def _find_tables(text: str, start: int) -> list[_Table]:
    """Return the tables of a page without those that hold other tables, which are layout. None if there are too many."""
    found: list[_Builder] = []
    opened: list[_Builder] = []
    cells = 0
    at = start
    while tag := _TAG.search(text, at):
        at = tag.end()
        name = (tag["name"] or "").lower()
        attributes, hidden, at = read_attributes(text, at) if name else ({}, False, at)
        if name == "table":
            if opened:
                opened[-1].is_layout = not tag["closes"] or opened[-1].is_layout
            if not tag["closes"]:
                opened.append(_Builder())
                found.append(opened[-1])
            elif opened:
                opened.pop().end_row(tag.start())
        elif name and opened:
            table = opened[-1]
            before = table.cells
            (table.end_row if name == "tr" else table.end_cell)(tag.start())
            if not tag["closes"]:
                table.begin(name, at, attributes, hidden=hidden)
            cells += table.cells - before
            if cells > _MOST_CELLS or len(found) > _MOST_TABLES:
                return []
    for table in opened:
        table.end_row(len(text))
    return [table.rows for table in found if table.rows and not table.is_layout]


class _Builder:
    """Collects the cells of one table, from its tags."""

    def __init__(self) -> None:
        self.rows: _Table = []
        self.is_layout = False
        self.cells = 0
        self._row: list[Span] = []
        self._cell = -1  # where the open cell begins
        self._spans = (1, 1)
        self._in_row = self._hidden = False
        self._above: dict[int, tuple[Span, int]] = {}  # cells that go on from the rows above, by their column
        self._below: dict[int, tuple[Span, int]] = {}

    def begin(self, name: str, at: int, attributes: Mapping[str, str], *, hidden: bool) -> None:
        """Begin a row or a cell, whose tag ends at ``at``."""
        if name == "tr":
            self._in_row, self._hidden = True, hidden
        elif not hidden and not self._hidden and not _BAR.search(attributes.get("class", "")):
            self._cell = at
            self._spans = (_number(attributes.get("colspan", "")), _number(attributes.get("rowspan", "")))

    def end_cell(self, at: int) -> None:
        if self._cell < 0:
            return
        self._add_from_above()
        columns, rows = self._spans
        place = Span(self._cell, max(self._cell, at))
        across = [place, *[_NO_CELL] * (columns - 1)]
        if rows > 1:
            self._below |= {column: (each, rows - 1) for column, each in enumerate(across, len(self._row))}
        self._row += across
        self.cells += columns
        self._cell = -1

    def end_row(self, at: int) -> None:
        self.end_cell(at)
        if self._row:
            self._add_from_above()
            self.rows.append(self._row)
            self._row, self._above, self._below = [], self._below, {}
        elif self._in_row and not self._hidden:
            # An empty row says nothing of its own, but cells from above go on in it
            self._above = {column: (place, rows - 1) for column, (place, rows) in self._above.items() if rows > 1}
        self._in_row = self._hidden = False

    def _add_from_above(self) -> None:
        """Add the cells that go on here from the rows above."""
        while above := self._above.pop(len(self._row), None):
            place, rows = above
            if rows > 1:
                self._below[len(self._row)] = (place, rows - 1)
            self._row.append(place)
            self.cells += 1


def _number(written: str) -> int:
    """Return how many columns or rows a cell goes over."""
    return max(1, min(int(written), _MOST_SPANNED)) if re.fullmatch(r"[0-9]{1,4}", written) else 1


def _without_rulers(page: Source, table: _Table) -> _Table:
    """Return a table of Google Sheets without the letters above its columns and the numbers beside its rows."""
    if [_value(page, place) for place in table[0][:3]] != ["", *ascii_uppercase[:2]][: len(table[0])]:
        return table
    return [row[1:] for row in table[1:]]
