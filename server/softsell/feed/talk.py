"""How many posts invite an answer, and who is talked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from softsell.feed.post import Post
from softsell.feed.shares import Share


@dataclass(frozen=True, slots=True)
class Talk:
    """Who talks about whom.

    Attributes:
        asks: the share of posts that invite an answer.
        asks_last_30: the same for the last 30 posts.
        us, you, others: words about the writer (with the brand's names), the reader and other people, in all posts.
        about_us: the share of posts with more words about the writer than about everybody else.
    """

    asks: Share
    asks_last_30: Share
    us: int
    you: int
    others: int
    about_us: Share


def count_talk(posts: Sequence[Post]) -> Talk:
    """Count who is talked about."""
    return Talk(
        share_that_asks(posts),
        share_that_asks(posts[-30:]),
        sum(post.us for post in posts),
        sum(post.you for post in posts),
        sum(post.others for post in posts),
        Share(sum(post.us > post.you + post.others for post in posts), len(posts)),
    )


def share_that_asks(posts: Sequence[Post]) -> Share:
    """Return how many of the posts sincerely ask the reader to answer."""
    return Share(sum(post.asks for post in posts), len(posts))
