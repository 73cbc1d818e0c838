"""Puts posts in the order of time, sets replies apart, and joins posts that are one: threads, and one text on several platforms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from softsell.errors import UsageError
from softsell.feed.likeness import alike
from softsell.feed.post import Post

MAX_POSTS = 200_000
"""The most posts of a feed."""
_THREAD = timedelta(minutes=30)
"""Parts of a thread follow each other within this time."""
_CROSS_POST = timedelta(days=3)
"""One text on several platforms within this time counts once. Later it's a repeat."""
# “1/5”, “(2/5)” or “3/” at the start or end of a post
_NUMBERED = re.compile(r"\A\W{0,4}(\d{1,2})\s?/\s?(?:\d{1,2})?(?![\d/])|(?<![\d/])(\d{1,2})\s?/\s?\d{1,2}\W{0,4}\Z")


@dataclass(frozen=True, slots=True)
class Gathered:
    """Posts in the order of time.

    Attributes:
        posts: the user's own posts, each once.
        replies: what answers a message.
        templates: the posts that come from one template, as numbers of ``posts``, largest group first.
        undated: posts and replies without a date. If others have one, these aren't among ``posts`` and ``replies``.
        joined: how many posts were joined to another.
        dated: whether the posts have dates.
    """

    posts: tuple[Post, ...]
    replies: tuple[Post, ...]
    templates: tuple[tuple[int, ...], ...]
    undated: int
    joined: int
    dated: bool


def gather(posts: Iterable[Post]) -> Gathered:
    """Gather posts.

    Raises:
        UsageError: there are more than ``MAX_POSTS``.
    """
    every: list[Post] = []
    for post in posts:
        if len(every) == MAX_POSTS:
            raise UsageError(f"There are more than {MAX_POSTS:,} posts. Name fewer files.")
        every.append(post)
    dated = any(post.date is not None for post in every)
    undated = sum(post.date is None for post in every)
    if dated:
        every = sorted((post for post in every if post.date is not None), key=_moment)
    own = _join_threads([post for post in every if not post.reply])
    texts = [post.text for post in own]
    copies, templates = alike(texts)
    own, kept = _join_copies(own, [copies.find(number) for number in range(len(own))])
    groups: dict[int, list[int]] = {}
    for number, old in enumerate(kept):
        groups.setdefault(templates.find(old), []).append(number)
    several = sorted((group for group in groups.values() if len(group) > 1), key=lambda group: (-len(group), group))
    return Gathered(
        tuple(own),
        tuple(post for post in every if post.reply),
        tuple(map(tuple, several)),
        undated,
        sum(post.parts - 1 for post in own),
        dated,
    )


def _moment(post: Post) -> datetime:
    assert post.date is not None
    return post.date


def _join_threads(posts: Sequence[Post]) -> list[Post]:
    """Join numbered posts that follow each other on one platform."""
    joined: list[Post] = []
    # For each platform, the thread that is open: its place in `joined`, the number of its last part, and when that was posted
    open_threads: dict[tuple[str, ...], tuple[int, int, datetime | None]] = {}
    for post in posts:
        match = _NUMBERED.search(post.text.strip())
        part = int(match[1] or match[2]) if match else 0
        place, last, moment = open_threads.get(post.platforms, (0, 0, None))
        close = moment is None or post.date is None or post.date - moment <= _THREAD
        if part > 1 and last == part - 1 and close:
            joined[place] = _join(joined[place], post, thread=True)
        else:
            place = len(joined)
            joined.append(post)
        if part:
            open_threads[post.platforms] = (place, part, post.date)
    return joined


def _join_copies(posts: Sequence[Post], groups: Sequence[int]) -> tuple[list[Post], list[int]]:
    """Join one text on several platforms. Also returns which number each of the posts had before."""
    joined: list[Post] = []
    kept: list[int] = []
    latest: dict[int, int] = {}
    for number, (post, group) in enumerate(zip(posts, groups, strict=True)):
        at = latest.get(group)
        if at is not None and _is_cross_post(joined[at], post):
            joined[at] = _join(joined[at], post, thread=False)
            continue
        latest[group] = len(joined)
        joined.append(post)
        kept.append(number)
    return joined, kept


def _is_cross_post(one: Post, other: Post) -> bool:
    elsewhere = bool(one.platforms and other.platforms) and not set(one.platforms) & set(other.platforms)
    if one.date is None or other.date is None:
        return elsewhere
    return elsewhere and other.date - one.date <= _CROSS_POST


def _join(one: Post, other: Post, *, thread: bool) -> Post:
    """Return two posts as one. A thread's words count together; of a text on two platforms they count once."""
    both = replace(
        one,
        platforms=tuple(dict.fromkeys((*one.platforms, *other.platforms))),
        counts={name: one.counts.get(name, 0) + other.counts.get(name, 0) for name in {**one.counts, **other.counts}},
        parts=one.parts + other.parts,
    )
    if not thread:
        return both
    known = [post.promotion for post in (one, other) if post.promotion is not None]
    return replace(
        both,
        text=f"{one.text}\n{other.text}",
        promotion=max(known, default=None),
        asks=one.asks or other.asks,
        gives=one.gives or other.gives,
        presses=one.presses or other.presses,
        promises=one.promises or other.promises,
        deadline=one.deadline or other.deadline,
        us=one.us + other.us,
        you=one.you + other.you,
        others=one.others + other.others,
        singular=one.singular + other.singular,
        plural=one.plural + other.plural,
    )
