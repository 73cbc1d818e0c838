"""Reads the posts of a calendar that is a table in Markdown, as planning tools export it.

A file is read so if nearly all of it is tables, whose names say which column has the posts, and when or where they go. In any other
file a table is a part of the post.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from softsell.compile_later import compile_later
from softsell.draft.draft import Context, Draft
from softsell.draft.markdown_dialects import fenced
from softsell.draft.source import Source
from softsell.draft.span import Span
from softsell.errors import MalformedFile

if TYPE_CHECKING:
    from softsell.draft.tables.cells import Cell, Row

_LINE = compile_later(r"(?m)(?:^|(?<=\ufeff)) {0,3}\|[^\r\n]*\|[ \t]*(?=\r?$)")
_RULE = re.compile(r"\s*:?-+:?\s*")
_CELL_END = re.compile(r"(?<!\\)\|")
_FEWEST = 3
"""Lines: the names, the rule below them, and a post."""
_MOST_AROUND = 0.3
"""How many words may stand around the tables, for each word in them."""


def read_tables(source: Source, context: Context, column: str | None, notes: list[str]) -> list[Draft] | None:
    """Return the posts of a file of tables, or ``None`` if the text is anything else. ``notes`` gets what was chosen."""
    if "|" not in source.text or "softsell-" in source.text:
        return None  # a comment to softsell speaks of paragraphs
    lines = [Span(*line.span()) for line in _LINE.finditer(source.text, source.start)]
    if len(lines) < _FEWEST or not _is_nearly_all(source, lines) or any(fenced(source.text)):
        return None
    from softsell.draft.markdown import read_markdown
    from softsell.draft.posts import leading_front_matter
    from softsell.draft.tables.names import name_posts
    from softsell.draft.tables.sheet import read_sheet

    _, above = leading_front_matter(source)
    if above is not None and (above.ignore is not None or above.context.platform):
        return None
    context = above.over(context) if above else context
    drafts: list[Draft] = []
    said: list[str] = []
    for table in _tables(source.text, lines):
        if not name_posts([source.text[cell.start : cell.end] for cell in table[0].cells]):
            return None
        try:
            drafts += [
                replace(read_markdown(source, draft.span, draft.context), record=draft.record)
                for draft in read_sheet(source, table, context, column, said)
            ]
        except MalformedFile:
            return None
    notes += dict.fromkeys(said)
    return drafts or None


def _is_nearly_all(source: Source, lines: list[Span]) -> bool:
    inside = sum(len(source.text[line.start : line.end].split()) for line in lines)
    return len(source.text.split()) - inside <= _MOST_AROUND * inside


def _tables(text: str, lines: list[Span]) -> Iterator[list[Row]]:
    """Yield the rows of each table: lines that follow each other, of which the second is a rule."""
    from softsell.draft.tables.cells import Row

    starts = [0]
    for before, line in pairwise(lines):
        apart = text[before.end : line.start].strip(" \t") not in ("\n", "\r\n")
        starts.append(starts[-1] + apart)
    for _, group in groupby(zip(starts, lines, strict=True), key=lambda each: each[0]):
        rows = [Row(number, list(_cells(text, line))) for number, (_, line) in enumerate(group)]
        if len(rows) > 1 and all(_RULE.fullmatch(text, cell.start, cell.end) for cell in rows[1].cells):
            yield [Row(max(1, row.number), row.cells) for row in rows if row.number != 1]


def _cells(text: str, line: Span) -> Iterator[Cell]:
    from softsell.draft.tables.cells import Cell

    at = text.index("|", line.start) + 1
    for found in _CELL_END.finditer(text, at, line.end):
        written = text[at : found.start()]
        start = at + len(written) - len(written.lstrip())
        yield Cell(start, max(start, at + len(written.rstrip())), False)
        at = found.end()
