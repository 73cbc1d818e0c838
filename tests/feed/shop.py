"""A year of a pottery that never was: three posts a week with tips, stories and questions until March. Then a scheduling tool and five
templates sell nearly every day, questions of customers get thanks instead of answers, and nobody posts for three weeks in August.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from softsell.draft import Context, Draft, read_text
from softsell.draft.record import COUNTS, Record
from softsell.feed import Post, make_post
from softsell.files.checker import Checker
from softsell.files.folder_settings import Settings
from softsell.files.task import Task

YEAR = Path(__file__).with_name("fern_and_kiln.csv")


@cache
def shop_year() -> tuple[Post, ...]:
    """The posts and replies of the year, in the order of the sheet."""
    with YEAR.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(posts_of(rows))


def posts_of(rows: Sequence[dict[str, str]]) -> list[Post]:
    """Check rows of a sheet and return their posts. Dates are UTC."""
    drafts = [_draft(row, number) for number, row in enumerate(rows, 2)]
    checked = Checker(Task(settings=Settings(isolated=True))).check_drafts("year.csv", drafts)
    return [
        make_post(draft, result, f"year.csv, row {draft.record.row}", UTC)
        for draft, result in zip(drafts, checked, strict=True)
    ]


def _draft(row: dict[str, str], number: int) -> Draft:
    context = Context(
        platform=row.get("Platform", "").lower() or None,
        brands=("Fern & Kiln",),
        reply_to=row.get("Reply to") or None,
    )
    counts = {name: int(row[name.title()]) for name in COUNTS if row.get(name.title())}
    date = datetime.fromisoformat(row["Date"]) if row.get("Date") else None
    return replace(read_text(row["Post"], context=context), record=Record(row=number, date=date, counts=counts))
