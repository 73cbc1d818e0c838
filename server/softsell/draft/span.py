"""Span: a stretch of text in Python code points. Every offset inside softsell counts these; code at the edges converts once."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """The half-open range ``text[start:end]``, in code points."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character. Empty spans overlap nothing."""
        return self.start < other.end and other.start < self.end
