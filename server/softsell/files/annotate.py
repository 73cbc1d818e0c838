"""Writes a copy of the sheet that was checked, with the results of each post in added columns, for ``--annotate``.

A CSV copy has the original's bytes, with cells added at the end of the rows that hold posts and of the header row. An .xlsx copy is
written by openpyxl, which keeps cells, formats and formulas, but not charts. No cell that softsell writes can be run as a formula.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from softsell.draft import MAX_BYTES, read_bytes
from softsell.draft.decoding import decode, encode, encoding_read
from softsell.draft.delimited import find_delimiter, read_table
from softsell.draft.source import Source
from softsell.draft.tables.cells import Row, value_of
from softsell.draft.tables.header import HEADER_WITHIN, find_header, values_of
from softsell.errors import DraftError, UsageError
from softsell.files.write import open_binary_output
from softsell.report import CheckedDraft, CheckedFile
from softsell.report.spreadsheet import COLUMNS, result_cells

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_DELIMITED = (".csv", ".tsv")
_EXCEL = ".xlsx"
_PREFIX = "softsell_"
_MOST_HEADER_ROWS = 100
_LEFT_OUT = {"xl/charts/": "charts", "xl/drawings/": "pictures and shapes", "xl/pivotTables/": "pivot tables"}
_CHANGED = "the file changed during the check, so nothing was written. Run softsell again"


def check_names(paths: Sequence[str], out: Path) -> None:
    """Make sure, before a check, that ``annotate`` can write ``out`` for these files.

    Raises:
        UsageError: there isn't exactly one file, it isn't a sheet, or ``out`` has another ending.
    """
    if len(paths) != 1:
        raise UsageError("--annotate works with one sheet at a time. Name one .csv, .tsv or .xlsx file.")
    kind, wanted = Path(paths[0]).suffix.lower(), out.suffix.lower()
    if kind not in (*_DELIMITED, _EXCEL):
        raise UsageError(
            f"--annotate works with .csv, .tsv and .xlsx files, and {paths[0]} isn't one. Save it as a sheet first."
        )
    if wanted != kind:
        raise UsageError(f"--annotate {out}: a {kind} file is written back as {kind}. Change the name's ending.")


def annotate(sheet: Path, file: CheckedFile, out: Path, column: str | None = None) -> tuple[str, ...]:
    """Write the copy.

    Args:
        sheet: the file that was checked.
        file: the result of the check.
        out: the copy.
        column: the column with the posts, if the user said so.

    Returns:
        What the user should know about the copy.

    Raises:
        UsageError: openpyxl is missing, the sheet changed since it was checked, or the copy can't be written.
        DraftError: an .xlsx file can no longer be read.
    """
    data = _read(sheet)
    if sheet.suffix.lower() == _EXCEL:
        return _annotate_excel(sheet, data, file, out, column)
    _annotate_delimited(sheet, data, file, out, column)
    return ()


def _read(sheet: Path) -> bytes:
    try:
        with sheet.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{sheet}: the file can't be opened: {error.strerror or 'unknown reason'}.") from None


def _annotate_delimited(sheet: Path, data: bytes, file: CheckedFile, out: Path, column: str | None) -> None:
    try:
        text = decode(data, str(sheet), sheet=True)
    except DraftError:
        text = ""
    if text != file.text and file.drafts:
        raise UsageError(f"{sheet}: {_CHANGED}.")
    source = Source(text, str(sheet))
    delimiter = find_delimiter(source)[1]
    rows = read_table(source)
    _require_columns(sheet, text, rows, delimiter)
    drafts = _drafts_by_row(rows, file.drafts)
    header = find_header(values_of(text, rows), column) if rows else None
    width = max((len(row.cells) for row in rows), default=0)
    names = [value_of(text, cell) for cell in rows[header].cells] if header is not None else []
    encoding = encoding_read(data)
    with open_binary_output(out) as copy:
        at = 0
        for number, row in enumerate(rows):
            cells: Sequence[str] = ()
            if number == header:
                cells = _column_names(names)
            elif number in drafts:
                cells = result_cells(file, drafts[number])
            if cells:
                end = _row_end(text, row)
                added = [""] * (width - len(row.cells)) + [_quote(cell, delimiter) for cell in cells]
                copy.write(encode(text[at:end], encoding))
                copy.write(encode("".join(delimiter + cell for cell in added), encoding, lossy=True))
                at = end
        copy.write(encode(text[at:], encoding))


def _require_columns(sheet: Path, text: str, rows: Sequence[Row], delimiter: str) -> None:
    """Raise UsageError for a list of posts with commas and without quotes: added cells wouldn't be in line."""
    for row in rows:
        for cell in row.cells:
            if not cell.quoted and delimiter in text[cell.start : cell.end]:
                raise UsageError(
                    f"{sheet}: row {row.number} has a “{delimiter}” in a post without quotes, so columns can't be added. "
                    "Open the file in a spreadsheet program and save it as CSV again."
                )


def _row_end(text: str, row: Row) -> int:
    """Return where a row ends, before its line end. Spaces after a quote belong to it."""
    end = row.cells[-1].end + row.cells[-1].quoted
    while text.startswith(" ", end):
        end += 1
    return end


def _drafts_by_row(rows: Sequence[Row], drafts: Sequence[CheckedDraft]) -> Mapping[int, CheckedDraft]:
    """Return the drafts by the index of their row. Both are in the order of the file."""
    found = {}
    number = 0
    for draft in drafts:
        while number < len(rows) and rows[number].cells[-1].end < draft.span.end:
            number += 1
        if number < len(rows):
            found[number] = draft
    return found


def _column_names(names: Sequence[str]) -> list[str]:
    """Return the names of the added columns, with a number if the sheet has them from an earlier run."""
    taken = {name.strip().casefold() for name in names}
    run = 1
    while any(_name(column, run) in taken for column in COLUMNS):
        run += 1
    return [_name(column, run) for column in COLUMNS]


def _name(column: str, run: int) -> str:
    return f"{_PREFIX}{column}" if run == 1 else f"{_PREFIX}{column}_{run}"


def _quote(cell: str, delimiter: str) -> str:
    if any(character in cell for character in (delimiter, '"', "\n", "\r")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _annotate_excel(sheet: Path, data: bytes, file: CheckedFile, out: Path, column: str | None) -> tuple[str, ...]:
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise UsageError(
            "--annotate needs openpyxl to write .xlsx files, and it isn't installed. Install it with: pip install 'softsell[office]'"
        ) from None
    drafts = read_bytes(data, str(sheet), column=column)  # refuses what would fill the memory
    if len(drafts) != len(file.drafts) or any(draft.source != file.text for draft in drafts[:1]):
        raise UsageError(f"{sheet}: {_CHANGED}.")
    try:
        book = load_workbook(io.BytesIO(data))
    except Exception:  # openpyxl raises whatever a broken file leads to
        raise UsageError(
            f"{sheet}: openpyxl can't read this file. Open it in a spreadsheet program and save it again."
        ) from None
    for worksheet, posts in _drafts_by_sheet(book.worksheets, file):
        _write_columns(worksheet, posts, file, column)
    with open_binary_output(out) as copy:
        book.save(copy)
    left_out = _find_left_out(data)
    return (f"{out} has no {' and no '.join(left_out)}, because openpyxl can't copy them.",) if left_out else ()


def _find_left_out(data: bytes) -> list[str]:
    """Return what openpyxl leaves out of a copy."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.namelist()
    return [what for folder, what in _LEFT_OUT.items() if any(member.startswith(folder) for member in members)]


def _drafts_by_sheet(
    worksheets: Sequence[Worksheet], file: CheckedFile
) -> Iterator[tuple[Worksheet, Mapping[int, CheckedDraft]]]:
    """Yield each worksheet that has posts, with its posts by row."""
    found: dict[str | None, dict[int, CheckedDraft]] = {}
    for draft in file.drafts:
        found.setdefault(draft.record.sheet, {})[draft.record.row or 1] = draft
    for title, drafts in found.items():
        # A file with a single sheet that isn't empty doesn't name it.
        chosen = (
            each for each in worksheets if each.title == title or (title is None and _is_filled(each, min(drafts)))
        )
        for worksheet in islice(chosen, 1):
            yield worksheet, drafts


def _is_filled(worksheet: Worksheet, row: int) -> bool:
    visible = worksheet.sheet_state == "visible" and row <= worksheet.max_row
    return visible and any(cell.value is not None for cell in worksheet[row])


def _write_columns(
    worksheet: Worksheet, drafts: Mapping[int, CheckedDraft], file: CheckedFile, asked: str | None
) -> None:
    column = worksheet.max_column + 1
    first = min(drafts)
    above = [
        (row, [str(cell.value or "") for cell in worksheet[row]])
        for row in range(1, min(worksheet.max_row, first + _MOST_HEADER_ROWS) + 1)
    ]
    above = [(row, values) for row, values in above if any(value.strip() for value in values)]
    header = find_header([values for _, values in above][:HEADER_WITHIN], asked)
    if header is not None and (row := above[header][0]) < first:
        _write_row(worksheet, row, column, _column_names(above[header][1]))
    for row, draft in drafts.items():
        _write_row(worksheet, row, column, result_cells(file, draft))


def _write_row(worksheet: Worksheet, row: int, column: int, values: Sequence[str]) -> None:
    for offset, value in enumerate(values):
        if value:
            cell: Any = worksheet.cell(row, column + offset)
            if value.isascii() and value.isdecimal():
                cell.value = int(value)
            else:
                cell.value = value
                cell.data_type = "s"  # text, whatever it begins with
