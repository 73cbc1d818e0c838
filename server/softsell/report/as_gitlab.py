"""Renders GitLab's Code Quality report: a JSON list of issues. Omits praise.

Source: docs.gitlab.com, "Code Quality", section "Code Quality report format".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from softsell.report.as_sarif import fingerprint
from softsell.report.options import Options
from softsell.report.paths import portable
from softsell.report.record_words import with_record
from softsell.report.result import CheckedFile
from softsell.report.safe_json import dumps

_SEVERITIES = {"suggestion": "info", "warning": "minor", "error": "major"}


def render(files: Iterable[CheckedFile], _options: Options) -> Iterator[str]:
    """See ``softsell.report.render``."""
    separator = "["
    for file in files:
        seen: Counter[str] = Counter()
        for placed in file.placed():
            for finding, start, end in placed.findings:
                if finding.positive:
                    continue
                issue = {
                    "description": with_record(finding.message, placed.draft),
                    "check_name": finding.rule,
                    "fingerprint": fingerprint(file, finding, seen),
                    "severity": _SEVERITIES[finding.severity],
                    "location": {
                        "path": portable(file.path),
                        "lines": {"begin": start.line, "end": end.line},
                    },
                }
                yield f"{separator}\n{dumps(issue)}"
                separator = ","
    yield "[]\n" if separator == "[" else "\n]\n"
