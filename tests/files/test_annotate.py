"""Excel sheets that come back with columns. ``tests/cli/test_reports.py`` has CSV, from the command line."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart
from openpyxl.styles import Font

from softsell.checks.finding import Finding, Fix
from softsell.draft import Draft, package_guard, read_file
from softsell.draft.span import Span
from softsell.errors import SoftsellError
from softsell.files.annotate import annotate
from softsell.report import CheckedDraft, CheckedFile

POSTS = ["Last chance to get one!!", "Thanks for the jam,\nAna.", "We are the best."]
SCORES: dict[str, float | None] = {"pushiness": 81.6, "self-focus": 0, "questions": 20, "readability": None}


def checked(book: Path, message: str = "It hurries.") -> CheckedFile:
    """The posts of a sheet as its reader gives them, each with a finding."""
    read = read_file(book)
    drafts = [
        CheckedDraft(
            draft.span,
            (
                Finding(
                    "a/b", "warning", Span(draft.span.start, draft.span.start + 4), message, "", (_fix(draft, message),)
                ),
            ),
            SCORES,
            record=draft.record,
        )
        for draft in read
    ]
    return CheckedFile("plan.xlsx", read[0].source, tuple(drafts))


def _fix(draft: Draft, label: str) -> Fix:
    return Fix(label, draft.span, "")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A sheet with a title, a header, three posts, a formula, a date and a format; and another sheet before it."""
    workbook = Workbook()
    notes: Any = workbook.active
    notes.title = "Notes"
    notes.append(["Our plan"])
    plan = workbook.create_sheet("Plan")
    plan.append(["Spring plan"])
    plan.append(["Date", "Copy", "Words"])
    for row, post in enumerate(POSTS, 3):
        plan.append([datetime(2026, 3, row), post, f"=LEN(B{row})"])
    plan["B3"].font = Font(bold=True)
    path = tmp_path / "plan.xlsx"
    workbook.save(path)
    return path


def test_columns_are_added_and_the_rest_stays(book: Path) -> None:
    out = book.with_name("out.xlsx")
    assert annotate(book, checked(book), out) == ()
    copy = load_workbook(out)
    plan = copy["Plan"]
    assert [cell.value for cell in plan[2]] == [
        *("Date", "Copy", "Words"),
        *("softsell_pushiness", "softsell_self_focus", "softsell_questions", "softsell_readability"),
        *("softsell_other_scores", "softsell_to_mend", "softsell_findings", "softsell_suggestions"),
    ]
    assert [cell.value for cell in plan[3]][:10] == [
        *(datetime(2026, 3, 3), POSTS[0], "=LEN(B3)", 82, 0, 20, None, None, 1, "warning a/b: It hurries. [Last]"),
    ]
    assert plan["B3"].font.bold
    assert plan["D1"].value is None
    assert [[cell.value for cell in row] for row in copy["Notes"].rows] == [["Our plan"]]


def test_a_sheet_can_be_annotated_again(book: Path) -> None:
    again = book.with_name("again.xlsx")
    once = book.with_name("once.xlsx")
    annotate(book, checked(book), once)
    annotate(once, checked(once), again)
    names = [cell.value for cell in load_workbook(again)["Plan"][2]]
    assert names[-1] == "softsell_suggestions_2"


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@x"])
def test_no_cell_that_we_write_is_a_formula(book: Path, evil: str) -> None:
    out = book.with_name("out.xlsx")
    annotate(book, checked(book, message=evil), out)
    for row in load_workbook(out)["Plan"].iter_rows(min_row=3, min_col=4):
        for cell in row:
            assert cell.data_type in "ns"
            assert not str(cell.value).startswith(("=", "+", "-", "@"))


def test_what_the_copy_lacks_is_told(book: Path) -> None:
    workbook = load_workbook(book)
    notes: Any = workbook["Notes"]
    notes.add_chart(BarChart(), "A5")
    workbook.save(book)
    (note,) = annotate(book, checked(book), book.with_name("out.xlsx"))
    assert "no charts" in note


def refuse(book: Path, file: CheckedFile) -> str:
    """Why the copy wasn't written."""
    out = book.with_name("out.xlsx")
    with pytest.raises(SoftsellError) as caught:
        annotate(book, file, out)
    assert [path.name for path in book.parent.iterdir()] == [book.name]
    return str(caught.value)


def test_a_sheet_that_changed_meanwhile_is_refused(book: Path) -> None:
    file = checked(book)
    workbook = load_workbook(book)
    workbook["Plan"]["B4"].value = "Something else."
    workbook.save(book)
    assert "the file changed during the check" in refuse(book, file)


def test_what_is_no_longer_a_workbook_is_refused(book: Path) -> None:
    file = checked(book)
    book.write_bytes(b"PK\x03\x04 not really")
    assert "this file is damaged" in refuse(book, file)


def test_a_zip_that_would_fill_the_memory_is_refused(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = checked(book)
    monkeypatch.setattr(package_guard, "MOST_BYTES", 1_000)
    assert "unpacks to more than softsell reads" in refuse(book, file)


@pytest.mark.parametrize("empty", [True, False])
def test_the_only_sheet_with_posts_is_found(book: Path, empty: bool) -> None:
    workbook = load_workbook(book)
    if empty:
        workbook["Notes"]["A1"].value = None
    else:
        del workbook["Notes"]
    workbook.save(book)
    file = checked(book)
    assert file.drafts[0].record.sheet is None
    annotate(book, file, book.with_name("out.xlsx"))
    assert load_workbook(book.with_name("out.xlsx"))["Plan"]["D3"].value == 82


def test_without_the_extra_it_says_what_to_install(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = checked(book)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert "pip install 'softsell[office]'" in refuse(book, file)


def test_names_go_beside_the_names_of_the_sheet(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet: Any = workbook.active
    for row in (["Our plan", "for", "July", "and", "August"], ["Date", "Copy"], ["2026-07-06", POSTS[0]]):
        sheet.append(row)
    path = tmp_path / "plan.xlsx"
    workbook.save(path)
    annotate(path, checked(path), tmp_path / "out.xlsx")
    copy: Any = load_workbook(tmp_path / "out.xlsx").active
    assert copy["F1"].value is None
    assert copy["F2"].value == "softsell_pushiness"
