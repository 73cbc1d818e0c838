"""Renders Reviewdog's Diagnostic Format, one JSON document. Omits praise.

Source: github.com/reviewdog/reviewdog, proto/rdf/reviewdog.proto. Its columns count UTF-8 bytes from 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from softsell.draft.offsets import LineIndex
from softsell.draft.span import Span
from softsell.report.options import Options
from softsell.report.paths import portable
from softsell.report.record_words import with_record
from softsell.report.result import CheckedDraft, CheckedFile, PlacedFinding
from softsell.report.safe_json import dumps

_SEVERITIES = {"suggestion": "INFO", "warning": "WARNING", "error": "ERROR"}


def render(files: Iterable[CheckedFile], _options: Options) -> Iterator[str]:
    """See ``softsell.report.render``."""
    yield '{"source": {"name": "softsell"}, "diagnostics": ['
    separator = "\n"
    for file in files:
        columns = _ByteColumns(file.text)
        for placed in file.placed():
            for entry in placed.findings:
                if not entry.finding.positive:
                    yield separator + dumps(_diagnostic(file.path, columns, placed.draft, entry))
                    separator = ",\n"
    yield "\n]}\n"


class _ByteColumns:
    """Converts positions to what reviewdog counts. It continues from the last position, since findings come in order: a line
    of megabytes with a thousand findings is counted once, not a thousand times."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = LineIndex(text)
        self._last_offset = 0
        self._last_bytes = 0

    def range(self, span: Span) -> dict[str, Any]:
        """Return a span as a range."""
        return {"start": self._position(span.start), "end": self._position(span.end)}

    def _position(self, offset: int) -> dict[str, int]:
        line = self._lines.position(offset).line
        start = self._lines.line_start(line)
        offset = max(offset, start)  # A byte order mark has no column.
        if self._last_offset < start or self._lines.position(self._last_offset).line != line:
            self._last_offset, self._last_bytes = start, 0
        if offset >= self._last_offset:
            self._last_bytes += self._size(self._last_offset, offset)
        else:
            self._last_bytes -= self._size(offset, self._last_offset)
        self._last_offset = offset
        return {"line": line, "column": self._last_bytes + 1}

    def _size(self, start: int, end: int) -> int:
        return len(self._text[start:end].encode("utf-8", "surrogatepass"))


def _diagnostic(path: str, columns: _ByteColumns, draft: CheckedDraft, entry: PlacedFinding) -> dict[str, Any]:
    finding = entry.finding
    location: dict[str, Any] = {"path": portable(path)}
    if finding.span is None:
        location["range"] = {"start": {"line": entry.start.line}}
    else:
        location["range"] = columns.range(finding.span)
    diagnostic: dict[str, Any] = {
        "message": f"{with_record(finding.message, draft)}\n{finding.why}".strip(),
        "location": location,
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
    }
    if finding.fixes:
        diagnostic["suggestions"] = [{"range": columns.range(fix.span), "text": fix.text} for fix in finding.fixes]
    return diagnostic
