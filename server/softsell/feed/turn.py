"""The month in which a feed began to sell much more, or much less, than before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from softsell.feed.months import Month
from softsell.feed.post import Post
from softsell.feed.shares import Median, Share, median

_FEWEST_MONTHS = 2
_FEWEST_POSTS = 10
_LEAST = 0.25
"""A smaller difference between the shares isn't worth telling."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Where the share of posts that sell changes most.

    Attributes:
        month: the first month after it, such as ``2026-04``.
        before, after: the share of posts that sell.
        comments_before, comments_after: the median of comments on a post, where counted.
        seen_before, seen_after: the median of how often a post was seen, where counted.
    """

    month: str
    before: Share
    after: Share
    comments_before: Median | None
    comments_after: Median | None
    seen_before: Median | None
    seen_after: Median | None


def find_turn(months: Sequence[Month], posts: Sequence[Post]) -> Turn | None:
    """Return the turn, if there is one that chance doesn't explain: the 95 % intervals of the two shares don't touch."""
    sells = list(accumulate(month.sells.count for month in months))
    known = list(accumulate(month.sells.of for month in months))
    found: tuple[float, int, Share, Share] | None = None
    for at in range(_FEWEST_MONTHS, len(months) - _FEWEST_MONTHS + 1):
        before = Share(sells[at - 1], known[at - 1])
        after = Share(sells[-1] - before.count, known[-1] - before.of)
        gap = abs(before.value - after.value)
        if min(before.of, after.of) < _FEWEST_POSTS or gap < _LEAST or (found is not None and gap <= found[0]):
            continue
        low, high = sorted((before.interval(), after.interval()))
        if low[1] < high[0]:
            found = gap, at, before, after
    if found is None:
        return None
    _, at, before, after = found
    periods = months[:at], months[at:]
    comments, seen = ([_middle(period, posts, name) for period in periods] for name in ("comments", "impressions"))
    return Turn(months[at].name, before, after, *comments, *seen)


def _middle(months: Sequence[Month], posts: Sequence[Post], count: str) -> Median | None:
    return median(
        [posts[number].counts[count] for month in months for number in month.posts if count in posts[number].counts]
    )
