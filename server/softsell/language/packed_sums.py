"""Sums of rows of numbers, without numpy: a row is one long integer, so one addition adds all its columns.

Each column has a lane of bits in the integer, wide enough for the largest sum. Adding 150 rows of 27 numbers so takes some
microseconds, and numpy's calls take no less.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Collection, Iterable, Sequence
from operator import mul

_NARROW, _WIDE = "I", "Q"
"""Type codes of lanes of 32 and 64 bits."""
_MOST_ROWS = 1 << 22
"""The number of rows whose sum fits in a narrow lane: each is below 256, see ``PackedTable``."""


_HALF = 1 << 63


class PackedTable:
    """Rows of integers of 8 bits, each column with a step that they're multiples of.

    Args:
        rows: the rows one behind the other, as bytes with a sign.
        steps: the step of each column.
    """

    def __init__(self, rows: bytes | memoryview, steps: Sequence[float]) -> None:
        self.width = len(steps)
        self._steps = tuple(steps)
        self._packed = _PackedRows(rows, self.width)

    def sum(self, numbers: Collection[int], start: Sequence[float]) -> list[float]:
        """Return ``start`` plus the sum of the rows with these numbers, at most ``_MOST_ROWS``."""
        lanes = _lanes(sum(map(self._packed.__getitem__, numbers)), self.width, _NARROW)
        below = 128 * len(numbers)
        return [first + (lane - below) * step for first, lane, step in zip(start, lanes, self._steps, strict=True)]

    def weights(self, number: int) -> list[float]:
        """Return one row."""
        return self.sum((number,), (0.0,) * self.width)


_FROM_ZERO = bytes(value ^ 0x80 for value in range(256))
"""Turns bytes with a sign, -128 to 127, into 0 to 255."""


class _PackedRows(dict[int, int]):
    """Makes a row's integer when it's first needed. 128 is added to each number, so that none is below 0."""

    def __init__(self, rows: bytes | memoryview, width: int) -> None:
        super().__init__()
        self._rows = rows
        self._width = width

    def __missing__(self, number: int) -> int:
        spread = bytearray(4 * self._width)
        row = bytes(self._rows[number * self._width : (number + 1) * self._width])
        spread[::4] = row.translate(_FROM_ZERO)
        packed = self[number] = int.from_bytes(spread, "little")
        return packed


class WeightedRows:
    """Rows of fractions, to be added with a factor each. Fractions and factors are rounded to about 8 digits.

    Args:
        rows: the rows, all equally long.
        usual: the factor of each row that a sum doesn't give another one.
        most: the largest factor, above or below 0.
    """

    def __init__(self, rows: Sequence[Sequence[float]], usual: Sequence[float], most: float) -> None:
        self.rows = rows
        self.width = len(rows[0])
        largest = max(max(map(abs, row)) for row in rows)
        # A lane has 63 bits and a sign: the fractions get half of what the number of rows leaves, and the factors the other half.
        bits = (62 - len(rows).bit_length()) // 2
        self._factor = 2**bits / most
        scale = 2**bits / (largest or 1.0)
        self._divisor = self._factor * scale
        # 2 ** 63 is added to each lane of a sum, so that none is below 0 and borrows from the next.
        below = _pack([_HALF] * self.width)
        self._packed = [_pack([round(one * scale) + _HALF for one in row]) - below for row in rows]
        self._usual = [round(one * self._factor) for one in usual]
        self._sum_of_usual = sum(map(mul, self._usual, self._packed), start=below)

    def sum(self, factors: Iterable[tuple[int, float]], start: Sequence[float]) -> list[float]:
        """Return ``start`` plus the sum of all rows, each times its factor.

        Args:
            factors: numbers of rows, with their factors. The others have their usual one.
            start: a number for each column.
        """
        scale, divisor, usual, packed = self._factor, self._divisor, self._usual, self._packed
        changes = [(round(factor * scale) - usual[at]) * packed[at] for at, factor in factors]
        lanes = _lanes(sum(changes, start=self._sum_of_usual), self.width, _WIDE)
        return [first + (lane - _HALF) / divisor for first, lane in zip(start, lanes, strict=True)]


def _pack(lanes: list[int]) -> int:
    packed = array(_WIDE, lanes)
    if sys.byteorder == "big":
        packed.byteswap()
    return int.from_bytes(packed.tobytes(), "little")


def _lanes(packed: int, width: int, code: str) -> array[int]:
    lanes: array[int] = array(code)
    lanes.frombytes(packed.to_bytes(width * lanes.itemsize, "little"))
    if sys.byteorder == "big":
        lanes.byteswap()
    return lanes
