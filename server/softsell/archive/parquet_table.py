"""Writes results as a Parquet table with pyarrow (the extra ``softsell[archive]``)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from softsell.archive.flat_rows import FIELDS, flat_names, flat_rows
from softsell.archive.units import Totals
from softsell.draft.record import COUNTS

_ROW_GROUP = 5_000
"""The rows of a row group. They are in memory at once."""
_WHOLE_NUMBERS = ("row", *COUNTS)
_TEXTS = ("source", "id", "platform", "date", "campaign", "link", "kind", "error")


def write_parquet(file: BinaryIO, parts: Iterable[list[str]], totals: Totals) -> None:
    """Write the lines of JSON in ``parts`` as a flat table; ``totals`` has the names of their scores and measures.

    Raises:
        OSError: the file can't be written.
    """
    import pyarrow
    import pyarrow.parquet

    schema = _schema(totals)
    rows: list[dict[str, Any]] = []
    with pyarrow.parquet.ParquetWriter(pyarrow.PythonFile(file, mode="w"), schema, compression="zstd") as writer:
        for lines in parts:
            rows += flat_rows(lines)
            while len(rows) >= _ROW_GROUP:
                writer.write_table(pyarrow.Table.from_pylist(rows[:_ROW_GROUP], schema))
                del rows[:_ROW_GROUP]
        writer.write_table(pyarrow.Table.from_pylist(rows, schema))


def _schema(totals: Totals) -> Any:
    import pyarrow

    finding = pyarrow.struct(
        [
            ("rule", pyarrow.string()),
            ("severity", pyarrow.string()),
            ("positive", pyarrow.bool_()),
            ("start", pyarrow.int64()),
            ("end", pyarrow.int64()),
        ]
    )
    types = {
        **dict.fromkeys(_WHOLE_NUMBERS, pyarrow.int64()),
        **dict.fromkeys(_TEXTS, pyarrow.string()),
        "findings": pyarrow.list_(finding),
    }
    assert {*FIELDS} <= {*types, "likelihood"}
    return pyarrow.schema([(name, types.get(name, pyarrow.float64())) for name in flat_names(totals)])
