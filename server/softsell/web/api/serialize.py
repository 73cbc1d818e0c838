"""Reports, rules and diagnostics as JSON values, in the shapes of ``models``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from softsell.draft.offsets import Utf16Offsets
from softsell.web.api.reasons import list_reasons
from softsell.web.static_files import rule_page

if TYPE_CHECKING:
    from softsell.checks.finding import Finding, Fix
    from softsell.checks.rule import Example, Rule
    from softsell.diagnostics import Diagnostic
    from softsell.engine.report import Report
    from softsell.web.api.models import Offsets


def serialize_report(report: Report, text: str, offsets: Offsets, *, explain: bool = False) -> dict[str, Any]:
    """Return a report on ``text`` as ``CheckAnswer``. With ``explain``, it says what made the scores."""
    convert = _offset_converter(text, offsets)
    return {
        "findings": serialize_findings(report, text, offsets),
        "scores": report.scores,
        "measures": report.measures,
        "sentences": [
            {
                "start": convert(sentence.start),
                "end": convert(sentence.end),
                "kind": sentence.kind,
                "invites": sentence.invites,
                "sales_question": sentence.sales_question,
            }
            for sentence in report.sentences
        ],
        "kind": {
            "name": report.kind,
            "group": report.group,
            "likelihood": report.kind_likelihood,
            "group_likelihood": report.group_likelihood,
        },
        **({"reasons": list_reasons(report)} if explain else {}),
    }


def serialize_findings(report: Report, text: str, offsets: Offsets) -> list[dict[str, Any]]:
    """Return the findings of a report on ``text``, each as ``Finding``."""
    convert = _offset_converter(text, offsets)
    return [_serialize_finding(finding, convert) for finding in report.findings]


def serialize_diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a diagnostic as ``Mistake``."""
    return {
        "path": diagnostic.path,
        "line": diagnostic.line,
        "column": diagnostic.column,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
    }


def serialize_rule(rule: Rule) -> dict[str, Any]:
    """Return a rule as ``RuleInfo``."""
    return {
        "id": rule.id,
        "title": rule.name,
        "pack": rule.id.partition("/")[0],
        "kind": rule.kind,
        "severity": rule.severity,
        "enabled": rule.enabled,
        "show": rule.show,
        "message": rule.message,
        "why": rule.why,
        "instead": rule.instead,
        "source": rule.source,
        "evidence": [{"found": one.found, "where": one.where, "sure": one.sure} for one in rule.evidence],
        "dimension": rule.dimension,
        "platforms": list(rule.platforms),
        "positive": rule.positive,
        "docs": rule_page(rule.id),
        "bad": [example_json(example) for example in rule.bad],
        "good": [example_json(example) for example in rule.good],
    }


def _serialize_finding(finding: Finding, convert: Callable[[int], int]) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "start": None if finding.span is None else convert(finding.span.start),
        "end": None if finding.span is None else convert(finding.span.end),
        "message": finding.message,
        "why": finding.why,
        "fixes": [_serialize_fix(fix, convert) for fix in finding.fixes],
        "dimension": finding.dimension,
        "positive": finding.positive,
        "docs": rule_page(finding.rule),
    }


def _serialize_fix(fix: Fix, convert: Callable[[int], int]) -> dict[str, Any]:
    shown = {
        "label": fix.label,
        "start": convert(fix.span.start),
        "end": convert(fix.span.end),
        "text": fix.text,
        "safe": fix.safe,
    }
    return shown if fix.worth is None else shown | {"worth": dict(fix.worth)}


def example_json(example: Example) -> dict[str, Any]:
    """Return an example as ``Example``."""
    convert = _offset_converter(example.text, "utf-16")
    start, end = example.span if example.span is not None else (None, None)
    return {
        "text": example.text,
        "start": None if start is None else convert(start),
        "end": None if end is None else convert(end),
    }


def _offset_converter(text: str, offsets: Offsets) -> Callable[[int], int]:
    if offsets == "code-point" or text.isascii():
        return int
    return Utf16Offsets(text).to_utf16
