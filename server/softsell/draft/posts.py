"""Splits a file into posts, and finds the front matter of each post.

**A line of three or more dashes and nothing else parts posts.** The text between two such lines is front matter if every line of it reads
``key: value`` and softsell knows one of the keys. It belongs to the post below it. For example, this is one file with three posts:

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

In Markdown such a line is also a rule between two parts of an article, or it makes a heading of the line above. So in a Markdown file
it parts posts only if front matter follows, or if the platform isn't a blog and no heading stands before it in the post. A file whose
front matter has keys of blogging tools and no platform is for a blog.

A line of dashes right below a label such as “Instagram” or “Friday” underlines it if only labels or a title stand above it, or if the
post begins with a label that is underlined. Elsewhere it parts posts.

Where a line of dashes stands between blank lines, lines such as ``***`` and ``===`` part posts wherever they do too. Where several lines
of dashes stand so, a single other one belongs to its post.

A line of dashes inside a fenced code block doesn't part posts. At the very top of a Markdown file, front matter may consist of other
tools' keys only. There it may end with ``...``, and it may be TOML between two lines ``+++``, an object of JSON, or begin with its language
(``---json``).

A text passed to ``read_text`` is one post; there these lines mean what Markdown says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from softsell.compile_later import compile_later
from softsell.draft.draft import Context
from softsell.draft.front_matter import FrontMatter, is_front_matter
from softsell.draft.notion import find_properties
from softsell.draft.source import Source
from softsell.draft.span import Span

_BLOG = "blog"
LINE_START = r"(?:\A|(?<=[\n\r\ufeff]))"
"""Where a line begins. The first one may stand behind a byte order mark."""
_DASHES = compile_later(LINE_START + r" {0,3}+-{3,}+[ \t]*+(?=[\r\n]|\Z)")
_DASHES_OR_FENCE = compile_later(
    LINE_START + r" {0,3}+(?:(?P<dashes>-{3,}+)[ \t]*+(?=[\r\n]|\Z)|(?P<fence>`{3,}+|~{3,}+)(?P<info>[^\r\n]*+))"
)
_OTHER_RULES = compile_later(LINE_START + r" {0,3}+(?:(?:\* ?){3,}+|(?:_ ?){3,}+|={3,}+|~{3,}+)[ \t]*+(?=[\r\n])")
_BLANK_LINE_BEHIND = compile_later(r"\r?\n[ \t]*+\r?\n")
_BLANK_LINE_BEFORE = compile_later(r"\n[ \t]*\r?\n\Z")
_TYPED_DASHES = compile_later(r"---[ \t]*+(json|js|javascript|toml|ya?ml)[ \t]*+(?=[\r\n])", re.IGNORECASE)
_LINE_END = compile_later(r"[ \t]*+(?:[\r\n]|\Z)")
_DOTS = compile_later(LINE_START + r"\.\.\.[ \t]*+(?=[\r\n]|\Z)")
_PLUSES = compile_later(LINE_START + r"\+\+\+[ \t]*+(?=[\r\n]|\Z)")
_HEADING = compile_later(LINE_START + r" {0,3}+(?:#{1,6}+[ \t]|=+[ \t]*+(?=[\r\n]|\Z))")
_MARKED_HEADING = compile_later(LINE_START + r" {0,3}+#{1,6}+[ \t]")
_WORDS_OF_A_HEADING = compile_later(r" {0,3}[A-Z][\w ,:;&'’()/-]{2,59}(?<![,:;])")
_LINE_ENDS = ("\n", "\r\n", "\r")
_LONGEST_LABEL = 60
_LONGEST_ABOVE = 400
_FEWEST_OTHER_RULES = 2
_TITLE = compile_later(r"(?:#{1,6} )?[^#]{0,60}[\w):*]")
_ENDS = compile_later(r"[ \t]*+(?:\r\n|\r|\n)[ \t]*+(?:\r\n|\r|\n)\s*+\S")


def split_posts(
    source: Source, *, markdown: bool, platform: str | None = None
) -> Iterator[tuple[Span, FrontMatter | None]]:
    """Return the span of each post without blank lines at its edges, with its front matter. Blank posts are left out.

    Args:
        source: the text.
        markdown: whether it's Markdown.
        platform: where its posts go, if they don't say so themselves.
    """
    text = source.text
    marks: list[Span] = []
    if "---" in text:  # most posts have no dashes, and need no search for lines of them
        marks += _find_dashes_outside_code(source) if markdown else _find_dashes(source)
        if marks and not (markdown and ("```" in text or "~~~" in text)):
            marks = sorted([*marks, *_find_other_rules(text, source.start, marks)])
    start, above = _front_matter_at_top(source, marks, markdown=markdown)
    headings = _Headings(text) if markdown else None
    number = 0
    underlined = -1  # where the last post begins that begins with such a label
    while number < len(marks):
        mark = marks[number]
        number += 1
        if mark.start < start:
            continue
        at_top = markdown and not text[source.start : mark.start].strip()
        found = _front_matter_after(source, mark, marks[number : number + 1], at_top=at_top)
        label = _label_above(text, start, mark) if found is None else None
        if label is not None and (underlined == start or _holds_labels_or_a_title(text[start:label])):
            underlined = start
            continue
        if found is None and headings and not _parts(text, start, mark, headings, above, platform):
            continue
        post = _trim_blank_edges(text, Span(start, mark.start))
        if post.start < post.end:
            yield post, above
            above = None
        start = mark.end
        if found is not None:
            above, start = _parse_front_matter(source, found[0]), found[1]
            number += number < len(marks) and marks[number].start < start
    post = _trim_blank_edges(text, Span(start, len(text)))
    if post.start < post.end:
        yield post, above


def leading_front_matter(source: Source) -> tuple[Span, FrontMatter | None]:
    """Return the whole text as one post, with the front matter that begins on its first line."""
    whole = Span(source.start, len(source.text))
    opening = _DASHES.match(source.text, source.start)
    if opening is None:
        other = _other_front_matter_at_top(source)
        return (Span(other[0], whole.end), other[1]) if other else (whole, None)
    closing = _DASHES.search(source.text, opening.end())
    following = [Span(*closing.span())] if closing else []
    found = _front_matter_after(source, Span(*opening.span()), following, at_top=True)
    if found is None:
        return whole, None
    return Span(found[1], whole.end), _parse_front_matter(source, found[0])


def _front_matter_at_top(source: Source, marks: list[Span], *, markdown: bool) -> tuple[int, FrontMatter | None]:
    """Return where the first post begins, and its front matter if no line of dashes stands above that."""
    if markdown and (other := _other_front_matter_at_top(source)):
        return other
    if markdown and (properties := find_properties(source.text[source.start :])):
        from softsell.draft.front_matter_reader import read_properties

        return source.start, read_properties(properties.values, properties.span)
    if marks:
        span = _trim_blank_edges(source.text, Span(source.start, marks[0].start))
        if span.start < span.end and is_front_matter(source.text[span.start : span.end], foreign=False):
            return marks[0].end, _parse_front_matter(source, span)
    return source.start, None


def _front_matter_after(source: Source, mark: Span, following: list[Span], *, at_top: bool) -> tuple[Span, int] | None:
    """Return the front matter between a line of dashes and the next, or a line of dots, and where that line ends."""
    text = source.text
    end = following[0].start if following else len(text)
    dots = _DOTS.search(text, mark.end, end) if at_top else None
    for closing in ([Span(*dots.span())] if dots else []) + following:
        span = _trim_blank_edges(text, Span(mark.end, closing.start))
        if span.start < span.end and is_front_matter(text[span.start : span.end], foreign=at_top):
            return span, closing.end
    return None


def _other_front_matter_at_top(source: Source) -> tuple[int, FrontMatter] | None:
    """Return where front matter that isn't between plain lines of dashes ends, and what it says.

    It's TOML between lines of pluses, an object of JSON, or has its language behind the first line of dashes: ``---json``.
    """
    text = source.text
    if opening := _PLUSES.match(text, source.start):
        closing = _PLUSES.search(text, opening.end())
        return (closing.end(), _between(source, opening, closing, toml=True)) if closing else None
    if typed := _TYPED_DASHES.match(text, source.start):
        closing = _DASHES.search(text, typed.end())
        if closing is None:
            return None
        if typed[1].lower() in ("js", "javascript"):
            return closing.end(), FrontMatter(Context(), Span(typed.end(), closing.start()), foreign=True)
        return closing.end(), _between(source, typed, closing, toml=typed[1].lower() == "toml")
    if (end := _end_of_object(text, source.start)) and _LINE_END.match(text, end):
        return end, _parse_front_matter(source, Span(source.start, end))
    return None


def _between(source: Source, opening: re.Match[str], closing: re.Match[str], *, toml: bool) -> FrontMatter:
    return _parse_front_matter(source, Span(opening.end(), closing.start()), toml=toml)


def _end_of_object(text: str, start: int) -> int:
    """Return where an object of JSON ends that begins at ``start``, or 0 if none does."""
    if not re.compile(r"\{\s*\"").match(text, start):
        return 0
    import json

    try:
        return json.JSONDecoder().raw_decode(text, start)[1]
    except (ValueError, RecursionError):
        return 0


def _parse_front_matter(source: Source, span: Span, *, toml: bool = False) -> FrontMatter:
    from softsell.draft.front_matter_reader import read_front_matter

    return read_front_matter(source, span, toml=toml)


class _Headings:
    """Finds headings before a place. Each place is looked at once."""

    def __init__(self, text: str) -> None:
        from softsell.draft.markdown_dialects import fenced

        self._text = text
        self._looked_at = 0
        self._last = -1
        self._code = fenced(text)
        self._fence = next(self._code, None)

    def stands_between(self, start: int, end: int) -> bool:
        for found in _HEADING.finditer(self._text, max(self._looked_at, start), end):
            while self._fence and self._fence[1] <= found.start():
                self._fence = next(self._code, None)
            if not self._fence or found.start() < self._fence[0]:
                self._last = found.start()
        self._looked_at = max(self._looked_at, end)
        return self._last >= start


def _parts(
    text: str, start: int, mark: Span, headings: _Headings, above: FrontMatter | None, platform: str | None
) -> bool:
    """Return whether a line of dashes in Markdown parts posts although no front matter follows."""
    said = above.context.platform if above else None
    is_article = above is not None and above.foreign and not said
    if is_article or (said or platform) == _BLOG or headings.stands_between(start, mark.start):
        return False
    # Of a post on a social platform, such a line is the post
    return bool(said or platform) or not _makes_a_heading(text, start, mark)


def _label_above(text: str, start: int, mark: Span) -> int | None:
    """Return where the line right above the dashes begins if it's a label such as “Instagram”, below a blank line or nothing."""
    line = text[max(start, mark.start - 100) : mark.start]
    above = line.rstrip("\r\n")
    before, _, last = above.rpartition("\n")
    if line[len(above) :] not in _LINE_ENDS or before.rpartition("\n")[2].strip():
        return None
    return mark.start - len(line) + len(above) - len(last) if _is_label(last) else None


def _holds_labels_or_a_title(above: str) -> bool:
    """Return whether only labels stand in a text, and perhaps a title above them."""
    if len(above) > _LONGEST_ABOVE:
        return False
    lines = [line.strip() for line in above.splitlines() if line.strip()]
    return all(_is_label(line) for line in lines[1:]) and (
        not lines or _is_label(lines[0]) or _TITLE.fullmatch(lines[0]) is not None
    )


def _is_label(line: str) -> bool:
    from softsell.draft.labels import parse_label

    return 0 < len(line.strip()) <= len(line) <= _LONGEST_LABEL and parse_label(line, marked=True) is not None


def _makes_a_heading(text: str, start: int, mark: Span) -> bool:
    """Return whether the line above the dashes is a heading: it stands alone, looks like one, and a blank line follows."""
    line = text[max(start, mark.start - 100) : mark.start]
    above = line.rstrip("\r\n")
    before, _, last = above.rpartition("\n")
    if line[len(above) :] not in _LINE_ENDS or before.strip() or mark.start - start > 100:
        return False
    return bool(_WORDS_OF_A_HEADING.fullmatch(last.rstrip())) and _ENDS.match(text, mark.end) is not None


def _find_dashes(source: Source) -> Iterator[Span]:
    return (Span(*found.span()) for found in _DASHES.finditer(source.text, source.start))


def _find_other_rules(text: str, start: int, dashes: list[Span]) -> list[Span]:
    """Return the lines ``***``, ``===`` and the like that part posts. They and the dashes stand between blank lines, unlike front matter.

    A single one beside several lines of dashes is an ornament, and so are those of an article, whose headings stand above the dashes.
    """
    parting = [mark.start for mark in dashes if _stands_alone(text, mark)]
    if not parting:
        return []
    first = parting[0] if _MARKED_HEADING.search(text, start, parting[0]) else start
    marks = (Span(*found.span()) for found in _OTHER_RULES.finditer(text, first))
    others = [mark for mark in marks if _stands_alone(text, mark) and not _is_below_a_title(text, start, mark)]
    return others if len(others) >= min(len(parting), _FEWEST_OTHER_RULES) else []


def _is_below_a_title(text: str, start: int, mark: Span) -> bool:
    return mark.start - start <= _LONGEST_ABOVE and _holds_labels_or_a_title(text[start : mark.start])


def _stands_alone(text: str, mark: Span) -> bool:
    above = _BLANK_LINE_BEFORE.search(text, max(0, mark.start - _LONGEST_LABEL), mark.start)
    return above is not None and _BLANK_LINE_BEHIND.match(text, mark.end) is not None


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
