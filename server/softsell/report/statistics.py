"""Renders how many findings each rule, platform and file has, instead of the findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from softsell.checks.finding import Severity
from softsell.report.as_json import VERSION
from softsell.report.display import escape_path
from softsell.report.result import CheckedDraft, CheckedFile
from softsell.report.safe_json import dumps
from softsell.report.titles import key_title
from softsell.wording import counted

_MOST_FILES = 20
"""The most files in the table for people."""


class _Tally(Struct):
    """How many drafts, drafts with nothing to fix, and findings a platform or a file has."""

    drafts: int = 0
    clean: int = 0
    findings: int = 0

    def add(self, draft: CheckedDraft) -> None:
        count = len(draft.problems)
        self.drafts += 1
        self.clean += not count
        self.findings += count

    def as_dict(self) -> dict[str, int]:
        return {"drafts": self.drafts, "clean": self.clean, "findings": self.findings}


def statistics(files: Iterable[CheckedFile], *, as_json: bool) -> Iterator[str]:
    """Yield a table of rules, the most frequent first: count, severity, rule, and how many findings ``--fix`` can fix.

    A table of platforms follows if there are several, and one of the files with the most findings. As JSON: ``{"version": 1, "drafts",
    "statistics": [{"rule", "severity", "count", "fixable"}], "platforms": [{"platform", "drafts", "clean", "findings"}], "files":
    [{"path", "drafts", "clean", "findings"}]}``, with all files. Omits praise.
    """
    counts: Counter[tuple[str, Severity]] = Counter()
    fixable: Counter[tuple[str, Severity]] = Counter()
    platforms: dict[str | None, _Tally] = {}
    by_file: dict[str, _Tally] = {}
    for file in files:
        tally = by_file.setdefault(file.path, _Tally())
        for draft in file.drafts:
            tally.add(draft)
            platforms.setdefault(draft.platform, _Tally()).add(draft)
            for finding in draft.problems:
                counts[finding.rule, finding.severity] += 1
                fixable[finding.rule, finding.severity] += any(fix.safe for fix in finding.fixes)
    ordered = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    drafts = sum(tally.drafts for tally in by_file.values())
    if as_json:
        document: dict[str, Any] = {
            "version": VERSION,
            "drafts": drafts,
            "statistics": [
                {"rule": rule, "severity": severity, "count": count, "fixable": fixable[rule, severity]}
                for (rule, severity), count in ordered
            ],
            "platforms": [{"platform": name, **tally.as_dict()} for name, tally in _most_first(platforms)],
            "files": [{"path": path, **tally.as_dict()} for path, tally in _most_first(by_file)],
        }
        yield dumps(document, indent=2) + "\n"
        return
    longest = max((len(rule) for rule, _ in counts), default=0)
    for (rule, severity), count in ordered:
        hint = f"  --fix fixes {fixable[rule, severity]:,}" if fixable[rule, severity] else ""
        yield f"{count:>6,}  {severity:<10}  {f'{rule:<{longest}}{hint}'.rstrip()}\n"
    if not counts:
        yield f"Nothing to fix in {counted(drafts, 'draft')}.\n"
    if len(platforms) > 1:
        yield from _table("platform", {key_title("platform", name): tally for name, tally in platforms.items()})
    if len(by_file) > 1:
        yield from _table("file", {escape_path(path): tally for path, tally in by_file.items()})


def _table(what: str, tallies: Mapping[str, _Tally]) -> Iterator[str]:
    yield f"\nfindings  drafts  nothing to fix  {what}\n"
    ordered = _most_first(tallies)
    rest = ordered[_MOST_FILES:]
    for name, tally in ordered[:_MOST_FILES]:
        yield _row(tally, name)
    if rest:
        others = [tally for _, tally in rest]
        yield _row(
            _Tally(*(sum(getattr(tally, name) for tally in others) for name in ("drafts", "clean", "findings"))),
            f"{len(rest):,} more",
        )


def _row(tally: _Tally, name: str) -> str:
    return f"{tally.findings:>8,}  {tally.drafts:>6,}  {tally.clean:>14,}  {name}\n"


def _most_first(tallies: Mapping[Any, _Tally]) -> list[tuple[Any, _Tally]]:
    return sorted(tallies.items(), key=lambda entry: (-entry[1].findings, str(entry[0])))
