"""Pages of HTML that are tables of posts."""

from __future__ import annotations

from datetime import datetime

import pytest
from tests.draft.draft_properties import prose_of, source_of

from softsell.draft import Draft, read_bytes
from softsell.errors import UnclearColumn

RYE = "The rye is back, and the oven is warm & ready."
BIKES = "Who has a bicycle to lend us on Saturday?\nWe bring it back on Sunday."


def html(text: str) -> str:
    return text.replace("&", "&amp;").replace("\n", "<br>")


def table(*rows: list[str], cell: str = "<td>{}</td>") -> str:
    return "<table>" + "\n".join(f"<tr>{''.join(map(cell.format, row))}</tr>" for row in rows) + "</table>"


def read(page: str, name: str = "plan.html", **more: str) -> tuple[list[Draft], list[str]]:
    notes: list[str] = []
    drafts = read_bytes(page.encode(), name, notes=notes, **more)  # type: ignore[arg-type]
    prose_of(drafts)
    return drafts, notes


HEAD = ["Date", "Platform", "Post", "Picture"]
ROWS = [["6 July 2026", "IG", html(RYE), "oven, from the left"], ["7 July 2026", "X", html(BIKES), "old bike"]]


@pytest.mark.parametrize("cell", ["<td>{}</td>", "<td width=90><p class=a><b>{}<o:p></o:p></b></p></td>", "<td>{}"])
def test_each_row_of_a_table_is_a_post(cell: str) -> None:
    drafts, notes = read(f"<html><body><h1>July</h1>{table(HEAD, *ROWS, cell=cell)}</body></html>")
    assert prose_of(drafts) == [RYE, BIKES]
    assert [draft.context.platform for draft in drafts] == ["instagram", "x"]
    assert drafts[0].record.date == datetime(2026, 7, 6)
    assert source_of(drafts[0], "warm & ready") == "warm &amp; ready"
    assert notes == ["plan.html: post text: column Post; platform: column Platform; date: column Date"]


def test_a_sheet_that_google_saved_has_letters_and_numbers_around_it() -> None:
    letters = "".join(f"<th>{letter}</th>" for letter in ["", *"ABCD"])
    title = '<tr><th>1</th><td colspan="4">July (ask before you change this)</td></tr>'
    bar = '<tr><th class="freezebar-cell"></th>' + '<td class="freezebar-cell"></td>' * 4 + "</tr>"
    rows = [
        f"<tr><th>{number}</th>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>"
        for number, row in enumerate([["When", "Where", "Wording", "Who"], *ROWS], 2)
    ]
    page = f'<table class="waffle"><tr>{letters}</tr>{title}{rows[0]}{bar}{rows[1]}{rows[2]}</table>'
    drafts, _ = read(page)
    assert prose_of(drafts) == [RYE, BIKES]
    assert [draft.record.row for draft in drafts] == [3, 4]


@pytest.mark.parametrize(
    ("head", "first", "second"),
    [
        (
            "<td>Date</td><td colspan=2>Platform</td><td>Post</td>",
            f"<td rowspan=2>6 July 2026</td><td>IG</td><td></td><td>{html(RYE)}</td>",
            f"<td>X</td><td></td><td>{html(BIKES)}</td>",
        ),
        (
            "<td colspan=2>Date</td><td>Post</td><td>Notes</td>",
            f"<td rowspan=2 colspan=2>6 July 2026</td><td>{html(RYE)}</td><td>oven, from the left</td>",
            f"<td>{html(BIKES)}</td><td>Ask Ann for the old bike, and for the key of her shed.</td>",
        ),
    ],
    ids=["rows or columns", "rows and columns at once"],
)
def test_a_cell_over_several_rows_or_columns_is_in_each(head: str, first: str, second: str) -> None:
    drafts, _ = read(f"<table><tr>{head}</tr><tr>{first}</tr><tr>{second}</tr></table>")
    assert prose_of(drafts) == [RYE, BIKES]
    assert [draft.record.date for draft in drafts] == [datetime(2026, 7, 6)] * 2


@pytest.mark.parametrize("empty", ["<tr></tr>", "<tr>", "<tr>\n</tr>"])
def test_an_empty_row_counts_for_the_cells_that_go_over_it(empty: str) -> None:
    head = "<tr><td>Platform</td><td>Date</td><td>Post</td></tr>"
    first = f"<tr><td>IG</td><td rowspan=2>6 July 2026</td><td>{html(RYE)}</td></tr>"
    second = f"<tr><td>X</td><td>7 July 2026</td><td>{html(BIKES)}</td></tr>"
    drafts, _ = read(f"<table>{head}{first}{empty}{second}</table>")
    assert prose_of(drafts) == [RYE, BIKES]
    assert [draft.record.date for draft in drafts] == [datetime(2026, 7, 6), datetime(2026, 7, 7)]


def test_hidden_rows_are_left_out() -> None:
    page = table(HEAD, *ROWS).replace("<tr><td>7 July", "<tr style='display:none'><td>7 July")
    assert prose_of(read(page)[0]) == [RYE]


@pytest.mark.parametrize(
    "page",
    [
        f"<p>{RYE} {RYE} {RYE}</p><p>{BIKES}</p>{table(['Date', 'Post'], ['Monday', 'Rye rolls'])}",  # a part of the post
        f"<table><tr><td>{table(HEAD, *ROWS)}</td></tr><tr><td>{BIKES * 5}</td></tr></table>",
        table(["Day", "Hours"], ["Monday", "We open at nine."], ["Tuesday", "We open at noon."]),
        f"<div hidden>{table(HEAD, *ROWS)}</div><p>{BIKES}</p>",
        f"<!-- {table(HEAD, *ROWS)} --><p>{BIKES}</p>",
        f"<p>{RYE}</p><table><tr><td",
    ],
)
def test_other_tables_are_parts_of_the_post(page: str) -> None:
    assert len(read(page)[0]) == 1


def test_columns_that_fit_equally_are_asked_about_with_their_place() -> None:
    page = "<p>July</p>\n" + table(["LinkedIn copy", "Instagram copy"], [html(RYE), html(BIKES)])
    with pytest.raises(UnclearColumn, match=r"^plan.html:2:\d+: 2 columns could hold the posts"):
        read(page)
    assert prose_of(read(page, column="Instagram copy")[0]) == [BIKES]


PAGE = '<html><head><meta http-equiv=Content-Type content="text/html; charset={}"></head><body><p>{}</p></body></html>'
CAFE = "Our café – “warm”, and it’s open."


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("windows-1252", "cp1252"), ("iso-8859-1", "cp1252"), ("macintosh", "mac-roman"), ("Windows-1250", "cp1250")],
)
def test_a_page_is_read_in_the_encoding_that_it_declares(declared: str, encoding: str) -> None:
    [draft] = read_bytes(PAGE.format(declared, CAFE).encode(encoding), "a.htm")
    assert draft.prose == CAFE
    assert source_of(draft, "café") == "café"


def test_a_page_in_utf_8_is_read_so_whatever_it_declares() -> None:
    assert read_bytes(PAGE.format("windows-1252", CAFE).encode(), "a.htm")[0].prose == CAFE
