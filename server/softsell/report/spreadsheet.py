"""Cells that softsell writes for spreadsheets: scores, findings and suggestions in words, safe to open.

A program such as Excel runs a cell that begins with ``=``, ``+``, ``-`` or ``@`` as a formula, and drafts and packs come from anyone.
``neutralize`` puts an apostrophe before such a cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from softsell.checks.finding import Finding, Fix
from softsell.draft.span import Span
from softsell.report.display import escape_lines, one_line
from softsell.report.result import CheckedDraft, CheckedFile
from softsell.vocabulary import DIMENSIONS

COLUMNS: Final = (
    *(dimension.replace("-", "_") for dimension in DIMENSIONS),
    "other_scores",
    "to_mend",
    "findings",
    "suggestions",
)
"""The columns with a post's results: the four scores (0 to 100), those of packs, how many findings there are, and what they say."""

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_LONGEST_QUOTE = 60
_LONGEST_CELL = 30_000
"""Excel takes 32,767 characters in a cell."""


def result_cells(file: CheckedFile, draft: CheckedDraft) -> list[str]:
    """Return the values of ``COLUMNS`` for a post, neutralized."""
    scores = {} if draft.unread else draft.scores
    others = "; ".join(
        f"{name} {_number(score)}" for name, score in scores.items() if name not in DIMENSIONS and score is not None
    )
    cells = [
        *(_number(scores.get(dimension)) for dimension in DIMENSIONS),
        others,
        str(len(draft.problems)),
        _lines(_describe(file, finding) for finding in draft.problems),
        _lines(suggestion for finding in draft.problems for suggestion in _suggestions(finding)),
    ]
    return [neutralize(cell) for cell in cells]


def neutralize(cell: str) -> str:
    """Return the cell so that no spreadsheet runs it as a formula."""
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA) else cell


def safe_cell(text: str) -> str:
    """Return any text as a cell: no control characters, line breaks as ``\\n``, cut to what a cell holds, neutralized."""
    return neutralize(_cut(escape_lines(text.replace("\r\n", "\n").replace("\r", "\n"))))


def _number(score: float | None) -> str:
    return "" if score is None else str(round(score))


def _lines(rows: Iterator[str]) -> str:
    return _cut(escape_lines("\n".join(rows)))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else f"{text[:_LONGEST_CELL]}…"


def _describe(file: CheckedFile, finding: Finding) -> str:
    message = f"{finding.severity} {finding.rule}: {one_line(finding.message)}"
    words = "" if finding.span is None else _quote(file.text, finding.span)
    return message if not words or words in message else f"{message} [{words}]"


def _quote(text: str, span: Span) -> str:
    words = one_line(text[span.start : min(span.end, span.start + _LONGEST_QUOTE + 1)])
    return words if len(words) <= _LONGEST_QUOTE else f"{words[:_LONGEST_QUOTE]}…"


def _suggestions(finding: Finding) -> Iterator[str]:
    for fix in finding.fixes[:3]:
        yield describe_fix(fix)


def describe_fix(fix: Fix) -> str:
    """Return what a fix does, on one line: its label, with the new words if the label doesn't contain them."""
    label, new = one_line(fix.label.strip()) or "Change it", one_line(fix.text.strip())
    return label if len(new) <= 1 or new in label else f"{label}: {new}"
