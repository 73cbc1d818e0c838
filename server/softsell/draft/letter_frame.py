"""Leaves out what mailing tools put around a letter.

“View this email in your browser” stands above it; below it, why one gets it and how to stop it. The law asks for these lines and a tool
writes them, so nobody wants to be told that they are pushy.
"""

from __future__ import annotations

import re

from softsell.compile_later import compile_later
from softsell.draft.draft import Draft
from softsell.draft.layers import part_of
from softsell.draft.span import Span

_ABOVE = compile_later(
    r"(?:\b(?:view|read|open|see|display)\b.{0,40}\bin (?:(?:your|a|the) )?(?:web ?)?browser\b"
    r"|\bview (?:it |this )?(?:online|as (?:a )?web ?page)\b|\bweb version\b"
    r"|\bim browser\b|\bonline ansehen\b|\bdans (?:votre|le) navigateur\b|\ben (?:tu|su|el) navegador\b)",
    re.IGNORECASE,
)
_BELOW = compile_later(
    r"\bunsubscribe\b|\b(?:update|manage|change) (?:your |my )?(?:email |mail )?(?:preferences|subscription)|\bopt[- ]out\b"
    r"|\b(?:newsletter |hier )?abmelden\b|\babbestellen\b|\bse désabonner\b|\bdésinscri|\bdarse de baja\b|\bdisiscri|\bafmelden\b",
    re.IGNORECASE,
)
_WHY = compile_later(
    r"\byou(?:'re|’re| are)? (?:get|got|receiv\w+|getting) (?:this|our|these) (?:e-?mails?|letters?|newsletters?|messages?)\b",
    re.IGNORECASE,
)
_LINK = compile_later(r"<a\b", re.IGNORECASE)
_BEGINS_IN_A_LINK = compile_later(r"<a\b[^<>]*+>(?:\s|<(?!/a)[^<>]*+>)*+\Z", re.IGNORECASE)
_LONGEST_TAGS = 1_000
_LINES_ABOVE = 5
_LONGEST_ABOVE = 120
_MOST_WORDS_BELOW = 120
"""From the first line of the footer on. With more, the line is one of the letter."""


def without_frame(draft: Draft) -> Draft:
    """Return a draft that was read from a page of HTML, without the lines of a mailing tool."""
    lines = list(_lines(draft.prose))
    first = 0
    for number, line in enumerate(lines[:_LINES_ABOVE]):
        written = draft.prose[line.start : line.end]
        if len(written) <= _LONGEST_ABOVE and _ABOVE.search(written) and _has_link(draft, line):
            first = number + 1
    while 0 < first < len(lines) and not any(map(str.isalnum, draft.prose[lines[first].start : lines[first].end])):
        first += 1  # the logo
    last = len(lines)
    words = 0
    for number in range(len(lines) - 1, first, -1):
        written = draft.prose[lines[number].start : lines[number].end]
        words += len(written.split())
        if words > _MOST_WORDS_BELOW:
            break
        if (_BELOW.search(written) and _has_link(draft, lines[number])) or (last < len(lines) and _WHY.search(written)):
            last = number
    if (first, last) == (0, len(lines)):
        return draft
    return part_of(draft, lines[first].start, lines[last - 1].end) if first < last else draft


def _lines(prose: str) -> list[Span]:
    lines, at = [], 0
    for line in prose.split("\n"):
        if line.strip():
            lines.append(Span(at, at + len(line)))
        at += len(line) + 1
    return lines


def _has_link(draft: Draft, line: Span) -> bool:
    """Return whether a link begins in a line or right before it."""
    place = draft.map.to_source(line)
    before = draft.source[max(0, place.start - _LONGEST_TAGS) : place.start]
    return bool(_LINK.search(draft.source, *place) or _BEGINS_IN_A_LINK.search(before))
