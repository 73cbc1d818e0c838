"""Splits texts in which a line such as “LinkedIn:” or “## Instagram” stands above the post for that platform.

    LinkedIn:
    The oven is warm.

    X:
    Rye is back.

A file is read so if it begins with such a line and has another one for another platform, and if no other heading stands between them.
The lines themselves are no part of a post.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from softsell.compile_later import compile_later
from softsell.draft.source import Source
from softsell.draft.span import Span

if TYPE_CHECKING:
    from softsell.draft.front_matter import FrontMatter

_LINE = compile_later(
    r"(?m)^[ \t]*+(?P<hashes>#{1,6}[ \t]++)?(?P<name>[*_\[(<]{0,2}[A-Za-z][\w .,/&+()-]{0,39}[:\])>*_]{0,4})[ \t]*+#*[ \t]*+\r?$"
)
_MARKS = "*_[]()<>: \t"
_LONGEST = 4_000
"""A longer part is an article about a platform, and no post for it."""

_HEADING = compile_later(r"(?m)^ {0,3}#{1,6}[ \t]")
_SHORTEST_IN_CAPITALS = 4


def split_by_platform(
    source: Source, posts: Iterable[tuple[Span, FrontMatter | None]], *, markdown: bool
) -> Iterator[tuple[Span, FrontMatter | None, str | None]]:
    """Yield the posts again, split at lines that name platforms, each with its platform if a line names it.

    Args:
        source: the text.
        posts: the spans of its posts, with their front matter.
        markdown: whether it's Markdown, in which such a line may be a heading, and code is left alone.
    """
    posts = iter(posts)
    first = list(islice(posts, 2))
    found = [_parts(source.text, span, markdown=markdown) if above is None else [] for span, above in first]
    named = {platform for parts in found for _, platform in parts}
    split = bool(first) and all(found) and len(named) > 1
    for span, above in chain(first, posts):
        parts = _parts(source.text, span, markdown=markdown) if split and above is None else []
        if parts:
            yield from ((part, None, platform) for part, platform in parts)
        else:
            yield span, above, None


def _parts(text: str, span: Span, *, markdown: bool) -> list[tuple[Span, str]]:
    """Return the parts of a post and their platforms, or nothing if it doesn't begin with a line that names one."""
    code = _code(text, span) if markdown else []
    lines = [
        (line.start(), line.end(), platform)
        for line in _LINE.finditer(text, span.start, span.end)
        if (platform := _platform_of(line["name"], marked=bool(line["hashes"]))) and not _is_within(code, line.start())
    ]
    if not lines or text[span.start : lines[0][0]].strip():
        return []
    ends = [*(start for start, _, _ in lines[1:]), span.end]
    parts = []
    for (_, begun, platform), end in zip(lines, ends, strict=True):
        written = text[begun:end]
        start = begun + len(written) - len(written.lstrip())
        if not written.strip() or len(written) > _LONGEST or (markdown and _has_heading(text, begun, end, code)):
            return []
        parts.append((Span(start, start + len(written.strip())), platform))
    return parts


def _platform_of(written: str, *, marked: bool) -> str | None:
    """Return the platform that a line names. In a post, a name without a colon, brackets or a mark of a heading is prose."""
    name = written.strip(_MARKS)
    in_capitals = written.isupper() and len(name) >= _SHORTEST_IN_CAPITALS
    if not marked and not in_capitals and written[:1] not in "*_[(<" and not written.endswith((":", "]", ")")):
        return None
    from softsell.draft.tables.values import parse_platforms, strictest

    platforms = parse_platforms(name)
    return strictest(platform for platform in platforms if platform) if platforms and None not in platforms else None


def _has_heading(text: str, start: int, end: int, code: list[tuple[int, int]]) -> bool:
    return any(not _is_within(code, found.start()) for found in _HEADING.finditer(text, start, end))


def _is_within(code: list[tuple[int, int]], at: int) -> bool:
    number = bisect_right(code, at, key=lambda stretch: stretch[0]) - 1
    return number >= 0 and at < code[number][1]


def _code(text: str, span: Span) -> list[tuple[int, int]]:
    from softsell.draft.markdown_dialects import fenced

    return [(span.start + start, span.start + end) for start, end in fenced(text[span.start : span.end])]
