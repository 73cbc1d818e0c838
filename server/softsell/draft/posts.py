"""Files of several posts: where one ends and the next begins, and which front matter belongs to which.

One rule, for plain text and Markdown files alike: **a line of three or more dashes and nothing else parts posts.**
What stands between two such lines is front matter if every line of it reads ``key: value`` and softsell knows one of
the keys; it belongs to the post below it. So all of this is one file, and reads as it looks:

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

The price: in a Markdown *file* such a line is no heading underline and no rule across the page. Write ``# Heading``,
and ``***`` for the rule. (A text handed to ``read_text`` is one post, and there they are what Markdown says.) A line
of dashes inside a fenced code block parts nothing. At the very top of a Markdown file front matter may consist of
other tools' keys alone, as blogs have it.
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
    """Each post's stretch of the file without blank lines at its edges, and its front matter. Blank posts are left out."""
    text = source.text
    above: FrontMatter | None = None
    parts = list(_parts(source, markdown=markdown))
    for number, part in enumerate(parts):
        span = _without_blank_edges(text, part)
        if span.start == span.end:
            continue
        if number + 1 < len(parts):
            at_top = number == 1 and not text[source.start : part.start].strip("- \t\r\n")
            if is_front_matter(text[span.start : span.end], foreign=markdown and at_top):
                above = _read(source, span)
                continue
        yield span, above
        above = None


def leading_front_matter(source: Source) -> tuple[Span, FrontMatter | None]:
    """The whole text as one post, and the front matter on top of it, which begins on the first line."""
    whole = Span(source.start, len(source.text))
    opening = _DASHES.match(source.text, source.start)
    closing = opening and _DASHES.search(source.text, opening.end())
    if opening is None or closing is None:
        return whole, None
    span = Span(opening.end(), closing.start())
    if not is_front_matter(source.text[span.start : span.end], foreign=True):
        return whole, None
    return Span(closing.end(), whole.end), _read(source, span)


def _read(source: Source, span: Span) -> FrontMatter:
    from softsell.draft.front_matter_yaml import read_front_matter

    return read_front_matter(source, span)


def _parts(source: Source, *, markdown: bool) -> Iterator[Span]:
    start = source.start
    for dashes in _dashes_outside_code(source) if markdown else _all_dashes(source):
        yield Span(start, dashes.start)
        start = dashes.end
    yield Span(start, len(source.text))


def _all_dashes(source: Source) -> Iterator[Span]:
    return (Span(*found.span()) for found in _DASHES.finditer(source.text, source.start))


def _dashes_outside_code(source: Source) -> Iterator[Span]:
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
        yield from within  # a fence that is never closed is a slip, not a wish for one long post


def _without_blank_edges(text: str, span: Span) -> Span:
    stretch = text[span.start : span.end]
    end = span.start + len(stretch.rstrip())
    first = span.end - len(stretch.lstrip())
    if first >= end:
        return Span(span.start, span.start)
    line_start = max(text.rfind("\n", span.start, first), text.rfind("\r", span.start, first)) + 1
    return Span(max(span.start, line_start), end)
