"""Results to report: a checked file with its drafts, filtered and sorted, and conversion to plain data and back.

Plain data consists of lists, strings and numbers only. Workers send it and the cache stores it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from softsell.checks.finding import SEVERITIES, Finding, Fix, Severity
from softsell.draft.offsets import LineIndex, Position
from softsell.draft.record import NO_RECORD, Record
from softsell.draft.span import Span


class ScorePoints(NamedTuple):
    """Part of a score: the points that a rule gave for ``amount`` matches, or for a measure with that value.

    ``reasons`` are the words and rules that carried a learned measure.
    """

    dimension: str
    source: str
    points: float
    amount: float
    reasons: tuple[str, ...] = ()


class PostKind(NamedTuple):
    """What kind of post a draft is, the kind's group, and how likely each is, 0 to 1."""

    name: str = "other"
    group: str = "tells"
    likelihood: float = 0.0
    group_likelihood: float = 0.0


UNKNOWN_KIND = PostKind()


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """One post of a file.

    Attributes:
        span: its position in the file, in code points.
        findings: in the order of the draft, with those about the whole draft last.
        scores: 0 to 100 by dimension; ``None`` if there was too little to score.
        measures: numbers by name; ``None`` for a learned measure that is not known.
        points: the parts that make up the scores.
        fail_on: the lowest severity that fails this draft.
        kind: what kind of post it is.
        platform: where it will be posted, if that is known.
        answers: whether it answers a message.
        record: what its sheet or archive says about it beside the text.
        known: how many findings the baseline removed. The scores still count them.
    """

    span: Span
    findings: tuple[Finding, ...] = ()
    scores: Mapping[str, float | None] = field(default_factory=dict)
    measures: Mapping[str, float | None] = field(default_factory=dict)
    points: tuple[ScorePoints, ...] = ()
    fail_on: Severity = "warning"
    kind: PostKind = UNKNOWN_KIND
    platform: str | None = None
    answers: bool = False
    record: Record = NO_RECORD
    known: int = 0

    @property
    def fails(self) -> bool:
        """Whether a finding is as severe as ``fail_on``."""
        return any(self.fails_by(finding) for finding in self.findings)

    def fails_by(self, finding: Finding) -> bool:
        """Whether this finding fails the draft."""
        return not finding.positive and SEVERITIES.index(finding.severity) >= SEVERITIES.index(self.fail_on)

    @property
    def problems(self) -> tuple[Finding, ...]:
        """The findings that aren't praise."""
        return tuple(finding for finding in self.findings if not finding.positive)


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """One file, or a text from standard input.

    Attributes:
        path: as messages show it.
        text: the whole text, as written.
        drafts: its posts, in order.
    """

    path: str
    text: str
    drafts: tuple[CheckedDraft, ...]

    def placed(self) -> Iterator[PlacedDraft]:
        """Yield the drafts with the lines and columns of their findings."""
        lines = LineIndex(self.text)
        for draft in self.drafts:
            line = lines.position(first_character(self.text, draft.span)).line
            findings = tuple(_place(finding, lines, line) for finding in draft.findings)
            yield PlacedDraft(draft, line, findings)


class PlacedFinding(NamedTuple):
    """A finding with the positions of its start and end. For the whole draft, both are its first line."""

    finding: Finding
    start: Position
    end: Position


class PlacedDraft(NamedTuple):
    """A draft with the line (1-based) on which it begins, and its findings with their positions."""

    draft: CheckedDraft
    line: int
    findings: tuple[PlacedFinding, ...]


def first_character(text: str, span: Span) -> int:
    """Return where the draft's first visible character is. Blank lines between two posts belong to neither."""
    inside = text[span.start : span.end]
    return span.start + len(inside) - len(inside.lstrip()) if inside.strip() else span.start


def _place(finding: Finding, lines: LineIndex, draft_line: int) -> PlacedFinding:
    if finding.span is None:
        return PlacedFinding(finding, Position(draft_line, 1), Position(draft_line, 1))
    return PlacedFinding(finding, lines.position(finding.span.start), lines.position(finding.span.end))


def draft_to_plain(draft: CheckedDraft) -> list[Any]:
    """Convert a draft to lists, strings and numbers."""
    return [
        list(draft.span),
        [_finding_to_plain(finding) for finding in draft.findings],
        dict(draft.scores),
        dict(draft.measures),
        [list(points) for points in draft.points],
        draft.fail_on,
        list(draft.kind),
        draft.platform,
        draft.answers,
        draft.record.to_plain(),
    ]


def draft_from_plain(plain: list[Any]) -> CheckedDraft:
    """Convert the result of ``draft_to_plain`` back to a draft."""
    span, findings, scores, measures, points, fail_on, kind, platform, answers, record = plain
    return CheckedDraft(
        Span(*span),
        tuple(_finding_from_plain(finding) for finding in findings),
        scores,
        measures,
        tuple(
            ScorePoints(dimension, source, given, amount, tuple(reasons))
            for dimension, source, given, amount, reasons in points
        ),
        fail_on,
        PostKind(*kind),
        platform,
        answers,
        Record.from_plain(record),
    )


def _finding_to_plain(finding: Finding) -> list[Any]:
    return [
        finding.rule,
        finding.severity,
        None if finding.span is None else list(finding.span),
        finding.message,
        finding.why,
        [[fix.label, list(fix.span), fix.text, fix.safe, fix.untrusted] for fix in finding.fixes],
        finding.positive,
        finding.dimension,
    ]


def _finding_from_plain(plain: list[Any]) -> Finding:
    rule, severity, span, message, why, fixes, positive, dimension = plain
    return Finding(
        rule,
        severity,
        None if span is None else Span(*span),
        message,
        why,
        tuple(Fix(label, Span(*place), *rest) for label, place, *rest in fixes),
        positive,
        dimension,
    )
