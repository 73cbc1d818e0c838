"""Cuts a post into stretches of text with the findings that mark each, for reports that show whole posts."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

from softsell.checks.finding import SEVERITIES, Finding
from softsell.draft.prose import OBJECT
from softsell.report.result import CheckedDraft, CheckedFile

_STAND_IN = "▢"
"""Shown for what a reader replaced: code, an image."""


class Stretch(NamedTuple):
    """A stretch of a post's text.

    Attributes:
        text: the text, unsafe.
        finding: the number of the finding (see ``number_findings``) that marks it; ``None`` for plain text. Where several do, the
            most severe, and of these the first.
        ends: the numbers of the findings whose marked words end with this stretch.
    """

    text: str
    finding: int | None
    ends: tuple[int, ...]


def number_findings(draft: CheckedDraft) -> tuple[Finding, ...]:
    """Return the findings of a post in the order in which a report numbers them, from 1. Praise comes last."""
    return (*draft.problems, *(finding for finding in draft.findings if finding.positive))


def cut(file: CheckedFile, draft: CheckedDraft) -> Iterator[Stretch]:
    """Yield a post's text, as its readers read it, in stretches. White space around it is left out."""
    whole, to_prose = file.read(draft)
    text = whole.rstrip()
    first = len(text) - len(text.lstrip())
    places: list[tuple[int, int, int]] = []
    for number, finding in enumerate(number_findings(draft), 1):
        if finding.span is not None:
            span = to_prose(finding.span)
            start = min(max(span.start, first), len(text))
            places.append((start, min(max(span.end, start), len(text)), number))
    findings = number_findings(draft)
    borders = sorted({first, len(text), *(place[0] for place in places), *(place[1] for place in places)})
    by_start = sorted(places)
    ends: dict[int, list[int]] = {}
    for _, end, number in by_start:
        ends.setdefault(end, []).append(number)
    marking: list[tuple[int, int, int]] = []  # a heap: the most severe first
    following = iter(by_start)
    next_place = next(following, None)
    if first in ends:
        yield Stretch("", None, tuple(ends.pop(first)))
    for start, end in pairwise(borders):
        while next_place is not None and next_place[0] <= start:
            finding = findings[next_place[2] - 1]
            rank = len(SEVERITIES) if finding.positive else len(SEVERITIES) - 1 - SEVERITIES.index(finding.severity)
            heappush(marking, (rank, next_place[2], next_place[1]))
            next_place = next(following, None)
        while marking and marking[0][2] <= start:
            heappop(marking)
        marked_by = marking[0][1] if marking else None
        yield Stretch(text[start:end].replace(OBJECT, _STAND_IN), marked_by, tuple(ends.get(end, ())))
