"""The baseline: findings that existed when a team began to use softsell, which a check hides.

The file holds no text of a draft. It identifies a finding by a hash of its rule and the words it marks, so changes to other
lines don't matter. It also counts them: one more of the same finding is shown.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from softsell.checks.finding import Finding
from softsell.errors import UsageError
from softsell.files.find import leads_elsewhere
from softsell.files.write import create_file, read_original, replace_file
from softsell.packs.names import former_ids, retired_rules
from softsell.report import CheckedFile

_ATTEMPTS = 5
_VERSION = 1
_MAX_BYTES = 100_000_000


class Baseline:
    """The findings to hide, by file."""

    def __init__(self, path: Path, known: dict[str, Counter[str]]) -> None:
        self._path = path
        self._left = {file: Counter(counts) for file, counts in known.items()}
        self._checked: set[str] = set()
        self._rules = {mark.rpartition(":")[0] for counts in known.values() for mark in counts}

    @classmethod
    def read(cls, path: Path) -> Baseline:
        """Read a baseline from a file.

        Raises:
            UsageError: the file is missing or isn't a baseline.
        """
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            if data["version"] != _VERSION:
                raise UsageError(
                    f"{path}: this baseline was written by another version of softsell. Write a new one: {_COMMAND}"
                )
            files = {str(name): Counter(_parse_counts(counts)) for name, counts in data["files"].items()}
        except OSError as error:
            raise UsageError(
                f"{path}: the baseline can't be read: {error.strerror}. To write one: {_COMMAND}"
            ) from None
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise UsageError(f"{path}: this file isn't a softsell baseline. To write one: {_COMMAND}") from None
        return cls(path, files)

    def without_known(self, file: CheckedFile) -> CheckedFile:
        """Return the file without the findings in the baseline. Call it once for each file."""
        name = _relative_name(file.path, self._path)
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
        """Return how many of its findings no longer occur in the checked files."""
        return sum(counts.total() for name, counts in self._left.items() if name in self._checked)

    def retired(self) -> list[str]:
        """Return a sentence about each retired rule that the baseline names."""
        return [rule.message for rule_id, rule in retired_rules().items() if rule_id in self._rules]


_COMMAND = "softsell check --write-baseline"


def write_baseline(path: Path, files: Iterable[CheckedFile]) -> int:
    """Write all findings of ``files`` as the baseline, and return how many there are.

    Raises:
        UsageError: the file can't be written, holds something other than a baseline, or is a link, which could lead anywhere in a
            folder from somebody else.
    """
    target = leads_elsewhere(str(path))
    if target is not None:
        raise UsageError(
            f"{path}: no baseline was written, because this is a link or lies behind one. The file itself is {target}."
        )
    known: dict[str, Counter[str]] = {}
    for file in files:
        counts = Counter(
            _mark(finding, file.text) for draft in file.drafts for finding in draft.findings if not finding.positive
        )
        if counts:
            known[_relative_name(file.path, path)] = counts
    document = {
        "version": _VERSION,
        "files": {name: dict(sorted(counts.items())) for name, counts in sorted(known.items())},
    }
    data = (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")
    for attempt in range(_ATTEMPTS):
        try:
            _write(path, data)
            break
        except UsageError:
            # Another run may have written its baseline just now. What is there is looked at again before it is replaced.
            if attempt == _ATTEMPTS - 1:
                raise
    return sum(counts.total() for counts in known.values())


def _write(path: Path, data: bytes) -> None:
    """Write or replace the baseline. A file that holds anything else is never overwritten."""
    try:
        original = read_original(path, _MAX_BYTES)
    except FileNotFoundError:
        create_file(path, data)
        return
    except OSError as error:
        raise UsageError(f"{path}: the baseline can't be written: {error.strerror or 'the system refused'}.") from None
    if original.data.strip() and not _is_baseline(original.data):
        raise UsageError(
            f"{path} holds something other than a baseline, so it wasn't overwritten. Name another file with --baseline."
        )
    replace_file(path, data, original)


def _is_baseline(data: bytes) -> bool:
    try:
        document = json.loads(data)
        return isinstance(document["version"], int) and isinstance(document["files"], dict)
    except (ValueError, TypeError, KeyError, RecursionError):
        return False


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
    """Return what identifies a finding, under its rule's id or a former one."""
    rule = rule or finding.rule
    marked = "" if finding.span is None else text[finding.span.start : finding.span.end]
    digest = hashlib.sha256(f"{rule}\0{' '.join(marked.split())}".encode("utf-8", "surrogatepass"))
    return f"{rule}:{digest.hexdigest()[:20]}"


def _relative_name(path: str, baseline: Path) -> str:
    """Return the path relative to the baseline's folder, with slashes, so it's the same wherever softsell runs."""
    return Path(os.path.relpath(path, baseline.absolute().parent)).as_posix()


def _parse_counts(counts: Any) -> dict[str, int]:
    return {str(mark): int(count) for mark, count in counts.items()}
