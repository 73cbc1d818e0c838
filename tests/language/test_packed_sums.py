"""Sums of packed rows are what numpy adds up."""

from __future__ import annotations

import numpy as np
import pytest

from softsell.language.packed_sums import PackedTable, WeightedRows

DICE = np.random.default_rng(7)


def test_rows_of_small_integers_add_up() -> None:
    rows = DICE.integers(-128, 128, (40, 27), dtype=np.int8)
    steps = DICE.random(27)
    table = PackedTable(rows.tobytes(), steps.tolist())
    for count in (0, 1, 2, 300, 5_000):
        numbers = DICE.integers(0, 40, count)
        expected = 1 + rows[numbers].astype(np.float64).sum(0) * steps
        assert table.sum(numbers.tolist(), [1.0] * 27) == pytest.approx(expected.tolist(), abs=1e-9)
    assert table.weights(3) == pytest.approx((rows[3] * steps).tolist(), abs=1e-12)


def test_the_smallest_and_largest_stay_in_their_lanes() -> None:
    table = PackedTable(bytes([0x80, 0x7F, 0x80]), [1.0, 1.0, 1.0])
    assert table.sum([0] * 1000, [0.0] * 3) == [-128_000, 127_000, -128_000]


@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e4])
def test_rows_with_factors_add_up(scale: float) -> None:
    rows = DICE.normal(0, scale, (110, 27))
    usual = DICE.uniform(-3, 3, 110)
    weighted = WeightedRows(rows.tolist(), usual.tolist(), 3.0)
    for factors in (DICE.uniform(-3, 3, 110), np.full(110, 3.0), np.full(110, -3.0), np.zeros(110), usual):
        expected = pytest.approx((factors @ rows).tolist(), abs=1e-6 * scale)
        given = list(enumerate(factors.tolist()))
        assert weighted.sum(given, [0.0] * 27) == expected
        changed = [pair for pair, same in zip(given, factors == usual, strict=True) if not same]
        assert weighted.sum(changed, [0.0] * 27) == expected


def test_only_some_rows_have_another_factor_than_usual() -> None:
    weighted = WeightedRows([[1.0, -2.0], [10.0, 20.0], [100.0, 200.0]], [1.0, 2.0, -3.0], 3.0)
    assert weighted.sum([(1, -1.0)], [0.5, 0.0]) == pytest.approx([0.5 + 1 - 10 - 300, -2 - 20 - 600])


def test_the_largest_sums_stay_in_their_lanes() -> None:
    weighted = WeightedRows([[5.0, -5.0, 5.0]] * 200, [-3.0] * 200, 3.0)
    assert weighted.sum([(at, 3.0) for at in range(200)], [0.0] * 3) == pytest.approx([3000.0, -3000.0, 3000.0])
    assert weighted.sum([], [0.0] * 3) == pytest.approx([-3000.0, 3000.0, -3000.0])
