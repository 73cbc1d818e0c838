"""Reads the boards of Obsidian's Kanban plugin: Markdown in which each card is an item with a box, below the heading of its list.

Each card is a post. What stands in the archive below a line of asterisks isn't read, because those cards were put away.
"""

from __future__ import annotations

from msgspec.structs import replace

from softsell.compile_later import compile_later
from softsell.draft.draft import Context, Draft
from softsell.draft.record import Record
from softsell.draft.source import Source
from softsell.draft.span import Span

_BOARD = compile_later(r"\s*---\s*\n(?:[^\n]*\n){0,20}?kanban-plugin: *(?:board|basic|list|table)\b")
_HEADING_OR_CARD = compile_later(
    r"(?m)^(?:## (?P<list>[^\r\n]+)|- \[[^\]\n]\] (?P<card>[^\n]*(?:(?:\n[ \t\r]*(?=\n))*+\n(?:\t|  )[^\n]*)*)|"
    r"(?P<end>\*\*\*|%% kanban:settings)[ \t]*\r?$)"
)
_EMPTY_LINE = compile_later(r"\n[ \t]*\r?\n")
_DATE = compile_later(r"\s*@{1,2}\{(?P<date>[^{}\n]{4,20})\}\s*\Z")


def read_board(source: Source, context: Context, notes: list[str]) -> list[Draft] | None:
    """Return the cards of a board as posts, or ``None`` if the text isn't one. A list may be named after a platform."""
    if not _BOARD.match(source.text, source.start):
        return None
    from softsell.draft.markdown import read_markdown
    from softsell.draft.tables.values import parse_date, parse_platform

    drafts: list[Draft] = []
    said = context
    for found in _HEADING_OR_CARD.finditer(source.text, source.start):
        if found["end"]:
            break
        if found["list"]:
            platform = parse_platform(found["list"].strip())
            said = replace(context, platform=platform) if platform else context
            continue
        # below an empty line, an indented paragraph is one only within its item
        start, end = found.start() if _EMPTY_LINE.search(found["card"]) else found.start("card"), found.end("card")
        date = None
        while mark := _DATE.search(source.text, max(start, end - 50), end):
            date, end = parse_date(mark["date"]) or date, mark.start()
        source.check_post_length(start, end - start)
        draft = read_markdown(source, Span(start, end), said)
        if draft.prose.strip():
            drafts.append(replace(draft, record=Record(date=date)))
    notes.append(source.name_message("a board of Obsidian: each card is a post"))
    return drafts
