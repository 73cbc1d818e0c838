"""The measures that a rule can name."""

from __future__ import annotations

from functools import cache

from softsell.language.english.textstat_adapter import FURTHER_MEASURES
from softsell.language.reading_measures import MEASURES

PLATFORM_MEASURES = ("length", "over_limit", "hashtags_over")
"""Measures that depend on the platform. The engine adds them to those of the language."""


_BELOW_ZERO = frozenset(
    ("flesch_reading_ease", "flesch_kincaid_grade", "reading_difficulty", "coleman_liau", "automated_readability_index")
)
"""Formulas that give less than 0 for some texts. All other measures are counts."""


def may_be_negative(measure: str | None) -> bool:
    """Return whether a rule's bound can be below 0. ``measure`` is the rule's measure, or ``None`` if it has none."""
    return measure in _BELOW_ZERO


@cache
def known_measures() -> frozenset[str]:
    """Return the names of all measures of a draft."""
    return frozenset({*(measure.name for measure in (*MEASURES, *FURTHER_MEASURES)), *PLATFORM_MEASURES})
