"""Reads the posts of a channel from a page of Telegram's export in HTML.

A chat in which only one person writes is a channel too. Messages of people to each other are a conversation, and no posts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from msgspec.structs import replace

from softsell.draft.draft import Context, Draft
from softsell.draft.html_text import read_html_without_comments
from softsell.draft.record import Record
from softsell.draft.source import Source
from softsell.draft.span import Span
from softsell.draft.tables.values import parse_date
from softsell.errors import NoPosts

_DIV = re.compile(r'<(?P<closes>/)?div\b(?:[^<>"]|"[^<>"]*+")*+>', re.IGNORECASE)
_ATTRIBUTE = re.compile(r'\b(class|id|title)="([^"]*)"')
_LONGEST_NAME = 300


class _Part(NamedTuple):
    """An element of a page: what it is, where its text is, the id of its message, and its own title."""

    kind: str
    span: Span
    message: str
    title: str


def read_channel(source: Source, context: Context, notes: list[str]) -> Iterator[Draft]:
    """Yield the posts of a channel.

    Raises:
        NoPosts: the messages are a conversation.
    """
    parts = list(_parts(source.text))
    names = {_name(source.text, part.span) for part in parts if part.kind == "from_name"}
    if len(names) != 1:
        raise NoPosts(
            source.name_message(
                "this is a conversation from Telegram, which has no posts of yours. Copy the posts to a file of their own."
            )
        )
    notes.append(source.name_message("Telegram export: the texts of the channel's messages are the posts"))
    dates = {part.message: part.title for part in parts if part.kind == "date"}
    for part in parts:
        if part.kind == "text":
            source.check_post_length(part.span.start, part.span.end - part.span.start)
            draft = read_html_without_comments(source, part.span, context)
            record = Record(id=part.message.removeprefix("message"), date=parse_date(dates.get(part.message, "")))
            yield replace(draft, record=record)


def _parts(text: str) -> Iterator[_Part]:
    """Yield the elements that matter, in the order in which they end. What was forwarded is somebody else's."""
    opened: list[tuple[str, int, str, str]] = []
    message, forwarded = "", 0
    for found in _DIV.finditer(text):
        if not found["closes"]:
            said = dict(_ATTRIBUTE.findall(found[0]))
            classes = said.get("class", "").split()
            if classes[:1] == ["message"]:
                message = said.get("id", "") if "default" in classes else ""
            kind = _kind(classes, message)
            forwarded += kind == "forwarded"
            opened.append((kind, found.end(), message, said.get("title", "")))
        elif opened:
            kind, start, of, title = opened.pop()
            forwarded -= kind == "forwarded"
            if kind and not forwarded and kind != "forwarded":
                yield _Part(kind, Span(start, found.start()), of, title)


def _kind(classes: list[str], message: str) -> str:
    if not message:
        return ""
    for kind in ("date", "forwarded"):
        if kind in classes:
            return kind
    return classes[0] if classes in (["text"], ["from_name"]) else ""


def _name(text: str, span: Span) -> str:
    return " ".join(unescape(text[span.start : min(span.end, span.start + _LONGEST_NAME)]).split())
