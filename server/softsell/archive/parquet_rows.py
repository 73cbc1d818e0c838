"""Reads the rows of Parquet files with pyarrow (the extra ``softsell[archive]``), some hundred at a time."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

from softsell.archive.text_rows import LONGEST_ROW, TextRow, too_long
from softsell.errors import BinaryFile, DraftTooLarge, UsageError

_ROWS = 200
_LARGEST_ROW_GROUP = 4_000_000_000
"""The most bytes, unpacked, of a row group."""


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
