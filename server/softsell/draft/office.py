"""Reads Excel, LibreOffice and Word files, with python-calamine and python-docx (the extra ``softsell[office]``).

The source of a draft is text that this module writes: the cells of a sheet, or the paragraphs of a document. softsell never writes into
such files. A sheet is read like a CSV file. ``documents`` reads the blocks of a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from softsell.compile_later import compile_later
from softsell.draft.documents import DASHES, Block, Heading, SheetText, read_blocks
from softsell.draft.draft import Context, Draft
from softsell.draft.package_guard import clean_copy
from softsell.draft.source import Source
from softsell.draft.tables.cells import Row
from softsell.draft.tables.header import find_header, values_of
from softsell.draft.tables.names import NONE, STRONG
from softsell.draft.tables.sheet import find_layout, read_sheet
from softsell.errors import BinaryFile, DraftError, MalformedFile, UnclearColumn

DOCUMENTS = (".docx",)

_MOST_SHEETS = 200
_STYLE_OF_A_HEADING = compile_later(
    r"(?:heading|title|.?berschrift|titel|titre|t[íi]?tulo|titolo|kop|rubrik)\s?\d?", re.IGNORECASE
)
_SKIPPED = frozenset(("del", "moveFrom", "txbxContent", "pPr", "rPr", "instrText", "AlternateContent"))
_CONTAINERS = frozenset(("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
_OFF = frozenset(("0", "false", "off"))


def read_workbook(data: bytes, name: str, context: Context, column: str | None, notes: list[str]) -> list[Draft]:
    """Return the drafts of the sheets of a workbook.

    Raises:
        DraftError: python-calamine isn't installed, or the file can't be read.
    """
    try:
        import python_calamine
    except ImportError:
        raise _missing(name, "sheets of Excel and LibreOffice", "Or save the sheet as “CSV UTF-8”") from None
    copy = clean_copy(data, name, sheets=True)
    try:
        import io

        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(copy))
        visible = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.visible == python_calamine.SheetVisibleEnum.Visible
            and sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
        opened = {title: workbook.get_sheet_by_name(title) for title in visible[:_MOST_SHEETS]}
        sheets = {
            title: [[_cell_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
            for title, sheet in opened.items()
        }
        merged = {title: sheet.merged_cell_ranges or [] for title, sheet in opened.items()}
    except (python_calamine.CalamineError, OSError, ValueError):
        raise BinaryFile(
            f"{name}: this sheet can't be read. Open it in its own program, save it again, or save it as “CSV UTF-8” and check that."
        ) from None
    text = SheetText()
    tables = {title: _spread(text.add_table(rows), merged[title]) for title, rows in sheets.items()}
    source = Source("".join(text.parts), name)
    source.check_characters()
    return _read_sheets(source, tables, context, column, notes)


def _spread(rows: list[Row], merged: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> list[Row]:
    """Return the rows with the cell of each merged range in all rows of the range, as readers of the sheet see it."""
    numbers = {row.number: row for row in rows}
    for (first, column), (last, _) in merged:
        top = numbers.get(first + 1)
        if top is None or column >= len(top.cells):
            continue
        for number in range(first + 2, min(last + 2, first + 2 + len(rows))):
            if (row := numbers.get(number)) and column < len(row.cells):
                row.cells[column] = top.cells[column]
    return rows


def _read_sheets(
    source: Source, tables: dict[str, list[Row]], context: Context, column: str | None, notes: list[str]
) -> list[Draft]:
    """Return the drafts of all sheets that hold posts. Passes over other sheets, of notes or of figures, and adds a note about them."""
    filled = {title: rows for title, rows in tables.items() if rows}
    named = {title for title, rows in filled.items() if find_header(values_of(source.text, rows), column) is not None}
    unlikely = _unlikely_sheets(source, {title: rows for title, rows in filled.items() if title in named}, column)
    drafts: list[Draft] = []
    passed_over: list[tuple[str, MalformedFile | None]] = []
    for title, rows in filled.items():
        if (named and title not in named) or title in unlikely:
            passed_over.append((title, None))
            continue
        try:
            drafts += read_sheet(source, rows, context, column, notes, title if len(filled) > 1 else None)
        except UnclearColumn:
            raise
        except MalformedFile as error:
            passed_over.append((title, error))
    errors = [error for _, error in passed_over if error is not None]
    if not drafts and errors:
        raise errors[0]
    notes += (source.name_message(f"sheet {title}: passed over, because it holds no posts") for title, _ in passed_over)
    return drafts


def _unlikely_sheets(source: Source, tables: dict[str, list[Row]], column: str | None) -> frozenset[str]:
    """Return the sheets whose likeliest column is one of notes or ideas by its name, if another sheet has one of posts."""
    weights = {}
    for title, rows in tables.items() if len(tables) > 1 and column is None else ():
        try:
            layout = find_layout(source, rows, None)
        except MalformedFile:
            continue
        if layout is not None:
            weights[title] = layout.columns[layout.fields.text].weight
    if not any(weight >= STRONG for weight in weights.values()):
        return frozenset()
    return frozenset(title for title, weight in weights.items() if weight < NONE)


def read_document(data: bytes, name: str, context: Context, column: str | None, notes: list[str]) -> list[Draft]:
    """Return the drafts of a Word document: those of its tables if these hold posts, otherwise those of its text.

    Raises:
        DraftError: python-docx isn't installed, or the file can't be read.
    """
    try:
        import docx
    except ImportError:
        raise _missing(name, "Word documents", "Or save the text as a .txt file") from None
    copy = clean_copy(data, name, sheets=False)
    try:
        import io

        blocks = list(_blocks(docx.Document(io.BytesIO(copy)).element.body))
    except Exception:  # python-docx lets errors of many kinds through for a document that is damaged
        raise BinaryFile(
            f"{name}: this document can't be read. Open it in Word, save it again, or save the text as a .txt file and check that."
        ) from None
    return read_blocks(blocks, name, context, column, notes)


def _missing(name: str, what: str, or_else: str) -> DraftError:
    return DraftError(
        f'{name}: to read {what}, install softsell with its readers for them: pip install "softsell[office]" '
        f"(or pipx install, or uv tool install). {or_else} and check that."
    )


def _cell_text(value: Any) -> str:
    """Return what a cell shows, without the format that its sheet gives it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("_x000D_", "") if value is not None else ""


def _blocks(element: Any) -> Iterator[Block]:
    """Yield the paragraphs and tables of a document. A table's cells are read as they stand, however many columns they say they span."""
    for part in element:
        kind = _local(part)
        if kind == "p":
            text = _paragraph(part)
            yield Heading(text) if text.strip() and _is_heading(part) else text
        elif kind == "tbl":
            rows = (row for row in part if _local(row) == "tr")
            yield [[_cell_paragraphs(cell) for cell in row if _local(cell) == "tc"] for row in rows]
        elif kind in _CONTAINERS:
            yield from _blocks(part)


def _is_heading(paragraph: Any) -> bool:
    for part in paragraph:
        if _local(part) == "pPr":
            return any(
                _local(each) == "pStyle" and any(_STYLE_OF_A_HEADING.match(value) for value in each.attrib.values())
                for each in part
            )
    return False


def _cell_paragraphs(cell: Any) -> str:
    return "\n".join(_paragraph(part) for part in cell.iter() if _local(part) == "p").strip()


def _paragraph(element: Any) -> str:
    """Return the text of a paragraph, with what is proposed to be inserted and without what is proposed to be deleted or crossed out.

    An empty paragraph with a line under it, into which Word turns three dashes, is three dashes.
    """
    text = "".join(_runs(element))
    if not text.strip() and any(_local(part) == "pBdr" for part in element.iter()):
        return DASHES
    return text


def _runs(element: Any) -> Iterator[str]:
    for part in element:
        kind = _local(part)
        if kind == "t":
            yield part.text or ""
        elif kind in ("br", "cr"):
            yield "\n"
        elif kind == "tab":
            yield "\t"
        elif kind == "noBreakHyphen":
            yield "-"
        elif kind not in _SKIPPED and not _is_struck(part):
            yield from _runs(part)


def _is_struck(run: Any) -> bool:
    """Return whether a run is crossed out: its writer dropped it."""
    marks = (mark for part in run if _local(part) == "rPr" for mark in part if _local(mark) in ("strike", "dstrike"))
    return any(not _OFF.intersection(mark.attrib.values()) for mark in marks)


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
