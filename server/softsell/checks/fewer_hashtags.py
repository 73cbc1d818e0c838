"""Keeps the few of many closing hashtags that say most: those about what the post says, and none that only ask strangers to look."""

from __future__ import annotations

from softsell.checks.finding import Fix
from softsell.draft.span import Span
from softsell.language.english.data import sets
from softsell.language.english.lexicon import FUNCTION_WORDS
from softsell.language.reading import Reading
from softsell.language.token import Token

_REACH = sets("fewer_hashtags.txt")["reach"]
_SHORTEST_STEM = 4
"""Characters. Shorter words are in too many hashtags by chance."""
_BETWEEN = frozenset(("#", ",", ";"))
"""What stands between hashtags and goes with them."""
_FEWEST = 3
"""What is kept where a platform advises none: nobody who writes thirty wants to hear that."""


def keep_best(reading: Reading, advised: int) -> Fix | None:
    """Return a fix that leaves about as many of the closing hashtags as ``advised``, or ``None`` if there are no more of them.

    Links, handles and emoji among them stay, and so does the order.
    """
    closing = reading.tokens[reading.body :]
    tags = [token for token in closing if token.kind == "hashtag"]
    inside = int(reading.measures.get("hashtags", 0)) - len(tags)
    most = max(1, (advised or _FEWEST) - inside)
    stems = _stems(reading)
    first: dict[str, Token] = {}
    for tag in tags:
        first.setdefault(tag.norm, tag)
    ranked = sorted(first.values(), key=lambda tag: (not _is_about(tag, stems), _is_for_reach(tag), tag.start))
    kept = {tag.start for tag in ranked[:most]}
    if len(tags) <= most:
        return None
    span = Span(tags[0].start, tags[-1].end)
    return Fix(
        f"Keep {most} of the hashtags at the end", span, _without_others(reading, closing, kept, span), safe=False
    )


def _stems(reading: Reading) -> set[str]:
    """Return the words of the post, without their plural endings, by which a hashtag is about it."""
    words = (token.norm for token in reading.tokens[: reading.body] if token.kind == "word")
    return {word.removesuffix("s") for word in words if len(word) >= _SHORTEST_STEM and word not in FUNCTION_WORDS}


def _is_about(tag: Token, stems: set[str]) -> bool:
    return any(stem in tag.norm for stem in stems)


def _is_for_reach(tag: Token) -> bool:
    return any(word in tag.norm for word in _REACH)


def _without_others(reading: Reading, closing: list[Token], kept: set[int], span: Span) -> str:
    """Return the words of ``span`` without the hashtags that aren't ``kept``, and without numbers meant as such ("#2018")."""
    prose = reading.draft.prose
    text = gap = ""
    end = span.start
    for token in closing:
        if not span.start <= token.start < span.end or token.kind == "newline":
            continue
        between = prose[end : token.start]
        gap = between if "\n" in between or not gap else gap
        end = token.end
        if token.start in kept or not (token.kind in ("hashtag", "number") or token.text in _BETWEEN):
            text += (gap if text else "") + token.text
            gap = ""
    return text
