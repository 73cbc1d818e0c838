"""What the page gives its charts: a small part of the figures, in the shape of ``extension/src/feed/data.ts``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from softsell.feed.figures import Feed
from softsell.feed.months import Month
from softsell.feed.post import Post
from softsell.feed.responses import RATE
from softsell.feed.sections.phrases import excerpt, last_day

MOST_POSTS = 2_000
"""The most posts that the chart of single posts shows: the last ones."""
_MOST_DATES = 500


def chart_data(feed: Feed) -> dict[str, Any]:
    """Return plain values. Texts are the beginnings of posts."""
    posts = feed.gathered.posts
    dated = feed.gathered.dated
    return {
        "bound": feed.promotion.bound,
        "months": [_month(feed, month) for month in feed.months],
        "answers": [
            {
                "kind": response.kind,
                "count": response.count,
                "value": response.median.value,
                "low": response.median.low,
                "high": response.median.high,
                "of": response.median.of,
            }
            for response in feed.responses
            if response.count != RATE  # on another scale than the others
        ],
        "posts": [_post(post) for post in posts[-MOST_POSTS:]] if dated else [],
        "returning": [
            {
                "begins": excerpt(posts[group[-1]]),
                "dates": [_clock(posts[number]) for number in group[-_MOST_DATES:]],
            }
            for group in (feed.sameness.groups if dated else ())
        ],
    }


def _month(feed: Feed, month: Month) -> dict[str, Any]:
    amounts: Mapping[str, int] = {part.name: part.amount for part in month.parts}
    return {
        "month": month.name,
        "posts": len(month.posts),
        "sell": month.sells.count,
        "known": month.sells.of,
        "until": last_day(feed, month),
        "seen": None if month.impressions is None else month.impressions.value,
        "asks": amounts["asks"],
        "comments": None if month.comments is None else month.comments.value,
        "gives": amounts["gives"],
        "answered": amounts["answers"],
        "open": amounts["open questions"],
        "promises": amounts["too big promises"],
        "deadlines": amounts["deadlines again"],
    }


def _post(post: Post) -> dict[str, str]:
    lane = "sells" if post.sells else "asks" if post.asks else "gives" if post.gives else "other"
    return {"date": _clock(post), "lane": lane, "begins": excerpt(post)}


def _clock(post: Post) -> str:
    """Return the date as the user's clock showed it, without a zone: the charts show that clock everywhere."""
    assert post.date is not None
    return post.date.replace(tzinfo=None, microsecond=0).isoformat()
