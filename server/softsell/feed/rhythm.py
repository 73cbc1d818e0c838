"""When posts come: how often, where the gaps are, and the days with many at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from softsell.feed.post import Post

_SHORTEST_GAP = 7.0
_FEWEST_AT_ONCE = 3
_MANY_TIMES = 3
_MOST = 5
DAY = 24 * 60 * 60


class Gap(NamedTuple):
    """A long time without a post: the post before it, the post after it, and the days between."""

    before: int
    after: int
    days: float


class Burst(NamedTuple):
    """A day with many posts."""

    day: date
    posts: int


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When posts come.

    Attributes:
        first, last: the dates of the first and the last post; ``None`` without dates.
        per_week: posts a week between them; ``None`` if that is less than a week.
        usual_days: the median of days between two posts; ``None`` for fewer than two posts with dates.
        gaps: the longest gaps of a week or more that are three times as long as usual, longest first.
        bursts: days with three posts or more, and three times as many as days with posts usually have, fullest first.
    """

    first: datetime | None
    last: datetime | None
    per_week: float | None
    usual_days: float | None
    gaps: tuple[Gap, ...]
    bursts: tuple[Burst, ...]


def find_rhythm(posts: Sequence[Post]) -> Rhythm:
    """Find the rhythm of posts in the order of time."""
    dates = [post.date for post in posts if post.date is not None]
    if len(dates) != len(posts) or not dates:
        return Rhythm(None, None, None, None, (), ())
    days = [(after - before).total_seconds() / DAY for before, after in pairwise(dates)]
    usual = median(days) if days else None
    whole = (dates[-1] - dates[0]).total_seconds() / DAY
    bound = max(_SHORTEST_GAP, _MANY_TIMES * (usual or 0))
    gaps = [Gap(number, number + 1, length) for number, length in enumerate(days) if length >= bound]
    per_day = Counter(moment.date() for moment in dates)
    many = max(_FEWEST_AT_ONCE, _MANY_TIMES * median(per_day.values()))
    bursts = [Burst(day, count) for day, count in per_day.items() if count >= many]
    return Rhythm(
        dates[0],
        dates[-1],
        len(dates) / (whole / 7) if whole >= 7 else None,
        usual,
        tuple(sorted(gaps, key=lambda gap: -gap.days)[:_MOST]),
        tuple(sorted(bursts, key=lambda burst: (-burst.posts, burst.day))[:_MOST]),
    )
