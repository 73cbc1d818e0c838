"""Results as flat rows, for tables: a column for each count, score and measure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from softsell.archive.units import Totals
from softsell.draft.record import COUNTS

FIELDS = ("source", "row", "id", "platform", "date", "campaign", "link", *COUNTS, "kind", "likelihood")
"""The columns of a flat output before the scores and measures. ``findings`` and ``error`` are behind them."""


def flat_names(totals: Totals) -> list[str]:
    """Return the names of the columns of a flat output."""
    scores, measures = ([_flat(kind, name) for name in names] for kind, names in _kinds(totals))
    return [*FIELDS, *scores, *measures, "findings", "error"]


def flat_rows(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield lines of JSON as flat rows: a column for each count, score and measure, and ``None`` for what is missing."""
    for line in lines:
        row = json.loads(line)
        counts = row.pop("counts")
        named = (row.pop("scores"), row.pop("measures"))
        row.update({name: counts.get(name) for name in COUNTS})
        for kind, values in zip(("score", "measure"), named, strict=True):
            row.update(_flatten(kind, values))
        yield row


def _flatten(kind: str, values: Mapping[str, float | None]) -> dict[str, float | None]:
    return {_flat(kind, name): value for name, value in values.items()}


def _kinds(totals: Totals) -> Iterator[tuple[str, list[str]]]:
    yield "score", totals.scores
    yield "measure", totals.measures


def _flat(kind: str, name: str) -> str:
    return f"{kind}_{name.replace('-', '_')}"
