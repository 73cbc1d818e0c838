"""Which options of a kind hold patterns, so that they can be checked, counted, added to and covered by examples."""

from __future__ import annotations

PATTERN_OPTIONS: dict[str, tuple[str, ...]] = {
    "phrase": ("patterns",),
    "swap": ("swap",),
    "count": ("of",),
    "ratio": ("of", "to"),
    "missing": ("patterns",),
    "order": ("early", "late"),
    "repeat": ("patterns",),
}
"""By kind; the first is the one that ``add`` and ``remove`` of a configuration change. Kinds not named here have none."""


def pattern_options(kind: str) -> tuple[str, ...]:
    """The names of the options that hold patterns."""
    return PATTERN_OPTIONS.get(kind, ())
