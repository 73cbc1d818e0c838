"""An input of an archive run: which of its columns say what, its rows, and the drafts of a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath
from typing import NamedTuple, Protocol

from msgspec.structs import replace

from softsell.archive.text_rows import (
    NOT_TEXT,
    RowSource,
    TextRow,
    open_text,
    read_delimited_rows,
    read_lines,
)
from softsell.draft import Context, Draft
from softsell.draft.delimited import NOTHING, find_delimiter, read_row
from softsell.draft.json_records import RecordLayout, find_record_layout
from softsell.draft.json_text import JsonArray, parse
from softsell.draft.records.tally import Tally as RecordTally
from softsell.draft.source import Source
from softsell.draft.span import Span
from softsell.draft.tables import sheet
from softsell.draft.tables.cells import Row
from softsell.draft.tables.fields import Fields
from softsell.draft.tables.header import is_list, values_of
from softsell.draft.tables.sheet import ROWS_FOR_LAYOUT, Layout, find_layout
from softsell.errors import DraftError, DraftTooLarge, MalformedFile, UndecodableFile, UnknownFileType

DELIMITED = (".csv", ".tsv")
LINES = (".jsonl", ".ndjson")
PARQUET = (".parquet",)
ENDINGS = (*DELIMITED, *LINES, *PARQUET)
"""The endings of inputs."""

MOST_POSTS = 1_000
"""The most posts of one row; a record of JSON may hold a list of them."""
_HEAD = 4_000_000
"""The most characters that decide how a file is read."""


class RowDrafts(NamedTuple):
    """The drafts of a row.

    Attributes:
        drafts: its posts; none if it has no text or isn't the writer's own.
        reposts: how many posts were passed over because they aren't the writer's own.
        ragged: whether the row has more cells than there are names of columns.
        unknown: platforms that softsell doesn't know.
    """

    drafts: list[Draft]
    reposts: int = 0
    ragged: bool = False
    unknown: tuple[str, ...] = ()


class RowReader(Protocol):
    """Reads a row of one input. Workers get it by pickling or forking."""

    def read(self, row: TextRow, context: Context) -> RowDrafts:
        """Return the drafts of a row.

        Raises:
            DraftError: the row can't be read.
        """


@dataclass(frozen=True, slots=True)
class Input:
    """A file of posts.

    Attributes:
        path: as the user named it.
        reader: reads its rows; ``None`` if it has no posts.
        first: the number of the first row below the names of its columns.
        delimiter: what parts the cells of a CSV file; empty for others.
        start: where a CSV file begins, in characters, after a byte order mark or a line such as ``sep=;``.
        note: which columns or keys are read.
    """

    path: str
    reader: RowReader | None
    first: int = 1
    delimiter: str = ""
    start: int = 0
    note: str = ""

    def rows(self) -> Iterator[TextRow]:
        """Yield the rows below the names of the columns.

        Raises:
            DraftError: the file can't be read.
        """
        if self.reader is None:
            return
        for row in read_rows(self.path, self.delimiter, self.start):
            if row.number >= self.first:
                yield row


def read_rows(path: str, delimiter: str = "", start: int = 0) -> Iterator[TextRow]:
    """Yield all rows of a file that aren't blank.

    Args:
        path: the file. Its ending decides how it's read.
        delimiter: what parts the cells of a CSV file.
        start: where a CSV file begins, in characters.

    Raises:
        DraftError: the file can't be read.
    """
    try:
        if ending_of(path) in PARQUET:
            from softsell.archive.parquet_rows import read_parquet

            yield from read_parquet(path)
            return
        with open_text(path) as text:
            yield from read_delimited_rows(text, delimiter, start) if delimiter else read_lines(text)
    except OSError as error:
        raise DraftError(f"{path}: the file can't be read: {error.strerror or 'unknown reason'}.") from None


def ending_of(path: str) -> str:
    """Return the ending of a file's name, in lower case."""
    return PurePath(path).suffix.lower()


def open_input(path: str, column: str | None) -> Input:
    """Return an input. The first rows decide which of its columns say what, as ``softsell check`` decides it.

    Args:
        path: the file.
        column: the column or key with the posts, if the user said so.

    Raises:
        UnknownFileType: the file's ending isn't one of ``ENDINGS``.
        DraftError: the file can't be read, or it's unclear where its posts are.
    """
    ending = ending_of(path)
    if ending not in ENDINGS:
        raise UnknownFileType(
            f"{path}: softsell archive reads {', '.join(ENDINGS)} files. Check other files with “softsell check”."
        )
    return _open_delimited(path, column) if ending in DELIMITED else _open_records(path, column)


def _open_delimited(path: str, column: str | None) -> Input:
    with open_text(path) as text:
        start, delimiter = find_delimiter(Source(text.read(_HEAD), path))
    source, rows = _first_rows(path, delimiter, start)
    if is_list(values_of(source.text, rows)):
        delimiter = NOTHING
        source, rows = _first_rows(path, delimiter, start)
    layout = find_layout(source, rows, column)
    if layout is None or layout.first >= len(rows):
        return Input(path, None)
    if layout.in_parts:
        raise MalformedFile(
            f"{path}: rows that name only a platform say where the posts below them go, and softsell archive reads each row by itself. "
            "Write the platform into a column of its own, or check the file with “softsell check”."
        )
    if column is None and layout.shape and layout.shape.writer:
        raise MalformedFile(
            f"{path}: this may be a conversation, and softsell archive reads each row by itself, so it can't tell. "
            "Check the file with “softsell check”, or name the column with --column if all messages are yours."
        )
    return Input(path, _SheetReader(layout, delimiter), rows[layout.first].number, delimiter, start, layout.describe())


def _first_rows(path: str, delimiter: str, start: int) -> tuple[Source, list[Row]]:
    parts: list[str] = []
    rows: list[Row] = []
    length = 0
    for row in _readable(read_rows(path, delimiter, start), ROWS_FOR_LAYOUT):
        try:
            cells, _ = read_row(_check_text(row), 0, delimiter)
        except DraftError:
            continue  # its error is reported when its turn comes
        rows.append(
            Row(row.number, [cell._replace(start=cell.start + length, end=cell.end + length) for cell in cells])
        )
        parts += (row.text, "\n")
        length += len(row.text) + 1
    return RowSource("".join(parts), path), rows


def _readable(rows: Iterator[TextRow], most: int) -> Iterator[TextRow]:
    """Yield the first rows that can be read, up to ``most`` of them and to ``_HEAD`` characters."""
    length = 0
    for row in islice(rows, 10 * most):
        if not row.error and length + len(row.text) <= _HEAD:
            length += len(row.text)
            most -= 1
            yield row
        if most == 0 or length > _HEAD:
            return


def _open_records(path: str, column: str | None) -> Input:
    records = JsonArray(0, [])
    for row in _readable(read_rows(path), ROWS_FOR_LAYOUT):
        if not records.items and _begins_a_document(row.text):
            raise MalformedFile(
                f"{path}: this is one JSON document, and softsell archive reads JSON Lines, with a record on each line. "
                "Write it so, or check it with “softsell check”."
            )
        try:
            _check_text(row)
            records.items.append(parse(RowSource(row.text), Span(0, len(row.text))))
        except DraftError:
            continue  # its error is reported when its turn comes
    if not records.items:
        return Input(path, _RecordReader(None))
    layout = find_record_layout(RowSource("", path), records, column)
    return Input(path, _RecordReader(layout), note=layout.describe())


def _begins_a_document(line: str) -> bool:
    """Return whether the first line of a file is no record of JSON Lines, but the beginning of a list or of one object."""
    return line.strip() == "{" or line.lstrip().startswith("[")


@dataclass(frozen=True, slots=True)
class _SheetReader:
    """Reads the rows of a CSV file."""

    layout: Layout
    delimiter: str

    def read(self, row: TextRow, context: Context) -> RowDrafts:
        """See ``RowReader``."""
        source = _check_text(row)
        cells, _ = read_row(source, 0, self.delimiter)
        tally = sheet.Tally()
        draft = self.layout.read(source, Row(row.number, cells), context, tally)
        unknown = _take_unknown(self.layout.fields)
        return RowDrafts([] if draft is None else [draft], tally.reposts, bool(tally.ragged), unknown)


@dataclass(frozen=True, slots=True)
class _RecordReader:
    """Reads the records of a JSON Lines or Parquet file. Without a layout, no record could be read when the file was opened."""

    layout: RecordLayout | None

    def read(self, row: TextRow, context: Context) -> RowDrafts:
        """See ``RowReader``."""
        source = _check_text(row)
        record = parse(source, Span(0, len(row.text)))
        if self.layout is None:
            raise MalformedFile(
                "softsell can't tell which key holds the post, because the file doesn't begin with records."
            )
        tally = RecordTally()
        drafts = list(islice(self.layout.read(source, record, context, tally), MOST_POSTS + 1))
        if len(drafts) > MOST_POSTS:
            raise DraftTooLarge(f"This record has more than {MOST_POSTS:,} posts.")
        drafts = [replace(draft, record=replace(draft.record, row=row.number)) for draft in drafts]
        return RowDrafts(drafts, tally.reposts, unknown=_take_unknown(self.layout.fields))


def _check_text(row: TextRow) -> Source:
    """Return a row as a source.

    Raises:
        DraftError: the row couldn't be read, or holds what isn't text.
    """
    if row.error:
        raise MalformedFile(row.error)
    if NOT_TEXT in row.text:
        raise UndecodableFile(
            "This row has bytes that aren't valid UTF-8 (or UTF-16, if the file is). Save the file as UTF-8."
        )
    source = RowSource(row.text)
    source.check_characters()
    return source


def _take_unknown(fields: Fields | None) -> tuple[str, ...]:
    """Return the platforms of a row that softsell doesn't know, and forget them, so that memory use stays flat."""
    if fields is None or not fields.unknown:
        return ()
    unknown = tuple(fields.unknown)
    fields.unknown.clear()
    return unknown
