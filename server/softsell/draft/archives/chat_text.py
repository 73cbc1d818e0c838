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
from softsell.wording import counted

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
        no_text: what stands in the place of a message that is no text.
        before: what stands before the text of a message and isn't part of it, such as the name of a file.
        after: what stands behind it so.
        below: how the lines begin that an export adds below a message.
    """

    title: str
    line: re.Pattern[str]
    head: re.Pattern[str]
    fewest: int
    no_text: re.Pattern[str]
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    below: re.Pattern[str] | None = None


_NOTHING = compile_later(r"\s*")
_WHATSAPP = _Format(
    "chat of WhatsApp or Signal",
    compile_later(
        rf"^{_MARK}(?:\[{_DATE_AND_TIME}\] |{_DATE_AND_TIME.replace('<date>', '<plain>')} - )"
        rf"(?:{_MARK}(?P<name>[^:\n]{{1,80}}):(?!//|(?<=\d:)\d)[^\S\n]*|(?=\S))",
        re.MULTILINE | re.IGNORECASE,
    ),
    _NOTHING,
    3,
    compile_later(
        r"<(?:media omitted|medien (?:ausgeschlossen|weggelassen)|médias? omis|(?:multimedia|archivo) omitido|media omessi|media weggelaten"
        r"|mídia oculta|arquivo de mídia oculto)>"
        r"|(?:image|video|video note|audio|gif|sticker|document|contact card) omitted"
        r"|(?:this message was deleted|you deleted this message)\.?|null"
        r"|missed (?:group )?(?:voice|video) call(?:\. [^\n]{0,40}| at \d[^\n]{0,12})?",
        re.IGNORECASE,
    ),
    compile_later(
        rf"{_MARK}(?:[^\n<>()/]{{1,100}}\.\w{{2,5}} \((?:file attached|datei angehängt|fichier joint|archivo adjunto|file allegato"
        rf"|bestand bijgevoegd|arquivo anexado)\)|<[^<>\n]{{3,20}}: [^<>\n]+\.\w{{2,5}}>)(?:\s+|\Z)",
        re.IGNORECASE,
    ),
    compile_later(
        r"(?:\u200e<[^<>\n]{3,80}>|<(?:this message was edited|diese nachricht wurde bearbeitet|ce message a été modifié"
        r"|se editó este mensaje|questo messaggio è stato modificato|dit bericht is bewerkt|mensagem editada)\.?>)\s*\Z",
        re.IGNORECASE,
    ),
)
_TELEGRAM = _Format(
    "chat of Telegram",
    compile_later(rf"^(?P<name>[^\n\[\],]{{1,80}}), \[{_DATE_AND_TIME}\]:?[^\S\n]*\n", re.MULTILINE | re.IGNORECASE),
    _NOTHING,
    2,
    compile_later(r"\[Forwarded from [^\n]+\][^\S\n]*(?:\n[\s\S]*)?"),
    compile_later(
        r"(?:\[In reply to [^\n]{1,120}\][^\S\n]*(?:\n\s*|\Z))?"
        r"(?:\[ (?:Photo|Album|Video|Video message|Voice message|GIF|Audio|[^\n\]]{0,12}Sticker|Location|Contact|Poll"
        r"|(?:File|Audio) : [^\n]{1,100}) \]"
        r"[^\S\n]*(?:\n\s*|\Z))?"
    ),
)
_DISCORD = _Format(
    "channel of Discord",
    compile_later(rf"^\[{_DATE_AND_TIME}\] (?P<name>[^\n]{{1,80}}?)(?: \(pinned\))?\n", re.MULTILINE | re.IGNORECASE),
    compile_later(r"\s*={20,}\s*\nGuild: [^\n]*\n(?:[A-Z][^\n]*\n)*={20,}\s*"),
    1,
    compile_later(r"Pinned a message\."),
    below=compile_later(
        r"^(?:\{(?:Attachments|Embed|Stickers|Reactions)\}[^\S\n]*$|={20,}[^\S\n]*\nExported )", re.MULTILINE
    ),
)
_LINE_APP = _Format(
    "chat of LINE",
    compile_later(r"^(?P<date>\d{1,2}:\d\d(?: ?[AP]M)?)\t(?:(?P<name>[^\t\n]{1,80})\t)?", re.MULTILINE),
    compile_later(rf"\s*\[LINE\] [^\n]*\n(?:[^\n]*\n){{1,4}}?{_LINES_DAY}[^\S\n]*\n"),
    1,
    compile_later(
        r"\[(?:Photos?|Videos?|Stickers?|Emoji|Files?|Voice message|Audio|Location|Contacts?|Album|Notes?|Polls?|Gift)\]"
    ),
    below=compile_later(rf"^{_LINES_DAY}[^\S\n]*$", re.MULTILINE),
)
_FORMATS = (_WHATSAPP, _TELEGRAM, _DISCORD, _LINE_APP)
_MAY_BE_A_CHAT = compile_later(r"\s*+(?:[\u200e\u200f\u202a-\u202e]?\[?\d|={20}|\[LINE\]|[^\n\[\],]{1,80}, \[\d)")
"""Most posts begin otherwise, and need no closer look."""
_NOTICE = compile_later(
    r"[^\n]{1,60}? (?:created (?:(?:a|the|this) )?(?:new )?(?:group|community|broadcast list)\b|changed (?:the|this|their|to|from)\b"
    r"|added [^\n]{1,60} to (?:the|this)\b|removed [^\n]{1,60} from (?:the|this)\b|pinned a message|turned (?:on|off)\b"
    r"|joined using\b|deleted (?:the|this)\b)[^\n]*|Messages and calls are end-to-end encrypted[^\n]*"
)
"""A notice of the system with a colon in it, before that colon: “Ann changed the subject to: bread”."""
_FILE = compile_later(r"omitted|<[^<>\n]+>")
_LONGEST_FILE = 100
_LOOKED_AT = 4_000
_FEWEST_OF_A_PIECE = 3


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
    for each in _FORMATS if _MAY_BE_A_CHAT.match(source.text, source.start) else ():
        lines = _find_lines(source, each)
        if lines:
            messages = list(_messages(source.text, lines, each))
            if len({message.name for message in messages}) != 1 or not any(message.is_text for message in messages):
                raise _is_conversation(source)
            note = f"{each.title}: one person wrote all messages, so each is a post"
            if forwarded := sum(_is_forwarded(source.text, message) for message in messages):
                note += f"; {counted(forwarded, 'forwarded message')} passed over"
            notes.append(source.name_message(note))
            return _posts(source, [message for message in messages if message.is_text], context)
    if _is_piece(source):
        raise _is_conversation(source)
    return None


def _is_conversation(source: Source) -> NoPosts:
    return NoPosts(
        source.name_message(
            "this is a conversation, which has no posts of yours. Copy the posts to a file of their own."
        )
    )


def _is_piece(source: Source) -> bool:
    """Return whether most lines begin with a time and a name, as in a chat that was copied from the middle of a message on."""
    head = source.text[source.start : source.start + _LOOKED_AT]
    if head.count("\n") < _FEWEST_OF_A_PIECE - 1:
        return False  # a post of one paragraph needs no expression
    said = sum(1 for _ in _WHATSAPP.line.finditer(head))
    return said >= _FEWEST_OF_A_PIECE and said * 2 >= len(head.splitlines())


def _find_lines(source: Source, of: _Format) -> list[re.Match[str]]:
    """Return the lines with which messages begin, or nothing if the text isn't such a chat."""
    head = of.head.match(source.text, source.start)
    if head is None or not of.line.match(source.text, head.end()):
        return []
    lines = list(of.line.finditer(source.text, head.end()))
    return lines if len(lines) >= of.fewest and any(line["name"] for line in lines) else []


def _messages(text: str, lines: list[re.Match[str]], of: _Format) -> Iterator[_Message]:
    """Yield the messages without notices of the system."""
    ends = [*(line.start() for line in lines[1:]), len(text)]
    for line, end in zip(lines, ends, strict=True):
        name = (line["name"] or "").lstrip("~ \u202a\u202c\u200e\xa0").strip()
        if not name or (line.groupdict().get("plain") and _NOTICE.fullmatch(name)):
            continue  # in brackets, even notices stand behind a name
        span = _without_files(text, line.end(), end, of)
        written = text[span.start : span.end]
        if written.startswith("\u200e") and not _FILE.search(text, line.end(), min(end, line.end() + _LONGEST_FILE)):
            continue  # a notice in the name of the group
        is_text = bool(written) and not of.no_text.fullmatch(written) and not written.startswith("\u200e")
        yield _Message(name, _date(line), span, is_text)


def _is_forwarded(text: str, message: _Message) -> bool:
    return not message.is_text and text.startswith("[Forwarded from ", message.span.start)


def _date(line: re.Match[str]) -> str:
    said = line.groupdict()
    return said.get("date") or said.get("plain") or ""


def _without_files(text: str, start: int, end: int, of: _Format) -> Span:
    """Return where the text of a message is, without the names of its files and what an export adds below it."""
    if of.before and (before := of.before.match(text, start, end)):
        start = before.end()
    if of.below and (added := of.below.search(text, start, end)):
        end = added.start()
    while of.after and (after := of.after.search(text, max(start, end - _LONGEST_FILE), end)):
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
