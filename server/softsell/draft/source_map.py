"""SourceMap: maps the prose of a draft to the source as the user wrote it.

A reader removes markup, so the prose differs from the source. Pieces describe the difference: each piece maps a stretch of
prose to a stretch of source. A piece whose two stretches have the same length is *verbatim*: its characters are the same.
Any other piece (``&`` for ``&amp;``, a newline between two paragraphs) maps to its source stretch as a whole.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from softsell.draft.span import Span


class Piece(NamedTuple):
    """Maps ``prose[prose_start:prose_end]`` to ``source[source_start:source_end]``, in code points."""

    prose_start: int
    prose_end: int
    source_start: int
    source_end: int

    @property
    def verbatim(self) -> bool:
        return self.prose_end - self.prose_start == self.source_end - self.source_start


class SourceMap:
    """Maps spans of the prose to spans of the source.

    The pieces are in order and cover the prose without gaps. Their source positions never go back.

    Attributes:
        is_identity: whether every span of the prose is the same span of the source, as in plain text that is one draft.
    """

    __slots__ = ("_pieces", "_starts", "is_identity")

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._pieces = tuple(pieces)
        self._starts = [piece.prose_start for piece in self._pieces]
        first = self._pieces[0] if len(self._pieces) == 1 else None
        self.is_identity = first is not None and first.verbatim and first.prose_start == first.source_start

    @classmethod
    def shifted(cls, length: int, by: int = 0) -> SourceMap:
        """Return the map of a verbatim prose of ``length`` characters that begins at ``by`` in the source."""
        return cls([Piece(0, length, by, by + length)])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SourceMap) and self._pieces == other._pieces

    def __hash__(self) -> int:
        return hash(self._pieces)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return self._pieces

    def to_source(self, span: Span) -> Span:
        """Return the smallest span of the source that covers everything ``span`` stands for."""
        if not self._pieces:
            return Span(0, 0)
        first = self._piece_at(span.start)
        start = first.source_start + (span.start - first.prose_start if first.verbatim else 0)
        if span.end <= span.start:
            return Span(start, start)
        last = self._piece_at(span.end - 1)
        end = last.source_start + (span.end - last.prose_start) if last.verbatim else last.source_end
        return Span(start, max(start, end))

    def to_prose(self, span: Span) -> Span:
        """Return the span of the prose that says what ``span`` of the source says; empty if none of it does."""
        if not self._pieces:
            return Span(0, 0)
        first = bisect_right(self._pieces, span.start, key=lambda piece: piece.source_end)
        last = bisect_left(self._pieces, span.end, key=lambda piece: piece.source_start) - 1
        if first >= len(self._pieces):
            return Span(self._pieces[-1].prose_end, self._pieces[-1].prose_end)
        piece = self._pieces[first]
        start = piece.prose_start + (max(0, span.start - piece.source_start) if piece.verbatim else 0)
        if last < first:
            return Span(start, start)
        piece = self._pieces[last]
        end = (
            piece.prose_start + min(span.end, piece.source_end) - piece.source_start
            if piece.verbatim
            else piece.prose_end
        )
        return Span(start, max(start, end))

    def is_contiguous(self, span: Span) -> bool:
        """Whether the source of ``span`` is exactly these characters, so a fix may replace it."""
        source = self.to_source(span)
        if source.end - source.start != span.end - span.start:
            return False
        position = span.start
        while position < span.end:
            piece = self._piece_at(position)
            if not piece.verbatim:
                return False
            position = piece.prose_end
        return True

    def pieces_within(self, span: Span) -> Iterator[Piece]:
        """Yield the pieces that ``span`` of the prose lies in, in order."""
        at = max(0, bisect_right(self._starts, span.start) - 1)
        while at < len(self._pieces) and self._pieces[at].prose_start < span.end:
            yield self._pieces[at]
            at += 1

    def _piece_at(self, position: int) -> Piece:
        return self._pieces[max(0, bisect_right(self._starts, position) - 1)]
