"""Shares and medians, each with how sure it is. Small numbers say so themselves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

FEWEST = 6
"""With fewer values, no 95 % interval of a median exists: even the lowest and the highest value miss it too often."""
_Z = 1.96


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    count: int
    of: int

    @property
    def value(self) -> float:
        """The share, 0 to 1; 0 of nothing."""
        return self.count / self.of if self.of else 0.0

    def interval(self) -> tuple[float, float]:
        """Return Wilson's 95 % interval, 0 to 1."""
        if not self.of:
            return 0.0, 1.0
        square = _Z**2 / self.of
        middle = (self.value + square / 2) / (1 + square)
        reach = _Z * math.sqrt(self.value * (1 - self.value) / self.of + square / (4 * self.of)) / (1 + square)
        return max(0.0, middle - reach), min(1.0, middle + reach)


def verb(share: Share, plural: str) -> str:
    """Return a verb as it stands behind “1 of 5 posts” or “2 of 5 posts”."""
    return f"{plural}s" if 1 in (share.count, share.of) else plural


class Median(NamedTuple):
    """A median and its 95 % interval.

    Attributes:
        value: the median.
        of: how many values it comes from.
        low, high: the interval; ``None`` for fewer than ``FEWEST`` values.
    """

    value: float
    of: int
    low: float | None
    high: float | None

    def above(self, other: Median) -> bool:
        """Whether this one is surely higher: the intervals don't touch."""
        return self.low is not None and other.high is not None and self.low > other.high


def median(values: Sequence[float]) -> Median | None:
    """Return the median with its interval by order statistics, which assumes nothing about the values. ``None`` if there are none."""
    if not values:
        return None
    ordered = sorted(values)
    size = len(ordered)
    value = (ordered[(size - 1) // 2] + ordered[size // 2]) / 2
    rank = _lowest_rank(size)
    return (
        Median(value, size, None, None) if rank == 0 else Median(value, size, ordered[rank - 1], ordered[size - rank])
    )


def _lowest_rank(size: int) -> int:
    """Return the highest rank (from 1) below which at most 2.5 % of medians lie; 0 if there is none."""
    if size > 1_000:  # the normal distribution is close enough
        return int(size / 2 - _Z * math.sqrt(size) / 2)
    below = 0
    for rank in range(size // 2 + 1):
        below += math.comb(size, rank)
        if below > 0.025 * 2**size:
            return rank
    return 0
