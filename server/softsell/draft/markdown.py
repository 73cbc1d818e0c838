"""Reads Markdown with pulldown-cmark and its source positions.

Supports CommonMark, GitHub's tables, task lists and strikethrough, and footnotes.

- Code blocks and block quotes aren't prose and are left out. Inline code and images become one U+FFFC, so the sentence
  around them stays whole. Alt text isn't prose (see ``html_text``).
- The text of a link is prose; its target isn't. Autolinks and bare URLs stay, because readers see them and the tokenizer
  recognises URLs.
- Headings, paragraphs, list items and table cells get their own lines. A hard break is a newline. A soft break is a space, as in every
  blog, unless the platform is a social one: in such a post, a line ends where its writer wanted it to end.
- What writing tools add to Markdown and what is crossed out is hidden from the parser: see ``markdown_dialects``.
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
from softsell.draft.markdown_dialects import IN_PLACE, MASKS, mask
from softsell.draft.prose import OBJECT, ProseBuilder
from softsell.draft.source import Source
from softsell.draft.span import Span
from softsell.draft.suppression_comments import SuppressionComments, find_comments_of_other_kinds

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
)
_NOT_SOCIAL = (None, "blog")
"""Where a soft line break is a space."""
_INLINE = frozenset(["Emphasis", "Strong", "Strikethrough", "Link"])
_NOT_PROSE = frozenset(["BlockQuote", "CodeBlock", "Image", "HtmlBlock"])
_COMMENTS_ALONE = re.compile(
    r"(?:[ \t]*+(?:\r\n?|\n)[ \t]*+<!--(?:(?!-->)[^\r\n]){0,1000}-->)++[ \t]*+(?:\r\n?|\n)[ \t]*+\Z"
)
"""Between two lists: lines of comments, without a blank line."""
_NOT_ASCII = re.compile("[^\x00-\x7f]")

_OTHER_COMMENT = (
    "softsell doesn't read this kind of comment. Write it as <!-- softsell-disable -->, or in MDX as {/* softsell-disable */}, "
    "with the spaces."
)

_Event = tuple[str, Any, int, int]


def read_markdown(source: Source, span: Span, context: Context) -> Draft:
    """Read ``span`` of the source as Markdown and return the draft."""
    written = source.text[span.start : span.end]
    masked = mask(written, mdx=source.name.lower().endswith(".mdx"))
    for at in find_comments_of_other_kinds(written):
        if masked[at] not in (written[at], "<"):  # it isn't code, and not one that is read
            raise source.malformed(span.start + at, _OTHER_COMMENT)
    builder = _MaskedBuilder(source.text, masked, span.start)
    comments = SuppressionComments(source)
    html = HtmlScanner(masked, builder, comments, shift=span.start)
    writer = _Writer(masked, builder, html, wraps=context.platform in _NOT_SOCIAL)
    for event in _events(masked):
        writer.take(*event)
    return builder.draft(span, context, comments.finish(builder.block_starts, span.end, builder.lists))


class _MaskedBuilder(ProseBuilder):
    """Builds the prose of one post. Takes offsets into the masked text of the post, and leaves out what is masked."""

    __slots__ = ("_masked", "_shift")

    def __init__(self, source: str, masked: str, shift: int) -> None:
        super().__init__(source)
        self._masked = masked
        self._shift = shift

    def verbatim(self, start: int, end: int) -> None:
        at = start
        for found in MASKS.finditer(self._masked, start, end):
            super().verbatim(at + self._shift, found.start() + self._shift)
            if found[0][0] == IN_PLACE:
                super().stand_in(OBJECT, found.start() + self._shift, found.end() + self._shift)
            at = found.end()
        super().verbatim(at + self._shift, end + self._shift)

    def stand_in(self, text: str, start: int, end: int) -> None:
        super().stand_in(text, start + self._shift, end + self._shift)

    def newline(self, start: int, end: int) -> None:
        super().newline(start + self._shift, end + self._shift)

    def space(self, start: int, end: int) -> None:
        super().space(start + self._shift, end + self._shift)

    def as_list(self, before: int, start: int) -> None:
        super().as_list(before, start + self._shift)


def _events(markdown: str) -> Iterator[_Event]:
    """Yield the parser's events as (name, value, start, end), with offsets in code points."""
    offsets = _ByteOffsets(markdown)
    for event, place in pyromark.events_with_range(markdown, options=_OPTIONS):
        name, value = next(iter(event.items())) if isinstance(event, dict) else (event, None)
        if name in ("Start", "End") and isinstance(value, dict):
            value = next(iter(value))
        yield name, value, offsets.code_point(place["start"]), offsets.code_point(place["end"])


class _Writer:
    """Writes the text of events into a builder."""

    __slots__ = ("_before_table", "_builder", "_depth", "_html", "_list_end", "_lists", "_text", "_wraps")

    def __init__(self, text: str, builder: ProseBuilder, html: HtmlScanner, *, wraps: bool) -> None:
        self._text = text
        self._wraps = wraps
        self._builder = builder
        self._html = html
        self._depth = 0
        self._before_table = 0
        self._lists: list[tuple[int, int]] = []
        self._list_end = -1

    def take(self, name: str, value: Any, start: int, end: int) -> None:
        if name == "Start":
            self._open(value, start, end)
        elif name == "End":
            self._close(value, end)
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
            elif tag == "Table":
                self._before_table = len(self._builder.block_starts)
            elif tag == "List":
                self._lists.append((len(self._builder.block_starts), start))
        self._depth += tag in _NOT_PROSE

    def _close(self, tag: str, end: int) -> None:
        self._depth -= tag in _NOT_PROSE
        if self._depth == 0 and tag not in _INLINE and tag != "Image":
            self._builder.end_block()
            if tag == "Table":
                self._builder.as_one_block(self._before_table)
            elif tag == "List":
                self._close_list(*self._lists.pop(), end)

    def _close_list(self, before: int, start: int, end: int) -> None:
        """Count the items as one list, unless a comment alone parts it from items above. There the comment is for one item."""
        if self._list_end < 0 or not _COMMENTS_ALONE.match(self._text, self._list_end, start):
            self._builder.as_list(before, start)
        if not self._lists:
            self._list_end = len(self._text[start:end].rstrip()) + start

    def _inline(self, name: str, value: Any, start: int, end: int) -> None:
        if name == "Text":
            self._text_event(value, start, end)
        elif name == "Code":
            self._builder.stand_in(OBJECT, start, end)
        elif name == "SoftBreak" and self._wraps:
            self._builder.space(start, end)
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
    """Converts UTF-8 byte offsets of one text to code points."""

    __slots__ = ("_excess", "_positions")

    def __init__(self, text: str) -> None:
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
        return byte - self._excess[bisect_left(self._positions, byte)]
