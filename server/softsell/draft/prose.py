"""ProseBuilder: builds a draft's prose and maps every character to the source.

A reader goes through the source from start to end. It says which parts are prose as they are, and which characters replace
markup. The builder guarantees what SourceMap requires: there are no gaps, source positions never go back, and a piece is as
long as its source only if the two are equal.
"""

from __future__ import annotations

from typing import NamedTuple

from softsell.draft.draft import Context, Draft, Suppression
from softsell.draft.source_map import Piece, SourceMap
from softsell.draft.span import Span

OBJECT = "\ufffc"
"""Replaces something that takes a word's place but isn't prose, such as inline code or an image."""


class ListBlocks(NamedTuple):
    """The blocks of a list: where the list begins in the source, and the index of the first block after it."""

    start: int
    after: int


class ProseBuilder:
    """Builds prose and its pieces from left to right.

    Attributes:
        block_starts: source offsets at which the text of each block begins, in order.
        lists: the lists that begin with a block, by its index, from the inside out.
    """

    __slots__ = (
        "_at_break",
        "_at_line_start",
        "_length",
        "_parts",
        "_pieces",
        "_source",
        "_source_end",
        "_space",
        "_verbatim_until",
        "block_starts",
        "lists",
    )

    def __init__(self, source: str) -> None:
        self._source = source
        self._parts: list[str] = []
        self._pieces: list[Piece] = []
        self._length = 0
        self._source_end = 0
        self._verbatim_until = -1
        self._at_break = True
        self._at_line_start = True
        self._space: Span | None = None
        self.block_starts: list[int] = []
        self.lists: dict[int, list[ListBlocks]] = {}

    @property
    def mid_block(self) -> bool:
        """Whether text added now would continue the current block."""
        return not self._at_break

    def verbatim(self, start: int, end: int) -> None:
        """Add ``source[start:end]`` unchanged."""
        if start < end:
            self._begin_text(start)
            self._add_verbatim(start, end)

    def stand_in(self, text: str, start: int, end: int) -> None:
        """Add ``text``, which maps to ``source[start:end]`` as a whole."""
        if text:
            self._begin_text(start)
            self._add(text, start, end)

    def newline(self, start: int, end: int) -> None:
        """Add a line break that maps to ``source[start:end]``."""
        self._space = None
        written = self._source[start:end]
        self._add("\n" if written.strip("\r\n") else written, start, end)
        self._at_line_start = True

    def space(self, start: int, end: int) -> None:
        """Add white space as in HTML: one space between words, nothing at the edge of a line."""
        if self._space is None:
            self._space = Span(start, end)

    def end_block(self) -> None:
        """End the current block. Text added later starts a new line."""
        self._at_break = True

    def as_one_block(self, before: int) -> None:
        """Count all blocks as one that began after there were ``before`` of them, as the cells of a table do for a comment above it."""
        if self.lists:
            for first in range(before, len(self.block_starts)):
                self.lists.pop(first, None)
        del self.block_starts[before + 1 :]

    def as_list(self, before: int, start: int) -> None:
        """Count the blocks as a list that began after there were ``before`` of them. ``start`` is where its first mark stands."""
        if before < len(self.block_starts):
            self.lists.setdefault(before, []).append(ListBlocks(start, len(self.block_starts)))

    def draft(self, span: Span, context: Context, suppressions: tuple[Suppression, ...] = ()) -> Draft:
        """Return the draft built so far. ``span`` is its part of the source."""
        pieces = self._pieces or [Piece(0, 0, span.start, span.start)]
        return Draft(self._source, "".join(self._parts), SourceMap(pieces), span, context, suppressions)

    def _begin_text(self, start: int) -> None:
        if self._at_break:
            if self._parts:
                self._add("\n", self._source_end, start)
            self.block_starts.append(start)
        elif self._space is not None and not self._at_line_start:
            self._add(" ", *self._space)
        self._at_break = self._at_line_start = False
        self._space = None

    def _add(self, text: str, start: int, end: int) -> None:
        if text == self._source[start:end]:
            self._add_verbatim(start, end)
            return
        # A piece as long as its source would count as verbatim. If the two differ, map it to the position alone.
        tied_to = start if len(text) == end - start else end
        self._pieces.append(Piece(self._length, self._length + len(text), start, tied_to))
        self._parts.append(text)
        self._length += len(text)
        self._source_end = end
        self._verbatim_until = -1

    def _add_verbatim(self, start: int, end: int) -> None:
        length = self._length + end - start
        if start == self._verbatim_until:
            last = self._pieces[-1]
            self._pieces[-1] = Piece(last.prose_start, length, last.source_start, end)
        else:
            self._pieces.append(Piece(self._length, length, start, end))
        self._parts.append(self._source[start:end])
        self._length = length
        self._source_end = self._verbatim_until = end
