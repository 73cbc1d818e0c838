"""Writes reports and rules in the shape that LanguageTool's clients read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from softsell.draft.offsets import Utf16Offsets
from softsell.packs.resolve import all_rules
from softsell.web.languagetool.query import Query, is_named

if TYPE_CHECKING:
    from softsell.checks.finding import Finding
    from softsell.engine.engine import Engine
    from softsell.engine.report import Report

CONTEXT_CHARACTERS = 40


def serialize_check(query: Query, report: Report, engine: Engine, software: dict[str, Any]) -> dict[str, Any]:
    """Return a report in the shape of ``/v2/check``."""
    text = query.draft.source
    offsets = Utf16Offsets(text)
    name, code = query.language
    detected = {"name": name, "code": code, "confidence": 1.0, "source": "default"}
    sentences = [(sentence.start, sentence.end) for sentence in report.sentences]
    return {
        "software": software,
        "warnings": {"incompleteResults": False},
        "language": {"name": name, "code": code, "detectedLanguage": detected},
        "matches": [
            _serialize_match(finding, text, offsets, sentences, _find_description(engine, finding))
            for finding in _select_findings(query, report.findings)
        ],
        "sentenceRanges": [[offsets.to_utf16(start), offsets.to_utf16(end)] for start, end in sentences],
    }


def _select_findings(query: Query, findings: Iterable[Finding]) -> Iterator[Finding]:
    for finding in findings:
        category = finding.pack.lower()
        whole = finding.span is None
        if finding.positive or (whole and finding.severity == "suggestion" and not query.picky):
            continue
        if (query.mode == "textLevelOnly" and not whole) or (query.mode == "allButTextLevelOnly" and whole):
            continue
        asked_for = is_named(finding.rule, query.enabled) or category in query.enabled_categories
        refused = is_named(finding.rule, query.disabled) or category in query.disabled_categories
        if asked_for or not (refused or query.only_enabled):
            yield finding


def _serialize_match(
    finding: Finding, text: str, offsets: Utf16Offsets, sentences: list[tuple[int, int]], description: str
) -> dict[str, Any]:
    # The API has no findings without a place, so one about the whole draft is shown at the first sentence.
    start, end = finding.span if finding.span is not None else next(iter(sentences), (0, len(text)))
    around = next((sentence for sentence in sentences if sentence[0] <= start < sentence[1]), (start, end))
    category = finding.pack
    return {
        "message": finding.message,
        "shortMessage": "",
        "offset": offsets.to_utf16(start),
        "length": offsets.to_utf16(end) - offsets.to_utf16(start),
        "sentence": text[around[0] : around[1]],
        "type": {"typeName": "Other"},
        "replacements": _serialize_replacements(finding, text, start, end),
        "context": _serialize_context(text, start, end),
        "rule": {
            "id": finding.rule,
            "description": description,
            "issueType": "style",
            "category": {"id": category.upper(), "name": category.replace("-", " ").capitalize()},
        },
        "ignoreForIncompleteSentence": False,
        "contextForSureMatch": 0,
    }


def _serialize_replacements(finding: Finding, text: str, start: int, end: int) -> list[dict[str, str]]:
    """Return each fix as a replacement of the whole match. Leave out fixes that reach beyond the match."""
    if finding.span is None:
        return []
    return [
        {"value": text[start : fix.span.start] + fix.text + text[fix.span.end : end], "shortDescription": fix.label}
        for fix in finding.fixes
        if start <= fix.span.start and fix.span.end <= end
    ]


def _serialize_context(text: str, start: int, end: int) -> dict[str, Any]:
    left, right = max(0, start - CONTEXT_CHARACTERS), min(len(text), end + CONTEXT_CHARACTERS)
    prefix, suffix = "..." if left else "", "..." if right < len(text) else ""
    shown = (prefix + text[left:right] + suffix).replace("\n", " ").replace("\r", " ")
    offsets = Utf16Offsets(shown)
    first = len(prefix) + start - left
    offset = offsets.to_utf16(first)
    return {"text": shown, "offset": offset, "length": offsets.to_utf16(first + end - start) - offset}


def _find_description(engine: Engine, finding: Finding) -> str:
    rule = engine.rule_set(engine.config.platform).rules.get(finding.rule)
    return rule.why if rule is not None else finding.why


def serialize_rules(engine: Engine) -> Iterator[dict[str, Any]]:
    for rule in all_rules(engine.packs, engine.config):
        category = rule.id.partition("/")[0]
        yield {
            "ruleId": rule.id,
            "description": rule.why,
            "categoryId": category.upper(),
            "categoryName": category.replace("-", " ").capitalize(),
            "issueType": "style",
            "isActiveByDefault": rule.enabled,
        }
