"""Tables that platforms export, recognised by the names of their columns.

Most exports need no entry here, because their columns say enough. An entry says what they don't: the platform, or which of two columns
holds the posts.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct


class TableShape(Struct, frozen=True):
    """A table that a platform exports.

    Attributes:
        title: what notes call it.
        columns: names of columns, in lower case, that together occur in no other table.
        platform: where its posts are, if the table doesn't say so.
        texts: the columns that may hold the posts, the best first. Empty: chosen by what stands in them.
        line_quotes: whether a line break has quotes around it that nobody wrote.
        answers: whether its posts answer somebody.
        layers: how a text is written in its cell, see ``draft.layers``.
        alone: whether the table has no other columns, and its links lead to the platform.
        writer: the column that says who wrote a message. If several people did, the table is a conversation.
    """

    title: str
    columns: frozenset[str]
    platform: str | None = None
    texts: tuple[str, ...] = ()
    line_quotes: bool = False
    answers: bool = False
    layers: tuple[str, ...] = ()
    alone: bool = False
    writer: str = ""


def _shape(
    title: str,
    columns: str,
    platform: str | None = None,
    texts: str = "",
    layers: str = "",
    writer: str = "",
    **more: bool,
) -> TableShape:
    return TableShape(
        title, frozenset(_split(columns)), platform, _split(texts), layers=_split(layers), writer=writer, **more
    )


def _split(names: str) -> tuple[str, ...]:
    return tuple(name for name in names.split("; ") if name)


SHAPES: tuple[TableShape, ...] = (
    _shape("LinkedIn Shares", "sharecommentary; sharelink", "linkedin", "sharecommentary", line_quotes=True),
    _shape("LinkedIn Comments", "date; link; message", "linkedin", "message", answers=True, alone=True),
    _shape("LinkedIn posts", "post title; post link; post type; posted by", "linkedin", "post title"),
    _shape("X analytics", "post id; post text; impressions", "x", "post text"),
    _shape("X analytics", "tweet id; tweet text; impressions", "x", "tweet text"),
    _shape("Reddit posts", "permalink; subreddit; gildings; title; body", "reddit", "body"),
    _shape("Reddit comments", "permalink; subreddit; gildings; parent; body", "reddit", "body", answers=True),
    _shape("Reddit posts", "subreddit", "reddit"),
    _shape("YouTube Studio", "video title; video publish time", "youtube", "video title"),
    _shape("TikTok Studio", "video title; video link; post time", "tiktok", "video title"),
    _shape("YouTube Takeout", "video id; video description (original)", "youtube", "video description (original)"),
    _shape(
        "YouTube Takeout comments",
        "comment id; channel id; comment text; video id",
        "youtube",
        "comment text",
        "segments",
        answers=True,
    ),
    _shape(
        "YouTube Takeout posts",
        "post id; channel id; post create timestamp; post text",
        "youtube",
        "post text",
        "segments",
    ),
    _shape(
        "Meta Business Suite", "post id; page id; page name; permalink; post type", "facebook", "title; description"
    ),
    _shape(
        "Meta Business Suite",
        "post id; account id; account username; permalink; post type",
        "instagram",
        "description; title",
    ),
    _shape("Metricool", "text; draft; facebook; twitter; linkedin; instagram; picture url 1", None, "text"),
    _shape("Publer", "text; link(s); media url(s); label(s)", None, "text"),
    _shape("KakaoTalk chat", "date; user; message", None, "message", writer="user", alone=True),
    _shape(
        "Discord channel", "authorid; author; date; content; attachments; reactions", None, "content", writer="authorid"
    ),
    _shape("Pinterest pins", "title; media url; pinterest board; description", "pinterest", "description"),
)


def shape_of(names: Sequence[str]) -> TableShape | None:
    """Return the shape of a table with columns of these names, or ``None``."""
    have = {" ".join(name.casefold().split()) for name in names}
    return next(
        (shape for shape in SHAPES if shape.columns <= have and (not shape.alone or shape.columns == have)), None
    )


NO_POSTS: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (title, frozenset(_split(columns)))
    for title, columns in (
        ("a list of messages", "conversation id; from; to; content"),
        ("a list of messages", "thread_id; from; to; subject; body"),
        ("a list of invitations", "from; to; sent at; message; direction"),
        ("a list of people", "first name; last name; connected on"),
        ("a list of people", "name; role; bio"),
        ("a list of recommendations", "first name; last name; job title; text"),
        ("a profile", "first name; last name; headline; summary"),
        ("a career", "started on; finished on"),
        ("a list of votes", "date; link; optiontext"),
        ("a list of searches", "time; search query"),
        ("a list of settings", "preference; value"),
        ("a list of payments", "date; description; amount"),
        ("a list of payments", "description; debit; credit"),
        ("a list of products", "description; price; sku"),
        ("a list of products", "handle; title; vendor; variant sku"),
        ("a list of products", "sku; name; regular price"),
        ("a list of products", "title; description; price; quantity"),
        ("a list of figures", "statistic; value"),
    )
)
"""Tables that archives have beside posts, and that have none: what they are, and names of their columns."""


def title_without_posts(names: Sequence[str]) -> str:
    """Return what a table with columns of these names is if it's known and has no posts, or an empty text."""
    have = {" ".join(name.casefold().split()) for name in names}
    return next((title for title, columns in NO_POSTS if columns <= have), "")
