"""Finds rows of a table by name, and those of a word with the word that follows it, ``last_chance``, without joining the two.

One post needs few of a table's rows, so each is searched for, and kept by word. A process that has seen many words keeps all rows:
after that, a word without a row isn't kept, and nothing is searched for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol, overload

_FEW = 4_096
"""Number of kept names, or of words whose pairs are kept, from which on all rows are kept."""
_OFTEN = 8
"""How often a pair of a word with very many is asked for before all of them are kept, which takes as long as several searches."""
_LONGEST_KEPT = 80
"""Maximum length of a kept name in code points. Nearly every word and rule is shorter, and none with a row is much longer."""
_NONE: Mapping[str, int] = MappingProxyType({})
_BLOCK_BYTES = 1000
"""The names are found in blocks of about this size. Larger ones are quicker to count at the start, smaller ones quicker to search."""


class SortedNames(Sequence[str]):
    """Names in order, as one text. A post needs few of them, so none becomes a string of its own before somebody asks for it.

    Args:
        text: the names in UTF-8, sorted by code points, one a line, all different. At least one, and none is empty.
    """

    def __init__(self, text: bytes) -> None:
        self._text = text = b"\n%b\n" % text
        self._starts = [1]
        """Where each block of names begins in the text."""
        self._rows = [0]
        """The number of each block's first name."""
        while 0 < (after := text.find(b"\n", self._starts[-1] + _BLOCK_BYTES) + 1) < len(text):
            self._rows.append(self._rows[-1] + text.count(b"\n", self._starts[-1], after))
            self._starts.append(after)
        self._firsts = [self._line(start) for start in self._starts]
        self._count = self._rows[-1] + text.count(b"\n", self._starts[-1])

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, row: int) -> str: ...

    @overload
    def __getitem__(self, row: slice) -> list[str]: ...

    def __getitem__(self, row: int | slice) -> str | list[str]:
        if isinstance(row, slice):
            return list(self)[row]
        if not 0 <= row < self._count:
            raise IndexError(row)
        number = bisect_right(self._rows, row) - 1
        start = self._starts[number]
        for _ in range(row - self._rows[number]):
            start = self._text.index(b"\n", start) + 1
        return self._line(start).decode()

    def __iter__(self) -> Iterator[str]:
        return iter(self._text[1:-1].decode().split("\n"))

    def find(self, name: str) -> int | None:
        """Return the row of a name, or ``None`` if it has none."""
        if "\n" in name:
            return None
        encoded = name.encode("utf-8", "surrogatepass")
        number = max(0, bisect_right(self._firsts, encoded) - 1)
        start = self._starts[number]
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._text)
        at = self._text.find(b"\n%b\n" % encoded, start - 1, end)
        return None if at < 0 else self._rows[number] + self._text.count(b"\n", start, at + 1)

    def beginning_with(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield row and name of all names that begin with ``text``, which has no line break."""
        encoded = text.encode("utf-8", "surrogatepass")
        number = max(0, bisect_left(self._firsts, encoded) - 1)
        start = self._starts[number]
        # The names are sorted, so the first is in this block or begins the next.
        end = self._starts[number + 1] + len(encoded) if number + 1 < len(self._starts) else len(self._text)
        at = self._text.find(b"\n%b" % encoded, start - 1, end) + 1
        if not at:
            return
        row = self._rows[number] + self._text.count(b"\n", start, at)
        while self._text.startswith(encoded, at) and row < self._count:
            name = self._line(at)
            yield row, name.decode()
            row += 1
            at += len(name) + 1

    def fill_blocks(self, text: str) -> bool:
        """Return whether a block of names begins with one that begins with ``text``. Then there are very many of them, nearly always."""
        encoded = text.encode("utf-8", "surrogatepass")
        number = bisect_left(self._firsts, encoded)
        return number < len(self._firsts) and self._firsts[number].startswith(encoded)

    def _line(self, start: int) -> bytes:
        return self._text[start : self._text.index(b"\n", start)]


class NamedRows(dict[str, int | None]):
    """The row of each name, or ``None`` for a name that has none. Safe to use from several threads: each value is a function of its key.

    Args:
        names: the names of all rows.
    """

    def __init__(self, names: SortedNames) -> None:
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
        row = self._names.find(name)
        if len(name) <= _LONGEST_KEPT:
            self[name] = row
        return row


class Pairs(Protocol):
    """The rows of the pairs of one word, by the word that follows."""

    def get(self, following: str, /) -> int | None:
        """Return the row of the pair, or ``None`` if it has none."""


class _Sought:
    """The pairs of a word with very many, such as “the”: one post asks for few of them, so each is searched for.

    From the ``_OFTEN``-th on, they are all kept: in ``rows``, and here, since a caller may hold on to this.
    """

    __slots__ = ("_asked", "_kept", "_names", "_rows", "_word")

    def __init__(self, rows: dict[str, Pairs], word: str, names: SortedNames) -> None:
        self._rows = rows
        self._word = word
        self._names = names
        self._asked = 0
        self._kept: Mapping[str, int] | None = None

    def get(self, following: str, /) -> int | None:
        if self._kept is None:
            self._asked += 1
            if self._asked < _OFTEN:
                return self._names.find(f"{self._word}_{following}")
            self._kept = self._rows[self._word] = _find_pairs(self._word, self._names)
        return self._kept.get(following)


def _find_pairs(word: str, names: SortedNames) -> Mapping[str, int]:
    beginning = f"{word}_"
    return {name[len(beginning) :]: row for row, name in names.beginning_with(beginning)} or _NONE


class PairRows(dict[str, Pairs]):
    """By word, the rows of its pairs by the word that follows. Safe to use from several threads, like ``NamedRows``.

    Args:
        names: the names of all rows. A pair is two words with ``_`` between.
    """

    def __init__(self, names: SortedNames) -> None:
        super().__init__()
        self._names = names
        self._has_all = False

    def __missing__(self, word: str) -> Pairs:
        if self._has_all:
            return _NONE
        if len(self) >= _FEW:
            self.update(self._find_all())
            self._has_all = True
            return self.get(word, _NONE)
        if len(word) > _LONGEST_KEPT:
            return _find_pairs(word, self._names)
        spread = self._names.fill_blocks(f"{word}_")
        pairs = self[word] = _Sought(self, word, self._names) if spread else _find_pairs(word, self._names)
        return pairs

    def _find_all(self) -> dict[str, Mapping[str, int]]:
        """Return the pairs of every word that begins one. A name with several ``_`` is a pair in several ways."""
        found: dict[str, dict[str, int]] = {}
        for row, name in enumerate(self._names):
            at = name.find("_")
            while at >= 0:
                found.setdefault(name[:at], {})[name[at + 1 :]] = row
                at = name.find("_", at + 1)
        return dict(found)
