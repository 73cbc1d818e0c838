"""The fixed lists that rules, settings and the extension share, read from ``vocabulary.json``.

Platforms have their own list; see ``platforms``. Kinds of rules are code; see ``checks``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_LISTS: Mapping[str, Any] = json.loads(Path(__file__).with_name("vocabulary.json").read_text(encoding="utf-8"))

DIMENSIONS: tuple[str, ...] = tuple(_LISTS["dimensions"])
"""The scores that every report has. A pack may declare more."""

DIMENSION_TITLES: Mapping[str, str] = {name: entry["title"] for name, entry in _LISTS["dimensions"].items()}
"""What people see as the name of each of these scores. 100 is worst, so each names a fault.

``levels``, which only the extension reads, are the scores from which a meter says "a little", "quite a bit" and "a lot". They come from
posts that nobody read while the rules were written: above the first, about half of the posts were rated as having some of it,
above the second nine in ten (for pushiness and self-focus), above the third about half were rated as having a lot.
"""

SCOPES: Mapping[str, str] = _LISTS["scopes"]
"""Where a rule can look: the name that packs use, and a phrase for readers, empty for the whole draft."""

AUDIENCES: Mapping[str, float | None] = _LISTS["audiences"]
"""Who a draft can be for, and the reading level for them, as a Flesch-Kincaid grade. ``None`` leaves the level to the packs."""

POST_KINDS: Mapping[str, str] = {kind: group for group, kinds in _LISTS["post_kinds"].items() for kind in kinds}
"""What kind of post a draft can be, and the group of each kind: ``sells``, ``talks`` or ``tells``."""

POST_GROUPS: tuple[str, ...] = tuple(_LISTS["post_kinds"])
"""The groups of kinds of post."""
