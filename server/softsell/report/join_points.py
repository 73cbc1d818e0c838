"""One part of a score for each source. A pack may let a measure count in two steps, which people needn't see twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from softsell.engine.scores import Points


def join_points(points: Iterable[Points]) -> list[Points]:
    """Return the parts of scores with the points of the same source for the same score added up, each in its first place."""
    parts: dict[tuple[str, str], Points] = {}
    for part in points:
        key = part.dimension, part.source
        before = parts.get(key)
        parts[key] = part if before is None else replace(before, points=before.points + part.points)
    return list(parts.values())
