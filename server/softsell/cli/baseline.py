"""The baseline: findings that were there when a team began to use softsell, and that a check passes over.

The file holds no text of any draft: a finding is known by a hash of its rule and the words it marks, so that it is
still known when other lines of the file change. How often it may occur is counted; one more of the same is told again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from softsell.checks.finding import Finding
from softsell.cli.writing import write_file
from softsell.errors import UsageError
from softsell.packs.names import former_ids, retired_rules
from softsell.report import CheckedFile

_VERSION = 1


class Baseline:
    """What may be passed over, by file."""

    def __init__(self, path: Path, known: dict[str, Counter[str]]) -> None:
        self._path = path
        self._left = {file: Counter(counts) for file, counts in known.items()}
        self._checked: set[str] = set()
        self._rules = {mark.rpartition(":")[0] for counts in known.values() for mark in counts}

    @classmethod
    def read(cls, path: Path) -> Baseline:
        """The baseline in a file.

        Raises:
            UsageError: it is not there, or is no baseline.
        """
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            if data["version"] != _VERSION:
                raise UsageError(f"{path}: this baseline is of another version of softsell. Write it anew: {_ANEW}")
            files = {str(name): Counter(_counts(counts)) for name, counts in data["files"].items()}
        except OSError as error:
            raise UsageError(f"{path}: the baseline can't be read: {error.strerror}. Write it: {_ANEW}") from None
        except (ValueError, TypeError, KeyError, AttributeError):
            raise UsageError(f"{path}: this file is no baseline of softsell. Write it anew: {_ANEW}") from None
        return cls(path, files)

    def without_known(self, file: CheckedFile) -> CheckedFile:
        """The file without the findings that the baseline knows. Asked once for each file."""
        name = _name(file.path, self._path)
        self._checked.add(name)
        left = self._left.get(name)
        if not left:
            return file
        drafts = []
        for draft in file.drafts:
            kept = tuple(finding for finding in draft.findings if not _take(left, finding, file.text))
            drafts.append(replace(draft, findings=kept, known=len(draft.findings) - len(kept)))
        return replace(file, drafts=tuple(drafts))

    def unused(self) -> int:
        """How many of its findings no longer occur in the files that were checked."""
        return sum(counts.total() for name, counts in self._left.items() if name in self._checked)

    def retired(self) -> list[str]:
        """What became of each rule that the baseline names and that is there no longer."""
        return [rule.message for rule_id, rule in retired_rules().items() if rule_id in self._rules]


_ANEW = "softsell check --write-baseline"


def write_baseline(path: Path, files: Iterable[CheckedFile]) -> int:
    """Writes all findings of ``files`` as the baseline, and returns how many there are.

    Raises:
        UsageError: the file can't be written.
    """
    known: dict[str, Counter[str]] = {}
    for file in files:
        counts = Counter(
            _mark(finding, file.text) for draft in file.drafts for finding in draft.findings if not finding.positive
        )
        if counts:
            known[_name(file.path, path)] = counts
    document = {
        "version": _VERSION,
        "files": {name: dict(sorted(counts.items())) for name, counts in sorted(known.items())},
    }
    write_file(path, (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass"))
    return sum(counts.total() for counts in known.values())


def _take(left: Counter[str], finding: Finding, text: str) -> bool:
    if finding.positive:
        return False
    for rule in (finding.rule, *former_ids(finding.rule)):
        mark = _mark(finding, text, rule)
        if left[mark] > 0:
            left[mark] -= 1
            return True
    return False


def _mark(finding: Finding, text: str, rule: str = "") -> str:
    """What a finding is known by, under its rule's id or a former one."""
    rule = rule or finding.rule
    marked = "" if finding.span is None else text[finding.span.start : finding.span.end]
    digest = hashlib.sha256(f"{rule}\0{' '.join(marked.split())}".encode("utf-8", "surrogatepass"))
    return f"{rule}:{digest.hexdigest()[:20]}"


def _name(path: str, baseline: Path) -> str:
    """The file as seen from the baseline's folder, with slashes, so that it is the same from wherever softsell is
    called.
    """
    return Path(os.path.relpath(path, baseline.absolute().parent)).as_posix()


def _counts(counts: Any) -> dict[str, int]:
    return {str(mark): int(count) for mark, count in counts.items()}
