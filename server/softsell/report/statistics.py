"""How often each rule spoke, in place of what it said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from softsell.checks.finding import Severity
from softsell.report.as_json import VERSION
from softsell.report.json_text import dumps
from softsell.report.result import CheckedFile


def statistics(files: Iterable[CheckedFile], *, as_json: bool) -> Iterator[str]:
    """A table of rules, the most frequent first: how often, how severe, which rule, how many can be mended by
    ``--fix``.

    As JSON: ``{"version": 1, "drafts": …, "statistics": [{"rule", "severity", "count", "fixable"}]}``. Praise is left
    out.
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
        hint = f"  --fix mends {fixable[rule, severity]:,}" if fixable[rule, severity] else ""
        yield f"{count:>6,}  {severity:<10}  {f'{rule:<{longest}}{hint}'.rstrip()}\n"
    if not counts:
        yield f"Nothing to mend in {drafts:,} draft{'s' if drafts != 1 else ''}.\n"
