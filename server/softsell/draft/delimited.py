r"""Reads CSV and TSV files: one draft for each filled cell of the column with the posts.

Rows and quotes follow RFC 4180 and Python's csv module: ``""`` in a quoted cell is one quote, and a quoted cell may span
lines. A cell in which ``\"`` stands before a word writes all its quotes so, as databases do. Unlike the csv module, this reader keeps
each cell's position, and lets spaces stand around a quoted cell.

The file may begin with ``sep=;``, as Excel writes it, and with lines of a title above the row that names the columns. It may
have no such row. Commas, semicolons (as spreadsheets write it in much of Europe), tabs, or rarer signs such as upright strokes part
the cells; the first rows show which.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from itertools import islice

from softsell.draft.draft import Context, Draft
from softsell.draft.source import Source
from softsell.draft.tables.cells import DOUBLED, Cell, Row
from softsell.draft.tables.header import is_list, values_of
from softsell.draft.tables.names import is_known
from softsell.draft.tables.sheet import read_sheet
from softsell.errors import MalformedFile

_DELIMITERS = (",", ";", "\t")
_RARE = ("|", "^", "~")
"""They part cells only if the first line has no other separator: in a post they're signs like any other."""
_SIGNS = (*_RARE, *"!#$%&*+/:=@\\")
NOTHING = "\0"
"""Parts no cells, because it never occurs in a text."""
_ROWS_LOOKED_AT = 20
_LOOKED_AT = 4_000
_LINE_END = re.compile(r"\r\n|\r|\n")
_LINE_ENDS = re.compile(r"[\r\n]*+")
_SPACES = re.compile(r"[ \t]*+")
_WORD_FOLLOWS = re.compile(r"\w")
_SEPARATOR_LINE = re.compile(r"\"?sep=(.)\"?(?:\r\n|\r|\n|\Z)", re.IGNORECASE)


def read_delimited(source: Source, context: Context, column: str | None, notes: list[str]) -> Iterator[Draft]:
    """Return the drafts in ``column``: a name, or a number from 1. ``None`` chooses the column that reads like posts.

    Which columns were chosen is added to ``notes``.

    Raises:
        MalformedFile: a quote is never closed, the column doesn't exist, or no column reads like posts.
        UnclearColumn: several columns do.
    """
    return read_sheet(source, read_table(source), context, column, notes)


def read_table(source: Source) -> list[Row]:
    """Return the rows of a file that aren't blank.

    Raises:
        MalformedFile: a quote is never closed, or something stands after it.
    """
    start, delimiter = find_delimiter(source)
    rows = list(read_rows(source, delimiter, start))
    return list(read_rows(source, NOTHING, start)) if is_list(values_of(source.text, rows)) else rows


def find_delimiter(source: Source) -> tuple[int, str]:
    """Return where the table begins and what parts its cells.

    A first line ``sep=;`` says so; spreadsheets don't show or count it. In a file named .tsv it's tabs, if there are any.
    """
    said = _SEPARATOR_LINE.match(source.text, source.start)
    if said and said[1] not in '"\r\n':
        return said.end(), said[1]
    if source.name.lower().endswith(".tsv") and "\t" in source.text[: source.start + _LOOKED_AT]:
        return source.start, "\t"
    return source.start, _delimiter(source, source.start)


def read_rows(source: Source, delimiter: str, start: int | None = None) -> Iterator[Row]:
    """Yield the rows of a file, skipping blank lines, which are counted."""
    at, number = source.start if start is None else start, 1
    while at < len(source.text):
        cells, at = read_row(source, at, delimiter)
        if not is_blank(cells):
            yield Row(number, cells)
        at, lines = skip_line_ends(source.text, at)
        number += lines


def read_row(source: Source, at: int, delimiter: str, *, complete: bool = True) -> tuple[list[Cell], int]:
    """Return the cells of the row at ``at``, and where it ends, before its line end.

    If the source isn't ``complete``, a quote after spaces counts as one that is never closed, since it may be closed further on.

    Raises:
        MalformedFile: a quote is never closed, or something stands after it.
    """
    ends = _cell_ends(delimiter)
    cells: list[Cell] = []
    while True:
        cell, at = _cell(source, at, delimiter, ends, complete=complete)
        cells.append(cell)
        if not source.text.startswith(delimiter, at):
            return cells, at
        at += 1


def is_blank(cells: Sequence[Cell]) -> bool:
    """Return whether a row is a blank line."""
    return len(cells) == 1 and not cells[0].quoted and cells[0].end <= cells[0].start


def skip_line_ends(text: str, at: int) -> tuple[int, int]:
    """Return where the next text stands after line ends at ``at``, and how many there are."""
    found = _LINE_ENDS.match(text, at)
    return (found.end(), len(_LINE_END.findall(text, at, found.end()))) if found else (at, 0)


@lru_cache(maxsize=16)
def _cell_ends(delimiter: str) -> re.Pattern[str]:
    return re.compile(rf"[{re.escape(delimiter)}\r\n]|\Z")


def _cell(source: Source, at: int, delimiter: str, ends: re.Pattern[str], *, complete: bool) -> tuple[Cell, int]:
    """Return the cell at ``at``, and where it ends with its quotes and the spaces around them."""
    text = source.text
    spaces = _SPACES.match(text, at) if delimiter != "\t" else None
    opening = spaces.end() if spaces else at
    if text.startswith('"', opening):
        cell = _quoted(source, opening, strict=opening == at or not complete)
        if cell is not None:
            after = cell.end + 1
            trailing = _SPACES.match(text, after) if delimiter != "\t" else None
            closed = trailing.end() if trailing else after
            if closed >= len(text) or text[closed] in "\r\n" or text.startswith(delimiter, closed):
                return cell, closed
            if delimiter == "\t" and _LINE_END.search(text, opening, cell.end) is None:
                pass  # many programs that write tabs don't quote at all
            elif opening == at:
                raise source.malformed(
                    after,
                    "only a separator or a new line can follow a cell's closing quote. To write a quote inside a cell, "
                    "double it.",
                )
    end = _search_end(ends, text, at)
    return Cell(at, end, False), end


def _search_end(ends: re.Pattern[str], text: str, at: int) -> int:
    found = ends.search(text, at)
    return found.start() if found else len(text)


def _quoted(source: Source, start: int, *, strict: bool) -> Cell | None:
    text = source.text
    at = start + 1
    escaped = False
    while True:
        at = text.find('"', at)
        if at < 0:
            if not strict:
                return None
            raise source.malformed(start, "this quote is never closed. Add the closing quote.")
        if text[at - 1] == "\\" and at - 1 > start and (escaped or _WORD_FOLLOWS.match(text, at + 1)):
            escaped = True  # a quote that ends a cell has no word after it
            at += 1
        elif text.startswith(DOUBLED, at) and not escaped:
            at += 2
        else:
            return Cell(start + 1, at, True, escaped)


def _delimiter(source: Source, start: int) -> str:
    """Return what parts the cells: what gives the first rows the most cells, and as many in each."""
    best, most = _DELIMITERS[0], (0.0, 0)
    first = _first_line(source, start)
    rare = () if any(mark in first for mark in _DELIMITERS) else tuple(filter(partial(_may_part, first), _SIGNS))
    for delimiter in (*_DELIMITERS, *rare):
        widths: list[int] = []
        try:
            widths += (len(row.cells) for row in islice(read_rows(source, delimiter, start), _ROWS_LOOKED_AT))
        except MalformedFile:
            continue
        if not widths:
            continue
        width, rows = max(Counter(widths).items(), key=lambda item: (item[0] > 1, item[1], item[0]))
        if width > 1 and (rows / len(widths), width) > most:
            best, most = delimiter, (rows / len(widths), width)
    return best if most[1] else _most_frequent(source, start)


def _may_part(first: str, sign: str) -> bool:
    """Return whether a sign may part the cells of a first line: it's one of the usual ones, or it stands between known names."""
    names = first.split(sign)
    return len(names) > 1 and (sign in _RARE or (len(names) > 2 and all(map(is_known, names))))


def _most_frequent(source: Source, start: int) -> str:
    """Return the separator that the first line has most often outside its quotes, for a file that isn't a proper table."""
    return max(_DELIMITERS, key="".join(_first_line(source, start).split('"')[::2]).count)


def _first_line(source: Source, start: int) -> str:
    return source.text[start : _search_end(re.compile(r"[\r\n]|\Z"), source.text, start)]
