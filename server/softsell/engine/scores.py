"""Computes scores from findings and measures: the four scores, and those that packs declare.

The points of a dimension are the sum of every rule's weight for each of its hits, up to ``max_hits``, and of the points of the
packs' scored measures. Then

    score = 100 * (1 - 2 ** (-points / 20))        for points above 0, else 0

so 20 points give a score of 50, 40 points 75 and 60 points 87.5. Each further fault adds less, and no score is above 100. Good
things, such as thanks or a real question, have negative points. ``Report.points`` has every part of the sum, and
``check --show-score`` prints them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from softsell.checks.finding import Finding
from softsell.checks.rule import Dimension, Rule, ScoredMeasure
from softsell.language.english.readability import MIN_WORDS
from softsell.language.reading_measures import LEARNED
from softsell.vocabulary import DIMENSIONS

_LEARNED = frozenset(measure.name for measure in LEARNED)
HALVING = 20.0
"""Number of points that halve the distance to 100."""


class Points(Struct, frozen=True):
    """One part of a score.

    Attributes:
        dimension: the score that it's part of.
        source: the rule's id or the measure's name.
        points: the points that it adds. Negative for something good.
        count: the number of hits that count, or the measure's value.
        reasons: for a learned measure, the words and rules that carried it, strongest first: ``“last chance”``, ``rule pushiness/hurry``.
            Empty unless asked for, since finding them takes time.
        found: for a rule, its findings in the draft's source, also those that aren't shown. Empty unless asked for.
    """

    dimension: Dimension
    source: str
    points: float
    count: float
    reasons: tuple[str, ...] = ()
    found: tuple[Finding, ...] = ()


def add_up(
    findings: Iterable[Finding],
    rules: Mapping[str, Rule],
    scored: Mapping[Dimension, Sequence[ScoredMeasure]],
    measures: Mapping[str, float | None],
) -> tuple[Points, ...]:
    """Return all points of a draft: rules in the order of their first hit, then measures."""
    hits = Counter(finding.rule for finding in findings)
    points = []
    for rule_id, count in hits.items():
        rule = rules.get(rule_id)
        if rule is not None and rule.dimension is not None and rule.weight:
            counted = min(count, rule.max_hits)
            points.append(Points(rule.dimension, rule_id, rule.weight * counted, counted))
    if (measures.get("words") or 0) < MIN_WORDS:
        return tuple(points)  # a greeting doesn't need a question
    for dimension, entries in scored.items():
        given: dict[str, float] = {}
        for entry in entries:
            value = measures.get(entry.measure)
            if value is None or value <= entry.low < entry.high:
                continue  # nearly every measure
            if some := measured(entry, value):
                given[entry.measure] = given.get(entry.measure, 0.0) + some
        points += [Points(dimension, name, some, measures[name] or 0.0) for name, some in given.items()]
    return tuple(points)


def explained(
    points: tuple[Points, ...], findings: Iterable[Finding], explain: Callable[[str], tuple[str, ...]]
) -> tuple[Points, ...]:
    """Return the points, those of rules with their findings, and those of learned measures with the reasons that ``explain`` gives."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    return tuple(
        replace(part, reasons=explain(part.source))
        if part.source in _LEARNED
        else replace(part, found=tuple(by_rule.get(part.source, ())))
        for part in points
    )


def measured(entry: ScoredMeasure, value: float) -> float:
    """Return the points for a measure's value."""
    if entry.high == entry.low:
        return entry.points if value >= entry.high else 0.0
    share = (value - entry.low) / (entry.high - entry.low)
    return entry.points * min(1.0, max(0.0, share))


def scores(
    points: Iterable[Points], words: float, dimensions: Iterable[Dimension] = DIMENSIONS
) -> dict[str, float | None]:
    """Return each dimension's score, 0 (fine) to 100. Readability is ``None`` below ``MIN_WORDS`` words."""
    totals = dict.fromkeys(dimensions, 0.0)
    for part in points:
        totals[part.dimension] += part.points
    result: dict[str, float | None] = {dimension: _score(total) for dimension, total in totals.items()}
    if words < MIN_WORDS:
        result["readability"] = None
    return result


def _score(points: float) -> float:
    return round(100 * (1 - 2 ** (-points / HALVING)), 1) if points > 0 else 0.0
