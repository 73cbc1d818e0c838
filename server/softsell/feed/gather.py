"""Puts posts in the order of time, sets replies apart, and joins posts that are one: threads, and one text on several platforms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import median_low

from softsell.errors import UsageError
from softsell.feed.likeness import alike
from softsell.feed.post import Post

MAX_POSTS = 200_000
"""The most posts of a feed."""
_CLOSE = 0.2
"""Posts of one template are judged alike if their measures of selling differ by no more than this."""
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
    _judge_alike(own, several)
    return Gathered(
        tuple(own),
        tuple(post for post in every if post.reply),
        tuple(map(tuple, several)),
        undated,
        sum(post.parts - 1 for post in own),
        dated,
    )


def _judge_alike(posts: list[Post], groups: Sequence[Sequence[int]]) -> None:
    """Give the posts of a template the median of their measures, or one counts as selling and its copy just doesn't.

    Where the words put in make a large difference, the posts keep their own.
    """
    for group in groups:
        known = [(number, value) for number in group if (value := posts[number].promotion) is not None]
        values = [value for _, value in known]
        if values and max(values) - min(values) <= _CLOSE:
            middle = median_low(values)
            for number, _ in known:
                posts[number] = replace(posts[number], promotion=middle)


def _moment(post: Post) -> datetime:
    assert post.date is not None
    return post.date


def _join_threads(posts: Sequence[Post]) -> list[Post]:
    """Join posts that continue another, and numbered posts that follow each other on one platform."""
    threads: list[list[Post]] = []
    by_id: dict[tuple[str, tuple[str, ...]], int] = {}
    # For each platform, the thread that is open: its place in `threads`, the number of its last part, and when that was posted
    open_threads: dict[tuple[str, ...], tuple[int, int, datetime | None]] = {}
    for post in posts:
        match = _NUMBERED.search(post.text.strip())
        part = int(match[1] or match[2]) if match else 0
        place, last, moment = open_threads.get(post.platforms, (0, 0, None))
        close = moment is None or post.date is None or post.date - moment <= _THREAD
        begun = by_id.get((post.continues, post.platforms)) if post.continues is not None else None
        if begun is not None:
            place = begun
        elif not (part > 1 and last == part - 1 and close):
            place = len(threads)
            threads.append([])
        threads[place].append(post)
        if post.id is not None:
            by_id[post.id, post.platforms] = place
        if part:
            open_threads[post.platforms] = (place, part, post.date)
    return [_join_thread(parts) for parts in threads]


def _join_thread(parts: Sequence[Post]) -> Post:
    """Return the parts of a thread as one post, with the words of all."""
    if len(parts) == 1:
        return parts[0]
    known = [post.promotion for post in parts if post.promotion is not None]
    return replace(
        parts[0],
        text="\n".join(post.text for post in parts),
        promotion=max(known, default=None),
        asks=any(post.asks for post in parts),
        gives=any(post.gives for post in parts),
        presses=any(post.presses for post in parts),
        promises=any(post.promises for post in parts),
        deadline=any(post.deadline for post in parts),
        us=sum(post.us for post in parts),
        you=sum(post.you for post in parts),
        others=sum(post.others for post in parts),
        singular=sum(post.singular for post in parts),
        plural=sum(post.plural for post in parts),
        counts=_add_counts(parts),
        parts=len(parts),
    )


def _join_copies(posts: Sequence[Post], groups: Sequence[int]) -> tuple[list[Post], list[int]]:
    """Join one text on several platforms. Also returns which number each of the posts had before."""
    joined: list[Post] = []
    kept: list[int] = []
    latest: dict[int, int] = {}
    for number, (post, group) in enumerate(zip(posts, groups, strict=True)):
        at = latest.get(group)
        if at is not None and _is_cross_post(joined[at], post):
            joined[at] = _join_copy(joined[at], post)
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


def _join_copy(one: Post, other: Post) -> Post:
    """Return one text on two platforms as one post, whose words count once."""
    return replace(
        one,
        platforms=tuple(dict.fromkeys((*one.platforms, *other.platforms))),
        counts=_add_counts((one, other)),
        parts=one.parts + other.parts,
    )


def _add_counts(posts: Iterable[Post]) -> dict[str, int]:
    """Return the sums of what was counted. What no post counts isn't in it."""
    counts: dict[str, int] = {}
    for post in posts:
        for name, count in post.counts.items():
            counts[name] = counts.get(name, 0) + count
    return counts
