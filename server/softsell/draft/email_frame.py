"""Finds what of an email isn't a post: the greeting, what the writer says to the colleague, the signature, and quoted mail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from softsell.compile_later import compile_later
from softsell.draft.labels import LONGEST, parse_label

_QUOTED = compile_later(
    r"(?m)^(?:On (?=[^\n]*\d)[^\n]{4,200}(?:\n[^\n]{1,100})?\bwrote:|Le [^\n]{4,200} a écrit ?:|Am [^\n]{4,200} schrieb[^\n]{0,100}:"
    r"|-{2,} ?(?:Original Message|Ursprüngliche Nachricht|Message d'origine) ?-{2,}"
    r"|(?:_{10,}\s{1,4})?From: [^\n]{1,200}\n(?:Sent|Date|To|Subject): [^\n]*)[ \t]*$"
)
_FORWARDED = compile_later(
    r"(?m)^(?:-{2,} ?Forwarded message ?-{2,}|Begin forwarded message:)[ \t]*\n\s*"
    r"(?:>?[ \t]*\*?(?:From|Date|Sent|Subject|To|Cc|Reply-To):[^\n]*\n)+"
)
_LINE_OF_A_QUOTE = compile_later(r"(?m)^>[^\n]*(?:\n|\Z)")
_MARK_OF_A_QUOTE = compile_later(r"(?m)^> ?")
_SIGNATURE = compile_later(r"(?m)^-- ?$")
_DEVICE = compile_later(r"(?mi)^(?:sent from my|get outlook for|gesendet von|envoyé de)\b[^\n]{0,60}$")
_BLANK = compile_later(r"\n[ \t]*\n\s*")
_GREETING = compile_later(
    r"(?:hi|hello|hey|hiya|dear|morning|good (?:morning|afternoon|evening)|hallo|bonjour|hola|ciao)\b[^.?\n]{0,40}[,!:–—-]?",
    re.IGNORECASE,
)
_GOODBYE = compile_later(
    r"(?:(?:many |with |all |very )?(?:thanks|thank you|cheers|best|regards|wishes|love|sincerely|yours|bye|ta|xx*)"
    r"|talk soon|speak soon|see you|kind regards|warm regards|all the best|take care|have a (?:good|great|nice|lovely) \w+)\b"
    r"[^.?\n]{0,40}[.,!]*(?:\n[^\n]{0,60}){0,4}",
    re.IGNORECASE,
)
_NAME = compile_later(
    r"[-–— ]*[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}(?: ?[x]{1,3}| ?[^\w\s]{1,2})?(?:\n[^\n.!?]{1,80}){0,4}"
)
_TO_A_COLLEAGUE = compile_later(
    r"\b(?:could|can|would|will) you\b[^\n.!?]{0,60}\b(?:look|check|post|schedule|send|approve|let me know|have a|take a|read|tell me"
    r"|confirm|make|add|change|put)\b|\blet me know\b|\bwhat do you think\b|\bshout if\b|\bhappy to (?:change|edit|tweak)\b"
    r"|\bplease (?:look|check|post|schedule|send|approve|let me|have a|confirm|change|put|don[’']t post)\b|\battached\b"
    r"|\b(?:photos?|pictures?|images?) (?:are|is|to) follow|\bany (?:changes|edits|comments)\b",
    re.IGNORECASE,
)
_INTRODUCES = compile_later(
    r"\b(?:here(?:[’']s| is| are)|below|as promised|attached)\b.*\b(?:posts?|captions?|drafts?|texts?|copy|wording|versions?|two|three)\b"
    r"|\b(?:posts?|captions?|drafts?|texts?|copy|wording|versions?|two|three)\b.*\b(?:below|as promised|attached)\b",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_INTRODUCTION = 300
_MOST_ABOVE = 6
"""Paragraphs in which the first label must stand."""


class Body(NamedTuple):
    """What of an email may be posts, and whether something was left out."""

    text: str
    left_out: bool


def without_frame(text: str) -> Body:
    """Return the posts of an email with what marks them, such as labels, and without what else stands in it."""
    written = text.strip()
    own = _without_quotes(written)
    paragraphs = [paragraph.strip("\n") for paragraph in _BLANK.split(own.strip()) if paragraph.strip()]
    if paragraphs and (greeting := _GREETING.match(paragraphs[0])) and paragraphs[0].startswith("\n", greeting.end()):
        paragraphs[:1] = [greeting[0], paragraphs[0][greeting.end() + 1 :]]
    first = _first_of_posts(paragraphs)
    last = _end_of_posts(paragraphs, first)
    body = "\n\n".join(paragraphs[first:last])
    return Body(body, len(body.split()) < len(written.split()))


def _without_quotes(text: str) -> str:
    """Return what the writer wrote, or if they only forwarded a mail what stands in that."""
    if (forwarded := _FORWARDED.search(text)) is not None:
        text = _MARK_OF_A_QUOTE.sub("", text[forwarded.end() :])
    for pattern in (_SIGNATURE, _DEVICE, _QUOTED):
        if found := pattern.search(text):
            text = text[: found.start()]
    return _LINE_OF_A_QUOTE.sub("", text)


def _first_of_posts(paragraphs: Sequence[str]) -> int:
    """Return which paragraph is the first one of a post: the one with the first label, or what follows the greeting and an introduction."""
    for number, paragraph in enumerate(paragraphs[:_MOST_ABOVE]):
        if _begins_with_a_label(paragraph):
            return number
    first = int(bool(paragraphs) and _GREETING.fullmatch(paragraphs[0]) is not None)
    return first + (first < len(paragraphs) - 1 and _introduces(paragraphs[first]))


def _introduces(paragraph: str) -> bool:
    """Return whether a paragraph speaks to the colleague of the posts below it."""
    return len(paragraph) <= _LONGEST_INTRODUCTION and (
        paragraph.rstrip().endswith(":") or _INTRODUCES.search(paragraph) is not None
    )


def _begins_with_a_label(paragraph: str) -> bool:
    line = paragraph.split("\n", 1)[0].strip()
    if len(line) > LONGEST:
        return False
    marked = line.endswith(":") or line.isupper() or (line[:1] in "*[" and line[-1:] in "*]")
    return parse_label(line, marked=marked) is not None


def _end_of_posts(paragraphs: Sequence[str], first: int) -> int:
    """Return which paragraph is the first one below the posts: a goodbye, a name, or a question to the colleague before them."""
    last = len(paragraphs)
    while last > first + 1 and last > len(paragraphs) - 3 and _NAME.fullmatch(paragraphs[last - 1]):
        last -= 1
    named = last < len(paragraphs)
    while last > first + 1 and _GOODBYE.fullmatch(paragraphs[last - 1]):
        last -= 1
        named = True
    if named:
        while last > first + 1 and _TO_A_COLLEAGUE.search(paragraphs[last - 1]):
            last -= 1
    return last
