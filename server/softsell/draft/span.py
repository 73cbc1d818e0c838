"""Span: a stretch of text in Python code points. Every offset inside softsell counts these; code at the edges converts once."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """The half-open range ``text[start:end]``, in code points."""

    start: int
    end: int
