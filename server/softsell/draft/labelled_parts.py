"""Splits texts in which a label such as “LinkedIn:”, “## Monday 6 July” or “Option 2:” stands above each post.

    LinkedIn:
    The oven is warm.

    X:
    Rye is back.

A file is read so if it begins with a label and has another one that says something else, and if no other heading stands between them.
Labels may be nested, such as platforms below days. A title, and in Markdown a sentence that ends with a colon, may stand above the first
one. A platform, a date or “Post 1” may also stand before its post, if a blank line parts it from the post above:

    LinkedIn: The oven is warm today, come and bake with us.

People write so within one post too (“Monday: we open at nine”). So without bold, a day needs a date there, and nothing may stand outside
the one paragraph of a platform or a date. A day or a week alone on its line must be a heading or bold, or stand below a plan's title or
front matter.

Below the title of a plan of posts, a topic may follow the day or the number in a heading: ``## Tuesday: the oven``. It may always follow
“Post 2”, and “Option 2” if a label begins the file. A line of dashes may end each part, and what follows the last one is a post without
a label. What stands below a heading such as “Notes” or “Image” isn't the post.

The labels, and what stands above the first one, are no part of a post. An article for a blog is never split, apart from platforms that
are named without a title above them.

``parts`` decides whether all posts of a file are split so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from softsell.compile_later import compile_later
from softsell.draft.parts import CLOSES, OFFERS, WORDS_OF_A_PLAN, Part, may_be_split
from softsell.draft.posts import LINE_START
from softsell.draft.span import Span

if TYPE_CHECKING:
    from softsell.draft.front_matter import FrontMatter
    from softsell.draft.labels import Label

_SIGNS = r"[^\w\s\x00-\x7f“”„‘’«»‹›¿¡…–—]{1,3}"
_LINE = compile_later(
    r"(?m)" + LINE_START + r"[ \t]*+(?:(?P<hashes>#{1,6})[ \t]++(?P<heading>[^\r\n]{1,80}?)[ \t]*+#*+"
    r"|(?P<inline>(?P<bullet>[-*•] (?=[*_]{2}))?[*_]{0,2}[A-Za-z][\w ,./&+()#-]{0,39}[*_]{0,2}:[*_]{0,2})"
    r"(?=(?:[ \t]++[^\s]++){8})[^\r\n]*+"
    rf"|(?:(?P<rule>-{{2,}}|={{2,}}|~{{2,}}|\*{{3,}})|(?P<sign>{_SIGNS}))?+ ?"
    rf"(?P<name>[*_\[(<]{{0,2}}[A-Za-z\d][\w .,/&+()#:@|\\–—-]{{0,59}}[:\])>*_]{{0,4}}) ?(?:{_SIGNS}|={{2,}}|~{{2,}}|\*{{3,}})?+"
    r"(?:[ \t]*+\r?\n[ \t]*+(?P<underline>={3,}|-{3,}|~{3,}))?+)[ \t]*+\r?$"
)
_MARKS = "*_[]()<>: \t"
_LONGEST = 4_000
"""A longer part is an article about a platform or a day, and no post."""
_FEWEST_WORDS = {"platform": 1, "number": 5, "day": 5, "week": 5}
_FEWEST_WORDS_IN_DOUBT = 8
"""Behind a label on the same line, below a day that nothing marks, or below a title that names no plan.

Shorter parts are addresses, opening hours or a programme.
"""
_LOOKED_AT = 1_000
"""Where the first label must begin."""
_LONGEST_LABEL = 120
"""Longer than any label in ``_LINE``, apart from the rules around it."""
_RULES = "-=~*"

_MAY_BE_A_DAY = compile_later(
    r"[^\r\n]*\d|(?:on )?(?:mon|tue|wed|thu|fri|sat|sun|die|mit|don|sam|son|lun|mar|mer|jeu|ven|dim|mié|jue|vie|sáb|dom|gio|sab|maa|din|woe"
    r"|vri|zat|zon)",
    re.IGNORECASE,
)
"""Without a mark, only a day is a label. This spares most posts the closer look."""
_HEADING = compile_later(LINE_START + r" {0,3}#{1,6}[ \t]")
_BLANK_LINE_BEFORE = compile_later(r"(?:\A|\n[ \t]*\r?\n)[ \t]*\Z")
_TITLE = compile_later(
    r"\s*(?P<hashes>#{1,6}[ \t]+)?(?P<title>[^\r\n]{1,80}?)[ \t#*]*(?:\r?\n=+[ \t]*)?(?:\r?\n\s*|\Z)"
)
_INTRODUCTION = compile_later(r"(?:[^\r\n]+\r?\n){0,3}[^\r\n]+:[*_ \t]*\r?\n\s*\Z")
_ESCAPED = compile_later(r"\\([-.#()+])")
"""How Markdown that Google Docs writes has a dash."""
_PLAN_OF_POSTS = compile_later(
    r"\b(?:posts|drafts|captions|social|calendar|schedule|(?:week|kw) \d{1,2})\b", re.IGNORECASE
)
_TOPIC = compile_later(r"(?P<label>[^:–—|]{3,40}?)(?: ?[:|] | [–—-] )\S")
_TAGS = compile_later(r"(?m)^(?:#[^\s#][^\s#]*[ \t]*)+\r?$")
_DASHES_BELOW = compile_later(r"(?<=\S)[ \t]*\r?\n[ \t]*\r?\n {0,3}(?:-{3,}|\*{3,}|_{3,})[ \t]*(?=\r?\n|\Z)")
_BESIDE_A_POST = compile_later(
    r" {0,3}#{1,6}[ \t]+[*_]*(?:notes?|ideas?|images?|pictures?|visuals?|photos?|alt[ -]text|links?|sources?|references?|assets?|comments?"
    r"|feedback|brief|backlog|parking lot|later|to[ -]?dos?|done|archive)[*_: \t#]*$",
    re.IGNORECASE | re.MULTILINE,
)
_COMMENT = compile_later(
    r"<!--(?!\s*softsell)(?:(?!-->)[\s\S]){0,2000}-->\s*|%%[^%]{1,2000}%%\s*|(?:^|(?<=\n)) {0,3}>[^\n]*(?:\n\s*|\Z)",
    re.IGNORECASE,
)
"""A note to a colleague. It's neither a title nor a post."""
_SHORTEST_IN_CAPITALS = 4
_NEED_A_MARK = (frozenset({"day"}), frozenset({"week"}))
_DIGIT = compile_later(r"\d")
_MORE_THAN_A_PARAGRAPH = compile_later(r"\n[ \t]*(?:\r?\n|[^\W\d_][^\r\n:]{0,39}:\s)")


class _Line(NamedTuple):
    """A line that is a label.

    Attributes:
        start: where it begins.
        end: where it ends, or the post on it begins.
        label: what it says.
        marked: whether it's a heading or bold.
        alone: whether it stands before a single paragraph, because one post may be written so.
        least: how many words must stand below it.
    """

    start: int
    end: int
    label: Label
    marked: bool
    alone: bool
    least: int


def find_labelled_parts(
    text: str, span: Span, above: FrontMatter | None, platform: str | None, *, markdown: bool
) -> list[Part]:
    """Return the labelled parts of a post, or nothing if it doesn't begin with a label."""
    if not _may_begin_with_a_label(text, span):
        return []
    code = _code(text, span) if markdown else []
    lines = list(_labels(text, span, code))
    title = text[span.start : lines[0].start] if lines else ""
    least = _least_below(title, lines, markdown=markdown) if lines else None
    if least is None or (title.strip() and any(line.alone for line in lines)):
        return []
    is_plan = above is not None or (bool(title.strip()) and not least)
    kinds = frozenset[str]().union(*(line.label.kinds for line in lines))
    if not may_be_split(text, span, above, platform, kinds):
        return []
    parts: list[Part] = []
    outer: list[Label] = []
    ends = [*(line.start for line in lines[1:]), span.end]
    for number, (line, end) in enumerate(zip(lines, ends, strict=True)):
        end = _end_before_notes(text, line.end, end, code)
        written = text[line.end : end]
        if not written.strip():
            following = lines[number + 1].label if number + 1 < len(lines) else line.label
            if following.kinds & line.label.kinds:
                return []
            outer = [*(label for label in outer if not label.kinds & line.label.kinds), line.label]
            continue
        if (
            len(written) > _LONGEST
            or len(written.split()) < max(least, line.least)
            or _has_heading(text, line.end, end, code)
            or (line.alone and _MORE_THAN_A_PARAGRAPH.search(written.strip()))
        ):
            return []
        outer = [label for label in outer if not label.kinds & line.label.kinds]
        label = line.label
        for each in reversed(outer):
            label = label.beside(each)
        if not (line.marked or is_plan) and label.kinds in _NEED_A_MARK and not _DIGIT.search(label.day):
            return []
        start = line.end + len(written) - len(written.lstrip())
        parts.append(Part(Span(start, start + len(written.strip())), above, label))
    return _without_dashes(text, parts)


def _without_dashes(text: str, parts: list[Part]) -> list[Part]:
    """Return the parts without the lines of dashes below them, if each has one. What follows the last line is a post without a label.

    An assistant's question below the last one isn't.
    """
    ends = [_DASHES_BELOW.search(text, part.span.start, part.span.end) for part in parts]
    last = parts[-1].span.end if parts else 0
    if len(parts) > 1 and ends[-1] and CLOSES.fullmatch(text, ends[-1].end(), last):
        parts = [*parts[:-1], parts[-1]._replace(span=Span(parts[-1].span.start, ends[-1].start()))]
        last = 0
    if len(parts) < 2 or not all(
        found and found.end() == part.span.end for found, part in zip(ends[:-1], parts, strict=False)
    ):
        return parts
    below = text[ends[-1].end() : last] if ends[-1] else ""
    parted = [
        part._replace(span=Span(part.span.start, found.start() if found else part.span.end))
        for part, found in zip(parts, ends, strict=True)
    ]
    if not below.strip():
        return parted
    return [*parted, Part(Span(last - len(below.lstrip()), last), parts[-1].above)]


def _may_begin_with_a_label(text: str, span: Span) -> bool:
    """Return whether some line near the start is short, so most posts need no closer look."""
    end = min(span.end, span.start + _LOOKED_AT)
    return not _is_paragraph(text[span.start : end].strip()) and _LINE.search(text, span.start, end) is not None


def _is_paragraph(text: str) -> bool:
    """Return whether a text is one line of words that is too long for a label, so that no expression must be compiled to tell."""
    return (
        len(text) > _LONGEST_LABEL
        and text.isprintable()  # no line break
        and text[0].isalpha()
        and text[-1] not in _RULES
        and ":" not in text[:_LONGEST_LABEL]
    )


def _labels(text: str, span: Span, code: list[tuple[int, int]]) -> Iterator[_Line]:
    """Yield the lines that are labels. Nothing, if none is near the start."""
    none = True
    title = _TITLE.match(text, span.start)
    of_posts = title is not None and bool(title["hashes"]) and _PLAN_OF_POSTS.search(title["title"]) is not None
    for found in _LINE.finditer(text, span.start, span.end):
        if none and found.start() > span.start + _LOOKED_AT:
            return
        label = _label_of(found, text, span.start)
        if label is None and (heading := found["heading"] or _bold(found["name"])):
            label = _label_before_topic(
                heading, day=of_posts, option=of_posts or found.start() == span.start or not none
            )
        if label and not _is_within(code, found.start()):
            none = False
            yield _line(found, label)


def _line(found: re.Match[str], label: Label) -> _Line:
    inline, name = found["inline"], found["name"] or ""
    alone = inline is not None and not _is_bold(inline)
    marked = bool(found["hashes"] or inline or found["underline"] or name.startswith(("*", "_")))
    sure = bool(marked or found["rule"] or name[0] in "[(<" or name.endswith(":") or name.isupper())
    in_doubt = inline is not None or (not sure and "day" in label.kinds)
    least = _FEWEST_WORDS_IN_DOUBT if in_doubt else min(_FEWEST_WORDS[kind] for kind in label.kinds)
    return _Line(
        found.start(),
        found.end("inline") if inline else found.end(),
        label,
        marked,
        alone and not label.of_a_post,
        least,
    )


def _label_of(found: re.Match[str], text: str, start: int) -> Label | None:
    """Return what a line says. In a post, a name without a colon, brackets or a mark of a heading is prose."""
    written = _ESCAPED.sub(r"\1", found["heading"] or found["inline"] or found["name"])
    name = written.strip(_MARKS)
    in_capitals = written.isupper() and len(name) >= _SHORTEST_IN_CAPITALS
    decorated = bool(found["rule"] or found["sign"] or found["underline"])
    marked = bool(
        not found["name"] or in_capitals or decorated or written[0] in "*_[(<" or written.endswith((":", "]", ")"))
    )
    if not marked and not _MAY_BE_A_DAY.match(written):
        return None
    at_start = found.start() == start
    parted = at_start or _BLANK_LINE_BEFORE.search(text, max(start, found.start() - 20), found.start()) is not None
    if found["inline"] is not None and not parted and not found["bullet"]:
        return None
    from softsell.draft.labels import parse_label

    label = parse_label(written, marked=marked) if marked or parted else None
    if label and found["inline"] is not None and not _is_bold(written):
        sure = label.of_a_post or label.platform or _DIGIT.search(label.day)
        return label if sure else None
    return label


def _label_before_topic(heading: str, *, day: bool, option: bool) -> Label | None:
    """Return the label that a heading begins with, before a topic: “Tuesday: the oven”.

    Args:
        heading: the heading.
        day: whether a day may stand there.
        option: whether a number may stand there that isn't of a “Post”.
    """
    from softsell.draft.labels import parse_label

    found = _TOPIC.match(_ESCAPED.sub(r"\1", heading).strip(_MARKS))
    label = parse_label(found["label"], marked=True) if found else None
    if label is None or not (label.number or (day and label.day)):
        return None
    return label if option or label.of_a_post else None


def _bold(name: str | None) -> str:
    """Return a line that is bold as a whole, or an empty text."""
    return name if name and name.startswith("**") and name.endswith("**") else ""


def _is_bold(inline: str) -> bool:
    return inline.lstrip("-•* ").startswith("_") or "*" in inline


def _least_below(above: str, lines: list[_Line], *, markdown: bool) -> int | None:
    """Return how many words must stand below a label, or ``None`` if more stands above the first one than a title.

    In Markdown, it may be a sentence with a colon too, and comments don't count.
    """
    if markdown:
        above = _TAGS.sub("", _COMMENT.sub("", above))
    if markdown and all(line.label.number for line in lines) and OFFERS.fullmatch(above):
        return 0
    if markdown and all(line.marked for line in lines) and (introduction := _INTRODUCTION.search(above)):
        above = above[: introduction.start()]
    if not above.strip():
        return 0
    found = _TITLE.fullmatch(above)
    if found is None or found["title"].rstrip().endswith((".", "!", "?", ",", ";", ":")):
        return None
    from softsell.draft.labels import is_of_a_week, names_a_platform

    if WORDS_OF_A_PLAN.search(found["title"]) or is_of_a_week(found["title"]):
        return 0
    if names_a_platform(found["title"]) or not all(line.label.platform or line.label.of_a_post for line in lines):
        return None  # an article about platforms, or with days in it
    return 0 if found["hashes"] else _FEWEST_WORDS_IN_DOUBT


def _end_before_notes(text: str, start: int, end: int, code: list[tuple[int, int]]) -> int:
    """Return where a post ends if all headings below it are of notes and pictures."""
    headings = [found.start() for found in _HEADING.finditer(text, start, end) if not _is_within(code, found.start())]
    beside = all(_BESIDE_A_POST.match(text, at) for at in headings)
    return headings[0] if headings and beside and text[start : headings[0]].strip() else end


def _has_heading(text: str, start: int, end: int, code: list[tuple[int, int]]) -> bool:
    return any(not _is_within(code, found.start()) for found in _HEADING.finditer(text, start, end))


def _is_within(code: list[tuple[int, int]], at: int) -> bool:
    number = bisect_right(code, at, key=lambda stretch: stretch[0]) - 1
    return number >= 0 and at < code[number][1]


def _code(text: str, span: Span) -> list[tuple[int, int]]:
    from softsell.draft.markdown_dialects import fenced

    return [(span.start + start, span.start + end) for start, end in fenced(text[span.start : span.end])]
