"""Span: a stretch of text, in Python code points. Every offset inside softsell is one of these; each face converts once."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """The half-open stretch ``text[start:end]``, in code points."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character. Empty spans overlap nothing."""
        return self.start < other.end and other.start < self.end
