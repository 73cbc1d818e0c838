"""The report as a sheet, read back by Python's csv module."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from tests.report.posts import SHEET, one, shown

from softsell.checks.finding import Finding, Fix
from softsell.draft.record import Record
from softsell.draft.span import Span
from softsell.report import CheckedFile


def rows(*files: CheckedFile) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(shown("csv", *files), newline="")))


def test_a_row_for_each_post_with_its_fields_scores_and_findings() -> None:
    sale, thanks, praise = rows(SHEET)
    assert {
        key: sale[key] for key in ("file", "line", "row", "id", "date", "platform", "campaign", "link", "likes", "post")
    } == {
        "file": "plan.csv",
        "line": "1",
        "row": "2",
        "id": "P2",
        "date": "2026-03-03 09:30",
        "platform": "x",
        "campaign": "Spring",
        "link": "https://example.com/1",
        "likes": "7",
        "post": "Last chance to get one!!",
    }
    assert (sale["pushiness"], sale["self_focus"], sale["readability"], sale["to_mend"]) == ("80", "20", "", "2")
    assert sale["findings"].splitlines()[0] == "warning pushiness/last-chance: “Last chance” hurries the reader."
    assert sale["suggestions"] == "Take it out"
    assert (thanks["to_mend"], thanks["findings"]) == ("0", "")
    assert praise["findings"] == "error self-focus/praise: It praises itself."


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "＝1", "\n@x"])
def test_no_cell_is_run_as_a_formula(evil: str) -> None:
    finding = Finding("a/b", "warning", Span(0, 1), evil, "", (Fix(evil, Span(0, 1), evil),))
    (row,) = rows(one(evil, finding, record=Record(2, evil, None, evil, evil), path=evil))
    for name, cell in row.items():
        assert not cell.strip().startswith(("=", "+", "-", "@", "＝")), name


def test_a_score_of_a_pack_has_its_place() -> None:
    (draft,) = one("Soup.").drafts
    draft.scores["warmth"] = 40.0  # type: ignore[index]
    assert rows(CheckedFile("a.txt", "Soup.", (draft,)))[0]["other_scores"] == "warmth 40"
