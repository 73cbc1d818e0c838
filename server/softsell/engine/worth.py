"""What a fix is worth: by how much it changes each score, found by checking the text with the fix."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import floor

from msgspec import Struct
from msgspec.structs import replace

from softsell.checks.finding import Fix
from softsell.engine.report import Report

MAX_WORTH = 50_000
"""How much text is checked for the fixes of one draft, in code points: all fixes of a post, and the first few of a long article."""


class Allowance(Struct):
    """How much text may still be checked to find out what fixes are worth, in code points. Several drafts can share one."""

    left: int


def add_worth(
    report: Report, check: Callable[[Sequence[str]], Sequence[Report | None]], allowance: Allowance | None = None
) -> Report:
    """Return the report with ``Fix.worth`` filled in, as far as ``MAX_WORTH`` and ``allowance`` go.

    Args:
        report: the report on a text that is one draft.
        check: checks texts as that one was checked; gives ``None`` for a text that can't be checked.
        allowance: what is left for this draft and others; this function takes from it.
    """
    source = report.draft.source
    left = min(MAX_WORTH, MAX_WORTH if allowance is None else allowance.left)
    fixes: list[Fix] = []
    texts: list[str] = []
    for fix in dict.fromkeys(fix for finding in report.findings for fix in finding.fixes):
        text = source[: fix.span.start] + fix.text + source[fix.span.end :]
        if len(text) > left:
            break
        left -= len(text)
        fixes.append(fix)
        texts.append(text)
    if allowance is not None:
        allowance.left -= sum(map(len, texts))
    worth = {
        fix: replace(fix, worth=change_of(report.scores, fixed.scores))
        for fix, fixed in zip(fixes, check(texts) if texts else (), strict=True)
        if fixed is not None
    }
    findings = (
        replace(finding, fixes=tuple(worth.get(fix, fix) for fix in finding.fixes)) for finding in report.findings
    )
    return replace(report, findings=tuple(findings))


def change_of(before: Mapping[str, float | None], after: Mapping[str, float | None]) -> dict[str, int]:
    """Return by how many points each score changes, in whole points; negative is better. The largest improvement stands first.

    Leaves out scores that change by less than half a point. A readability score that isn't there counts as 0. The browser extension
    computes the same (``extension/src/content/annotator.ts``); change the two together.
    """
    # JavaScript's Math.round, so that the card shows the same figure. Python's round() would make -2.5 a -2 and -3.5 a -4.
    changes = {name: floor((score or 0) - (before.get(name) or 0) + 0.5) for name, score in after.items()}
    return dict(sorted(((name, by) for name, by in changes.items() if by), key=lambda change: change[1]))
