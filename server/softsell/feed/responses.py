"""What people did with posts that sell, ask or give, where a sheet or an archive counted it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from softsell.feed.post import Post
from softsell.feed.shares import Median, median

COUNTED: Final = ("comments", "shares")
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
    """

    kind: str
    count: str
    median: Median


def compare_responses(posts: Sequence[Post]) -> tuple[Response, ...]:
    """Return the median of each count for each kind of post, where there are any."""
    found = []
    for count in COUNTED:
        for kind, belongs in KINDS.items():
            middle = median([post.counts[count] for post in posts if count in post.counts and belongs(post)])
            if middle is not None:
                found.append(Response(kind, count, middle))
    return tuple(found)
