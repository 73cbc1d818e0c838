"""Which measures a rule may name."""

from __future__ import annotations

from functools import cache

from softsell.language.english.textstat_adapter import FURTHER_MEASURES
from softsell.language.reading_measures import LEARNED, MEASURES

PLATFORM_MEASURES = ("length", "over_limit", "hashtags_over")
"""What the engine adds to the measures of the language: only the place a draft goes to knows them."""


_BELOW_ZERO = frozenset(
    ("flesch_reading_ease", "flesch_kincaid_grade", "reading_difficulty", "coleman_liau", "automated_readability_index")
)
"""Formulas that give less than 0 for some texts. Everything else is counted."""


def may_be_negative(measure: str | None) -> bool:
    """Whether a rule's bound may be below 0; ``measure`` is the one it looks at, ``None`` for rules that look at none."""
    return measure in _BELOW_ZERO


@cache
def known_measures() -> frozenset[str]:
    """The names of all measures of a draft."""
    return frozenset({*(measure.name for measure in (*MEASURES, *LEARNED, *FURTHER_MEASURES)), *PLATFORM_MEASURES})
