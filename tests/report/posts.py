"""A sheet of planned posts for the tests of reports: two platforms, two campaigns, two months."""

from __future__ import annotations

from datetime import datetime

from softsell.checks.finding import Finding, Fix
from softsell.draft.record import Record
from softsell.draft.span import Span
from softsell.report import CheckedDraft, CheckedFile, Options, render

TEXT = "Last chance to get one!!\nThanks for the jam, Ana.\nWe are the best.\n"
_SALE, _THANKS, _PRAISE = Span(0, 24), Span(25, 49), Span(50, 66)


def scores(pushiness: float, self_focus: float, readability: float | None = None) -> dict[str, float | None]:
    return {"pushiness": pushiness, "self-focus": self_focus, "questions": 0.0, "readability": readability}


HURRY = Finding(
    "pushiness/last-chance",
    "warning",
    Span(0, 11),
    "“Last chance” hurries the reader.",
    "Calm sells.",
    (Fix("Take it out", Span(0, 15), ""),),
    dimension="pushiness",
)
MARKS = Finding("pushiness/marks", "suggestion", Span(22, 24), "“!!” shouts.", "One is enough.", dimension="pushiness")
THANKS = Finding("value/thanks", "suggestion", Span(25, 31), "It says thank you.", "", (), True)
BEST = Finding("self-focus/praise", "error", None, "It praises itself.", "Let others do it.", dimension="self-focus")


def record(row: int, month: int, campaign: str) -> Record:
    return Record(row, f"P{row}", datetime(2026, month, 3, 9, 30), campaign, "https://example.com/1", {"likes": 7})


SHEET = CheckedFile(
    "plan.csv",
    TEXT,
    (
        CheckedDraft(_SALE, (HURRY, MARKS), scores(80, 20), platform="x", record=record(2, 3, "Spring")),
        CheckedDraft(_THANKS, (THANKS,), scores(0, 0, 10), platform="linkedin", record=record(3, 3, "Spring")),
        CheckedDraft(_PRAISE, (BEST,), scores(10, 90), platform="linkedin", record=record(4, 4, "Rye")),
    ),
)


def shown(format_name: str, *files: CheckedFile) -> str:
    return "".join(render(format_name, files, Options(version="1.2.3")))


def one(text: str, *findings: Finding, record: Record | None = None, path: str = "a.txt") -> CheckedFile:
    draft = CheckedDraft(Span(0, len(text)), findings, scores(1, 2, 3), record=record or Record())
    return CheckedFile(path, text, (draft,))
