"""Renders one line for each finding, ``path:line:column: severity rule: message``, for grep and editors. Omits praise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from softsell.report.display import escape_path, one_line
from softsell.report.options import Options
from softsell.report.record_words import with_record
from softsell.report.result import CheckedFile
from softsell.report.style import Style


def render(files: Iterable[CheckedFile], options: Options) -> Iterator[str]:
    """See ``softsell.report.render``."""
    style = Style(options.color)
    for file in files:
        path = escape_path(file.path)
        for placed in file.placed():
            for finding, start, _ in placed.findings:
                if not finding.positive:
                    severity = style.paint(finding.severity, finding.severity)
                    place = style.paint(f"{path}:{start.line}:{start.column}", "bold")
                    yield f"{place}: {severity} {finding.rule}: {with_record(one_line(finding.message), placed.draft)}\n"
