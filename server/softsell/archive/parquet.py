"""Reads and writes Parquet with pyarrow (the extra ``softsell[archive]``), some hundred rows at a time."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from softsell.archive.outputs import FIELDS, flat_names, flat_rows
from softsell.archive.text_rows import LONGEST_ROW, TextRow, too_long
from softsell.archive.units import Totals
from softsell.draft.record import COUNTS
from softsell.errors import BinaryFile, DraftTooLarge, UsageError

_ROWS = 200
_ROW_GROUP = 5_000
"""The rows of a row group that is written. They are in memory at once."""
_LARGEST_ROW_GROUP = 4_000_000_000
"""The most bytes, unpacked, of a row group that is read."""
_WHOLE_NUMBERS = ("row", *COUNTS)
_TEXTS = ("source", "id", "platform", "date", "campaign", "link", "kind", "error")


def require_pyarrow(name: str) -> None:
    """Make sure that pyarrow is installed.

    Raises:
        UsageError: it isn't.
    """
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        raise UsageError(
            f"{name}: reading and writing Parquet needs pyarrow, which isn't installed. "
            "Install softsell with it: pip install 'softsell[archive]', or the same name with “pipx install --force” or "
            "“uv tool install --force”. Or use a .jsonl or .csv file."
        ) from None


def read_parquet(path: str) -> Iterator[TextRow]:
    """Yield the rows of a Parquet file as JSON, numbered from 1.

    Raises:
        UsageError: pyarrow isn't installed.
        DraftError: the file can't be read.
    """
    require_pyarrow(path)
    import pyarrow
    import pyarrow.parquet

    number = 0
    try:
        with pyarrow.parquet.ParquetFile(path, pre_buffer=False, buffer_size=1 << 20) as file:
            _check_size(path, file.metadata)
            for batch in file.iter_batches(_ROWS, use_threads=False):
                for row in batch.to_pylist():
                    number += 1
                    yield _as_row(number, row)
    except (pyarrow.ArrowException, ValueError, OverflowError):
        where = f"row {number + 1:,} of this file" if number else "this file"
        raise BinaryFile(f"{path}: {where} can't be read as Parquet. Export it again.") from None


def _check_size(path: str, metadata: Any) -> None:
    for number in range(metadata.num_row_groups):
        if metadata.row_group(number).total_byte_size > _LARGEST_ROW_GROUP:
            raise DraftTooLarge(
                f"{path}: row group {number + 1:,} has more than {_LARGEST_ROW_GROUP:,} bytes. "
                "Export the file again with smaller row groups."
            )


def _as_row(number: int, row: dict[str, Any]) -> TextRow:
    text = json.dumps(row, ensure_ascii=False, default=_as_text)
    return too_long(number) if len(text) > LONGEST_ROW else TextRow(number, text)


def _as_text(value: Any) -> str:
    """Return a value that JSON doesn't have as a text: a date, a decimal number, bytes."""
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return base64.b64encode(value).decode()
    return str(value.isoformat() if hasattr(value, "isoformat") else value)


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
