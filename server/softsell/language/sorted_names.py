"""Finds names in a long sorted list of them, without making a string of each: that takes longer than a post takes to check.

A process that looks up many names makes a dictionary of all of them after a while.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property

_BLOCK_BYTES = 2_048
_FEW = 4_000
"""After so many look-ups, a dictionary of all names has paid for itself."""


class SortedNames:
    """Names and their numbers, which count from 0 in the order of the names. Safe to use from several threads.

    Args:
        data: the names in UTF-8, one a line, sorted by code points. No line break at the end.

    Attributes:
        get: returns the number of a name, or ``None`` if it isn't one of them.
    """

    def __init__(self, data: bytes) -> None:
        self._data = b"\n" + data + b"\n"
        # Where each block begins: at the line break before its first name.
        self._starts = [0]
        last = len(self._data) - 1
        while (at := self._data.find(b"\n", self._starts[-1] + _BLOCK_BYTES)) not in (-1, last):
            self._starts.append(at)
        self._firsts = [self._data[at + 1 : self._data.index(b"\n", at + 1)] for at in self._starts]
        self._numbers = [0]
        for start, end in zip(self._starts, self._starts[1:], strict=False):
            self._numbers.append(self._numbers[-1] + self._data.count(b"\n", start, end))
        self._left = _FEW
        self.get: Callable[[str], int | None] = self._search

    def __len__(self) -> int:
        return self._numbers[-1] + self._data.count(b"\n", self._starts[-1]) - 1

    @cached_property
    def names(self) -> list[str]:
        """All names, in order."""
        return self._data[1:-1].decode().split("\n")

    def _search(self, name: str) -> int | None:
        self._left -= 1
        if self._left < 0:
            numbers = {known: number for number, known in enumerate(self.names)}
            self.get = numbers.get
            return numbers.get(name)
        line = name.encode("utf-8", "surrogatepass")
        block = max(0, bisect_right(self._firsts, line) - 1)
        start = self._starts[block]
        end = self._starts[block + 1] + 1 if block + 1 < len(self._starts) else len(self._data)
        at = self._data.find(b"\n%b\n" % line, start, end)
        return None if at < 0 or b"\n" in line else self._numbers[block] + self._data.count(b"\n", start, at)
