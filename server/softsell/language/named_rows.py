"""Finds rows of a table by name, and those of a word with the word that follows it, ``last_chance``, without joining the two.

One post needs few of a table's rows, so each is searched for, and kept by word. A process that has seen many words keeps all rows:
after that, a word without a row isn't kept, and nothing is searched for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from types import MappingProxyType

_FEW = 4_096
"""Number of kept names, or of words whose pairs are kept, from which on all rows are kept."""
_LONGEST_KEPT = 80
"""Maximum length of a kept name in code points. Nearly every word and rule is shorter, and none with a row is much longer."""
_NONE: Mapping[str, int] = MappingProxyType({})


class NamedRows(dict[str, int | None]):
    """The row of each name, or ``None`` for a name that has none. Safe to use from several threads: each value is a function of its key.

    Args:
        names: the names of all rows, sorted.
    """

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = names
        self._has_all = False

    def __missing__(self, name: str) -> int | None:
        if self._has_all:
            return None
        if len(self) >= _FEW:
            self.update(zip(self._names, range(len(self._names)), strict=True))
            self._has_all = True
            return self.get(name)
        at = bisect_left(self._names, name)
        row = at if at < len(self._names) and self._names[at] == name else None
        if len(name) <= _LONGEST_KEPT:
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
        self._has_all = False

    def __missing__(self, word: str) -> Mapping[str, int]:
        if self._has_all:
            return _NONE
        if len(self) >= _FEW:
            self.update(self._find_all())
            self._has_all = True
            return self.get(word, _NONE)
        pairs = self._find(f"{word}_")
        if len(word) <= _LONGEST_KEPT:
            self[word] = pairs
        return pairs

    def _find(self, beginning: str) -> Mapping[str, int]:
        names = self._names
        first = at = bisect_left(names, beginning)
        while at < len(names) and names[at].startswith(beginning):
            at += 1
        return {names[row][len(beginning) :]: row for row in range(first, at)} or _NONE

    def _find_all(self) -> dict[str, Mapping[str, int]]:
        """Return the pairs of every word that begins one. A name with several ``_`` is a pair in several ways."""
        found: dict[str, dict[str, int]] = {}
        for row, name in enumerate(self._names):
            at = name.find("_")
            while at >= 0:
                found.setdefault(name[:at], {})[name[at + 1 :]] = row
                at = name.find("_", at + 1)
        return dict(found)
