"""Regex: an expert's expression over the text as written, on RE2, so that no draft and no pack can make it slow."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct

from softsell.compile_later import compile_later
from softsell.draft.span import Span
from softsell.language.reading import Reading
from softsell.patterns import Match

MAX_LENGTH = 500
_MAX_MEMORY = 1 << 20  # bytes RE2 may use for one expression
_TOGETHER = 16
"""Expressions looked for in one pass. Not all at once, so that a pack of thousands stays within what RE2 can compile."""


class RegexError(Exception):
    """An expression that RE2 refuses. ``str(error)`` is RE2's own reason."""


@lru_cache(maxsize=512)
def _compiled(text: str) -> Any:
    import re2

    if len(text) > MAX_LENGTH:
        raise RegexError(f"longer than {MAX_LENGTH} characters")
    try:
        compiled = re2.compile(text, _options(_MAX_MEMORY))
    except re2.error as error:
        reason = error.args[0]
        raise RegexError(reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)) from None
    if compiled.search("") is not None:
        raise RegexError("it matches an empty text, and so everywhere")
    return compiled


def _options(max_memory: int) -> Any:
    import re2

    options = re2.Options()
    options.max_mem = max_memory
    options.log_errors = False
    options.case_sensitive = False
    return options


class Regex(Struct, frozen=True):
    """One expression. It's compiled when it's first looked for: most drafts need none, because ``RegexSet`` finds nothing."""

    text: str

    def check(self) -> None:
        """Compile it.

        Raises:
            RegexError: RE2 refuses it, or it could match an empty text.
        """
        _compiled(self.text)

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


class RegexSet:
    """Many expressions: which of them a text may hold at all, told in a few passes. Nearly every draft holds none."""

    def __init__(self, regexes: Sequence[Regex]) -> None:
        self._parts = [
            (range(at, min(at + _TOGETHER, len(regexes))), _compiled_set(regexes[at : at + _TOGETHER]))
            for at in range(0, len(regexes), _TOGETHER)
        ]

    def found_in(self, prose: str) -> Iterator[int]:
        """Yield the indices of those that match, of those that would with longer repeats, and of any that can't be told by this."""
        encoded = prose.encode()
        for numbers, compiled in self._parts:
            if compiled is None:
                yield from numbers
            else:
                for index in compiled.Match(encoded) or ():
                    yield numbers[index]


_LONG_REPEAT = compile_later(r"(?<![\\:[^])\]\{(\d+),\d{2,}\}")
"""A set of characters (not one that ends with an escaped bracket, a class or a bracket as its first character), up to ten times or more."""


def _simpler(text: str) -> str:
    """Return an expression that matches wherever ``text`` does, with long repeats as repeats without an end.

    RE2 compiles ``[^.]{1,400}`` to 400 copies. What only matches without the bound is refused later, by the expression itself.
    """
    return text if r"\Q" in text else _LONG_REPEAT.sub(r"]{\1,}", text)


def _compiled_set(regexes: Sequence[Regex]) -> Any:
    """Return the expressions as one set; ``None`` where RE2 can't take them all together."""
    import re2

    compiled = re2.Set.SearchSet(_options(_TOGETHER * _MAX_MEMORY))
    try:
        for regex in regexes:
            compiled.Add(_simpler(regex.text))
        compiled.Compile()
    except re2.error:
        return None
    return compiled
