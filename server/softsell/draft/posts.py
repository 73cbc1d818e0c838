"""Splits a file into posts, and finds the front matter of each post.

One rule applies to plain text and Markdown files: **a line of three or more dashes and nothing else separates posts.** The
text between two such lines is front matter if every line of it reads ``key: value`` and softsell knows one of the keys. It
belongs to the post below it. For example, this is one file with three posts:

    ---
    platform: linkedin
    ---
    The first post.
    ---
    The second post.
    ---
    platform: x
    ---
    The third post.

The price is that in a Markdown *file* such a line is neither a heading underline nor a horizontal rule. Write ``# Heading``
for a heading and ``***`` for the rule. (A text passed to ``read_text`` is one post; there these lines mean what Markdown
says.) A line of dashes inside a fenced code block doesn't separate posts. At the very top of a Markdown file, front matter
may consist of other tools' keys only, as in blogs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from softsell.draft.front_matter import FrontMatter, is_front_matter
from softsell.draft.source import Source
from softsell.draft.span import Span

_LINE_START = r"(?:\A|(?<=[\n\r\ufeff]))"
_DASHES = re.compile(_LINE_START + r" {0,3}+-{3,}+[ \t]*+(?=[\r\n]|\Z)")
_DASHES_OR_FENCE = re.compile(
    _LINE_START + r" {0,3}+(?:(?P<dashes>-{3,}+)[ \t]*+(?=[\r\n]|\Z)|(?P<fence>`{3,}+|~{3,}+)(?P<info>[^\r\n]*+))"
)


def split_posts(source: Source, *, markdown: bool) -> Iterator[tuple[Span, FrontMatter | None]]:
    """Return the span of each post without blank lines at its edges, with its front matter. Blank posts are left out."""
    text = source.text
    above: FrontMatter | None = None
    parts = list(_split_at_dashes(source, markdown=markdown))
    for number, part in enumerate(parts):
        span = _trim_blank_edges(text, part)
        if span.start == span.end:
            continue
        if number + 1 < len(parts):
            at_top = number == 1 and not text[source.start : part.start].strip("- \t\r\n")
            if is_front_matter(text[span.start : span.end], foreign=markdown and at_top):
                above = _parse_front_matter(source, span)
                continue
        yield span, above
        above = None


def leading_front_matter(source: Source) -> tuple[Span, FrontMatter | None]:
    """Return the whole text as one post, with the front matter that begins on its first line."""
    whole = Span(source.start, len(source.text))
    opening = _DASHES.match(source.text, source.start)
    closing = opening and _DASHES.search(source.text, opening.end())
    if opening is None or closing is None:
        return whole, None
    span = Span(opening.end(), closing.start())
    if not is_front_matter(source.text[span.start : span.end], foreign=True):
        return whole, None
    return Span(closing.end(), whole.end), _parse_front_matter(source, span)


def _parse_front_matter(source: Source, span: Span) -> FrontMatter:
    from softsell.draft.front_matter_yaml import read_front_matter

    return read_front_matter(source, span)


def _split_at_dashes(source: Source, *, markdown: bool) -> Iterator[Span]:
    start = source.start
    for dashes in _find_dashes_outside_code(source) if markdown else _find_dashes(source):
        yield Span(start, dashes.start)
        start = dashes.end
    yield Span(start, len(source.text))


def _find_dashes(source: Source) -> Iterator[Span]:
    return (Span(*found.span()) for found in _DASHES.finditer(source.text, source.start))


def _find_dashes_outside_code(source: Source) -> Iterator[Span]:
    fence = ""
    within: list[Span] = []
    for found in _DASHES_OR_FENCE.finditer(source.text, source.start):
        if found["dashes"]:
            if not fence:
                yield Span(*found.span())
            within.append(Span(*found.span()))
        elif not fence:
            if found["fence"][0] == "~" or "`" not in found["info"]:
                fence = found["fence"]
                within = []
        elif found["fence"].startswith(fence) and not found["info"].strip():
            fence = ""
    if fence:
        yield from within  # A fence that is never closed is a slip; the writer doesn't want one long post.


def _trim_blank_edges(text: str, span: Span) -> Span:
    stretch = text[span.start : span.end]
    end = span.start + len(stretch.rstrip())
    first = span.end - len(stretch.lstrip())
    if first >= end:
        return Span(span.start, span.start)
    line_start = max(text.rfind("\n", span.start, first), text.rfind("\r", span.start, first)) + 1
    return Span(max(span.start, line_start), end)
