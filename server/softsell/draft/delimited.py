"""Reads CSV and TSV files: one draft for each filled cell of one column.

Rows and quotes follow RFC 4180 and Python's csv module: ``""`` in a quoted cell is one quote, and a quoted cell may span
lines. Unlike the csv module, this reader keeps each cell's position. The first row names the columns. In a file with a
single column the first row is also a post, unless it reads like a name. A ``.csv`` file may use commas, semicolons (as
spreadsheets write it in much of Europe) or tabs; the first row shows which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from softsell.draft.draft import Context, Draft, with_kind
from softsell.draft.prose import ProseBuilder
from softsell.draft.records import describe_missing, find_usual_field, list_choices
from softsell.draft.source import Source
from softsell.draft.span import Span

_DELIMITERS = (",", ";", "\t")
_WORDS_OF_A_SENTENCE = 3
_ROWS_LOOKED_AT = 100
_MOST_COLUMNS = 1_000
_LINE_ENDS = re.compile(r"[\r\n]*+")


class Cell(NamedTuple):
    """One cell: its position without its quotes, and whether it was quoted."""

    start: int
    end: int
    quoted: bool


def read_delimited(source: Source, context: Context, column: str | None, delimiter: str | None) -> Iterator[Draft]:
    """Return the drafts in ``column``: a name, or a number from 1. ``None`` picks the column that reads like posts.

    Raises:
        MalformedFile: a quote is never closed, the column doesn't exist, or no column reads like posts.
    """
    rows = list(read_rows(source, delimiter or find_delimiter(source)))
    if not rows:
        return
    if len(rows[0]) > _MOST_COLUMNS:
        raise source.malformed(
            rows[0][0].start,
            f"this row has more than {_MOST_COLUMNS:,} columns. Is this a CSV file? "
            "If it is, save the column with the posts in its own file.",
        )
    has_names = len(rows[0]) > 1 or column is not None or _is_name(value_of(source.text, rows[0][0]))
    names = [value_of(source.text, cell).strip() for cell in rows[0]] if has_names else []
    posts = rows[1:] if has_names else rows
    number = _find_column(source, names, posts, column) if has_names else 0
    kinds = _find_kinds(names, number)
    for row in posts:
        if number < len(row):
            cell = row[number]
            if source.text[cell.start : cell.end].strip():
                source.check_post_length(cell.start, cell.end - cell.start)
                said = value_of(source.text, row[kinds]) if kinds is not None and kinds < len(row) else ""
                yield _draft(source, cell, with_kind(context, said))


def read_rows(source: Source, delimiter: str) -> Iterator[list[Cell]]:
    """Yield the rows of a file, skipping blank lines."""
    ends = re.compile(rf"[{re.escape(delimiter)}\r\n]|\Z")
    text = source.text
    at, row = source.start, list[Cell]()
    while at < len(text) or row:
        quoted = text.startswith('"', at)
        cell = _quoted(source, at) if quoted else Cell(at, _search_end(ends, text, at), False)
        at = cell.end + quoted
        if quoted and at < len(text) and text[at] not in (delimiter, "\r", "\n"):
            raise source.malformed(
                at,
                "only a separator or a new line can follow a cell's closing quote. To write a quote inside a cell, double it.",
            )
        row.append(cell)
        if text.startswith(delimiter, at):
            at += 1
            continue
        if len(row) > 1 or quoted or cell.end > cell.start:
            yield row
        row = []
        blank = _LINE_ENDS.match(text, at)
        at = blank.end() if blank else at


def _search_end(ends: re.Pattern[str], text: str, at: int) -> int:
    found = ends.search(text, at)
    return found.start() if found else len(text)


def _quoted(source: Source, start: int) -> Cell:
    at = start + 1
    while True:
        at = source.text.find('"', at)
        if at < 0:
            raise source.malformed(start, "this quote is never closed. Add the closing quote.")
        if not source.text.startswith('""', at):
            return Cell(start + 1, at, True)
        at += 2


def value_of(text: str, cell: Cell) -> str:
    """Return the value of a cell, with doubled quotes made single."""
    written = text[cell.start : cell.end]
    return written.replace('""', '"') if cell.quoted else written


def find_delimiter(source: Source) -> str:
    """Return the separator of a CSV file, as its first row shows it."""
    end = re.compile(r"[\r\n]|\Z").search(source.text, source.start)
    first_line = source.text[source.start : end.start() if end else None]
    outside_quotes = "".join(first_line.split('"')[::2])
    return max(_DELIMITERS, key=outside_quotes.count)


def _is_name(value: str) -> bool:
    return find_usual_field([value]) is not None and len(value.split()) < _WORDS_OF_A_SENTENCE


def _find_column(source: Source, names: Sequence[str], posts: Sequence[Sequence[Cell]], asked: str | None) -> int:
    if asked is not None:
        return _find_requested_column(source, names, asked)
    usual = find_usual_field(names)
    if usual is not None:
        return names.index(usual)
    wordy = [number for number in range(len(names)) if _is_wordy(source.text, posts, number)]
    if len(wordy) == 1:
        return wordy[0]
    raise source.malformed(
        source.start, f"which column holds the posts? Name it with --column. The columns are: {list_choices(names)}"
    )


def _find_kinds(names: Sequence[str], posts: int) -> int | None:
    """The column that says what kind of post each row is."""
    return next((n for n, name in enumerate(names) if name.casefold() == "kind" and n != posts), None)


def _find_requested_column(source: Source, names: Sequence[str], asked: str) -> int:
    folded = [name.casefold() for name in names]
    for known, wanted in ((names, asked), (folded, asked.casefold())):
        if wanted in known:
            return known.index(wanted)
    if asked.isascii() and asked.isdigit() and 1 <= int(asked[:9]) <= len(names):
        return int(asked[:9]) - 1
    raise source.malformed(source.start, describe_missing("column", asked, names))


def _is_wordy(text: str, posts: Sequence[Sequence[Cell]], number: int) -> bool:
    cells = (row[number] for row in posts[:_ROWS_LOOKED_AT] if number < len(row))
    return any(
        len(text[cell.start : cell.end].split(None, _WORDS_OF_A_SENTENCE)) >= _WORDS_OF_A_SENTENCE for cell in cells
    )


def _draft(source: Source, cell: Cell, context: Context) -> Draft:
    builder = ProseBuilder(source.text)
    at = cell.start
    while cell.quoted and (doubled := source.text.find('""', at, cell.end)) >= 0:
        builder.verbatim(at, doubled)
        builder.stand_in('"', doubled, doubled + 2)
        at = doubled + 2
    builder.verbatim(at, cell.end)
    return builder.draft(Span(cell.start, cell.end), context)
