"""The parts of a post that a cut looks at: the words said, clauses, and the sentences near."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from softsell.checks.cutting.words import FILLERS, JOINING, LONGEST_SENTENCE, PAUSES, REACH, SAID
from softsell.language.english.lexicon import BASE_VERBS
from softsell.language.reading import Reading
from softsell.language.sentence import Sentence
from softsell.language.token import Token
from softsell.patterns import Match

_LONGEST_UNMARKED = 40
"""Tokens. A longer sentence without a mark at its end has lost its marks, and the capitals with them."""
_MANY = 60
"""Sentences before and after a cut that have a say."""


def words_of(reading: Reading, first: int, last: int) -> list[Token]:
    """Return the tokens that are said: words, numbers, hashtags and the like, without marks and emoji."""
    return [token for token in reading.tokens[first:last] if token.kind in SAID]


def clause_end(reading: Reading, first: int, last: int) -> int:
    """Return where a clause that goes on at ``first`` ends: at a pause, or at "and" with an order behind it."""
    tokens = reading.tokens
    for at in range(first, last):
        if tokens[at].kind == "punctuation" and tokens[at].text[0] in PAUSES | {":"}:
            return at
        if tokens[at].norm in JOINING and at + 1 < last and may_order(tokens[at + 1]):
            return at
    return last


def may_order(token: Token) -> bool:
    """Return whether the word can begin an order."""
    return "command" in token.classes or token.norm.partition("-")[0] in BASE_VERBS


def clause_at(reading: Reading, word: Match, sentence: Sentence) -> tuple[int, int]:
    """Return the tokens between the pauses around ``word``."""
    tokens = reading.tokens
    first, last = word.first, word.last
    while first > sentence.first and not is_pause(tokens[first - 1]):
        first -= 1
    while last < sentence.last and not is_pause(tokens[last]):
        joins = tokens[last].norm in ("and", "or", "but", "while", "before")
        if joins and not (last + 1 < sentence.last and may_order(tokens[last + 1])):
            break
        last += 1
    return first, last


def is_pause(token: Token) -> bool:
    """Return whether the token parts clauses: a mark, an emoji or a line break."""
    return token.kind in ("emoji", "newline") or (token.kind == "punctuation" and token.text[0] in ",;:.!?…–—-()[]|*")


def opens(reading: Reading, sentence: Sentence, index: int) -> bool:
    """Return whether only fillers such as "so" stand before the token in its sentence."""
    return all(token.kind not in SAID or token.norm in FILLERS for token in reading.tokens[sentence.first : index])


def sentences_near(reading: Reading, sentence: Sentence) -> tuple[list[Sentence], list[Sentence]]:
    """Return the sentences before and after one, up to ``_MANY`` of each: enough for any post, and a bound on the work."""
    at = bisect_left(reading.sentences, sentence.first, key=attrgetter("first"))
    return reading.sentences[max(0, at - _MANY) : at], reading.sentences[at + 1 : at + 1 + _MANY]


def tokens_near(reading: Reading, index: int) -> list[Token]:
    """Return the tokens around one, up to ``REACH`` before and after it."""
    return reading.tokens[max(0, index - REACH) : index + REACH]


def is_endless(reading: Reading, sentence: Sentence) -> bool:
    """Return whether a sentence is too long for anybody to have punctuated it, so nobody can tell where a clause ends."""
    size = sentence.last - sentence.first
    if size > LONGEST_SENTENCE:
        return True
    return size > _LONGEST_UNMARKED and all(
        token.kind != "punctuation" for token in reading.tokens[sentence.first : sentence.last]
    )
