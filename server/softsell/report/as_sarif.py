"""Renders SARIF 2.1.0, which code hosts import into their own lists of findings.

Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0". GitHub's "SARIF support for code scanning"
lists the parts that GitHub reads. Columns count code points, as the run states. Praise has kind ``pass``, which viewers don't
show as a problem.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from softsell.checks.finding import Finding, Fix
from softsell.draft.offsets import LineIndex
from softsell.report.options import Options
from softsell.report.paths import uri
from softsell.report.record_words import with_record
from softsell.report.result import CheckedDraft, CheckedFile, PlacedFinding
from softsell.report.safe_json import dumps

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"suggestion": "note", "warning": "warning", "error": "error"}


def render(files: Iterable[CheckedFile], options: Options) -> Iterator[str]:
    """See ``softsell.report.render``."""
    rules: dict[str, dict[str, Any]] = {}
    results: list[dict[str, Any]] = []
    for file in files:
        lines = LineIndex(file.text)
        seen: Counter[str] = Counter()
        for placed in file.placed():
            for entry in placed.findings:
                rule = rules.setdefault(entry.finding.rule, _rule(entry.finding))
                index = list(rules).index(rule["id"])
                results.append(_result(file, lines, placed.draft, entry, index, seen))
    driver = {"name": "softsell", "version": options.version or "0", "rules": list(rules.values())}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    yield dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.rule,
        "shortDescription": {"text": finding.why or finding.rule},
        "help": {"text": f"{finding.why}\nMore: softsell explain {finding.rule}"},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
    }


def _result(
    file: CheckedFile,
    lines: LineIndex,
    draft: CheckedDraft,
    entry: PlacedFinding,
    rule_index: int,
    seen: Counter[str],
) -> dict[str, Any]:
    finding = entry.finding
    artifact = {"uri": uri(file.path)}
    region: dict[str, int] = {"startLine": entry.start.line}
    if finding.span is not None:
        region |= _columns(entry)
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": "none" if finding.positive else _LEVELS[finding.severity],
        "kind": "pass" if finding.positive else "fail",
        "message": {"text": with_record(finding.message, draft)},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {"softsell/v1": fingerprint(file, finding, seen)},
    }
    if finding.fixes:
        result["fixes"] = [_fix(fix, lines, artifact) for fix in finding.fixes]
    return result


def _columns(entry: PlacedFinding) -> dict[str, int]:
    return {"startColumn": entry.start.column, "endLine": entry.end.line, "endColumn": entry.end.column}


def _fix(fix: Fix, lines: LineIndex, artifact: dict[str, str]) -> dict[str, Any]:
    start, end = lines.position(fix.span.start), lines.position(fix.span.end)
    region = {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }
    replacement: dict[str, Any] = {"deletedRegion": region}
    if fix.text:
        replacement["insertedContent"] = {"text": fix.text}
    return {
        "description": {"text": fix.label or "Change it"},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": [replacement]}],
    }


def fingerprint(file: CheckedFile, finding: Finding, seen: Counter[str]) -> str:
    """Return a fingerprint that stays the same when other lines change. It depends on path, rule and marked words, not on position.

    ``seen`` counts identical findings of one file, so no two fingerprints are equal.
    """
    marked = "" if finding.span is None else file.text[finding.span.start : finding.span.end]
    basis = "\0".join((uri(file.path), finding.rule, marked))
    seen[basis] += 1
    return hashlib.sha256(f"{basis}\0{seen[basis]}".encode("utf-8", "surrogatepass")).hexdigest()
