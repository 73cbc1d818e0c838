"""Writes the results of a run as JSON Lines, CSV or Parquet, one part after the other."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, BinaryIO

from softsell.archive.flat_rows import flat_names, flat_rows
from softsell.archive.units import Totals
from softsell.report.safe_json import dumps
from softsell.report.spreadsheet import safe_cell

LINES = (".jsonl", ".ndjson")
CSV = (".csv",)
PARQUET = (".parquet",)
ENDINGS = (*LINES, *CSV, *PARQUET)
"""The endings of outputs."""

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
        from softsell.archive.parquet_rows import require_pyarrow
        from softsell.archive.parquet_table import write_parquet

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
