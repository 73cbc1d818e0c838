from __future__ import annotations

import pytest
from tests.draft.draft_properties import prose_of, source_of

from softsell.draft import Draft, read_bytes

ONE = "Rye is back, and warm."
TWO = "Which crust do you fight over at home?"
ROWS = f"| Date | Platform | Copy |\n|:---|:-:|---|\n| 2026-07-06 | X | {ONE} |\n| 2026-07-07 | LinkedIn | {TWO} |\n"


def read(text: str) -> tuple[list[Draft], list[str]]:
    notes: list[str] = []
    drafts = read_bytes(text.encode(), "plan.md", notes=notes)
    prose_of(drafts)
    return drafts, notes


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("before", ["", "\ufeff", "# July\n\n", "---\ntitle: Our plan\n---\n\n"])
def test_a_calendar_in_markdown_is_read_as_a_sheet(before: str, line_end: str) -> None:
    drafts, notes = read((before + ROWS).replace("\n", line_end))
    assert [(draft.context.platform, draft.record.row, draft.prose) for draft in drafts] == [
        ("x", 2, ONE),
        ("linkedin", 3, TWO),
    ]
    assert drafts[0].record.date is not None
    assert source_of(drafts[1], "crust") == "crust"
    assert notes == ["plan.md: post text: column Copy; platform: column Platform; date: column Date"]


def test_cells_are_markdown() -> None:
    table = "| Date | Copy |\n|---|---|\n| 6/7 | A **loaf** of [rye](https://a.example) \\| wheat.<br>Ask `us`. |\n"
    [draft], _ = read(table)
    assert draft.prose == "A loaf of rye | wheat.\nAsk \ufffc."
    assert source_of(draft, "loaf") == "loaf"


def test_a_table_for_each_month() -> None:
    drafts, notes = read(f"## July\n\n{ROWS}\n## August\n\n{ROWS}")
    assert [draft.prose for draft in drafts] == [ONE, TWO, ONE, TWO]
    assert len(notes) == 1


@pytest.mark.parametrize(
    "text",
    [
        ROWS + "\n" + "We plan like this each month, and everybody may write a post for it. " * 4,
        f"<!-- softsell-disable-next -->\n\n{ROWS}",
        f"---\nplatform: blog\n---\n\n{ROWS}",
        "| Loaf | Price |\n|---|---|\n| Rye | $5 |\n",
        f"| Name | Text |\n|---|---|\n| Rye | {ONE} |\n",
        f"| Date | LinkedIn copy | X copy |\n|---|---|---|\n| 6/7 | {ONE} | {TWO} |\n",
        f"```\n{ROWS}```\n",
    ],
)
def test_another_table_is_a_part_of_its_post(text: str) -> None:
    drafts, notes = read(text)
    assert (len(drafts), notes) == (1, [])
    assert drafts[0].record.row is None
