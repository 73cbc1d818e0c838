"""Reads Markdown with pulldown-cmark and its source positions.

Supports CommonMark, GitHub's tables, task lists and strikethrough, and footnotes.

- Code blocks and block quotes aren't prose and are left out. Inline code and images become one U+FFFC, so the sentence
  around them stays whole. Alt text isn't prose (see ``html_text``).
- The text of a link is prose; its target isn't. Autolinks and bare URLs stay, because readers see them and the tokenizer
  recognises URLs.
- Headings, paragraphs, list items and table cells get their own lines. Soft and hard breaks are newlines: in a post, a line
  ends where its writer wanted it to end.
- Backslash escapes and entities map to what was written. HTML goes through the HTML reader, including comments to softsell.
- Front matter is removed earlier: see ``posts``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

import pyromark

from softsell.draft.draft import Context, Draft
from softsell.draft.html_text import HtmlScanner
from softsell.draft.prose import OBJECT, ProseBuilder
from softsell.draft.source import Source
from softsell.draft.span import Span
from softsell.draft.suppression_comments import SuppressionComments

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
)
_INLINE = frozenset(["Emphasis", "Strong", "Strikethrough", "Link"])
_NOT_PROSE = frozenset(["BlockQuote", "CodeBlock", "Image", "HtmlBlock"])
_NOT_ASCII = re.compile("[^\x00-\x7f]")

_Event = tuple[str, Any, int, int]


def read_markdown(source: Source, span: Span, context: Context) -> Draft:
    """Read ``span`` of the source as Markdown and return the draft."""
    builder = ProseBuilder(source.text)
    comments = SuppressionComments(source)
    writer = _Writer(source.text, builder, HtmlScanner(source.text, builder, comments))
    for event in _events(source.text, span):
        writer.take(*event)
    return builder.draft(span, context, comments.finish(builder.block_starts, span.end))


def _events(text: str, span: Span) -> Iterator[_Event]:
    """Yield the parser's events as (name, value, start, end), with offsets in code points of ``text``."""
    markdown = text[span.start : span.end]
    offsets = _ByteOffsets(markdown, span.start)
    for event, place in pyromark.events_with_range(markdown, options=_OPTIONS):
        name, value = next(iter(event.items())) if isinstance(event, dict) else (event, None)
        if name in ("Start", "End") and isinstance(value, dict):
            value = next(iter(value))
        yield name, value, offsets.code_point(place["start"]), offsets.code_point(place["end"])


class _Writer:
    """Writes the text of events into a builder."""

    __slots__ = ("_builder", "_depth", "_html", "_text")

    def __init__(self, text: str, builder: ProseBuilder, html: HtmlScanner) -> None:
        self._text = text
        self._builder = builder
        self._html = html
        self._depth = 0

    def take(self, name: str, value: Any, start: int, end: int) -> None:
        if name == "Start":
            self._open(value, start, end)
        elif name == "End":
            self._close(value)
        elif self._depth:
            return
        elif name == "InlineHtml":
            self._html.feed(start, end)
        elif not self._html.skipping:
            self._inline(name, value, start, end)

    def _open(self, tag: str, start: int, end: int) -> None:
        if self._depth == 0:
            if tag == "Image" and not self._html.skipping:
                self._builder.stand_in(OBJECT, start, end)
            elif tag not in _INLINE and tag != "Image":
                self._builder.end_block()
            if tag == "HtmlBlock":
                self._html.feed(start, end)
        self._depth += tag in _NOT_PROSE

    def _close(self, tag: str) -> None:
        self._depth -= tag in _NOT_PROSE
        if self._depth == 0 and tag not in _INLINE and tag != "Image":
            self._builder.end_block()

    def _inline(self, name: str, value: Any, start: int, end: int) -> None:
        if name == "Text":
            self._text_event(value, start, end)
        elif name == "Code":
            self._builder.stand_in(OBJECT, start, end)
        elif name in ("SoftBreak", "HardBreak"):
            self._builder.newline(start, end)
        elif name == "Rule":
            self._builder.end_block()

    def _text_event(self, shown: str, start: int, end: int) -> None:
        if shown == self._text[start:end]:
            self._builder.verbatim(start, end)
        else:
            self._builder.stand_in(shown, start, end)


class _ByteOffsets:
    """Converts UTF-8 byte offsets of one text to code points, plus ``shift`` code points."""

    __slots__ = ("_excess", "_positions", "_shift")

    def __init__(self, text: str, shift: int) -> None:
        self._shift = shift
        self._positions: list[int] = []
        self._excess = [0]
        if text.isascii():
            return
        excess = 0
        for found in _NOT_ASCII.finditer(text):
            self._positions.append(found.start() + excess)
            excess += len(found[0].encode()) - 1
            self._excess.append(excess)

    def code_point(self, byte: int) -> int:
        return byte - self._excess[bisect_left(self._positions, byte)] + self._shift
