"""Shares and medians say how sure they are."""

from __future__ import annotations

import random

import pytest

from softsell.feed.shares import FEWEST, Median, Share, median


def test_a_share_and_its_interval() -> None:
    share = Share(8, 10)
    assert share.value == 0.8
    low, high = share.interval()
    assert low == pytest.approx(0.49, abs=0.01)  # Wilson's, from tables
    assert high == pytest.approx(0.943, abs=0.01)
    assert Share(0, 0).value == 0
    assert Share(0, 0).interval() == (0, 1)
    assert Share(800, 1_000).interval()[0] > share.interval()[0]


def test_the_interval_of_a_median_is_that_of_the_sign_test() -> None:
    # Ranks from tables of the sign test: 6: 1 and 6; 10: 2 and 9; 20: 6 and 15
    for size, low, high in ((6, 1, 6), (10, 2, 9), (20, 6, 15)):
        assert median(range(1, size + 1)) == Median((size + 1) / 2, size, low, high)


def test_few_values_have_no_interval() -> None:
    assert median([]) is None
    for size in range(1, FEWEST):
        few = median([3.0] * size)
        assert few is not None
        assert few.low is None


def test_the_interval_holds_the_true_median_as_often_as_it_says() -> None:
    chance = random.Random(5)
    for size in (9, 31, 1_500):
        held = 0
        for _ in range(400):
            found = median([chance.expovariate(1) for _ in range(size)])
            assert found is not None
            assert found.low is not None
            assert found.high is not None
            held += found.low <= 0.6931 <= found.high
        assert held >= 0.92 * 400


def test_one_is_above_another_only_if_their_intervals_dont_touch() -> None:
    assert Median(9, 10, 6, 12).above(Median(2, 10, 1, 5))
    assert not Median(9, 10, 5, 12).above(Median(2, 10, 1, 5))
    assert not Median(9, 3, None, None).above(Median(2, 10, 1, 5))
