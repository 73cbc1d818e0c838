"""The fixed lists that rules, settings and the extension share, read from ``vocabulary.json``.

Platforms have their own list; see ``platforms``. Kinds of rules are code; see ``checks``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

_LISTS: Mapping[str, Any] = msgspec.json.decode(Path(__file__).with_name("vocabulary.json").read_bytes())

DIMENSIONS: tuple[str, ...] = tuple(_LISTS["dimensions"])
"""The scores that every report has. A pack may declare more."""

DIMENSION_TITLES: Mapping[str, str] = {name: entry["title"] for name, entry in _LISTS["dimensions"].items()}
"""What people see as the name of each of these scores. 100 is worst, so each names a fault."""

LEVELS: Mapping[str, tuple[float, float, float]] = {
    name: tuple(entry["levels"]) for name, entry in _LISTS["dimensions"].items()
}
"""From which score on a post has a little of this, quite a bit, and a lot. A meter says so, and reports take their colours from it.

They come from posts that nobody read while the rules were written. At the first level about half of the posts were rated as having
some of it, above the second nine in ten (pushiness, self-focus, readability), and above the third about half or more as having a lot. The
levels of questions are set by hand.
"""

USUAL_LEVELS: tuple[float, float, float] = tuple(_LISTS["usual_levels"])
"""The levels of a pack's own score."""

SCOPES: Mapping[str, str] = _LISTS["scopes"]
"""Where a rule can look: the name that packs use, and a phrase for readers, empty for the whole draft."""

AUDIENCES: Mapping[str, float | None] = _LISTS["audiences"]
"""Who a draft can be for, and the reading level for them, as a Flesch-Kincaid grade. ``None`` leaves the level to the packs."""

POST_KINDS: Mapping[str, str] = {kind: group for group, kinds in _LISTS["post_kinds"].items() for kind in kinds}
"""What kind of post a draft can be, and the group of each kind: ``sells``, ``talks`` or ``tells``."""

POST_GROUPS: tuple[str, ...] = tuple(_LISTS["post_kinds"])
"""The groups of kinds of post."""


def level_of(dimension: str, score: float) -> int:
    """Return how much of a dimension a score (0 to 100) means: 0 is fine, 1 a little, 2 quite a bit, 3 a lot."""
    return bisect_right(LEVELS.get(dimension, USUAL_LEVELS), score)
