"""Which measures a rule may name."""

from __future__ import annotations

from functools import cache

PLATFORM_MEASURES = ("length", "over_limit", "hashtags_over")
"""What the engine adds to the measures of the language: only the place a draft goes to knows them."""


@cache
def known_measures() -> frozenset[str]:
    """The names of all measures of a draft."""
    try:
        from softsell.language.measures import MEASURES
    except ModuleNotFoundError:
        from softsell.language.readability import MEASURES
    return frozenset(
        {*(measure if isinstance(measure, str) else measure.name for measure in MEASURES), *PLATFORM_MEASURES}
    )
