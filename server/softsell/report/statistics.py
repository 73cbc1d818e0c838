"""Renders how many findings each rule has, instead of the findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from softsell.checks.finding import Severity
from softsell.report.as_json import VERSION
from softsell.report.result import CheckedFile
from softsell.report.safe_json import dumps


def statistics(files: Iterable[CheckedFile], *, as_json: bool) -> Iterator[str]:
    """Yield a table of rules, the most frequent first: count, severity, rule, and how many findings ``--fix`` can fix.

    As JSON: ``{"version": 1, "drafts": …, "statistics": [{"rule", "severity", "count", "fixable"}]}``. Omits praise.
    """
    counts: Counter[tuple[str, Severity]] = Counter()
    fixable: Counter[tuple[str, Severity]] = Counter()
    drafts = 0
    for file in files:
        drafts += len(file.drafts)
        for draft in file.drafts:
            for finding in draft.problems:
                counts[finding.rule, finding.severity] += 1
                fixable[finding.rule, finding.severity] += any(fix.safe for fix in finding.fixes)
    ordered = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    if as_json:
        rows = [
            {"rule": rule, "severity": severity, "count": count, "fixable": fixable[rule, severity]}
            for (rule, severity), count in ordered
        ]
        yield dumps({"version": VERSION, "drafts": drafts, "statistics": rows}, indent=2) + "\n"
        return
    longest = max((len(rule) for rule, _ in counts), default=0)
    for (rule, severity), count in ordered:
        hint = f"  --fix fixes {fixable[rule, severity]:,}" if fixable[rule, severity] else ""
        yield f"{count:>6,}  {severity:<10}  {f'{rule:<{longest}}{hint}'.rstrip()}\n"
    if not counts:
        yield f"Nothing to fix in {drafts:,} draft{'s' if drafts != 1 else ''}.\n"
