"""Regularised logistic and softmax regression on sparse binary features, with numpy alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from numpy.typing import NDArray

from softsell.language.numpy_alone import np

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass
class Sparse:
    """Rows of binary features: ``columns[rows == r]`` are those of row r."""

    rows: Ints
    columns: Ints
    height: int
    names: list[str]

    @classmethod
    def of(cls, features: Sequence[Iterable[str]]) -> Sparse:
        index: dict[str, int] = {}
        columns = [
            np.array(sorted(index.setdefault(f, len(index)) for f in sorted(row)), dtype=np.int64) for row in features
        ]
        rows = np.repeat(np.arange(len(columns)), [len(c) for c in columns])
        return cls(rows, np.concatenate(columns), len(columns), list(index))

    def take(self, keep_row: Bools) -> Sparse:
        at = np.cumsum(keep_row) - 1
        kept = keep_row[self.rows]
        return Sparse(at[self.rows[kept]], self.columns[kept], int(keep_row.sum()), self.names)

    def keep_columns(self, keep: Bools) -> Sparse:
        at = np.cumsum(keep) - 1
        kept = keep[self.columns]
        return Sparse(
            self.rows[kept],
            at[self.columns[kept]],
            self.height,
            [n for n, k in zip(self.names, keep, strict=True) if k],
        )

    def beside(self, other: Sparse) -> Sparse:
        return Sparse(
            np.r_[self.rows, other.rows],
            np.r_[self.columns, other.columns + len(self.names)],
            self.height,
            [*self.names, *other.names],
        )

    def dot(self, weights: Floats) -> Floats:
        """Rows times ``weights`` (columns, outputs)."""
        return np.stack([np.bincount(self.rows, w[self.columns], self.height) for w in weights.T], 1).astype(float)

    def back(self, errors: Floats) -> Floats:
        """Transposed: ``errors`` (rows, outputs) to (columns, outputs)."""
        return np.stack([np.bincount(self.columns, e[self.rows], len(self.names)) for e in errors.T], 1).astype(float)

    def counts(self, weight: Floats) -> Floats:
        counts: Floats = np.bincount(self.columns, weight[self.rows], len(self.names)).astype(float)
        return counts


def minimise(
    function: Callable[[Floats], tuple[float, Floats]],
    x: Floats,
    steps: int = 150,
    memory: int = 10,
    tolerance: float = 1e-4,
) -> Floats:
    """L-BFGS with backtracking; ``function`` gives value and gradient."""
    value, slope = function(x)
    first = float(np.abs(slope).max())
    past: list[tuple[Floats, Floats, float]] = []
    for _ in range(steps):
        if np.abs(slope).max() <= tolerance * max(1.0, first):
            break
        way, kept = slope.copy(), []
        for s, y, rho in reversed(past):
            a = rho * (s @ way)
            kept.append(a)
            way -= a * y
        way *= (
            (past[-1][0] @ past[-1][1]) / (past[-1][1] @ past[-1][1])
            if past
            else 1 / max(1.0, float(np.linalg.norm(slope)))
        )
        for (s, y, rho), a in zip(past, reversed(kept), strict=True):
            way += s * (a - rho * (y @ way))
        descent, stride = float(slope @ way), 1.0
        for _ in range(20):
            value_new, slope_new = function(x - stride * way)
            if value_new <= value - 1e-4 * stride * descent:
                break
            stride /= 2
        else:
            break
        s, y = -stride * way, slope_new - slope
        x, value, slope = x + s, value_new, slope_new
        if s @ y > 1e-10:
            past = [*past[1 - memory :], (s, y, 1 / float(s @ y))]
    return x


@dataclass
class Linear:
    """One fitted layer: outputs = words . sparse + dense . values + bias."""

    sparse: Floats
    dense: Floats
    bias: Floats

    def __call__(self, sparse: Sparse, dense: Floats) -> Floats:
        return sparse.dot(self.sparse) + dense @ self.dense + self.bias


_RATIO_POWER = 0.5


def fit(
    sparse: Sparse,
    dense: Floats,
    target: Ints,
    outputs: int,
    weight: Floats,
    own: Bools,
    strength: float,
    adapted: Bools,
) -> Linear:
    """Regularised logistic (one output) or softmax regression.

    Columns are scaled by their log-count ratio to the power ``_RATIO_POWER`` (after NB-SVM), averaged over the classes. Columns
    ``adapted`` and the dense ones have a second weight that holds only for our own texts: rules and measures may mean something else
    there, and so may the cut between 0 and 1. It is dropped after fitting.
    """
    classes = [target == 1] if outputs == 1 else [target == k for k in range(outputs)]
    scale = np.zeros(len(sparse.names))
    for member in classes:
        p, q = 1 + sparse.counts(member.astype(float)), 1 + sparse.counts((~member).astype(float))
        scale += np.abs(np.log((p / p.sum()) / (q / q.sum())))
    scale = (scale / len(classes)) ** _RATIO_POWER
    scale /= scale.mean()
    n, d = len(sparse.names), dense.shape[1]
    twice = np.flatnonzero(adapted)
    double = np.full(n, -1)
    double[twice] = np.arange(len(twice))
    held = own[sparse.rows] & (double[sparse.columns] >= 0)
    mine = Sparse(sparse.rows[held], double[sparse.columns[held]], sparse.height, [""] * len(twice))
    wide = np.hstack([dense, dense * own[:, None], own[:, None].astype(float)])
    sizes = np.cumsum([0, n, len(twice), wide.shape[1], 1])
    onehot = np.stack([c.astype(float) for c in classes], 1)

    def function(x: Floats) -> tuple[float, Floats]:
        w = x.reshape(-1, outputs)
        a, b, c, e = (w[i:j] for i, j in pairwise(sizes))
        z = sparse.dot(a * scale[:, None]) + mine.dot(b * scale[twice, None]) + wide @ c + e
        if outputs == 1:
            p = 1 / (1 + np.exp(-z))
            loss = (weight[:, None] * (np.logaddexp(0, z) - onehot * z)).sum()
        else:
            z = z - z.max(1, keepdims=True)
            logs = z - np.log(np.exp(z).sum(1, keepdims=True))
            p, loss = np.exp(logs), -(weight[:, None] * onehot * logs).sum()
        error = weight[:, None] * (p - onehot)
        gradient = np.vstack(
            [
                sparse.back(error) * scale[:, None],
                mine.back(error) * scale[twice, None],
                wide.T @ error,
                error.sum(0, keepdims=True),
            ]
        )
        penalty = w.copy()
        penalty[-1] = 0
        return strength * float(loss) + 0.5 * float((penalty**2).sum()), (strength * gradient + penalty).ravel()

    w = minimise(function, np.zeros(sizes[-1] * outputs)).reshape(-1, outputs)
    return Linear(w[:n] * scale[:, None], w[sizes[2] : sizes[2] + d], w[-1])
