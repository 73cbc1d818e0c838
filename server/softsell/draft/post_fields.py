"""Finds the post in a part of a plan that says more of it: a caption, and beside it what is in the picture, or a link.

    ## Monday

    **Caption:** The oven is warm. Come in!

    **Visual:** the oven from the left

or in a page about one post:

    ## Copy

    The oven is warm. Come in!

    ## Visual

    The oven from the left.

It's read so if one field is surely the post by its name, nothing but other known fields stands above it, and the next known field ends it.
"""

from __future__ import annotations

from softsell.compile_later import compile_later
from softsell.draft.posts import LINE_START
from softsell.draft.span import Span

_TEXT = r"(?:(?:post|social|final|main|draft|linkedin|instagram|facebook|x|tweet) )?(?:caption|copy|text)|post|tweet|post content|message"
_BESIDE = (
    r"visuals?(?: idea)?|images?(?: idea| prompt| suggestion| description)?|pictures?|photos?|graphics?|videos?|media|creative|assets?"
    r"|alt[ -]text|notes?|links?|url|sources?|check ?list|to[ -]?dos?|format|goal|objective|audience|pillar|theme|topic|status|owner|time"
    r"|when|date|posting time|best time(?: to post)?|platforms?|channels?|networks?|campaign|brief|feedback|comments?|why it works"
    r"|rationale|hook|call to action|cta|hashtags?|tags?"
)
_FIELD = compile_later(
    rf"(?mi){LINE_START}[ \t]*(?:[-*•] +)?[*_]{{0,2}}(?:(?P<text>{_TEXT})|(?P<beside>{_BESIDE}))"
    r"[*_]{0,2} ?:[*_]{0,2}(?=[\s*_]|\Z)[ \t]*"
)
_HEADING = compile_later(rf"(?m){LINE_START} {{0,3}}(?P<hashes>#{{1,6}})[ \t]+(?P<name>[^\r\n]*?)[ \t#:*_]*\r?$")
_TEXT_NAME = compile_later(rf"(?i)[*_]*(?:{_TEXT})")
_BESIDE_NAME = compile_later(
    rf"(?i)[*_]*(?:{_BESIDE}|details|properties|ideas?|references?|research|inspiration|publish(?:ing)? notes)"
)
_LONGEST = 20_000
_FEWEST_WORDS = 3


def find_field(text: str, span: Span) -> Span | None:
    """Return where the post stands in a part whose lines begin with names such as “Caption:”, or ``None``."""
    if span.end - span.start > _LONGEST:
        return None
    fields = list(_FIELD.finditer(text, *span))
    named = [number for number, field in enumerate(fields) if field["text"]]
    if len(named) != 1 or text[span.start : fields[0].start()].strip():
        return None
    chosen = named[0]
    end = fields[chosen + 1].start() if chosen + 1 < len(fields) else span.end
    return _trimmed(text, Span(fields[chosen].end(), end))


def find_section(text: str, span: Span) -> Span | None:
    """Return where the post stands in a page in Markdown whose headings are names such as “Copy” and “Visual”, or ``None``."""
    if span.end - span.start > _LONGEST or "#" not in text[span.start : span.end]:
        return None
    headings = list(_HEADING.finditer(text, *span))
    named = [number for number, heading in enumerate(headings) if _TEXT_NAME.fullmatch(heading["name"])]
    if len(named) != 1 or len(headings) < 2:
        return None
    chosen = named[0]
    level = len(headings[chosen]["hashes"])
    others = [heading for number, heading in enumerate(headings) if number != chosen]
    if headings[0] in others and len(headings[0]["hashes"]) < level:
        others = others[1:]  # the title of the page
    if not others or not all(
        _BESIDE_NAME.fullmatch(heading["name"]) and len(heading["hashes"]) >= level for heading in others
    ):
        return None
    end = headings[chosen + 1].start() if chosen + 1 < len(headings) else span.end
    return _trimmed(text, Span(headings[chosen].end(), end))


def _trimmed(text: str, span: Span) -> Span | None:
    written = text[span.start : span.end]
    if len(written.split()) < _FEWEST_WORDS:
        return None
    start = span.start + len(written) - len(written.lstrip())
    return Span(start, start + len(written.strip()))
