"""Feed: all figures of many posts. Each part comes from its own module; this one puts them together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from softsell.config.config import Goals
from softsell.feed.advice import advise
from softsell.feed.gather import Gathered, gather
from softsell.feed.goals import Goal, look_at_goals
from softsell.feed.months import Month, by_month
from softsell.feed.openings import Opening, repeated_openings
from softsell.feed.post import Post
from softsell.feed.promotion import Promotion, count_promotion
from softsell.feed.replies import Replies, count_replies
from softsell.feed.responses import Response, compare_responses
from softsell.feed.rhythm import Rhythm, find_rhythm
from softsell.feed.sameness import Sameness, count_sameness
from softsell.feed.talk import Talk, count_talk
from softsell.feed.turn import Turn, find_turn


@dataclass(frozen=True, slots=True)
class Feed:
    """What many posts add up to. Numbers of posts are places in ``gathered.posts``, from 0.

    Attributes:
        gathered: the posts.
        promotion: which posts sell.
        turn: the month in which that changed most; ``None`` if none stands out.
        talk: which posts ask, and who is talked about.
        sameness: copies and templates.
        rhythm: gaps and bursts.
        openings: first words that repeat, in other posts than copies of one template.
        replies: how far replies answer.
        responses: what people did with posts that sell, ask or give, where that was counted.
        months: what each month did for being known, liked and trusted.
        goals: how far the user's goals are met.
        advice: what to do next, in sentences.
    """

    gathered: Gathered
    promotion: Promotion
    turn: Turn | None
    talk: Talk
    sameness: Sameness
    rhythm: Rhythm
    openings: tuple[Opening, ...]
    replies: Replies
    responses: tuple[Response, ...]
    months: tuple[Month, ...]
    goals: tuple[Goal, ...]
    advice: tuple[str, ...]


def analyse(posts: Iterable[Post], goals: Goals | None = None) -> Feed:
    """Return the figures of posts, in any order. Takes time linear in their number, apart from sorting them.

    Raises:
        UsageError: there are too many posts.
    """
    goals = goals or Goals()
    gathered = gather(posts)
    promotion = count_promotion(gathered, goals.promotion)
    talk = count_talk(gathered.posts)
    sameness = count_sameness(gathered)
    rhythm = find_rhythm(gathered.posts)
    replies = count_replies(gathered.replies)
    months = by_month(gathered)
    turn = find_turn(months, gathered.posts)
    responses = compare_responses(gathered.posts, turn)
    return Feed(
        gathered,
        promotion,
        turn,
        talk,
        sameness,
        rhythm,
        repeated_openings(gathered),
        replies,
        responses,
        months,
        look_at_goals(goals, gathered),
        advise(gathered, promotion, turn, talk, sameness, rhythm, replies, responses),
    )
