"""Results to report: a checked file with its drafts. Worker processes send them, so they consist of plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct, field

from softsell.checks.finding import SEVERITIES, Finding, Severity
from softsell.draft.offsets import LineIndex, Position
from softsell.draft.record import NO_RECORD, Record
from softsell.draft.source_map import Piece, SourceMap
from softsell.draft.span import Span

NOT_ENGLISH = "softsell/not-english"
"""The note on a draft in another language."""


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


class Prose(NamedTuple):
    """What readers read of a draft, and the pieces that map it to the source (see ``draft.source_map``)."""

    text: str
    pieces: tuple[Piece, ...]


class CheckedDraft(Struct, frozen=True):
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
        prose: what readers read, if the source says it in another way, as JSON and HTML do.
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
    prose: Prose | None = None
    known: int = 0

    @property
    def fails(self) -> bool:
        """Whether a finding is as severe as ``fail_on``."""
        return any(self.fails_by(finding) for finding in self.findings)

    def fails_by(self, finding: Finding) -> bool:
        """Whether this finding fails the draft."""
        return not finding.positive and SEVERITIES.index(finding.severity) >= SEVERITIES.index(self.fail_on)

    @property
    def unread(self) -> bool:
        """Whether the draft is in another language. Such a draft wasn't checked, so its scores mean nothing."""
        return any(finding.rule == NOT_ENGLISH for finding in self.findings)

    @property
    def problems(self) -> tuple[Finding, ...]:
        """The findings that aren't praise."""
        return tuple(finding for finding in self.findings if not finding.positive)


class CheckedFile(Struct, frozen=True):
    """One file, or a text from standard input.

    Attributes:
        path: as messages show it.
        text: the whole text, as written.
        drafts: its posts, in order.
    """

    path: str
    text: str
    drafts: tuple[CheckedDraft, ...]

    def read(self, draft: CheckedDraft) -> tuple[str, Callable[[Span], Span]]:
        """Return what readers read of a draft, and a function that finds a span of the source in it."""
        if draft.prose is not None:
            return draft.prose.text, SourceMap(draft.prose.pieces).to_prose
        start, end = draft.span

        def to_prose(span: Span) -> Span:
            at = min(max(span.start, start), end)
            return Span(at - start, min(max(span.end, at), end) - start)

        return self.text[start:end], to_prose

    def placed(self) -> Iterator[PlacedDraft]:
        """Yield the drafts with the lines and columns of their findings."""
        from softsell.engine.as_dict import find_first_character, place  # "check --help" needs no engine

        lines = LineIndex(self.text)
        for draft in self.drafts:
            line = lines.position(find_first_character(self.text, draft.span)).line
            findings = tuple(PlacedFinding(finding, *place(finding, lines, line)) for finding in draft.findings)
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
