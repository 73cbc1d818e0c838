"""What an editor shows: diagnostics under words, a hover with the reason and examples, and the scores above each post."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lsprotocol import types

from softsell.checks.finding import Finding
from softsell.checks.rule import Rule
from softsell.diagnostics import Diagnostic
from softsell.engine.report import Report
from softsell.lsp.analysis import Analysis
from softsell.lsp.positions import Lines
from softsell.packs.marks import mark
from softsell.packs.resolve import all_rules
from softsell.report.about_rules import OWN_RULES, evidence_line
from softsell.report.join_points import join_points
from softsell.report.measure_words import in_words
from softsell.vocabulary import DIMENSIONS
from softsell.web.static_files import rule_address

SOURCE = "softsell"
SHOW_POINTS = "softsell.showPoints"
_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "suggestion": types.DiagnosticSeverity.Information,
}
_MANY_EXAMPLES = 2
_MANY_POINTS = 6
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&])")


def diagnostics(analysis: Analysis) -> list[types.Diagnostic]:
    """Return a diagnostic for each finding that isn't praise, or one that says why the document couldn't be checked.

    While a server runs, a finding leads to the page of its rule there.
    """
    lines = analysis.document.lines
    if analysis.problem:
        message = analysis.problem.removeprefix(f"{analysis.document.name}: ")
        start = types.Position(0, 0)
        end = to_position(lines, lines.end(0))
        return [
            types.Diagnostic(
                types.Range(start, end), message, severity=types.DiagnosticSeverity.Information, source=SOURCE
            )
        ]
    page_of = cache(rule_address)
    return [
        types.Diagnostic(
            range_of(lines, report, finding),
            finding.message,
            severity=_SEVERITIES[finding.severity],
            code=finding.rule,
            code_description=types.CodeDescription(page) if (page := page_of(finding.rule)) else None,
            source=SOURCE,
        )
        for report, finding in analysis.findings()
        if not finding.positive
    ]


def mistakes_by_file(analysis: Analysis) -> dict[Path, list[types.Diagnostic]]:
    """Return the mistakes in settings and packs, and notes on them, by the file that they are in."""
    notes = () if analysis.engine is None else (*analysis.engine.config.notes, *analysis.engine.warnings)
    found: dict[Path, list[types.Diagnostic]] = {}
    for severity, mistakes in (
        (types.DiagnosticSeverity.Error, analysis.mistakes),
        (types.DiagnosticSeverity.Warning, notes),
    ):
        for mistake in mistakes:
            path = Path(mistake.path)
            if path.is_file():
                found.setdefault(path, []).append(_mistake(mistake, severity))
    return found


def _mistake(mistake: Diagnostic, severity: types.DiagnosticSeverity) -> types.Diagnostic:
    line = Lines(mistake.excerpt, "utf-16")
    start = max(0, mistake.column - 1)
    number = max(0, mistake.line - 1)
    return types.Diagnostic(
        types.Range(
            types.Position(number, line.place(min(start, len(mistake.excerpt))).character),
            types.Position(number, line.place(min(start + mistake.width, len(mistake.excerpt))).character),
        ),
        f"{mistake.message} {mistake.hint}".rstrip(),
        severity=severity,
        source=SOURCE,
    )


def range_of(lines: Lines, report: Report, finding: Finding) -> types.Range:
    """Return where an editor shows a finding: its words, or the first line of the post for one about the whole of it."""
    if finding.span is not None:
        return to_range(lines, finding.span.start, finding.span.end)
    number = lines.line_of(first_character(lines.text, report))
    return to_range(lines, lines.start(number), lines.end(number))


def first_character(text: str, report: Report) -> int:
    """Return the offset of the first character of a post that isn't white space."""
    span = report.draft.span
    return span.start + len(text[span.start : span.end]) - len(text[span.start : span.end].lstrip())


def to_range(lines: Lines, start: int, end: int) -> types.Range:
    """Return the range of two code point offsets."""
    return types.Range(to_position(lines, start), to_position(lines, end))


def to_position(lines: Lines, offset: int) -> types.Position:
    """Return the position of a code point offset."""
    return types.Position(*lines.place(offset))


def hover(analysis: Analysis, line: int, character: int) -> types.Hover | None:
    """Return what is known about the findings at a position: message, reason, examples and what fixes there are."""
    lines = analysis.document.lines
    at = lines.offset(line, character)
    found = [
        finding
        for _, finding in analysis.findings()
        if finding.span is not None and finding.span.start <= at < max(finding.span.end, finding.span.start + 1)
    ]
    if not found:
        found = [
            finding
            for report, finding in analysis.findings()
            if finding.span is None and range_of(lines, report, finding).start.line == line
        ]
    if not found or analysis.engine is None:
        return None
    rules = {rule.id: rule for rule in all_rules(analysis.engine.packs, analysis.engine.config)}
    parts = ["\n\n".join(_describe(finding, rules.get(finding.rule))) for finding in found]
    span = found[0].span
    where = None if span is None else to_range(lines, span.start, span.end)
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(parts)), where)


def _describe(finding: Finding, rule: Rule | None) -> Iterator[str]:
    state = "well done" if finding.positive else finding.severity
    yield f"**{escape(finding.message)}**"
    yield escape(finding.why)
    if rule is not None:
        if rule.instead and not finding.fixes:
            yield f"For example: {escape(rule.instead)}"
        if rule.evidence:
            yield escape(evidence_line(rule.evidence[0]))
        for title, examples in (("Finds", rule.bad), ("Is fine with", rule.good)):
            shown = [_show(mark(example)) for example in examples[:_MANY_EXAMPLES]]
            if shown:
                yield "\n".join([f"{title}:", "", *(f"- {example}" for example in shown)])
    elif finding.rule in OWN_RULES:
        yield escape(OWN_RULES[finding.rule])
    page = rule_address(finding.rule)
    name = f"[`{finding.rule}`]({page})" if page else f"`{finding.rule}`"
    yield f"{name} ({state})"


def _show(example: str) -> str:
    """Return an example as Markdown, with what the rule finds in bold."""
    text = escape(" ".join(example.split()))
    return text.replace("\\[\\[", "**").replace("\\]\\]", "**")


def escape(text: str) -> str:
    """Return a text as Markdown that shows it as it is. Packs come from anybody, so their texts must not become links or images."""
    return _MARKDOWN.sub(r"\\\1", text)


def lenses(analysis: Analysis) -> list[types.CodeLens]:
    """Return the scores of each post, above its first line."""
    lines = analysis.document.lines
    found = []
    for number, report in enumerate(analysis.reports):
        start = to_position(lines, lines.start(lines.line_of(first_character(lines.text, report))))
        arguments = [analysis.document.uri, number]
        command = types.Command(scores_line(report), SHOW_POINTS, arguments=arguments)
        found.append(types.CodeLens(types.Range(start, start), command))
    return found


def scores_line(report: Report) -> str:
    """Return the scores in one line, the four first."""
    names = [*DIMENSIONS, *(name for name in report.scores if name not in DIMENSIONS)]
    shown = {name: report.scores.get(name) for name in names}
    return " · ".join(f"{name} {'–' if score is None else f'{score:.0f}'}" for name, score in shown.items())


def points_text(report: Report) -> str:
    """Return where the points of each score come from, the most important first."""
    rows = [scores_line(report)]
    for name in report.scores:
        points = sorted(
            (part for part in join_points(report.points) if part.dimension == name),
            key=lambda part: abs(part.points),
            reverse=True,
        )
        rows += [
            f"{name}: {part.points:+.1f} {part.source if '/' in part.source else in_words(part.source, part.count)}"
            for part in points[:_MANY_POINTS]
        ]
    return "\n".join(rows)
