"""The user's goals, and how far a feed meets them: now, and since when."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from softsell.config.config import Goals
from softsell.feed.gather import Gathered
from softsell.feed.months import name_of
from softsell.feed.post import Post
from softsell.feed.promotion import share_that_sells
from softsell.feed.talk import share_that_asks

DAYS = 30
"""“Now” is so many days, up to the last post."""
MOSTLY = 80.0
"""Replies are in time, and a voice is kept, if at least this many percent are."""


@dataclass(frozen=True, slots=True)
class Goal:
    """How far one goal is met.

    Attributes:
        name: the field of ``Goals``.
        wanted: the goal, such as ``20`` or ``we``.
        value: posts a week, or a percentage, in the last ``DAYS`` days; without dates, of all posts. ``None`` if it isn't known.
        met: whether that meets the goal; ``None`` if it isn't known.
        since: the first month of those that agree with ``met`` without a break; ``None`` if not even the last whole month does.
    """

    name: str
    wanted: float | str
    value: float | None
    met: bool | None
    since: str | None


@dataclass(frozen=True, slots=True)
class _Aim:
    """A goal that can be measured. ``value`` takes posts and the days that they are from."""

    name: str
    wanted: float | str
    of_replies: bool
    value: Callable[[Sequence[Post], float | None], float | None]
    meets: Callable[[float], bool]


def look_at_goals(goals: Goals, gathered: Gathered) -> tuple[Goal, ...]:
    """Return how far each goal is met."""
    return tuple(_look(aim, gathered) for aim in _aims(goals))


def _aims(goals: Goals) -> list[_Aim]:
    aims = []
    if (least := goals.posts_a_week) is not None:
        aims.append(_Aim("posts_a_week", least, False, _per_week, lambda value: value >= least))
    if (most := goals.promotion) is not None:
        aims.append(_Aim("promotion", most, False, _promotion, lambda value: value <= most))
    if (asking := goals.asking) is not None:
        aims.append(_Aim("asking", asking, False, _asking, lambda value: value >= asking))
    if (hours := goals.answers_within) is not None:
        aims.append(_Aim("answers_within", hours, True, lambda some, _: _in_time(some, hours), _mostly))
    if (voice := goals.voice) is not None:
        aims.append(_Aim("voice", voice, False, lambda some, _: _speaks(some, voice), _mostly))
    return aims


def _look(aim: _Aim, gathered: Gathered) -> Goal:
    posts = gathered.replies if aim.of_replies else gathered.posts
    if not gathered.dated:
        value = aim.value(posts, None)
        return Goal(aim.name, aim.wanted, value, None if value is None else aim.meets(value), None)
    both = [post.date for post in (*gathered.posts[-1:], *gathered.replies[-1:]) if post.date is not None]
    begin = max(both) - timedelta(days=DAYS)
    value = aim.value([post for post in posts if post.date is not None and post.date > begin], DAYS)
    if value is None:
        return Goal(aim.name, aim.wanted, None, None, None)
    met = aim.meets(value)
    return Goal(aim.name, aim.wanted, value, met, _since(aim, posts, gathered, met))


def _since(aim: _Aim, posts: Sequence[Post], gathered: Gathered, met: bool) -> str | None:
    """Return the first of the last months that all agree with ``met``. Passes over months about which nothing is known."""
    by_name: dict[str, list[Post]] = {name_of(post): [] for post in gathered.posts}
    for post in posts:
        by_name.setdefault(name_of(post), []).append(post)
    since = None
    # The month of the last post isn't over, so its posts a week would be too few
    for name in sorted(by_name, reverse=True)[1 if aim.name == "posts_a_week" else 0 :]:
        year, month = map(int, name.split("-"))
        value = aim.value(by_name[name], monthrange(year, month)[1])
        if value is None:
            continue
        if aim.meets(value) != met:
            break
        since = name
    return since


def _mostly(value: float) -> bool:
    return value >= MOSTLY


def _per_week(posts: Sequence[Post], days: float | None) -> float | None:
    return None if days is None else len(posts) / (days / 7)


def _promotion(posts: Sequence[Post], _days: float | None) -> float | None:
    share = share_that_sells(posts)
    return 100 * share.value if share.of else None


def _asking(posts: Sequence[Post], _days: float | None) -> float | None:
    share = share_that_asks(posts)
    return 100 * share.value if share.of else None


def _in_time(replies: Sequence[Post], hours: float) -> float | None:
    known = [reply.hours <= hours for reply in replies if reply.hours is not None]
    return 100 * sum(known) / len(known) if known else None


def _speaks(posts: Sequence[Post], voice: str) -> float | None:
    """Return the percentage of posts that speak mostly as ``voice``, of those that speak as anybody."""
    known = [(post.singular, post.plural) for post in posts if post.singular != post.plural]
    kept = sum((singular > plural) == (voice == "I") for singular, plural in known)
    return 100 * kept / len(known) if known else None
