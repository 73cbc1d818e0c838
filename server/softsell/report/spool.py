"""Spool: keeps the pieces of a report until its summary, which comes first, is known. Large ones go to a temporary file."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from types import TracebackType

_IN_MEMORY = 8_000_000
_CHUNK = 1 << 16


class Spool:
    """Text that is written once and then read once. Use it in a ``with`` statement, which deletes it."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", errors="backslashreplace", newline="")  # noqa: SIM115 - closed by __exit__

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def write(self, text: str) -> None:
        """Add a piece."""
        self._file.write(text)

    def read(self) -> Iterator[str]:
        """Yield everything from the start, in chunks."""
        self._file.seek(0)
        while chunk := self._file.read(_CHUNK):
            yield chunk
