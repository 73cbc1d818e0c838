"""Estimates figures with their intervals. Each statistic is a function of the rows' weights, and the bootstrap draws weights.

Groups are drawn whole, since near-duplicates of one text aren't independent. Intervals are the middle 95 % of the draws.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Statistic = Callable[[Array], float]
"""A figure from one weight per row; all ones is the plain figure."""

DRAWS = 1000
SEED = 20261122


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure, and the ends of its 95 % interval."""

    value: float
    low: float
    high: float


def estimate(statistic: Statistic, groups: Sequence[str], draws: int = DRAWS, seed: int = SEED) -> Estimate:
    """Return the figure for all rows, with the interval over resampled groups."""
    _, group = np.unique(np.asarray(groups), return_inverse=True)
    count = int(group.max()) + 1
    random = np.random.default_rng(seed)
    drawn = []
    for _ in range(draws):
        weights = np.bincount(random.integers(0, count, count), minlength=count).astype(np.float64)[group]
        value = statistic(weights)
        if np.isfinite(value):
            drawn.append(value)
    low, high = np.percentile(drawn, (2.5, 97.5)) if drawn else (np.nan, np.nan)
    return Estimate(float(statistic(np.ones(len(group)))), float(low), float(high))


def _array(values: Sequence[float] | Sequence[bool]) -> Array:
    return np.asarray(values, dtype=np.float64)


def share(hits: Sequence[float] | Sequence[bool], of: Sequence[float] | Sequence[bool] | None = None) -> Statistic:
    """Sum of ``hits`` over sum of ``of`` (by default the number of rows)."""
    top = _array(hits)
    bottom = np.ones(len(top)) if of is None else _array(of)
    return lambda weights: _divide(float(weights @ top), float(weights @ bottom))


def f1(hits: Sequence[float], found: Sequence[float], gold: Sequence[float]) -> Statistic:
    """F1 of counts per row: true finds, all finds, all there is."""
    top, bottom = 2 * _array(hits), _array(found) + _array(gold)
    return lambda weights: _divide(float(weights @ top), float(weights @ bottom))


def auc(scores: Sequence[float], positive: Sequence[bool]) -> Statistic:
    """The chance that a positive row scores above a negative one; ties count half."""
    _, level = np.unique(_array(scores), return_inverse=True)
    is_positive = _array(positive)

    def statistic(weights: Array) -> float:
        ups = np.bincount(level, weights * is_positive)
        downs = np.bincount(level, weights * (1 - is_positive))
        below = np.cumsum(downs) - downs
        return _divide(float(ups @ (below + downs / 2)), float(ups.sum() * downs.sum()))

    return statistic


def pearson(a: Sequence[float], b: Sequence[float]) -> Statistic:
    """The correlation of two values."""
    x, y = _array(a), _array(b)
    return lambda weights: _correlation(x, y, weights)


def spearman(a: Sequence[float], b: Sequence[float]) -> Statistic:
    """The rank correlation of two values, ties sharing their mean rank."""
    first, second = _Ranks(a), _Ranks(b)
    return lambda weights: _correlation(first(weights), second(weights), weights)


def spearman_in_bands(a: Sequence[float], b: Sequence[float], size: Sequence[float], edges: Sequence[int]) -> Statistic:
    """The rank correlation within each band of ``size``, averaged by rows, so that size alone earns nothing."""
    sizes = _array(size)
    bands = [
        (rows, spearman(_array(a)[rows].tolist(), _array(b)[rows].tolist()))
        for low, high in pairwise(edges)
        for rows in [np.flatnonzero((sizes >= low) & (sizes < high))]
        if len(rows) >= SMALLEST_BAND
    ]

    def statistic(weights: Array) -> float:
        total = top = 0.0
        for rows, within in bands:
            mass = float(weights[rows].sum())
            value = within(weights[rows])
            if np.isfinite(value):
                total += mass
                top += mass * value
        return _divide(top, total)

    return statistic


SMALLEST_BAND = 30


class _Ranks:
    """Mid-ranks of fixed values under changing weights."""

    def __init__(self, values: Sequence[float]) -> None:
        _, self._level = np.unique(_array(values), return_inverse=True)

    def __call__(self, weights: Array) -> Array:
        mass = np.bincount(self._level, weights)
        ranks: Array = (np.cumsum(mass) - mass / 2)[self._level]
        return ranks


def _correlation(x: Array, y: Array, weights: Array) -> float:
    total = weights.sum()
    if not total:
        return float("nan")
    dx = x - weights @ x / total
    dy = y - weights @ y / total
    return _divide(float(weights @ (dx * dy)), float(np.sqrt((weights @ dx**2) * (weights @ dy**2))))


def _divide(top: float, bottom: float) -> float:
    return top / bottom if bottom else float("nan")
