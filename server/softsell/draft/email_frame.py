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
    r"(?m)^(?:-{2,} ?Forwarded message ?-{2,}|Begin forwarded message:)[ \t]*+\n(?:>?[ \t]*+\n)*+"
    r"(?:>?[ \t]*+\*?(?:From|Date|Sent|Subject|To|Cc|Reply-To):[^\n]*\n)+"
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
_SIGNED = (
    r"\n[-–— ]*+(?:[\w.’'-]+(?: [\w.’'&-]+){0,2}|[^\W\d_a-z][\w.’'-]*(?: [^\W\d_a-z][\w.’'-]*){0,3})(?: ?[^\w\s.!?]{1,2})?"
    r"(?:\n[^\n!?]{0,79}[^\n.!?]){0,4}"
)
_GOODBYE = compile_later(
    r"(?:(?:many|with|all|very|kind|warm|lots of|much) )*+"
    r"(?:thanks|thank you|cheers|(?:the )?best|regards|wishes|love|sincerely|yours|bye|ta|talk soon|speak soon|take care"
    r"|see you (?:soon|later|then|tomorrow)|have a (?:good|great|nice|lovely) (?:day|morning|afternoon|evening|weekend|one))\b"
    r"(?: (?:so much|very much|a lot|again|all|both|team|everyone|everybody|in advance|for now|and|best|kind|regards|wishes|from"
    r"|sincerely|truly|faithfully|cheers|thanks|for (?:your (?:help|time|patience)|looking|having a look|checking|this|that))\b)*+"
    rf"(?: ?[.,!–—-]*(?:{_SIGNED})?|,? (?-i:[^\W\d_a-z])[\w’'-]* ?[.,!–—-]*{_SIGNED})",
    re.IGNORECASE,
)
"""Ends an email, and not a post: neither “See you on Saturday!” nor “Love is in the air!” does."""
_NAME = compile_later(r"[-–— ]*[^\W\d_a-z][\w’'-]*(?: [^\W\d_a-z][\w’'-]*)?(?: x{1,3}| ?[^\w\s!?.…]{1,2})?")
_THEM = r"(?:it|them|these|this|those|both|the (?:posts?|texts?|drafts?|captions?|first|second|photos?|pictures?))\b"
_TO_A_COLLEAGUE = compile_later(
    r"(?:(?:so|also|and|ps|p\.s\.),?:? )?(?:(?:(?:could|can|would|will) you|please) (?:(?:please|just|also|maybe|kindly|perhaps) ){0,2}"
    rf"(?:(?:have|take) a (?:quick )?look\b|look (?:at|over|through) {_THEM}|(?:don[’']t )?(?:check|proofread|schedule|approve|confirm"
    rf"|post|add|change|put|send(?: me)?) {_THEM}|read {_THEM} (?:over|through)\b|(?:let me know|tell me)\b)"
    r"|let me know (?:what you think|when|whether|which|if (?:that|this|these|those|it|they|anything|you(?:[’']d| would)? (?:want|like)"
    r" (?:me|any|a|to change|to edit))\b)|shout if\b|(?:i[’']m |i am )?happy to (?:change|edit|tweak)\b"
    r"|(?:i[’']ve |i have )?attached\b|(?:the )?(?:photos?|pictures?|images?) (?:(?:are|is) )?(?:to follow|follow|attached)\b"
    r"|any (?:changes|edits|comments)\b[^\n.?]{0,40}(?:\?|\blet me know|\bshout|\btell me))",
    re.IGNORECASE,
)
_LONGEST_TO_A_COLLEAGUE = 300
_TEXTS = (
    r"\b(?:posts?|captions?|drafts?|texts?|copy|wording|versions?"
    r"|(?:two|three)(?=\s*\Z|\s*[,.:!]| (?:for (?:this|next|today|tomorrow|the week|\w+day)|as promised|below)\b))\b"
)
_INTRODUCES = compile_later(
    rf"\b(?:here(?:[’']s| is| are)|below|as promised|attached)\b.*{_TEXTS}|{_TEXTS}.*\b(?:below|as promised|attached)\b",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_INTRODUCTION = 300
_MOST_ABOVE = 6
"""Paragraphs in which the first label must stand."""
_MOST_QUESTIONS = 3
_MOST_NAMES = 2
"""A name, and the one of the shop."""
_LONGEST_GOODBYE = 500
_MOST_LINES_OF_A_GOODBYE = 5
_ENDS_OF_A_GREETING = tuple(",:–—-")


class Body(NamedTuple):
    """What of an email may be posts, and whether something was left out."""

    text: str
    left_out: bool


def without_frame(text: str) -> Body:
    """Return the posts of an email with what marks them, such as labels, and without what else stands in it."""
    written = text.strip()
    paragraphs = _parted_goodbye(_paragraphs(_without_quotes(written)))
    greeted = _parted_greeting(paragraphs)
    last = _end_of_posts(greeted, 1) if greeted else 0
    if greeted and _is_greeting(greeted, signed=last < len(greeted)):
        paragraphs, first = greeted, _first_of_posts(greeted, 1)
    else:
        first = _first_of_posts(paragraphs, 0)
    body = "\n\n".join(paragraphs[first : _end_of_posts(paragraphs, first)])
    return Body(body, len(body.split()) < len(written.split()))


def _paragraphs(text: str) -> list[str]:
    return [paragraph.strip("\n") for paragraph in _BLANK.split(text.strip()) if paragraph.strip()]


def _without_quotes(text: str) -> str:
    """Return what the writer wrote, or if they only forwarded a mail what stands in that."""
    if (forwarded := _FORWARDED.search(text)) is not None:
        text = _MARK_OF_A_QUOTE.sub("", text[forwarded.end() :])
    for pattern in (_SIGNATURE, _DEVICE):
        if found := pattern.search(text):
            text = text[: found.start()]
    if quoted := _QUOTED.search(text):
        text = _answer(text[: quoted.start()], text[quoted.end() :])
    return _LINE_OF_A_QUOTE.sub("", text)


def _answer(above: str, below: str) -> str:
    """Return what is written above a quoted mail, or what is written below it if that's only a greeting or nothing."""
    written = above.strip()
    is_below = below.lstrip().startswith(">") and (not written or _GREETING.fullmatch(written))
    return f"{above}\n{below}" if is_below and _LINE_OF_A_QUOTE.sub("", below).strip() else above


def _parted_goodbye(paragraphs: list[str]) -> list[str]:
    """Return the paragraphs with a goodbye and a name that stand right below the last one in one of their own."""
    lines = paragraphs[-1].split("\n") if paragraphs else []
    for at in range(max(1, len(lines) - _MOST_LINES_OF_A_GOODBYE), len(lines) - 1):
        if lines[at].rstrip().endswith(",") and _GOODBYE.fullmatch("\n".join(lines[at:])):
            return [*paragraphs[:-1], "\n".join(lines[:at]), "\n".join(lines[at:])]
    return paragraphs


def _parted_greeting(paragraphs: list[str]) -> list[str]:
    """Return the paragraphs if the first one or its first line may be a greeting, which gets a paragraph of its own, or an empty list."""
    line, broken, rest = paragraphs[0].partition("\n") if paragraphs else ("", "", "")
    if not _GREETING.fullmatch(line.rstrip()):
        return []
    return [line, rest, *paragraphs[1:]] if broken else paragraphs


def _is_greeting(paragraphs: Sequence[str], *, signed: bool) -> bool:
    """Return whether the first paragraph greets the colleague, and not those who read the post (“Hello autumn!”)."""
    return (
        signed
        or paragraphs[0].rstrip().endswith(_ENDS_OF_A_GREETING)
        or (len(paragraphs) > 1 and _introduces(paragraphs[1], greeted=False))
    )


def _first_of_posts(paragraphs: Sequence[str], first: int) -> int:
    """Return which paragraph is the first one of a post: the one with the first label, or what follows an introduction.

    Args:
        paragraphs: all of them.
        first: 1 if a greeting is the first one.
    """
    for number, paragraph in enumerate(paragraphs[:_MOST_ABOVE]):
        has_a_post = "\n" in paragraph or number < len(paragraphs) - 1
        if has_a_post and _begins_with_a_label(paragraph):
            return number
    return first + (first < len(paragraphs) - 1 and _introduces(paragraphs[first], greeted=first > 0))


def _introduces(paragraph: str, *, greeted: bool) -> bool:
    """Return whether a paragraph speaks to the colleague of the posts below it. Many posts begin with a line that ends with a colon."""
    return len(paragraph) <= _LONGEST_INTRODUCTION and (
        (greeted and paragraph.rstrip().endswith(":")) or _INTRODUCES.search(paragraph) is not None
    )


def _begins_with_a_label(paragraph: str) -> bool:
    line = paragraph.split("\n", 1)[0].strip()
    if len(line) > LONGEST:
        return False
    marked = line.endswith(":") or line.isupper() or (line[:1] in "*[" and line[-1:] in "*]")
    return parse_label(line, marked=marked) is not None


def _end_of_posts(paragraphs: Sequence[str], first: int) -> int:
    """Return which paragraph is the first one below the posts: a question to the colleague, a goodbye or a name."""
    end = len(paragraphs)
    last = _first_of_goodbye(paragraphs)
    if last < end:
        lowest = max(0, last - _MOST_QUESTIONS)
        while last > lowest and _speaks_to_the_colleague(paragraphs[last - 1]):
            last -= 1
    posts = [number + 1 for number in range(last, end) if _is_of_a_label(paragraphs, number)]
    return min(max(last, first + 1, *posts), end)


def _first_of_goodbye(paragraphs: Sequence[str]) -> int:
    """Return which paragraph is the goodbye, with those below it that say who writes, or a name without one."""
    end = len(paragraphs)
    for at in range(end - 1, max(-1, end - 1 - _MOST_NAMES - 1), -1):
        if sum(map(len, paragraphs[at:])) > _LONGEST_GOODBYE:
            break
        if _GOODBYE.fullmatch("\n".join(paragraphs[at:])):
            return at
    return end - 1 if paragraphs and _NAME.fullmatch(paragraphs[-1]) else end


def _speaks_to_the_colleague(paragraph: str) -> bool:
    """Return whether a paragraph is about the posts, unlike a question to those who read them."""
    return len(paragraph) <= _LONGEST_TO_A_COLLEAGUE and _TO_A_COLLEAGUE.match(paragraph) is not None


def _is_of_a_label(paragraphs: Sequence[str], number: int) -> bool:
    """Return whether a paragraph is a post, because it begins with a label or follows one that is alone."""
    line, broken, _ = paragraphs[number].partition("\n")
    return bool(broken and _is_label(line)) or (
        number > 0 and "\n" not in paragraphs[number - 1] and _is_label(paragraphs[number - 1])
    )


def _is_label(line: str) -> bool:
    return parse_label(line.strip(), marked=True) is not None
