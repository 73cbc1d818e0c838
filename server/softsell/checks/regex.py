"""Regex: an expert's expression over the text as written, on RE2, so that no draft and no pack can make it slow."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from softsell.draft.span import Span
from softsell.language.reading import Reading
from softsell.patterns import Match

MAX_LENGTH = 500
_MAX_MEMORY = 1 << 20  # bytes RE2 may use for one expression


class RegexError(Exception):
    """An expression that RE2 refuses. ``str(error)`` is RE2's own reason."""


@lru_cache(maxsize=512)
def _compiled(text: str) -> Any:
    import re2

    if len(text) > MAX_LENGTH:
        raise RegexError(f"longer than {MAX_LENGTH} characters")
    options = re2.Options()
    options.max_mem = _MAX_MEMORY
    options.log_errors = False
    options.case_sensitive = False
    try:
        compiled = re2.compile(text, options)
    except re2.error as error:
        reason = error.args[0]
        raise RegexError(reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)) from None
    if compiled.search("") is not None:
        raise RegexError("it matches an empty text, and so everywhere")
    return compiled


class Regex:
    """One compiled expression.

    Raises:
        RegexError: RE2 refuses it, or it could match nothing at all.
    """

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text
        _compiled(text)

    def find(self, reading: Reading) -> Iterator[tuple[Span, Match]]:
        """Each match as a span of the prose, and the tokens it touches."""
        found = [match.span() for match in _compiled(self.text).finditer(reading.draft.prose)]
        if not found:
            return
        tokens = reading.tokens
        ends = [token.end for token in tokens]
        starts = [token.start for token in tokens]
        for start, end in found:
            first = bisect_right(ends, start)
            last = max(first + 1, bisect_left(starts, end))
            if first < len(tokens) and start < end:
                yield Span(start, end), Match(first, min(last, len(tokens)), 0)
