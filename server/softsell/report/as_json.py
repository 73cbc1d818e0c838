"""Renders one JSON document, ``{"version": 1, "files": [{"path", "drafts": [{"line", "findings", "scores", "measures", "kind"}]}]}``.

Offsets (``start``, ``end``) are code points of the file. Lines and columns count from 1, and columns count code points. A
finding about the whole draft has null offsets, the draft's first line and column 1. Files are written one by one to keep
memory use flat.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from softsell.checks.finding import Fix
from softsell.report.options import Options
from softsell.report.result import CheckedFile, PlacedDraft, PlacedFinding
from softsell.report.safe_json import dumps

VERSION = 1


def render(files: Iterable[CheckedFile], _options: Options) -> Iterator[str]:
    """See ``softsell.report.render``."""
    yield f'{{"version": {VERSION}, "files": ['
    separator = "\n"
    for file in files:
        drafts = [draft_as_dict(placed) for placed in file.placed()]
        yield separator + dumps({"path": file.path, "drafts": drafts}, indent=2)
        separator = ",\n"
    yield "\n]}\n"


def draft_as_dict(placed: PlacedDraft) -> dict[str, Any]:
    """Return a draft as a dict for JSON."""
    return {
        "line": placed.line,
        "findings": [_finding(entry) for entry in placed.findings],
        "scores": dict(placed.draft.scores),
        "measures": dict(placed.draft.measures),
        "kind": placed.draft.kind._asdict(),
    }


def _finding(entry: PlacedFinding) -> dict[str, Any]:
    finding = entry.finding
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "dimension": finding.dimension,
        "positive": finding.positive,
        "start": None if finding.span is None else finding.span.start,
        "end": None if finding.span is None else finding.span.end,
        "line": entry.start.line,
        "column": entry.start.column,
        "message": finding.message,
        "why": finding.why,
        "fixes": [_fix(fix) for fix in finding.fixes],
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {"label": fix.label, "start": fix.span.start, "end": fix.span.end, "text": fix.text, "safe": fix.safe}
