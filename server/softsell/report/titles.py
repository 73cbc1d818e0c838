"""The names of scores, platforms, campaigns and months in reports for people."""

from __future__ import annotations

from calendar import month_name

from softsell.platforms import PLATFORMS
from softsell.report.display import one_line
from softsell.report.record_words import platform_title
from softsell.report.summary import OTHERS, Facet
from softsell.vocabulary import DIMENSION_TITLES
from softsell.wording import shortened

_LONGEST = 60


def dimension_title(name: str) -> str:
    """Return what a score is called. 100 is worst, so each names a fault."""
    return DIMENSION_TITLES.get(name) or one_line(name).replace("-", " ").capitalize()


def key_title(facet: Facet, key: str | None) -> str:
    """Return the name of a group, on one safe line."""
    if key is None:
        return f"No {facet}" if facet != "month" else "No date"
    if key == OTHERS:
        return f"Other {facet}s"
    if facet == "platform" and key in PLATFORMS:
        return platform_title(key)
    if facet == "month":
        return f"{month_name[int(key[5:])]} {key[:4]}"
    return shortened(one_line(key), _LONGEST)
