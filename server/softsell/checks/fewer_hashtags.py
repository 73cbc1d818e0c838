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
_BETWEEN = frozenset(("#", ",", ";", "|", "/", "\N{MIDDLE DOT}", "\N{BULLET}"))
"""What stands between hashtags and goes with them."""
_FEWEST = 3
"""What is kept at most where a platform advises none: nobody who writes thirty wants to hear that."""
_FEWEST_ABOUT = 2
_MOST_LOOKED_AT = 100
"""Hashtags. Who writes more wants none of them read."""


def keep_best(reading: Reading, advised: int) -> Fix | None:
    """Return a fix that leaves only closing hashtags about what the post says, at most as many as ``advised``.

    Links, handles and emoji among them stay, and so does the order. There's no fix where fewer than two are about the post: of those
    kept for their place alone, editors found every second one a bad choice. Nor where hashtags inside the text are too many already.
    """
    closing = reading.tokens[reading.body :]
    tags = [token for token in closing if token.kind == "hashtag"]
    inside = int(reading.measures.get("hashtags", 0)) - len(tags)
    most = (advised or _FEWEST) - inside
    if most < 1 or len(tags) <= most:
        return None
    about = _about(tags, _stems(reading), most)
    if len(about) < min(_FEWEST_ABOUT, advised or _FEWEST):
        return None
    kept = {tag.start for tag in about}
    span = Span(tags[0].start, tags[-1].end if tags[-1].start in kept else _end_with_emoji(closing, tags[-1]))
    words = _without_others(reading, closing, kept, span)
    follows = reading.draft.prose[span.end : span.end + 1]
    if follows and not follows.isspace() and tags[-1].start not in kept:
        words += " "
    return Fix(f"Keep {len(kept)} of the hashtags at the end", span, words, safe=False)


def _end_with_emoji(closing: list[Token], tag: Token) -> int:
    """Return where the emoji that touch the end of a hashtag end; those that touch what follows, such as a link, aren't among them."""
    end = tag.end
    for token in closing[closing.index(tag) + 1 :]:
        if token.start > end:
            break
        if token.kind != "emoji":
            return tag.end
        end = token.end
    return end


def _about(tags: list[Token], stems: set[str], most: int) -> list[Token]:
    """Return the first hashtags about what the post says, each once: "#teal" and "#teallove" are one."""
    found: list[Token] = []
    for tag in tags[:_MOST_LOOKED_AT]:
        if len(found) == most:
            break
        if _is_for_reach(tag) or not any(stem in tag.norm for stem in stems):
            continue
        name = tag.norm.lstrip("#")
        if not any(other.norm.lstrip("#") in name or name in other.norm for other in found):
            found.append(tag)
    return found


def _stems(reading: Reading) -> set[str]:
    """Return the words of the post, without their plural endings, by which a hashtag is about it."""
    words = (token.norm for token in reading.tokens[: reading.body] if token.kind == "word")
    return {word.removesuffix("s") for word in words if len(word) >= _SHORTEST_STEM and word not in FUNCTION_WORDS}


def _is_for_reach(tag: Token) -> bool:
    return any(word in tag.norm for word in _REACH)


def _without_others(reading: Reading, closing: list[Token], kept: set[int], span: Span) -> str:
    """Return the words of ``span`` without the hashtags that aren't ``kept``, and without numbers meant as such ("#2018")."""
    prose = reading.draft.prose
    text = gap = ""
    end = span.start
    dropped = False
    for token in closing:
        if not span.start <= token.start < span.end or token.kind == "newline":
            continue
        between = prose[end : token.start]
        gap = between if "\n" in between or not gap else gap
        end = token.end
        # An emoji that touches a hashtag is a part of it.
        touches = token.kind == "emoji" and not between and dropped
        dropped = touches or (
            token.start not in kept and (token.kind in ("hashtag", "number") or token.text in _BETWEEN)
        )
        if not dropped:
            text += (gap if text else "") + token.text
            gap = ""
    return text
