"""Reviewdog's Diagnostic Format, one JSON document. Praise is left out.

Source: github.com/reviewdog/reviewdog, proto/rdf/reviewdog.proto. Its columns count UTF-8 bytes from 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from softsell.draft.offsets import LineIndex
from softsell.report.json_text import dumps
from softsell.report.options import Options
from softsell.report.paths import portable
from softsell.report.result import CheckedFile, PlacedFinding

_SEVERITIES = {"suggestion": "INFO", "warning": "WARNING", "error": "ERROR"}


def render(files: Iterable[CheckedFile], _options: Options) -> Iterator[str]:
    """See ``softsell.report.render``."""
    yield '{"source": {"name": "softsell"}, "diagnostics": ['
    separator = "\n"
    for file in files:
        lines = LineIndex(file.text)
        for placed in file.placed():
            for entry in placed.findings:
                if not entry.finding.positive:
                    yield separator + dumps(_diagnostic(file.path, lines, entry))
                    separator = ",\n"
    yield "\n]}\n"


def _diagnostic(path: str, lines: LineIndex, entry: PlacedFinding) -> dict[str, Any]:
    finding = entry.finding
    location: dict[str, Any] = {"path": portable(path)}
    if finding.span is None:
        location["range"] = {"start": {"line": entry.start.line}}
    else:
        location["range"] = _range(lines, finding.span.start, finding.span.end)
    diagnostic: dict[str, Any] = {
        "message": f"{finding.message}\n{finding.why}".strip(),
        "location": location,
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
    }
    if finding.fixes:
        diagnostic["suggestions"] = [
            {"range": _range(lines, fix.span.start, fix.span.end), "text": fix.text} for fix in finding.fixes
        ]
    return diagnostic


def _range(lines: LineIndex, start: int, end: int) -> dict[str, Any]:
    return {"start": _position(lines, start), "end": _position(lines, end)}


def _position(lines: LineIndex, offset: int) -> dict[str, int]:
    line, column = lines.position(offset)
    before = lines.line(line)[: column - 1]
    return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
