"""Which measures a rule may name."""

from __future__ import annotations

from functools import cache

from softsell.language.english.textstat_adapter import FURTHER_MEASURES
from softsell.language.measures import MEASURES

PLATFORM_MEASURES = ("length", "over_limit", "hashtags_over")
"""What the engine adds to the measures of the language: only the place a draft goes to knows them."""


@cache
def known_measures() -> frozenset[str]:
    """The names of all measures of a draft."""
    return frozenset({*(measure.name for measure in (*MEASURES, *FURTHER_MEASURES)), *PLATFORM_MEASURES})
