"""Reads the posts of a document of paragraphs, headings and tables, as a reader of Word, LibreOffice or rich text files found them.

The source of a draft is text that this module writes. softsell never writes into such files. A document is read like plain text; where it
holds a table of posts, that table is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

from softsell.draft.draft import Context, Draft
from softsell.draft.source import Source
from softsell.draft.tables.cells import Cell, Row
from softsell.draft.tables.header import find_header
from softsell.draft.tables.sheet import read_sheet

DASHES = "---"
"""What a line that was drawn stands for."""

_MARK = "# "

Rows = list[list[str]]
"""A table."""
Block = str | Rows
"""A paragraph or a table."""


class Heading(str):
    """A paragraph in a style for titles and headings, or in bold."""

    __slots__ = ()


def read_blocks(
    blocks: Sequence[Block], name: str, context: Context, column: str | None, notes: list[str]
) -> list[Draft]:
    """Return the drafts of a document: those of its tables if these hold posts, otherwise those of its text."""
    if tables := [block for block in blocks if isinstance(block, list) and _is_sheet(block)]:
        text = SheetText()
        placed = [text.add_table(rows) for rows in tables]
        source = Source("".join(text.parts), name)
        source.check_characters()
        drafts = [draft for rows in placed for draft in read_sheet(source, rows, context, column, notes)]
        if drafts:
            if any(isinstance(block, str) and block.strip() for block in blocks):
                notes.append(source.name_message("the posts of the table are checked, the text around it isn't"))
            return drafts
    return _read_text(blocks, name, context, notes)


def _read_text(blocks: Sequence[Block], name: str, context: Context, notes: list[str]) -> list[Draft]:
    marked = {block for block in blocks if isinstance(block, Heading)}
    if marked:
        said: list[str] = []
        posts = _read_paragraphs(list(_paragraphs(blocks, marked)), name, context, said)
        if said and (within := _marks_within(posts, marked)):
            # A heading or a bold line in a post. The writer didn't type its mark
            said = []
            posts = _read_paragraphs(list(_paragraphs(blocks, marked - within)), name, context, said)
        if said:
            notes += said
            return posts
    return _read_paragraphs(list(_paragraphs(blocks)), name, context, notes)


def _marks_within(posts: Sequence[Draft], marked: Set[Heading]) -> set[Heading]:
    """Return the headings whose marks stand in posts, because they were taken for no label."""
    lines = {line.strip() for post in posts for line in post.prose.splitlines()}
    return {heading for heading in marked if f"{_MARK}{heading}".strip() in lines}


def _read_paragraphs(paragraphs: Sequence[str], name: str, context: Context, notes: list[str]) -> list[Draft]:
    from softsell.draft.plain import read_plain
    from softsell.draft.readers import read_posts

    # Where no paragraph is empty, it's the space between them that parts them
    between = "\n" if any(not paragraph.strip() for paragraph in paragraphs[:-1]) else "\n\n"
    source = Source(between.join(paragraphs), name)
    source.check_characters()
    return list(read_posts(source, context, read_plain, notes, markdown=False))


def _paragraphs(blocks: Iterable[Block], marked: Set[Heading] = frozenset()) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, str):
            yield f"{_MARK}{block}" if isinstance(block, Heading) and block in marked else block
        else:
            for row in block:
                yield from dict.fromkeys(cell for cell in row if cell.strip())  # merged cells are there several times


def _is_sheet(rows: Rows) -> bool:
    return len(rows) > 1 and max(map(len, rows)) > 1 and find_header(rows[:15]) == 0


class SheetText:
    """Writes tables into one text, and keeps the place of every cell."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._length = 0

    def add_table(self, rows: Rows) -> list[Row]:
        """Write a table, one row a line, and return its rows that aren't blank with their numbers."""
        placed = []
        for number, row in enumerate(rows, 1):
            if not any(cell.strip() for cell in row):
                continue
            cells = []
            for cell in row:
                cells.append(Cell(self._length, self._length + len(cell), False))
                self._write(cell)
                self._write("\t")
            self._write("\n")
            placed.append(Row(number, cells))
        return placed

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self._length += len(text)
