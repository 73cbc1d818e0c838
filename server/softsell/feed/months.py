"""What each month did for being known, liked and trusted: the path from stranger to customer.

People are *known* by reach: posts, places, and how often posts were seen. They are *liked* by exchange: posts that ask, comments,
replies. They are *trusted* by what they keep: questions answered, something given, and no promise or deadline that isn't one. These are
counts and not scores. Nothing adds them up to one number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from softsell.feed.gather import Gathered
from softsell.feed.post import Post
from softsell.feed.promotion import share_that_sells
from softsell.feed.sameness import deadlines_again
from softsell.feed.shares import Median, Share, median

ASPECTS: Final = ("known", "liked", "trusted")
_MOST_MONTHS = 240


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a month did.

    Attributes:
        aspect: one of ``ASPECTS``.
        name: what it is, for example ``asks``.
        amount: how much of it.
        against: whether it counts against the aspect.
        posts: the posts that did it, in the order of time.
    """

    aspect: str
    name: str
    amount: int
    against: bool = False
    posts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Month:
    """One month.

    Attributes:
        name: year and month, such as ``2026-03``.
        posts: the posts of that month, in the order of time.
        sells, asks, gives: the share of posts that do.
        comments, impressions: the median of a post, where counted.
        replies: the share of replies that leave no question open.
        parts: what it did for each aspect.
    """

    name: str
    posts: tuple[int, ...]
    sells: Share
    asks: Share
    gives: Share
    comments: Median | None
    impressions: Median | None
    replies: Share
    parts: tuple[Part, ...]


def by_month(gathered: Gathered) -> tuple[Month, ...]:
    """Return the months from the first post to the last, those without posts too. Empty without dates."""
    if not gathered.dated:
        return ()
    posts: dict[int, list[int]] = {}
    replies: dict[int, list[Post]] = {}
    for number, post in enumerate(gathered.posts):
        posts.setdefault(_index(post), []).append(number)
    for reply in gathered.replies:
        replies.setdefault(_index(reply), []).append(reply)
    every = sorted({*posts, *replies})
    # Over many years, or with a wrong date among them, months without posts are left out
    months = range(every[0], every[-1] + 1) if every[-1] - every[0] <= _MOST_MONTHS else every
    again = deadlines_again(gathered)
    return tuple(_month(index, posts.get(index, []), replies.get(index, []), gathered, again) for index in months)


def name_of(post: Post) -> str:
    """Return the month of a post with a date."""
    return _name(_index(post))


def _index(post: Post) -> int:
    assert post.date is not None
    return post.date.year * 12 + post.date.month - 1


def _name(index: int) -> str:
    return f"{index // 12:04}-{index % 12 + 1:02}"


def _month(index: int, numbers: list[int], replies: list[Post], gathered: Gathered, again: frozenset[int]) -> Month:
    posts = [gathered.posts[number] for number in numbers]
    answering = Share(sum(reply.answers for reply in replies), len(replies))

    def those(aspect: str, name: str, flags: list[bool], *, against: bool = False) -> Part:
        some = tuple(number for number, flag in zip(numbers, flags, strict=True) if flag)
        return Part(aspect, name, len(some), against, some)

    def counted(aspect: str, name: str) -> list[Part]:
        some = [(number, post.counts[name]) for number, post in zip(numbers, posts, strict=True) if name in post.counts]
        return [Part(aspect, name, sum(amount for _, amount in some), posts=_highest(some))] if some else []

    parts = [
        those("known", "posts", [True] * len(posts)),
        Part("known", "platforms", len({platform for post in posts for platform in post.platforms})),
        *counted("known", "impressions"),
        those("liked", "asks", [post.asks for post in posts]),
        *counted("liked", "comments"),
        *counted("liked", "shares"),
        Part("liked", "replies", len(replies)),
        those("trusted", "gives", [post.gives for post in posts]),
        Part("trusted", "answers", answering.count),
        Part("trusted", "open questions", answering.of - answering.count, against=True),
        those("trusted", "too big promises", [post.promises for post in posts], against=True),
        those("trusted", "deadlines again", [number in again for number in numbers], against=True),
    ]
    return Month(
        _name(index),
        tuple(numbers),
        share_that_sells(posts),
        Share(sum(post.asks for post in posts), len(posts)),
        Share(sum(post.gives for post in posts), len(posts)),
        median([post.counts["comments"] for post in posts if "comments" in post.counts]),
        median([post.counts["impressions"] for post in posts if "impressions" in post.counts]),
        answering,
        tuple(parts),
    )


def _highest(counted: list[tuple[int, int]]) -> tuple[int, ...]:
    return tuple(number for number, amount in sorted(counted, key=lambda entry: (-entry[1], entry[0])) if amount)
