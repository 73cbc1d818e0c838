"""Renders the figures of a feed as one JSON document.

``{"version": 1, "learned", "posts", "replies", …}``: the attributes of ``Feed``. A share is ``{"count", "of"}``, a median
``{"value", "of", "low", "high"}``, a date ISO 8601, and the number of a post its place in ``posts``, from 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from softsell.feed.figures import Feed
from softsell.feed.post import Post
from softsell.feed.sections.phrases import excerpt, shorten
from softsell.report.safe_json import dumps

VERSION = 1
BEGINNING = b'{\n "version": 1,\n "learned"'
"""How such a document begins."""


def render(feed: Feed, *, learned: bool) -> Iterator[str]:
    """Yield the document. ``learned``: whether the learned weights are there."""
    yield dumps(feed_as_dict(feed, learned=learned), indent=1) + "\n"


def feed_as_dict(feed: Feed, *, learned: bool) -> dict[str, Any]:
    """Return the document as plain values."""
    gathered = feed.gathered
    parts = {field.name: getattr(feed, field.name) for field in fields(feed) if field.name != "gathered"}
    return {
        "version": VERSION,
        "learned": learned,
        "posts": [post_as_dict(post) for post in gathered.posts],
        "answers": [
            {**post_as_dict(reply), "answers": reply.answers, "message": shorten(reply.message)}
            for reply in gathered.replies
        ],
        "undated": gathered.undated,
        "joined": gathered.joined,
        **{name: to_plain(value) for name, value in parts.items()},
    }


def post_as_dict(post: Post) -> dict[str, Any]:
    """Return what a report shows of a post."""
    return {
        "place": post.place,
        "date": to_plain(post.date),
        "platforms": list(post.platforms),
        "campaign": post.campaign,
        "begins": excerpt(post),
        "promotion": post.promotion,
        "sells": None if post.promotion is None else post.sells,
        "asks": post.asks,
        "gives": post.gives,
        "counts": dict(post.counts),
        "parts": post.parts,
    }


def to_plain(value: Any) -> Any:
    """Return a value of the figures as dicts, lists, texts and numbers."""
    if isinstance(value, date):  # a datetime too
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: to_plain(part) for name, part in value._asdict().items()}
    if isinstance(value, tuple | list):
        return [to_plain(part) for part in value]
    return value
