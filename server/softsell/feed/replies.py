"""How far replies answer: how many leave a question open, and how soon they come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from softsell.feed.post import Post
from softsell.feed.shares import Median, Share, median


@dataclass(frozen=True, slots=True)
class Replies:
    """How far replies answer.

    Attributes:
        answers: the share of replies that leave no question of the message open.
        open: the replies that do, as numbers among the replies.
        hours: the median of hours between a message and its reply; ``None`` if no file says when messages came.
    """

    answers: Share
    open: tuple[int, ...]
    hours: Median | None


def count_replies(replies: Sequence[Post]) -> Replies:
    """Count what replies answer."""
    still_open = tuple(number for number, reply in enumerate(replies) if not reply.answers)
    return Replies(
        Share(len(replies) - len(still_open), len(replies)),
        still_open,
        median([reply.hours for reply in replies if reply.hours is not None]),
    )
