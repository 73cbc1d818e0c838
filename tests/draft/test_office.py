"""Files of Excel, LibreOffice and Word."""

# ruff: noqa: E501 - XML
from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from tests.draft.draft_properties import prose_of

from softsell.draft import Draft, read_bytes
from softsell.errors import BinaryFile, DraftError, DraftTooLarge, UnclearColumn

BUY = "Hurry, this is your last chance to buy!"
ASK = "Which loaf do you like best, the rye or the wheat?\nTell us below. 🍞"
HEAD = ["Date", "Platform", "Copy", "Likes", "Notes"]
ROWS: list[list[Any]] = [
    [datetime(2026, 7, 6, 9), "IG", BUY, 3, "Ask Ann for the photo of the oven before noon, please."],
    [date(2026, 7, 7), "LinkedIn Company", ASK, 1204.0, None],
]


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]], hidden: str = "") -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if title == hidden:
            sheet.sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def packed(members: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return file.getvalue()


def changed(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = {info.filename: package.read(info) for info in package.infolist()}
    members[name] = change(members[name])
    return packed(members)


def read(data: bytes, name: str = "plan.xlsx", **more: str) -> tuple[list[Draft], list[str]]:
    notes: list[str] = []
    drafts = read_bytes(data, name, notes=notes, **more)  # type: ignore[arg-type]
    prose_of(drafts)
    return drafts, notes


def test_a_sheet_is_read_as_a_csv_file_is() -> None:
    drafts, notes = read(workbook({"Plan": [["July 2026"], [], HEAD, *ROWS]}))
    assert [draft.prose for draft in drafts] == [BUY, ASK]
    assert [draft.record.row for draft in drafts] == [4, 5]
    assert [draft.context.platform for draft in drafts] == ["instagram", "linkedin"]
    assert [draft.record.date for draft in drafts] == [datetime(2026, 7, 6, 9), datetime(2026, 7, 7)]
    assert [draft.record.counts for draft in drafts] == [{"likes": 3}, {"likes": 1204}]
    assert notes == ["plan.xlsx: post text: column Copy; platform: column Platform; date: column Date"]
    assert {draft.record.sheet for draft in drafts} == {None}


def test_every_sheet_with_posts_is_read() -> None:
    sheets: dict[str, list[list[Any]]] = {
        "Read me": [
            ["This plan is for the whole team, please fill it in."],
            ["Ask Ann if anything isn't clear to you."],
        ],
        "July": [HEAD, *ROWS],
        "August": [HEAD, ROWS[1]],
        "Figures": [["Month", "Reach"], ["July", 3], ["August", 4]],
        "Old": [HEAD, ROWS[0]],
        "Empty": [],
    }
    drafts, notes = read(workbook(sheets, hidden="Old"))
    assert [(draft.record.sheet, draft.record.row) for draft in drafts] == [("July", 2), ("July", 3), ("August", 2)]
    assert "plan.xlsx: sheet Read me: passed over, because it holds no posts" in notes
    assert "plan.xlsx: sheet Figures: passed over, because it holds no posts" in notes
    assert "plan.xlsx: sheet July: post text: column Copy; platform: column Platform; date: column Date" in notes


def test_a_sheet_of_ideas_beside_one_of_posts_is_passed_over() -> None:
    ideas = [
        ["Idea", "Notes"],
        ["Rye", "A post about the rye, with the photo of Tom."],
        ["Bikes", "Ask who has one to give."],
    ]
    notes: list[str] = []
    drafts = read_bytes(workbook({"Ideas": ideas, "Plan": [HEAD, *ROWS]}), "plan.xlsx", notes=notes)
    assert prose_of(drafts) == [BUY, ASK]
    assert "plan.xlsx: sheet Ideas: passed over, because it holds no posts" in notes
    alone = read_bytes(workbook({"Ideas": ideas}), "plan.xlsx")
    assert prose_of(alone) == [ideas[1][1], ideas[2][1]]
    other = {"Ideas": ideas, "More": [["Date", "What we say"], ["6/7", BUY], ["7/7", ASK]]}
    assert {draft.record.sheet for draft in read_bytes(workbook(other), "plan.xlsx")} == {"Ideas", "More"}


def test_columns_that_fit_equally_are_asked_about() -> None:
    data = workbook({"Plan": [["LinkedIn copy", "Instagram copy"], [BUY, ASK]]})
    with pytest.raises(UnclearColumn, match=r"LinkedIn copy .*Instagram copy"):
        read(data)
    assert [draft.prose for draft in read(data, column="Instagram copy")[0]] == [ASK]


def test_a_workbook_without_posts() -> None:
    assert read(workbook({"Plan": []})) == ([], [])
    with pytest.raises(DraftError, match="which column holds the posts"):
        read(workbook({"Plan": [["Month", "Reach"], [1, 3]]}))


def test_what_cells_hold_is_read_as_it_is_shown() -> None:
    head = ["Text", "id", "Posted?", "Time"]
    drafts, _ = read(workbook({"Plan": [head, [f'{ASK} 5 > 3 & "so"', 12.0, True, time(9, 5)]]}))
    assert (drafts[0].prose, drafts[0].record.id) == (f'{ASK} 5 > 3 & "so"', "12")


OPEN_DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">
<office:body><office:spreadsheet><table:table table:name="Plan">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"""
MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"""


def open_document(rows: str) -> bytes:
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": OPEN_DOCUMENT.format(rows=rows),
            "META-INF/manifest.xml": MANIFEST,
        }
    )


def cell(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'


EMPTY_REST = (
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/>'
    "</table:table-row>"
)


def test_open_document_sheets() -> None:
    rows = f"<table:table-row>{cell('Platform')}{cell('Copy')}<table:table-cell table:number-columns-repeated='16382'/></table:table-row>"
    rows += f"<table:table-row>{cell('IG')}{cell(BUY)}</table:table-row>"
    drafts, _ = read(open_document(rows + EMPTY_REST), "plan.ods")
    assert [(draft.prose, draft.context.platform, draft.record.row) for draft in drafts] == [(BUY, "instagram", 2)]


def document(*blocks: str | list[list[str]]) -> bytes:
    written = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            written.add_paragraph(block)
            continue
        table = written.add_table(rows=len(block), cols=len(block[0]))
        for row, cells in zip(table.rows, block, strict=True):
            for place, text in zip(row.cells, cells, strict=True):
                place.text = text
    file = io.BytesIO()
    written.save(file)
    return file.getvalue()


def test_a_document_is_read_as_plain_text_is() -> None:
    data = document("---", "platform: linkedin", "---", BUY, "Second line.", "---", ASK)
    drafts, _ = read(data, "posts.docx")
    assert [draft.prose for draft in drafts] == [f"{BUY}\n\nSecond line.", ASK]
    assert [draft.context.platform for draft in drafts] == ["linkedin", None]


def test_paragraphs_that_name_platforms_stand_above_their_posts() -> None:
    document = docx.Document()
    for paragraph in ("LinkedIn:", BUY, "X (Twitter):", "Rye is back."):
        document.add_paragraph(paragraph)
    file = io.BytesIO()
    document.save(file)
    drafts = read_bytes(file.getvalue(), "plan.docx")
    assert [(draft.context.platform, draft.prose) for draft in drafts] == [("linkedin", BUY), ("x", "Rye is back.")]


def test_empty_paragraphs_part_paragraphs() -> None:
    [draft], _ = read(document(BUY, "Second line.", "", "Third."), "posts.docx")
    assert draft.prose == f"{BUY}\nSecond line.\n\nThird."


def test_a_line_that_word_draws_parts_posts() -> None:
    written = docx.Document()
    written.add_paragraph(BUY)
    line = written.add_paragraph()
    line._p.get_or_add_pPr().append(parse_xml(f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="6"/></w:pBdr>'))
    written.add_paragraph(ASK)
    file = io.BytesIO()
    written.save(file)
    assert [draft.prose for draft in read(file.getvalue(), "a.docx")[0]] == [BUY, ASK]


def test_proposed_changes_count_as_made() -> None:
    written = docx.Document()
    paragraph = written.add_paragraph("We bake ")
    for change in (
        '<w:del {w} w:id="1" w:author="a"><w:r><w:delText>cheap </w:delText></w:r></w:del>',
        '<w:ins {w} w:id="2" w:author="a"><w:r><w:t>fresh bread.</w:t></w:r></w:ins>',
    ):
        paragraph._p.append(parse_xml(change.format(w=nsdecls("w"))))
    file = io.BytesIO()
    written.save(file)
    assert [draft.prose for draft in read(file.getvalue(), "a.docx")[0]] == ["We bake fresh bread."]


def test_what_is_crossed_out_was_dropped() -> None:
    written = docx.Document()
    paragraph = written.add_paragraph("We bake ")
    paragraph.add_run("cheap ").font.strike = True
    paragraph.add_run("fresh bread.").font.double_strike = False
    file = io.BytesIO()
    written.save(file)
    assert [draft.prose for draft in read(file.getvalue(), "a.docx")[0]] == ["We bake fresh bread."]


def test_a_table_of_posts_in_a_document_is_read_as_a_sheet() -> None:
    table = [["Date", "Channel", "Copy"], ["2026-07-06", "IG", BUY], ["2026-07-07", "FB page", ASK]]
    drafts, notes = read(document("Plan for July", table), "plan.docx")
    assert [(draft.prose, draft.context.platform, draft.record.row) for draft in drafts] == [
        (BUY, "instagram", 2),
        (ASK, "facebook", 3),
    ]
    assert notes[-1] == "plan.docx: the posts of the table are checked, the text around it isn't"


def test_a_table_for_the_looks_is_text() -> None:
    [draft], _ = read(document("Before.", [["We bake at six.", "We close at noon."]], "After."), "a.docx")
    assert draft.prose.split("\n\n") == ["Before.", "We bake at six.", "We close at noon.", "After."]


@pytest.mark.parametrize(
    ("name", "package", "hint"),
    [
        ("a.xlsx", "python_calamine", "CSV UTF-8"),
        ("a.ods", "python_calamine", "CSV UTF-8"),
        ("a.docx", "docx", "a .txt file"),
    ],
)
def test_a_missing_reader_is_told_plainly(name: str, package: str, hint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(DraftError) as caught:
        read_bytes(workbook({"Plan": [HEAD, *ROWS]}), name)
    assert 'pip install "softsell[office]"' in str(caught.value)
    assert hint in str(caught.value)


SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def far_cell(reference: str) -> bytes:
    row = f'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row><row><c {reference} t="inlineStr"><is><t>b</t></is></c></row>'
    return f"<worksheet {NAMESPACE}><sheetData>{row}</sheetData></worksheet>".encode()


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.ods"])
@pytest.mark.parametrize("reference", ['r="XFD1048576"', 'r="ZZZ9999999"', "r='XFD1048576'"])
def test_a_cell_far_away_takes_no_memory(reference: str, name: str) -> None:
    data = changed(workbook({"Plan": [HEAD]}), SHEET, lambda _: far_cell(reference))
    with pytest.raises(DraftTooLarge, match="unpacks to more"):
        read(data, name)


@pytest.mark.parametrize("reference", ['r="A99999999999"', 'r="AAAAAAA1"', 'r="1A"', 'r=""'])
def test_a_cell_nowhere_is_refused(reference: str) -> None:
    data = changed(workbook({"Plan": [HEAD]}), SHEET, lambda _: far_cell(reference))
    with pytest.raises(BinaryFile, match="damaged"):
        read(data)


@pytest.mark.parametrize(
    "rows",
    [
        f'<table:table-row table:number-rows-repeated="1048576">{cell("a", "table:number-columns-repeated=" + chr(34) + "16384" + chr(34))}</table:table-row>',
        f'{EMPTY_REST}<table:table-row><table:table-cell table:number-columns-repeated="16000"/>{cell("a")}</table:table-row>',
        f'<table:table-row table:number-rows-repeated="99999999999">{cell("a")}</table:table-row>',
        f'<table:table-row><table:table-cell table:number-columns-repeated="99999999999"/>{cell("a")}</table:table-row>',
    ],
)
def test_repeated_cells_take_no_memory(rows: str) -> None:
    with pytest.raises(DraftTooLarge, match="unpacks to more"):
        read(open_document(rows), "plan.ods")


def test_a_zip_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("softsell.draft.package_guard.MOST_BYTES", 1_000_000)
    data = changed(workbook({"Plan": [HEAD]}), SHEET, lambda sheet: sheet + b" " * 2_000_000)
    assert len(data) < 20_000
    with pytest.raises(DraftTooLarge, match="unpacks to more"):
        read(data)


def test_a_member_that_hides_its_size_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = changed(workbook({"Plan": [HEAD]}), SHEET, lambda sheet: sheet + b" " * 2_000_000)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        size = package.getinfo(SHEET).file_size
    lying = data.replace(size.to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    assert lying != data
    monkeypatch.setattr("softsell.draft.package_guard.MOST_BYTES", 1_000_000)
    with pytest.raises(BinaryFile, match="damaged"):
        read(lying)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_entities_of_ones_own_are_refused(encoding: str) -> None:
    bomb = f'<!DOCTYPE a [<!ENTITY b "{"c" * 100}">]><worksheet {NAMESPACE}/>'.encode(encoding)
    for data, name in (
        (changed(workbook({"Plan": [HEAD]}), SHEET, lambda _: bomb), "a.xlsx"),
        (changed(document(BUY), "word/document.xml", lambda _: bomb), "a.docx"),
    ):
        with pytest.raises(BinaryFile, match="defines its own entities"):
            read(data, name)


@pytest.mark.parametrize("name", ["a.xlsx", "a.xlsm", "a.ods", "a.docx"])
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Hi",
        b"PK\x03\x04",
        packed({}),
        packed({"a": "b"}),
        workbook({"P": [HEAD]})[:2_000],
        document(BUY)[:20_000],
        b"\xd0\xcf\x11\xe0" * 200,
    ],
)
def test_damaged_files_are_refused_and_nothing_else(name: str, data: bytes) -> None:
    with pytest.raises(DraftError) as caught:
        read_bytes(data, name)
    assert str(caught.value).startswith(f"{name}: ")


def test_a_file_of_another_kind_is_refused() -> None:
    with pytest.raises(BinaryFile):
        read_bytes(workbook({"P": [HEAD]}), "a.docx")
    with pytest.raises(BinaryFile):
        read_bytes(document(BUY), "a.xlsx")


@pytest.mark.parametrize("title", [None, "Raft day"])
def test_a_heading_in_word_may_be_a_label(title: str | None) -> None:
    document = docx.Document()
    if title:
        document.add_paragraph(title, style="Title")
    for name, text in (("Instagram", BUY), ("LinkedIn", "The rye is back.")):
        document.add_paragraph(name, style="Heading 1")
        document.add_paragraph(text)
    file = io.BytesIO()
    document.save(file)
    notes: list[str] = []
    drafts = read_bytes(file.getvalue(), "plan.docx", notes=notes)
    assert prose_of(drafts) == [BUY, "The rye is back."]
    assert [draft.context.platform for draft in drafts] == ["instagram", "linkedin"]
    assert notes == ["plan.docx: a post begins below each line that names its platform: instagram, linkedin"]


def test_any_other_heading_in_word_is_a_part_of_the_post() -> None:
    document = docx.Document()
    document.add_paragraph("Our rye", style="Heading 1")
    document.add_paragraph(BUY)
    file = io.BytesIO()
    document.save(file)
    assert prose_of(read_bytes(file.getvalue(), "post.docx")) == [f"Our rye\n\n{BUY}"]
