"""What people did with posts that sell, ask or give, where a sheet or an archive counted it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from softsell.feed.months import name_of
from softsell.feed.post import Post
from softsell.feed.shares import Median, Share, median
from softsell.feed.turn import Turn

RATE: Final = "comments per 1,000 views"
COUNTED: Final = ("comments", RATE, "shares")
"""What counts as an exchange. Likes cost nothing, and impressions are reach."""

KINDS: Final[dict[str, Callable[[Post], bool]]] = {
    "sell": lambda post: post.sells,
    "ask": lambda post: post.asks and not post.sells,
    "give": lambda post: post.gives and not post.sells,
}
"""Kinds of posts. A post that asks and gives is both; one that sells is nothing else."""


@dataclass(frozen=True, slots=True)
class Response:
    """What people did with posts of one kind.

    Attributes:
        kind: one of ``KINDS``.
        count: one of ``COUNTED``.
        median: of the posts whose sheet says it.
        before_turn: how many of these posts are from before the turn; ``None`` without a turn.
    """

    kind: str
    count: str
    median: Median
    before_turn: Share | None = None


def compare_responses(posts: Sequence[Post], turn: Turn | None = None) -> tuple[Response, ...]:
    """Return the median of each count for each kind of post, where there are any. ``turn``: when the feed began to sell more or less."""
    found = []
    for count in COUNTED:
        for kind, belongs in KINDS.items():
            some = [(post, amount) for post in posts if belongs(post) and (amount := _amount(post, count)) is not None]
            middle = median([amount for _, amount in some])
            if middle is not None:
                early = None if turn is None else Share(sum(name_of(post) < turn.month for post, _ in some), len(some))
                found.append(Response(kind, count, middle, early))
    return tuple(found)


def in_words(middle: Median) -> str:
    """Return a median as a report shows it. Comments per 1,000 views have one place behind the point."""
    return f"{round(middle.value, 1):,g}"


def _amount(post: Post, count: str) -> float | None:
    """Return what was counted of a post, or ``None`` if that isn't known."""
    if count != RATE:
        return post.counts.get(count)
    views, comments = post.counts.get("impressions"), post.counts.get("comments")
    return round(1_000 * comments / views, 1) if views and comments is not None else None
