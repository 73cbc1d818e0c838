"""Renders GitHub Actions workflow commands, which show each finding as a note at its line in the pull request.

Source: docs.github.com, "Workflow commands for GitHub Actions". Omits praise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from softsell.report.display import escape
from softsell.report.options import Options
from softsell.report.paths import portable
from softsell.report.record_words import with_record
from softsell.report.result import CheckedDraft, CheckedFile, PlacedFinding

_COMMANDS = {"suggestion": "notice", "warning": "warning", "error": "error"}


def render(files: Iterable[CheckedFile], _options: Options) -> Iterator[str]:
    """See ``softsell.report.render``."""
    for file in files:
        for placed in file.placed():
            for entry in placed.findings:
                if not entry.finding.positive:
                    yield _command(file.path, placed.draft, entry)


def _command(path: str, draft: CheckedDraft, entry: PlacedFinding) -> str:
    finding, start, end = entry
    properties = {"title": finding.rule, "file": portable(path), "line": start.line}
    if finding.span is not None:
        properties |= {"col": start.column, "endLine": end.line}
        if end.line == start.line:
            # GitHub rejects columns that span lines. Its end column is inclusive.
            properties["endColumn"] = max(start.column, end.column - 1)
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {written}::{_data(with_record(finding.message, draft))}\n"


def _data(text: str) -> str:
    """Escape a message for a command: line breaks in GitHub's way, the rest as a terminal may show it."""
    parts = text.replace("%", "%25").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "%0A".join(map(escape, parts))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
