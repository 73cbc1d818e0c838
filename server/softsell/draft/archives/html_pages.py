"""Pages of HTML that archives consist of if nobody asked for another format. They hold posts of many days, and much beside them."""

from __future__ import annotations

import re
from typing import NamedTuple

_LOOKED_AT = 20_000
_TELEGRAM = re.compile(r'class="page_wrap"[\s\S]{0,4000}class="(?:history|page_body chat_page)')


class _Page(NamedTuple):
    """What a page is, how to tell, and what to do instead."""

    title: str
    mark: re.Pattern[str]
    instead: str


_PAGES = (
    _Page(
        "a page of Facebook's or Instagram's archive",
        re.compile(r'class="pam [_\w -]*\buiBoxWhite\b|class="[^"]*\b_a6-g\b[^"]*\b_a6-h\b|class="_a706"'),
        "Ask for the download once more, in the format JSON, and check that.",
    ),
    _Page(
        "a page of Telegram's export",
        re.compile(r'class="page_wrap"[\s\S]{0,4000}class="page_(?:body|about)'),
        "The messages are in the folder chats beside it.",
    ),
    _Page(
        "a page of Google Takeout",
        re.compile(r'class="outer-cell mdl-cell'),
        "Your YouTube posts and comments are in the .csv files beside it.",
    ),
    _Page(
        "the page that shows X's archive",
        re.compile(r"window\.YTD\b|<title>\s*(?:Your X data|Your Twitter data|Your archive)"),
        "Your posts are in data/tweets.js beside it.",
    ),
    _Page(
        "a page of TikTok's, Snapchat's or Discord's archive",
        re.compile(r'class="chatlog__message|<title>\s*(?:My Data \| Snapchat|TikTok Data)'),
        "Ask for the download once more, in the format JSON, and check that.",
    ),
)  # fmt: skip


def is_telegram(text: str) -> bool:
    """Return whether a page has messages as Telegram exports them."""
    return _TELEGRAM.search(text, 0, _LOOKED_AT) is not None


def describe_archive(text: str) -> str:
    """Return what a page of an archive is, and what to check instead; an empty text for any other page."""
    head = text[:_LOOKED_AT]
    page = next((page for page in _PAGES if page.mark.search(head)), None)
    return f"this is {page.title}, which can't be read post by post. {page.instead}" if page else ""
