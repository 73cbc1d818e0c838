"""Reads the rows of a CSV or JSON Lines file one after the other, with little memory, whatever the file holds.

A row that can't be read costs only that row: reading goes on at the next line. Bytes that aren't text become ``NOT_TEXT``, so that
they can be told where the row is checked.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from softsell.draft.decoding import encoding_of, require_text
from softsell.draft.delimited import read_row, skip_line_ends
from softsell.draft.source import Source
from softsell.errors import DraftError, MalformedFile

LONGEST_ROW = 1_000_000
"""The most characters of a row."""
NOT_TEXT = "\udcff"
"""Stands for bytes that aren't text. It's half a character, so no file can hold it itself."""

_BLOCK = 1 << 18
_LOOKED_AT = 4_000
_LINE_END = re.compile(r"[\r\n]")


class TextRow(NamedTuple):
    """A row as it's written, with its number as a spreadsheet or an editor counts it, from 1.

    ``error`` says why the row can't be read; ``text`` is empty then.
    """

    number: int
    text: str
    error: str = ""


class RowSource(Source):
    """The text of one row, or of some. Messages don't say where a mistake is, because the output names the file and the row."""

    __slots__ = ()

    def locate_message(self, offset: int, message: str) -> str:
        """Return ``message`` with the source's name before it, if it has one."""
        return self.name_message(message)


def too_long(number: int) -> TextRow:
    """Return the row to give for one with more than ``LONGEST_ROW`` characters."""
    return TextRow(number, "", f"This row has more than {LONGEST_ROW:,} characters, so it wasn't read.")


def _mark_bytes(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return NOT_TEXT, error.end


codecs.register_error("softsell.archive", _mark_bytes)


def open_text(path: str) -> io.TextIOWrapper:
    """Open a file as text: UTF-8, or UTF-16 with a byte order mark, which stays in the text.

    Raises:
        DraftError: the file can't be opened, or is something else than text.
    """
    try:
        file = Path(path).open("rb")  # noqa: SIM115 - the caller closes it
    except OSError as error:
        raise DraftError(f"{path}: the file can't be opened: {error.strerror or 'unknown reason'}.") from None
    try:
        head = file.read(_LOOKED_AT)
        require_text(head, path)
        file.seek(0)
    except OSError as error:
        file.close()
        raise DraftError(f"{path}: the file can't be read: {error.strerror or 'unknown reason'}.") from None
    except DraftError:
        file.close()
        raise
    return io.TextIOWrapper(file, encoding=encoding_of(head), errors="softsell.archive", newline="")


def read_lines(text: io.TextIOWrapper) -> Iterator[TextRow]:
    """Yield the lines that aren't blank. The byte order mark isn't part of the first."""
    for row in _read(text, _end_of_line, 0):
        if row.error or not row.text.isspace():
            yield row


def read_delimited_rows(text: io.TextIOWrapper, delimiter: str, start: int) -> Iterator[TextRow]:
    """Yield the rows of a CSV file that aren't blank, from the character ``start`` on."""

    def find_end(source: Source, at: int, *, complete: bool) -> int:
        return read_row(source, at, delimiter, complete=complete)[1]

    return _read(text, find_end, start)


def _end_of_line(source: Source, at: int, *, complete: bool) -> int:
    found = _LINE_END.search(source.text, at)
    return found.start() if found else len(source.text)


class _Window:
    """The part of a file that is in memory."""

    def __init__(self, file: io.TextIOWrapper) -> None:
        self._file = file
        self.source = RowSource("")
        self.ended = False

    def read_more(self, at: int) -> None:
        """Drop what is before ``at``, and read the next block. A block never ends between the two characters of a line end."""
        block = self._file.read(_BLOCK)
        while block.endswith("\r") and (more := self._file.read(1)):
            block += more
        self.ended = not block
        self.source = RowSource(self.source.text[at:] + block)

    def skip_line(self, at: int) -> int:
        """Return where the line at ``at`` ends. Reads on without keeping anything until there is a line end."""
        while True:
            found = _LINE_END.search(self.source.text, at)
            if found or self.ended:
                return found.start() if found else len(self.source.text)
            at = len(self.source.text)
            self.read_more(at)
            at = 0


class _FindEnd(Protocol):
    def __call__(self, source: Source, at: int, /, *, complete: bool) -> int: ...


def _read(file: io.TextIOWrapper, find_end: _FindEnd, start: int) -> Iterator[TextRow]:
    window = _Window(file)
    window.read_more(0)
    at, number = max(start, window.source.start), 1
    while True:
        length = len(window.source.text)
        if at >= length and window.ended:
            return
        problem, end = "", length
        if at < length:
            try:
                end = find_end(window.source, at, complete=window.ended or length - at > LONGEST_ROW)
            except MalformedFile as error:
                problem = str(error)
        if end == length and not window.ended and length - at <= LONGEST_ROW:
            window.read_more(at)  # the row may go on
            at = 0
            continue
        if problem or end - at > LONGEST_ROW:
            yield TextRow(number, "", problem) if problem else too_long(number)
            if problem or (end == length and not window.ended):
                end = window.skip_line(at)
        elif end > at:
            yield TextRow(number, window.source.text[at:end])
        at, lines = skip_line_ends(window.source.text, end)
        number += lines
