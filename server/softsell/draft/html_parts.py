"""Finds the article of a page of HTML, and splits a page in which a heading or a bold line is a label above each post.

Documents saved as a web page have such headings. See ``labelled_parts`` for what a label is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from msgspec.structs import replace

from softsell.draft.draft import Context, Draft
from softsell.draft.html_text import read_html
from softsell.draft.labels import Label
from softsell.draft.layers import part_of
from softsell.draft.parts import split_into_parts
from softsell.draft.source import Source
from softsell.draft.span import Span

_BEGINS_A_HEADING = re.compile(r"<(?:h[1-6]|b|strong|summary)\b[^<>]*+>(?:\s|<(?!/)[^<>]*+>)*+\Z", re.IGNORECASE)
_ARTICLES = tuple(re.compile(rf"<(?P<closes>/)?{name}(?=[\s>])", re.IGNORECASE) for name in ("article", "main"))
_LEAST_OF_A_PAGE = 1 / 2
"""How many of the page's words its article has. Comments and links to other articles may be nearly as many."""
_LONGEST_TAGS = 500
_LONGEST_LINE = 80
_MARK = "## "


def read_article(source: Source, context: Context) -> Draft:
    """Read the one ``<article>`` or ``<main>`` of a page, without the page's own head, menus and notices around it, or the whole.

    One with few of the page's words is a card that stands beside the post, such as “Read next”.
    """
    page = read_html(source, Span(source.start, len(source.text)), context)
    for span in _spans_of_articles(source):
        article = read_html(source, span, context)
        words = len(article.prose.split())
        if words and words >= _LEAST_OF_A_PAGE * len(page.prose.split()):
            return article
    return page


def _spans_of_articles(source: Source) -> Iterator[Span]:
    text = source.text
    for element in _ARTICLES:
        found = list(islice(element.finditer(text, source.start), 3))
        if len(found) == 2 and not found[0]["closes"] and found[1]["closes"]:
            span = Span(found[0].start(), found[1].end())
            if "softsell-" not in text[: span.start] + text[span.end :]:
                yield span


def split_page(draft: Draft) -> list[tuple[Draft, Label | None]]:
    """Return the posts of a page with their labels, or the page itself if it's one post."""
    if draft.suppressions:
        return [(draft, None)]  # a comment to softsell speaks of paragraphs
    text, starts = _with_marks(draft)
    if _MARK not in text:
        return [(draft, None)]
    parts = list(
        split_into_parts(Source(text), [(Span(0, len(text)), None)], [], markdown=True, platform=draft.context.platform)
    )
    if len(parts) < 2:
        return [(draft, None)]
    return [
        (_part(draft, _in_prose(starts, span.start), _in_prose(starts, span.end), label), label)
        for span, _, label, _ in parts
    ]


def _with_marks(draft: Draft) -> tuple[str, list[tuple[int, int]]]:
    """Return the prose with a mark before each heading, and where its lines begin: in this text and in the prose."""
    lines: list[str] = []
    starts: list[tuple[int, int]] = []
    at = length = 0
    for line in draft.prose.split("\n"):
        marked = 0 < len(line) <= _LONGEST_LINE and _is_heading(draft, at)
        starts.append((length + marked * len(_MARK), at))
        lines.append(_MARK + line if marked else line)
        length += len(lines[-1]) + 1
        at += len(line) + 1
    return "\n".join(lines), starts


def _is_heading(draft: Draft, at: int) -> bool:
    place = draft.map.to_source(Span(at, at + 1)).start
    return _BEGINS_A_HEADING.search(draft.source[max(0, place - _LONGEST_TAGS) : place]) is not None


def _in_prose(starts: list[tuple[int, int]], at: int) -> int:
    begun, in_prose = starts[max(0, bisect_right(starts, at, key=lambda start: start[0]) - 1)]
    return in_prose + at - begun


def _part(draft: Draft, start: int, end: int, label: Label | None) -> Draft:
    part = part_of(draft, start, end)
    context = replace(draft.context, platform=label.platform) if label and label.platform else draft.context
    record = replace(draft.record, date=label.date) if label and label.date else draft.record
    return replace(part, span=draft.map.to_source(Span(start, end)), context=context, record=record)
