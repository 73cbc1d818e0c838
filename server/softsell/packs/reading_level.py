"""Shifts the bounds of readability to the audience or to the reading level that the user set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from softsell.checks.rule import Dimension, Pack, Rule, ScoredMeasure
from softsell.config.config import Config
from softsell.vocabulary import AUDIENCES

_GRADE = "flesch_kincaid_grade"
_PER_GRADE: Mapping[str, float] = {_GRADE: 1.0, "flesch_reading_ease": -84.6 / 11.8, "reading_difficulty": 2.6}
"""How one more grade changes each measure of readability.

Reading ease: the ratio of the weights that the two formulas give to syllables, for sentences of equal length. Difficulty: the ratio of
the standard deviations (2.58 and 2.61) on two sets of brand posts of 20 words or more.
"""


def find_grade_shift(packs: Sequence[Pack], config: Config) -> float:
    """Return by how many grades to shift the readability bounds, so that the strictest becomes the reading level."""
    level = config.reading_level if config.reading_level is not None else AUDIENCES[config.audience]
    bounds = [
        rule.options["at_most"]
        for pack in packs
        for rule in pack.rules
        if measures_grade(rule) and rule.options.get("at_most") is not None
    ]
    return 0.0 if level is None or not bounds else level - min(bounds)


def measures_grade(rule: Rule) -> bool:
    """Return whether a rule judges the reading level."""
    return rule.kind == "metric" and rule.options.get("measure") == _GRADE


def shift_bounds(rule: Rule, grade_shift: float, level: float | None) -> Rule:
    """Return the rule with its readability bounds shifted. A level that the user set holds on every platform."""
    shift = _shift_of(rule.options.get("measure", ""), grade_shift) if rule.kind == "metric" else 0.0
    if not shift:
        return rule
    moved = {key: rule.options[key] + shift for key in ("at_most", "at_least") if rule.options.get(key) is not None}
    platforms = {} if level is not None and measures_grade(rule) else rule.options.get("on", {})
    on = {platform: bound + shift for platform, bound in platforms.items()}
    return replace(rule, options={**rule.options, **moved, "on": on})


def shift_scored_measures(
    packs: Sequence[Pack], dimensions: Sequence[Dimension], grade_shift: float
) -> dict[Dimension, tuple[ScoredMeasure, ...]]:
    """Return the measures of the packs that feed each score, shifted. Dimensions without measures are left out."""
    scored: dict[Dimension, tuple[ScoredMeasure, ...]] = {}
    for dimension in dimensions:
        found = tuple(
            replace(measure, low=measure.low + shift, high=measure.high + shift)
            for pack in packs
            if pack.dimension == dimension
            for measure in pack.measures
            for shift in (_shift_of(measure.measure, grade_shift),)
        )
        if found:
            scored[dimension] = found
    return scored


def _shift_of(measure: str, grade_shift: float) -> float:
    """Return the shift of a measure's bounds for a shift in grades."""
    return grade_shift * _PER_GRADE.get(measure, 0.0)
