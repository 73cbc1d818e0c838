"""Cells and rows of a sheet in a text: where they are, what stands in them, and the draft that a cell holds."""

from __future__ import annotations

import re
from typing import NamedTuple

from softsell.draft.draft import Context, Draft
from softsell.draft.prose import ProseBuilder
from softsell.draft.source import Source
from softsell.draft.span import Span

DOUBLED = '""'
"""How a quoted cell writes a quote."""
ESCAPED = '\\"'
"""How the cells of some databases write it."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_BREAK_IN_QUOTES = re.compile(r'(?:"")?(?:\r\n|\r|\n)(?:"")?')


class Cell(NamedTuple):
    """One cell: its position without its quotes, whether it was quoted, and whether backslashes stand before quotes in it."""

    start: int
    end: int
    quoted: bool
    escaped: bool = False

    @property
    def quote(self) -> str:
        """How a quote is written in this cell, if the cell is quoted."""
        return ESCAPED if self.escaped else DOUBLED


class Row(NamedTuple):
    """One row, with its number as a spreadsheet counts it, from 1."""

    number: int
    cells: list[Cell]


def value_of(text: str, cell: Cell) -> str:
    """Return the value of a cell, with each quote in it written once."""
    written = text[cell.start : cell.end]
    return written.replace(cell.quote, '"') if cell.quoted else written


def draft_of(source: Source, cell: Cell, context: Context, *, line_quotes: bool) -> Draft:
    """Return the draft that a cell holds.

    Args:
        source: the text with the sheet.
        cell: the cell.
        context: what applies to the draft.
        line_quotes: whether the sheet puts quotes around line breaks, as LinkedIn's does. Nobody wrote those quotes.
    """
    builder = ProseBuilder(source.text)
    at = cell.start
    if line_quotes and _has_line_quotes(source.text, cell):
        for found in _BREAK_IN_QUOTES.finditer(source.text, cell.start, cell.end):
            _unquote(builder, source.text, at, found.start(), cell)
            builder.newline(*found.span())
            at = found.end()
    _unquote(builder, source.text, at, cell.end, cell)
    return builder.draft(Span(cell.start, cell.end), context)


def _unquote(builder: ProseBuilder, text: str, at: int, end: int, cell: Cell) -> None:
    while cell.quoted and (quote := text.find(cell.quote, at, end)) >= 0:
        builder.verbatim(at, quote)
        builder.stand_in('"', quote, quote + 2)
        at = quote + 2
    builder.verbatim(at, end)


def _has_line_quotes(text: str, cell: Cell) -> bool:
    """Return whether every line break in a cell has quotes before and after it, as LinkedIn writes them."""
    breaks = list(_LINE_END.finditer(text, cell.start, cell.end)) if cell.quoted else []
    return bool(breaks) and all(
        text.endswith(DOUBLED, cell.start, found.start()) and text.startswith(DOUBLED, found.end(), cell.end)
        for found in breaks
    )
