"""Phrases and cells that several sections share."""

from __future__ import annotations

from calendar import monthrange

from softsell.feed.dates import month_name, short_day
from softsell.feed.figures import Feed
from softsell.feed.months import Month
from softsell.feed.post import Post
from softsell.feed.shares import Share
from softsell.wording import shortened

_EXCERPT = 70
_USUAL_GAP = 3
"""A month whose last post is this many days before its end may not be over yet."""


def excerpt(post: Post) -> str:
    """Return the beginning of a post on one line."""
    return shorten(post.text)


def shorten(text: str, length: int = _EXCERPT) -> str:
    """Return the beginning of a text on one line."""
    return shortened(" ".join(text[: 4 * length].split()), length)


def percent(share: Share) -> str:
    """Return a share in percent; a dash for a share of nothing."""
    return f"{100 * share.value:.0f} %" if share.of else "–"


def is_number(cell: str) -> bool:
    """Whether a cell of a table is a number, so that its column is aligned to the right."""
    return cell == "–" or cell.replace(",", "").replace(".", "").removesuffix(" %").isdecimal()


def when(post: Post) -> str:
    """Return the date of a post as a table has it, or its place."""
    return post.place if post.date is None else short_day(post.date)


def month_cell(feed: Feed, month: Month) -> str:
    """Return a month as a table has it, such as “Mar 2026”, or “1–12 Mar 2026” if it may not be over."""
    name, until = month_name(month.name, short=True), last_day(feed, month)
    return name if until is None else f"1–{until} {name}"


def last_day(feed: Feed, month: Month) -> int | None:
    """Return the day of the last post if the month is the last one, and may not have been over then; ``None`` otherwise."""
    last = feed.rhythm.last
    if last is None or month is not feed.months[-1] or f"{last:%Y-%m}" != month.name:
        return None
    return last.day if last.day <= monthrange(last.year, last.month)[1] - _USUAL_GAP else None
