"""How much of a feed sells: in the last posts, by month, and the longest run of posts with nothing for the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from softsell.feed.post import Post
from softsell.feed.shares import Share

CUSTOM = 20.0
"""The usual bound on posts that sell, in percent: four in five don't. No study supports it (``NOTE``)."""
NOTE = "One post in five is a rule of thumb, not evidence: no study has found the right share."


@dataclass(frozen=True, slots=True)
class Promotion:
    """Which posts sell.

    Attributes:
        bound: the highest share that is fine, in percent.
        custom: whether the bound is the usual one, and not the user's own.
        known: of how many posts it is known whether they sell.
        all, last_10, last_30: the share of posts that sell.
        run: the longest run of posts that sell and neither give nor ask anything, as the first and the last of them; ``None`` if there is
            no such post.
    """

    bound: float
    custom: bool
    known: int
    all: Share
    last_10: Share
    last_30: Share
    run: tuple[int, int] | None

    @property
    def run_length(self) -> int:
        """How many posts ``run`` has."""
        return 0 if self.run is None else self.run[1] - self.run[0] + 1


def count_promotion(posts: Sequence[Post], bound: float | None) -> Promotion:
    """Count the posts that sell. ``bound`` is in percent; ``None`` for the usual one."""
    known = [post for post in posts if post.promotion is not None]
    return Promotion(
        CUSTOM if bound is None else bound,
        bound is None,
        len(known),
        share_that_sells(known),
        share_that_sells(known[-10:]),
        share_that_sells(known[-30:]),
        _longest_run(posts),
    )


def share_that_sells(posts: Sequence[Post]) -> Share:
    """Return how many of the posts sell, of those of which it is known."""
    known = [post.sells for post in posts if post.promotion is not None]
    return Share(sum(known), len(known))


def _longest_run(posts: Sequence[Post]) -> tuple[int, int] | None:
    """Return the longest run; of several, the last."""
    longest: tuple[int, int] | None = None
    start: int | None = None
    for number, post in enumerate(posts):
        if not post.empty:
            start = None
            continue
        start = number if start is None else start
        if longest is None or number - start >= longest[1] - longest[0]:
            longest = start, number
    return longest
