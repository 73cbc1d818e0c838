"""Finds rows of a table by name, and those of a word with the word that follows it, ``last_chance``, without joining the two.

What was found is kept by word: posts use the same few thousand words again and again, and most words begin no pair with a row.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from types import MappingProxyType

_MOST_KEPT = 16_384
"""Maximum number of names kept, and of words whose pairs are kept. When it's reached, they are emptied."""
_NONE: Mapping[str, int] = MappingProxyType({})


class NamedRows(dict[str, int | None]):
    """The row of each name, or ``None`` for a name that has none. Safe to use from several threads: each value is a function of its key.

    Args:
        names: the names of all rows, sorted.
    """

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = names

    def __missing__(self, name: str) -> int | None:
        at = bisect_left(self._names, name)
        row = at if at < len(self._names) and self._names[at] == name else None
        if len(self) >= _MOST_KEPT:
            self.clear()
        self[name] = row
        return row


class PairRows(dict[str, Mapping[str, int]]):
    """By word, the rows of its pairs by the word that follows. Safe to use from several threads, like ``NamedRows``.

    Args:
        names: the names of all rows, sorted. A pair is two words with ``_`` between.
    """

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = names

    def __missing__(self, word: str) -> Mapping[str, int]:
        pairs = self._find(f"{word}_")
        if len(self) >= _MOST_KEPT:
            self.clear()
        self[word] = pairs
        return pairs

    def _find(self, beginning: str) -> Mapping[str, int]:
        names = self._names
        first = at = bisect_left(names, beginning)
        while at < len(names) and names[at].startswith(beginning):
            at += 1
        return {names[row][len(beginning) :]: row for row in range(first, at)} or _NONE
