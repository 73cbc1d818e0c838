"""A checked draft as a dict for JSON. ``Report.to_dict`` and ``--format json`` use it, so they give the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from softsell.checks.finding import Finding, Fix
from softsell.draft.offsets import LineIndex, Position
from softsell.draft.record import Record
from softsell.draft.span import Span


def draft_as_dict(
    *,
    line: int,
    findings: Iterable[tuple[Finding, Position]],
    scores: Mapping[str, float | None],
    measures: Mapping[str, float | None],
    kind: Mapping[str, Any],
    platform: str | None,
    record: Record,
) -> dict[str, Any]:
    """Return a draft as a dict of strings, numbers, lists, dicts and ``None``.

    Args:
        line: the line on which it begins, from 1.
        findings: its findings, each with the position of its first character.
        scores, measures: as in ``Report``.
        kind: ``name``, ``group``, ``likelihood`` and ``group_likelihood``.
        platform: where it will be posted, if that is known.
        record: what its sheet or archive says about it beside the text.
    """
    return {
        "line": line,
        "findings": [_finding_as_dict(finding, start) for finding, start in findings],
        "scores": dict(scores),
        "measures": dict(measures),
        "kind": dict(kind),
        "platform": platform,
        "sheet": record.sheet,
        "row": record.row,
        "id": record.id,
        "date": record.date.isoformat() if record.date else None,
        "campaign": record.campaign,
        "link": record.link,
        "counts": dict(record.counts),
    }


def place(finding: Finding, lines: LineIndex, draft_line: int) -> tuple[Position, Position]:
    """Return the positions of a finding's start and end. For the whole draft, both are its first line."""
    if finding.span is None:
        return Position(draft_line, 1), Position(draft_line, 1)
    return lines.position(finding.span.start), lines.position(finding.span.end)


def find_first_character(text: str, span: Span) -> int:
    """Return where the draft's first visible character is. Blank lines between two posts belong to neither."""
    inside = text[span.start : span.end]
    return span.start + len(inside) - len(inside.lstrip()) if inside.strip() else span.start


def _finding_as_dict(finding: Finding, start: Position) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "dimension": finding.dimension,
        "positive": finding.positive,
        "start": None if finding.span is None else finding.span.start,
        "end": None if finding.span is None else finding.span.end,
        "line": start.line,
        "column": start.column,
        "message": finding.message,
        "why": finding.why,
        "fixes": [_fix_as_dict(fix) for fix in finding.fixes],
    }


def _fix_as_dict(fix: Fix) -> dict[str, Any]:
    shown = {"label": fix.label, "start": fix.span.start, "end": fix.span.end, "text": fix.text, "safe": fix.safe}
    return shown if fix.worth is None else shown | {"worth": dict(fix.worth)}
