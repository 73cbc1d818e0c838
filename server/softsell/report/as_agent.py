"""Renders what a program that wrote the posts must fix: exact places, words and replacements, and a verdict. Omits praise.

For each post, its place and its scores; for each finding, line and column, severity, rule, the marked words in quotes, the message,
and each fix as ``replace "…" with "…"``. Quoted text is JSON. A finding that fails the check is marked ``MUST``, any other ``may``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from softsell.checks.finding import Fix
from softsell.report.display import escape_path, one_line
from softsell.report.options import Options
from softsell.report.record_words import in_words
from softsell.report.result import CheckedDraft, CheckedFile, PlacedDraft, PlacedFinding
from softsell.report.safe_json import dumps

_LONGEST_QUOTE = 200
_CONTEXT = 40
_MOST_FIXES = 3


def render(files: Iterable[CheckedFile], _options: Options) -> Iterator[str]:
    """See ``softsell.report.render``."""
    posts = failing = must = may = 0
    for file in files:
        for placed in file.placed():
            posts += 1
            problems = [entry for entry in placed.findings if not entry.finding.positive]
            fails = sum(placed.draft.fails_by(entry.finding) for entry in problems)
            failing += bool(fails)
            must += fails
            may += len(problems) - fails
            yield f"{_place(file, placed)}: {'FAIL' if fails else 'ok'}{_scores(placed.draft)}\n"
            for entry in problems:
                yield _finding(file, placed.draft, entry)
    if not posts:
        yield "Nothing to check.\n"
    elif failing:
        yield f"FAIL: {failing} of {posts} posts. Fix every MUST ({must}), keep the facts, then check again. Optional: {may}.\n"
    else:
        yield f"PASS: {posts} of {posts} posts. Optional: {may}.\n"


def _place(file: CheckedFile, placed: PlacedDraft) -> str:
    record = in_words(placed.draft)
    return f"{escape_path(file.path)}:{placed.line}" + (f" ({record})" if record else "")


def _scores(draft: CheckedDraft) -> str:
    if draft.unread:
        return ""
    scores = " ".join(f"{name}={round(score)}" for name, score in draft.scores.items() if score is not None)
    return f" {scores}" if scores else ""


def _finding(file: CheckedFile, draft: CheckedDraft, entry: PlacedFinding) -> str:
    finding = entry.finding
    need = "MUST" if draft.fails_by(finding) else "may"
    place = "whole post" if finding.span is None else f"{entry.start.line}:{entry.start.column}"
    words = "" if finding.span is None else f" {_quote(file.text[finding.span.start : finding.span.end])}"
    rows = [f"  {need} {place} {finding.severity} {finding.rule}{words}: {one_line(finding.message)}"]
    rows += [f"    fix: {_fix(file, fix)}" for fix in finding.fixes[:_MOST_FIXES]]
    return "\n".join(rows) + "\n"


def _fix(file: CheckedFile, fix: Fix) -> str:
    old = file.text[fix.span.start : fix.span.end]
    if not old:
        before = file.text[max(0, fix.span.start - _CONTEXT) : fix.span.start]
        return f"insert {_quote(fix.text)} " + (f"after {_quote(before)}" if before else "at the start")
    return f"replace {_quote(old)} with {_quote(fix.text)}" if fix.text else f"delete {_quote(old)}"


def _quote(text: str) -> str:
    return dumps(text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…")
