"""How much of a feed sells: in the last posts, by month, and the longest run of posts with nothing for the reader."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from softsell.feed.gather import Gathered
from softsell.feed.post import PROMOTIONAL, Post
from softsell.feed.shares import Share

USUAL_BOUND = 20.0
"""The usual bound on posts that sell, in percent: four in five don't. No study supports it (``NOTE``)."""
_CLOSE = 0.1
"""A template is a close call if its measure of selling is this little below the line."""
_FEWEST_CLOSE = 3
NOTE = "One post in five is a rule of thumb, not evidence: no study has found the right share."


@dataclass(frozen=True, slots=True)
class CloseCalls:
    """Templates that come back, and whose posts just don't count as selling. One judgement decides on many posts there.

    Single posts near the line aren't told: as many of them are just above it as just below.

    Attributes:
        groups: their posts, the largest group first.
        all, last_30: the share of posts that sell if these count as selling too.
        run: the longest run if they do, see ``Promotion``.
    """

    groups: tuple[tuple[int, ...], ...]
    all: Share
    last_30: Share
    run: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Promotion:
    """Which posts sell.

    Attributes:
        bound: the highest share that is fine, in percent.
        own_bound: whether the bound is the user's own, and not the usual one.
        known: of how many posts it is known whether they sell.
        all, last_10, last_30: the share of posts that sell.
        run: the longest run of posts that sell and neither give nor ask anything, as the first and the last of them; ``None`` if there is
            no such post.
        close: templates that are close calls; ``None`` if there are none.
    """

    bound: float
    own_bound: bool
    known: int
    all: Share
    last_10: Share
    last_30: Share
    run: tuple[int, int] | None
    close: CloseCalls | None = None

    @property
    def run_length(self) -> int:
        """How many posts ``run`` has."""
        return length_of(self.run)


def length_of(run: tuple[int, int] | None) -> int:
    """Return how many posts a run has."""
    return 0 if run is None else run[1] - run[0] + 1


def count_promotion(gathered: Gathered, bound: float | None) -> Promotion:
    """Count the posts that sell. ``bound`` is in percent; ``None`` for the usual one."""
    posts = gathered.posts
    known = [post for post in posts if post.promotion is not None]
    return Promotion(
        USUAL_BOUND if bound is None else bound,
        bound is not None,
        len(known),
        share_that_sells(known),
        share_that_sells(known[-10:]),
        share_that_sells(known[-30:]),
        _longest_run(posts),
        _find_close_calls(gathered),
    )


def _find_close_calls(gathered: Gathered) -> CloseCalls | None:
    posts = gathered.posts
    groups = tuple(
        group
        for group in gathered.templates
        if len(group) >= _FEWEST_CLOSE and all(_is_close_call(posts[number]) for number in group)
    )
    if not groups:
        return None
    close = frozenset(number for group in groups for number in group)
    known = [(number, post) for number, post in enumerate(posts) if post.promotion is not None]

    def share(some: Sequence[tuple[int, Post]]) -> Share:
        return Share(sum(post.sells or number in close for number, post in some), len(some))

    return CloseCalls(groups, share(known), share(known[-30:]), _longest_run(posts, close))


def _is_close_call(post: Post) -> bool:
    return post.promotion is not None and PROMOTIONAL - _CLOSE <= post.promotion < PROMOTIONAL


def share_that_sells(posts: Sequence[Post]) -> Share:
    """Return how many of the posts sell, of those of which it is known."""
    known = [post.sells for post in posts if post.promotion is not None]
    return Share(sum(known), len(known))


def _longest_run(posts: Sequence[Post], close: Collection[int] = ()) -> tuple[int, int] | None:
    """Return the longest run; of several, the last. ``close``: posts that count as selling too."""
    longest: tuple[int, int] | None = None
    start: int | None = None
    for number, post in enumerate(posts):
        if not (post.empty or (number in close and not post.gives and not post.asks)):
            start = None
            continue
        start = number if start is None else start
        if longest is None or number - start >= longest[1] - longest[0]:
            longest = start, number
    return longest
