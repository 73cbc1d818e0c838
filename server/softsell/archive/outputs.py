"""Writes the results of a run as JSON Lines, CSV or Parquet, one part after the other."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from softsell.archive.units import Totals
from softsell.draft.record import COUNTS
from softsell.report.safe_json import dumps
from softsell.report.spreadsheet import safe_cell

LINES = (".jsonl", ".ndjson")
CSV = (".csv",)
PARQUET = (".parquet",)
ENDINGS = (*LINES, *CSV, *PARQUET)
"""The endings of outputs."""

FIELDS = ("source", "row", "id", "platform", "date", "campaign", "link", *COUNTS, "kind", "likelihood")
"""The columns of a flat output before the scores and measures. ``findings`` and ``error`` are behind them."""

_Parts = Iterable[list[str]]
Writer = Callable[[BinaryIO, _Parts, Totals], None]
"""Writes an output. Takes the file, the lines of JSON in parts, and their totals."""


def writer_for(path: Path) -> Writer:
    """Return the function that writes an output with this ending.

    Raises:
        UsageError: the output is Parquet, and pyarrow isn't installed.
    """
    ending = path.suffix.lower()
    if ending in PARQUET:
        from softsell.archive.parquet import require_pyarrow, write_parquet

        require_pyarrow(str(path))
        return write_parquet
    return _write_csv if ending in CSV else _write_lines


def _write_lines(file: BinaryIO, parts: _Parts, _totals: Totals) -> None:
    file.writelines("".join(f"{line}\n" for line in lines).encode() for lines in parts)


def _write_csv(file: BinaryIO, parts: _Parts, totals: Totals) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    writer = csv.DictWriter(text, flat_names(totals), lineterminator="\n")
    writer.writeheader()
    for lines in parts:
        writer.writerows(_cells(row) for row in flat_rows(lines))
    text.detach()


def _cells(row: dict[str, Any]) -> dict[str, Any]:
    findings = row["findings"]
    cells = {name: safe_cell(value) if isinstance(value, str) else value for name, value in row.items()}
    return {**cells, "findings": dumps(findings) if findings else ""}


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
