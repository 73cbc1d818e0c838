"""SourceMap: from the prose that is read back to the source as the user wrote it.

A reader takes markup away and so makes the prose differ from the source. It says how by pieces: each piece is a stretch of
prose and the stretch of source it stands for. A piece whose two stretches are equally long is *verbatim*, character for character;
any other (``&amp;`` for ``&``, a newline between two paragraphs) stands for its source stretch as a whole.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from softsell.draft.span import Span


class Piece(NamedTuple):
    """``prose[prose_start:prose_end]`` stands for ``source[source_start:source_end]``; all in code points."""

    prose_start: int
    prose_end: int
    source_start: int
    source_end: int

    @property
    def verbatim(self) -> bool:
        return self.prose_end - self.prose_start == self.source_end - self.source_start


class SourceMap:
    """Maps spans of the prose to spans of the source.

    The pieces cover the prose without gaps, in order; their source stretches never step back.
    """

    __slots__ = ("_pieces", "_starts")

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._pieces = tuple(pieces)
        self._starts = [piece.prose_start for piece in self._pieces]

    @classmethod
    def shifted(cls, length: int, by: int = 0) -> SourceMap:
        """The map of a prose of ``length`` characters that stands in the source verbatim, ``by`` characters further on."""
        return cls([Piece(0, length, by, by + length)])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SourceMap) and self._pieces == other._pieces

    def __hash__(self) -> int:
        return hash(self._pieces)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return self._pieces

    def to_source(self, span: Span) -> Span:
        """The smallest stretch of source that holds all that ``span`` stands for."""
        if not self._pieces:
            return Span(0, 0)
        first = self._piece_at(span.start)
        start = first.source_start + (span.start - first.prose_start if first.verbatim else 0)
        if span.end <= span.start:
            return Span(start, start)
        last = self._piece_at(span.end - 1)
        end = last.source_start + (span.end - last.prose_start) if last.verbatim else last.source_end
        return Span(start, max(start, end))

    def is_contiguous(self, span: Span) -> bool:
        """Whether the source stretch of ``span`` holds these very characters and nothing else, so that it may be replaced."""
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

    def _piece_at(self, position: int) -> Piece:
        return self._pieces[max(0, bisect_right(self._starts, position) - 1)]
