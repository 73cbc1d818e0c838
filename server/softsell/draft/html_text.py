"""Reads HTML: the text of a page or fragment as a browser would show it.

The scanner follows the WHATWG tokenizer as far as prose needs it. It works in one pass and always knows its position. It
builds no tree; it only remembers the one element that it is skipping. We don't use Python's own HTMLParser: in Python
3.11.7 it takes 13 seconds for 80 kB of unclosed comments and stops with an AssertionError at ``<![<``. Only releases since
mid-2025 fix that.

- White space becomes one space. Block elements and table cells get their own lines. ``<br>`` is a newline.
- Scripts, styles, templates, form fields, drawings, embedded frames and media aren't read, because they aren't shown as
  text. Neither are elements with ``hidden``, ``aria-hidden`` or a style that hides them, such as the preview line of an
  email. ``<pre>`` and ``<blockquote>`` are code and quotes, not the writer's prose, and ``<nav>`` and ``<footer>`` are the
  page's, not the post's. What is crossed out was dropped by its writer.
- ``<code>``, ``<kbd>``, ``<samp>`` and ``<img>`` take a word's place in a sentence and become one U+FFFC. Alt text isn't
  prose: it replaces a picture, follows other rules, and readers of the post don't see it.
- Character references become their characters. Each character maps to its whole reference.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

from softsell.draft.draft import Context, Draft
from softsell.draft.prose import OBJECT, ProseBuilder
from softsell.draft.source import Source
from softsell.draft.span import Span
from softsell.draft.suppression_comments import SuppressionComments

_BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "head", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option",
    "p", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
])  # fmt: skip
_RAW_TEXT = frozenset(["iframe", "noembed", "noframes", "noscript", "script", "style", "textarea", "title", "xmp"])
_UNREAD = _RAW_TEXT | frozenset([
    "audio", "blockquote", "canvas", "datalist", "math", "object", "pre", "select", "svg", "template", "video",
    "code", "kbd", "samp", "nav", "footer", "del", "s", "strike",
])  # fmt: skip
_TAKES_A_WORDS_PLACE = frozenset(["code", "kbd", "samp"])
_LISTS = frozenset(["ul", "ol", "dl", "menu"])
_VOID = frozenset([
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
])  # fmt: skip

_RUN = re.compile(
    r"[ \t\n\f\r]++"
    r"|&(?:#[xX][0-9a-fA-F]++;?|#[0-9]++;?|[a-zA-Z][a-zA-Z0-9]*+;?)"
    r"|[^ \t\n\f\r&]++(?: [^ \t\n\f\r&]++)*+"
    r"|&"
)
_NOT_AS_IT_STANDS = re.compile(r"[&\t\n\f\r]|  |^ | $")
_TAG_NAME = re.compile(r"[^\s/>]+")
_ATTRIBUTE = re.compile(r"""[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?""")
_TAG_END = re.compile(r"[\s/]*>")
_NOT_SHOWN = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|text-decoration(?:-line)?\s*:[^;]*\bline-through|(?:max-height|font-size|opacity)\s*:\s*0(?:px)?(?=\s*(?:;|!|$)))",
    re.IGNORECASE,
)
_ROLES_OF_A_PAGE = frozenset(("navigation", "contentinfo"))
_LONGEST_NUMBER = 12
_LONGEST_NAME = max(map(len, html5))


def read_html(source: Source, span: Span, context: Context) -> Draft:
    """Read ``span`` of the source as HTML and return the draft."""
    builder = ProseBuilder(source.text)
    comments = SuppressionComments(source)
    HtmlScanner(source.text, builder, comments).feed(span.start, span.end)
    return builder.draft(span, context, comments.finish(builder.block_starts, span.end, builder.lists))


def read_html_without_comments(source: Source, span: Span, context: Context) -> Draft:
    """Like ``read_html``, but comments to softsell are comments like any other."""
    builder = ProseBuilder(source.text)
    HtmlScanner(source.text, builder, None).feed(span.start, span.end)
    return builder.draft(span, context)


class HtmlScanner:
    """Reads pieces of HTML into a builder. An element that one piece leaves open, such as a hidden one, stays open in the next.

    Args:
        text: the text with the pieces.
        builder: takes the prose.
        comments: takes comments to softsell; ``None`` if they aren't looked for.
        shift: where ``text`` begins in the source of ``comments``.
    """

    __slots__ = ("_builder", "_comments", "_depth", "_lists", "_shift", "_skipped", "_tables", "_text")

    def __init__(
        self, text: str, builder: ProseBuilder, comments: SuppressionComments | None, *, shift: int = 0
    ) -> None:
        self._text = text
        self._shift = shift
        self._builder = builder
        self._comments = comments
        self._skipped = ""
        self._depth = 0
        self._tables: list[int] = []
        self._lists: list[tuple[int, int]] = []

    @property
    def skipping(self) -> bool:
        """Whether the scanner is inside an element whose text isn't prose."""
        return bool(self._skipped)

    def feed(self, start: int, end: int) -> None:
        """Read ``text[start:end]``. Markup cut off at ``end`` is dropped, as browsers do at the end of a page."""
        at = start
        while at < end:
            if self._skipped in _RAW_TEXT:
                at = self._end_of_raw_text(at, end)
                continue
            mark = self._text.find("<", at, end)
            mark = end if mark < 0 else mark
            if mark > at and not self._skipped:
                self._prose(at, mark)
            at = self._markup(mark, end) if mark < end else end

    def _end_of_raw_text(self, at: int, end: int) -> int:
        closing = re.compile(rf"</{self._skipped}(?=[\s/>])", re.IGNORECASE).search(self._text, at, end)
        return self._markup(closing.start(), end) if closing else end

    def _prose(self, start: int, end: int) -> None:
        if not _NOT_AS_IT_STANDS.search(self._text[start:end]):
            self._builder.verbatim(start, end)
            return
        for run in _RUN.finditer(self._text, start, end):
            first = self._text[run.start()]
            if first in " \t\n\f\r":
                self._builder.space(*run.span())
            elif first == "&":
                self._reference(*run.span())
            else:
                self._builder.verbatim(*run.span())

    def _reference(self, start: int, end: int) -> None:
        written = self._text[start:end]
        if written.startswith("&#") and len(written) > len("&#"):
            meant = unescape(written) if end - start <= _LONGEST_NUMBER else "\ufffd"
            self._builder.stand_in(meant, start, end)
            return
        for length in range(min(len(written) - 1, _LONGEST_NAME), 1, -1):
            name = written[1 : length + 1]
            if name in html5:
                self._builder.stand_in(html5[name], start, start + 1 + length)
                self._builder.verbatim(start + 1 + length, end)
                return
        self._builder.verbatim(start, end)

    def _markup(self, start: int, end: int) -> int:
        """Read the markup that starts with ``<`` at ``start``, and return where it ends."""
        text = self._text
        if text.startswith("<!--", start, end):
            return self._comment(start, end)
        following = text[start + 1 : min(start + 3, end)]
        if following[:1].isascii() and following[:1].isalpha():
            return self._start_tag(start, end)
        if following[:1] == "/" and following[1:].isascii() and following[1:].isalpha():
            return self._end_tag(start, end)
        if following[:1] in ("!", "?") or (following[:1] == "/" and following[1:]):
            return self._find_end_of(">", start, end)
        if not self._skipped:
            self._builder.verbatim(start, start + 1)
        return start + 1

    def _comment(self, start: int, end: int) -> int:
        closed = self._find_end_of("-->", start + len("<!"), end)
        if self._comments is not None:
            place = Span(start + self._shift, closed + self._shift)
            self._comments.add(place, mid_block=self._builder.mid_block)
        return closed

    def _find_end_of(self, mark: str, start: int, end: int) -> int:
        at = self._text.find(mark, start, end)
        return end if at < 0 else at + len(mark)

    def _start_tag(self, start: int, end: int) -> int:
        name, at = self._tag_name(start + 1, end)
        hidden = False
        while attribute := _ATTRIBUTE.match(self._text, at, end):
            at = attribute.end()
            hidden = hidden or _hides(attribute)
        closing = _TAG_END.match(self._text, at, end)
        if closing is None:
            return end
        self._open(name, hidden, start, closing.end())
        return closing.end()

    def _open(self, name: str, hidden: bool, start: int, end: int) -> None:
        if self._skipped == "p" and name in _BLOCKS:
            self._skipped = ""
        if self._skipped:
            self._depth += name == self._skipped
            return
        if name in _BLOCKS:
            self._builder.end_block()
        if name == "table":
            self._tables.append(len(self._builder.block_starts))
        elif name in _LISTS:
            self._lists.append((len(self._builder.block_starts), start))
        if name in _VOID:
            if not hidden:
                self._void(name, start, end)
        elif hidden or name in _UNREAD:
            self._skipped, self._depth = name, 1
            if name in _TAKES_A_WORDS_PLACE and not hidden:
                self._builder.stand_in(OBJECT, start, end)

    def _void(self, name: str, start: int, end: int) -> None:
        if name == "br":
            self._builder.newline(start, end)
        elif name == "img":
            self._builder.stand_in(OBJECT, start, end)

    def _end_tag(self, start: int, end: int) -> int:
        name, at = self._tag_name(start + 2, end)
        closed = self._find_end_of(">", at, end)
        if self._skipped:
            self._depth -= name == self._skipped
            if self._depth == 0:
                self._skipped = ""
        if name in _BLOCKS and not self._skipped:
            self._builder.end_block()
            if name == "table" and self._tables:
                self._builder.as_one_block(self._tables.pop())
            elif name in _LISTS and self._lists:
                self._builder.as_list(*self._lists.pop())
        return closed

    def _tag_name(self, at: int, end: int) -> tuple[str, int]:
        name = _TAG_NAME.match(self._text, at, end)
        return (name[0].lower(), name.end()) if name else ("", at)


def read_attributes(text: str, at: int) -> tuple[dict[str, str], bool, int]:
    """Return the attributes of a start tag whose name ends at ``at``, whether they hide its element, and where the tag ends."""
    attributes: dict[str, str] = {}
    hidden = False
    while attribute := _ATTRIBUTE.match(text, at):
        at = attribute.end()
        hidden = hidden or _hides(attribute)
        attributes.setdefault(attribute[1].lower(), attribute[2] or attribute[3] or attribute[4] or "")
    closing = _TAG_END.match(text, at)
    return attributes, hidden, closing.end() if closing else len(text)


def _hides(attribute: re.Match[str]) -> bool:
    name = attribute[1].lower()
    value = attribute[2] or attribute[3] or attribute[4] or ""
    if name == "style":
        return _NOT_SHOWN.search(value) is not None
    if name == "role":
        return value.strip().lower() in _ROLES_OF_A_PAGE
    return name == "hidden" or (name == "aria-hidden" and value.strip().lower() == "true")
