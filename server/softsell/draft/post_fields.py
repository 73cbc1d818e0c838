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
A post about an event has lines such as “When: Saturday” of its own. So such a field ends it only if every part has it, and if nothing but
fields stands below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from softsell.compile_later import compile_later
from softsell.draft.posts import LINE_START
from softsell.draft.span import Span

_TEXT = r"(?:(?:post|social|final|main|draft|linkedin|instagram|facebook|x|tweet) )?(?:caption|copy|text)|post|tweet|post content|message"
_BESIDE = (
    r"visuals?(?: idea)?|images?(?: idea| prompt| suggestion| description)?|pictures?|photos?|graphics?|videos?|media|creative|assets?"
    r"|alt[ -]text|notes?|check ?list|to[ -]?dos?|format|goal|objective|audience|pillar|theme|topic|status|owner"
    r"|posting time|best time(?: to post)?|platforms?|channels?|networks?|campaign|brief|feedback|comments?|why it works"
    r"|rationale|hook"
)
_OF_AN_EVENT = r"when|where|time|date|links?|url|sources?|call to action|cta|hashtags?|tags?"
"""Names of fields that a post has too."""
_FIELD = compile_later(
    rf"(?mi){LINE_START}[ \t]*(?:[-*•] +)?[*_]{{0,2}}(?:(?P<text>{_TEXT})|{_BESIDE}|(?P<event>{_OF_AN_EVENT}))"
    r"[*_]{0,2} ?:[*_]{0,2}(?=[\s*_]|\Z)[ \t]*"
)
_HEADING = compile_later(rf"(?m){LINE_START} {{0,3}}(?P<hashes>#{{1,6}})[ \t]+(?P<name>[^\r\n]*?)[ \t#:*_]*\r?$")
_TEXT_NAME = compile_later(rf"(?i)[*_]*(?:{_TEXT})")
_BESIDE_NAME = compile_later(
    rf"(?i)[*_]*(?:{_BESIDE}|{_OF_AN_EVENT}|details|properties|ideas?|references?|research|inspiration|publish(?:ing)? notes)"
)
_NO_PROSE = compile_later(r"\s*+(?:(?:#|@|https?://|www\.)\S++\s*+)*+")
_LONGEST = 20_000
_FEWEST_WORDS = 3


def find_fields(text: str, parts: Sequence[Span]) -> list[Span]:
    """Return where the posts stand in parts whose lines begin with names such as “Caption:”, or nothing if any part isn't written so."""
    found = [_fields_from_caption(text, part) for part in parts]
    if not all(found):
        return []
    in_all = set[str].intersection(*({_name(field) for field in fields[1:]} for fields in found))
    posts = [_caption(text, part, fields, in_all) for part, fields in zip(parts, found, strict=True)]
    whole = [post for post in posts if post]
    return whole if len(whole) == len(parts) else []


def _fields_from_caption(text: str, span: Span) -> list[re.Match[str]]:
    """Return the field that is the post and those below it, or nothing if none is, or several are."""
    if span.end - span.start > _LONGEST:
        return []
    fields = list(_FIELD.finditer(text, *span))
    named = [number for number, field in enumerate(fields) if field["text"]]
    if len(named) != 1 or text[span.start : fields[0].start()].strip():
        return []
    return fields[named[0] :]


def _name(field: re.Match[str]) -> str:
    return (field["event"] or "").lower().removesuffix("s")


def _caption(text: str, span: Span, fields: Sequence[re.Match[str]], in_all: set[str]) -> Span | None:
    """Return where the post stands that begins with the first of these fields. ``in_all`` are those that every part has below it."""
    end = below = span.end
    prose = False  # whether more than fields stands below, up to the first that surely isn't of the post
    for field in reversed(fields[1:]):
        prose = bool(field["event"]) and (prose or _has_more_than_value(text[field.end() : below]))
        if not field["event"] or (_name(field) in in_all and not prose):
            end = field.start()
        below = field.start()
    return _trimmed(text, Span(fields[0].end(), end))


def _has_more_than_value(written: str) -> bool:
    """Return whether more than a line of words, links and tags stands behind the name of a field."""
    _, _, more = written.strip().partition("\n")
    return _NO_PROSE.fullmatch(more) is None


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
