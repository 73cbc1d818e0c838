"""Reads chats that were exported or copied as text, from WhatsApp, Signal, Telegram, LINE or Discord.

If only one person wrote, each message is a post: it's a channel, or a list for a broadcast. Messages of several people are a
conversation, and no posts. What the system writes between the messages is neither, such as “Ann joined” or “<Media omitted>”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from softsell.compile_later import compile_later
from softsell.draft.draft import Context, Draft
from softsell.draft.plain import read_verbatim
from softsell.draft.record import Record
from softsell.draft.source import Source
from softsell.draft.span import Span
from softsell.errors import NoPosts

_DAY = r"\d{1,4}[-./]\d{1,2}[-./]\d{2,4}"
_TIME = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?\s?m\.?)?"
_DATE_AND_TIME = rf"(?P<date>(?:{_DAY}|\d{{1,2}}-[A-Z][a-z]{{2}}-\d{{2,4}})(?:,|[^\S\n](?:à|um|at))?[^\S\n]{_TIME})"
_MARK = "[\u200e\u200f\u202a-\u202e]?"
"""Marks of direction, which WhatsApp writes before what its writers didn't type."""


_LINES_DAY = r"(?:\d{4}[./]\d{1,2}[./]\d{1,2} ?\([^()\n]{1,9}\)|[A-Z][a-z]{2}, \d{1,2}/\d{1,2}/\d{4})"


class _Format(NamedTuple):
    """How an app writes a chat.

    Attributes:
        title: what notes call it.
        line: how a message begins. A line without a ``name`` is a notice of the system.
        head: what may stand above the first message.
        fewest: how many messages it has at least, notices included.
    """

    title: str
    line: re.Pattern[str]
    head: re.Pattern[str]
    fewest: int


_NOTHING = compile_later(r"\s*")
_FORMATS = (
    _Format(
        "chat of WhatsApp or Signal",
        compile_later(
            rf"^{_MARK}(?:\[{_DATE_AND_TIME}\] |{_DATE_AND_TIME.replace('<date>', '<plain>')} - )"
            rf"(?:{_MARK}(?P<name>[^:\n]{{1,80}}):[^\S\n]|(?=\S))",
            re.MULTILINE | re.IGNORECASE,
        ),
        _NOTHING,
        3,
    ),
    _Format(
        "chat of Telegram",
        compile_later(
            rf"^(?P<name>[^\n\[\],]{{1,80}}), \[{_DATE_AND_TIME}\]:?[^\S\n]*\n", re.MULTILINE | re.IGNORECASE
        ),
        _NOTHING,
        2,
    ),
    _Format(
        "channel of Discord",
        compile_later(
            rf"^\[{_DATE_AND_TIME}\] (?P<name>[^\n]{{1,80}}?)(?: \(pinned\))?\n", re.MULTILINE | re.IGNORECASE
        ),
        compile_later(r"\s*={20,}\s*\nGuild: [^\n]*\n(?:[A-Z][^\n]*\n)*={20,}\s*"),
        1,
    ),
    _Format(
        "chat of LINE",
        compile_later(r"^(?P<date>\d{1,2}:\d\d(?: ?[AP]M)?)\t(?:(?P<name>[^\t\n]{1,80})\t)?", re.MULTILINE),
        compile_later(rf"\s*\[LINE\] [^\n]*\n(?:[^\n]*\n){{1,4}}?{_LINES_DAY}[^\S\n]*\n"),
        1,
    ),
)
_MAY_BE_A_CHAT = compile_later(r"\s*+(?:[\u200e\u200f\u202a-\u202e]?\[?\d|={20}|\[LINE\]|[^\n\[\],]{1,80}, \[\d)")
"""Most posts begin otherwise, and need no closer look."""
_NO_TEXT = compile_later(
    r"<[^<>\n]{3,40}>|[\w ]{3,30} omitted|(?:This message was deleted|You deleted this message)\.?"
    r"|null|Pinned a message\.|\[[A-Z][\w ]{2,20}\]|Missed (?:voice|video|group)[\w ]{0,20} call[^\n]{0,40}|",
    re.IGNORECASE,
)
"""What stands in the place of a message that is no text, or nothing."""
_NAME_OF_A_NOTICE = compile_later(
    r"[“”\"]|\b(?:created|added|changed|left|joined|removed|pinned|encrypted|deleted|turned (?:on|off))\b",
    re.IGNORECASE,
)
_FILE = compile_later(r"omitted|<[^<>\n]+>")
_FILE_BEFORE = compile_later(
    rf"{_MARK}(?:[\w.-]+\.\w{{2,5}} \([^()\n]{{3,40}}\)|<[^<>\n]{{3,20}}: [^<>\n]+>)(?:\s+|\Z)"
)
_FILE_AFTER = compile_later(rf"{_MARK}<[^<>\n]{{3,80}}>\s*\Z")
_LONGEST_FILE = 100
_ADDED_BELOW = compile_later(
    r"^(?:\{(?:Attachments|Embed|Stickers|Reactions)\}|={20,}|" + _LINES_DAY + r")[^\S\n]*$", re.MULTILINE
)


class _Message(NamedTuple):
    """A message: who wrote it, when, where its text is, and whether it has one. A picture has none."""

    name: str
    date: str
    span: Span
    is_text: bool


def read_chat(source: Source, context: Context, notes: list[str]) -> Iterator[Draft] | None:
    """Return the posts of a chat in which only one person wrote, or ``None`` if the text is no chat.

    Raises:
        NoPosts: several people wrote.
    """
    if not _MAY_BE_A_CHAT.match(source.text, source.start):
        return None
    for each in _FORMATS:
        lines = _find_lines(source, each)
        if lines:
            messages = list(_messages(source.text, lines))
            if len({message.name for message in messages}) != 1 or not any(message.is_text for message in messages):
                raise NoPosts(
                    source.name_message(
                        "this is a conversation, which has no posts of yours. Copy the posts to a file of their own."
                    )
                )
            notes.append(source.name_message(f"{each.title}: one person wrote all messages, so each is a post"))
            return _posts(source, [message for message in messages if message.is_text], context)
    return None


def _find_lines(source: Source, of: _Format) -> list[re.Match[str]]:
    """Return the lines with which messages begin, or nothing if the text isn't such a chat."""
    head = of.head.match(source.text, source.start)
    if head is None or not of.line.match(source.text, head.end()):
        return []
    lines = list(of.line.finditer(source.text, head.end()))
    return lines if len(lines) >= of.fewest and any(line["name"] for line in lines) else []


def _messages(text: str, lines: list[re.Match[str]]) -> Iterator[_Message]:
    """Yield the messages without notices of the system."""
    ends = [*(line.start() for line in lines[1:]), len(text)]
    for line, end in zip(lines, ends, strict=True):
        name = (line["name"] or "").lstrip("~ \u202a\u202c\u200e\xa0").strip()
        if not name or _NAME_OF_A_NOTICE.search(name):
            continue
        span = _without_files(text, line.end(), end)
        written = text[span.start : span.end]
        if written.startswith("\u200e") and not _FILE.search(text, line.end(), min(end, line.end() + _LONGEST_FILE)):
            continue  # a notice in the name of the group
        is_text = not _NO_TEXT.fullmatch(written) and not written.startswith("\u200e")
        yield _Message(name, _date(line), span, is_text)


def _date(line: re.Match[str]) -> str:
    said = line.groupdict()
    return said.get("date") or said.get("plain") or ""


def _without_files(text: str, start: int, end: int) -> Span:
    """Return where the text of a message is, without the names of its files and what an export adds below it."""
    if before := _FILE_BEFORE.match(text, start, end):
        start = before.end()
    if added := _ADDED_BELOW.search(text, start, end):
        end = added.start()
    while after := _FILE_AFTER.search(text, max(start, end - _LONGEST_FILE), end):
        end = after.start()
    written = text[start:end]
    if not written.strip():
        return Span(start, start)
    span = Span(start + len(written) - len(written.lstrip()), start + len(written.rstrip()))
    return Span(span.start + 1, span.end - 1) if _is_in_quotes(text[span.start : span.end]) else span


def _is_in_quotes(written: str) -> bool:
    """Return whether a message of several lines is in quotes, as LINE writes it."""
    return "\n" in written and written[0] == written[-1] == '"' and written.count('"') == 2


def _posts(source: Source, messages: list[_Message], context: Context) -> Iterator[Draft]:
    from softsell.draft.tables.values import is_day_first, parse_date

    day_first = is_day_first([message.date for message in messages])
    for message in messages:
        source.check_post_length(message.span.start, message.span.end - message.span.start)
        record = Record(date=parse_date(message.date, day_first=day_first))
        yield replace(read_verbatim(source, message.span, context), record=record)
