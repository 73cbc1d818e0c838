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
    r"(?:click here to |you can )?(?:view|read|open|see|display)(?: (?:this|the|our))?"
    r"(?: (?:e-?mail|mail|letter|newsletter|message|it|this))?"
    r" (?:in (?:(?:your|a|the) )?(?:web ?)?browser|online|as (?:a )?web ?page)|(?:view )?(?:the )?web version"
    r"|(?:e-?mail |newsletter |hier )?(?:im browser|online) (?:ansehen|anzeigen|lesen|öffnen)"
    r"|(?:voir|ouvrir|afficher|lire)\b.{0,30} dans (?:votre|le) navigateur|(?:ver|abrir|leer)\b.{0,30} en (?:tu|su|el) navegador",
    re.IGNORECASE,
)
_BELOW = compile_later(
    r"(?:(?:you can |click here to |please |to )?unsubscribe|(?:you can )?(?:update|manage|change) (?:your |my )?(?:e-?mail |mail )?"
    r"(?:preferences|subscriptions?)|(?:e-?mail )?preferences|(?:newsletter |hier )?(?:abmelden|abbestellen)|se désabonner|se désinscrire"
    r"|darse de baja|disiscriviti|afmelden)"
    r"(?: (?:here|hier|ici|aquí|now|at any ?time|any ?time|from (?:this|our|these|all) (?:list|e-?mails|letters|newsletter)))?",
    re.IGNORECASE,
)
"""All that a line says, or a sentence of it. A letter may speak of these things too: “So I clicked unsubscribe and felt free.”"""
_WHY = compile_later(
    r"\b(?:you(?:'re|’re| are)? (?:get|got|receiv\w+|getting)|(?:want|wish|how you|to|longer) (?:get|receive)) "
    r"(?:this|our|these) (?:e-?mails?|mails?|letters?|newsletters?|messages?)\b",
    re.IGNORECASE,
)
_OF_A_SENDER = compile_later(r"©|\(c\) ?\d{4}|\bcopyright\b|\ball rights reserved\b", re.IGNORECASE)
_ENDS_A_PIECE = compile_later(r"[.?!|·•—–:,/]\s+| (?:or|and|oder|und|ou|et|o|y) |[.?!|·•—–:,/]$")
_MOST_WORDS_OF_A_PIECE = 3
"""Of one that says something else: “Not for you?”, “Privacy policy”."""
_MOST_WORDS_OF_AN_ADDRESS = 15
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
        if len(written) <= _LONGEST_ABOVE and _is_only(_ABOVE, written) and _has_link(draft, line):
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
        if _is_only(_BELOW, written) and _has_link(draft, lines[number]):
            last = number
        elif _WHY.search(written):
            last = number if last < len(lines) else last
        elif not _is_of_a_footer(written):
            break
    if (first, last) == (0, len(lines)):
        return draft
    return part_of(draft, lines[first].start, lines[last - 1].end) if first < last else draft


def _is_only(phrase: re.Pattern[str], line: str) -> bool:
    """Return whether a line is made of ``phrase``, reasons why one gets the letter and a few words."""
    pieces = [piece.strip() for piece in _ENDS_A_PIECE.split(line) if piece.strip()]
    others = [piece for piece in pieces if not phrase.fullmatch(piece)]
    return len(others) < len(pieces) and all(
        len(piece.split()) <= _MOST_WORDS_OF_A_PIECE or _WHY.search(piece) or _is_of_a_footer(piece) for piece in others
    )


def _is_of_a_footer(line: str) -> bool:
    """Return whether a line may stand below the one that says how to stop the letter: an address, a name, whose rights they are."""
    words = len(line.split())
    return _OF_A_SENDER.search(line) is not None or (
        line.rstrip()[-1:] not in tuple(".?!…")
        and (words <= _MOST_WORDS_OF_A_PIECE or (words <= _MOST_WORDS_OF_AN_ADDRESS and any(map(str.isdigit, line))))
    )


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
