"""Calls and asks: which words ask readers to do something, and whether a post may lose them."""

from __future__ import annotations

from softsell.checks.cutting.parts import sentences_near, words_of
from softsell.checks.cutting.words import FILLERS, LEADING, ORDERING, REACH, RESTLESS
from softsell.language.english.data import sets
from softsell.language.reading import Reading
from softsell.language.sentence import Sentence
from softsell.patterns import Match

_SETS = sets("cutting.txt")
_ASKING = _SETS["asking"]
_PASSING = frozenset(("spread", "tell"))
_PLIGHT = _SETS["plight"]
_PLIGHT_NEAR = 60
"""Tokens before and after a call to give that show what it's for."""
_BEGGING = _SETS["begging"]
_ASKS_NEAR = 3
"""Sentences before and after a call for clicks that show whether it's one of a list."""


def orders(reading: Reading, hit: Match) -> bool:
    """Return whether the hit itself is what readers are to do, and not only hurries them: "enter now"."""
    said = words_of(reading, hit.first, hit.last)
    return bool(said) and said[0].norm in ORDERING


def _calls(reading: Reading, first: int, last: int) -> bool:
    """Return whether the words ask readers to do something, apart from hurrying."""
    return any(
        token.norm in _ASKING or ("command" in token.classes and token.norm not in RESTLESS)
        for token in reading.tokens[first:last]
    )


def may_lose_call(reading: Reading, sentence: Sentence, first: int, last: int) -> bool:
    """Return whether a post still says what to do without ``tokens[first:last]`` of it. An order has to be given again elsewhere."""
    said = [token for token in words_of(reading, first, last) if token.norm not in LEADING | FILLERS]
    order = said[0].norm if said and ("command" in said[0].classes or said[0].norm in ORDERING) else ""
    order = "" if order in RESTLESS else order
    if not order and not _calls(reading, first, last):
        return True
    rest = [
        Match(other.first, min(other.last, other.first + REACH), 0)
        for near in sentences_near(reading, sentence)
        for other in near
    ]
    if order:
        return any(token.norm == order for other in rest for token in reading.tokens[other.first : other.last])
    return any(_calls(reading, other.first, other.last) for other in rest)


def passes_on(reading: Reading, hit: Match) -> bool:
    """Return whether the hit asks readers to tell others, which a good cause lives on: "spread the word"."""
    return any(token.norm in _PASSING for token in reading.tokens[hit.first : hit.last])


def is_one_of_many(reading: Reading, sentence: Sentence) -> bool:
    """Return whether a sentence near this one begs as well. With one of them gone, the post begs as before."""
    earlier, later = sentences_near(reading, sentence)
    for other in (*earlier[-_ASKS_NEAR:], *later[:_ASKS_NEAR]):
        opener = next(
            (token.norm for token in words_of(reading, other.first, other.last) if token.norm not in LEADING), ""
        )
        if opener in _BEGGING:
            return True
    return False


def with_other_asks(reading: Reading, hit: Match, sentence: Sentence) -> Match:
    """Return the hit with the asks that are joined to it: "don't forget to like" and "and share"."""
    tokens = reading.tokens
    end = hit.last
    while end + 1 < sentence.last and (tokens[end].norm in ("and", "or") or tokens[end].text in ",&+/"):
        ask = end + 1
        while ask + 1 < sentence.last and tokens[ask].norm in ("and", "or", "then"):
            ask += 1
        if tokens[ask].norm not in _BEGGING:
            break
        end = ask + 1
    return Match(hit.first, end, hit.line)


def is_in_plight(reading: Reading, index: int) -> bool:
    """Return whether the words near are about people or animals in need, as a call to give at once may be."""
    return any(
        token.norm in _PLIGHT or "danger" in token.classes
        for token in reading.tokens[max(0, index - _PLIGHT_NEAR) : index + _PLIGHT_NEAR]
    )
