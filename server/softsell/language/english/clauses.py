"""Helpers for the modules that look into a sentence: small word lists, and the words at a position.

In all of them, ``content`` contains the indices of a sentence's tokens without emoji and symbols, and ``spoken`` those that people
speak as words; ``norms`` are those of ``spoken``. A *position* is an index into ``content``; an *index* is one into all tokens.
"""

from __future__ import annotations

from typing import NamedTuple

from softsell.language.english.data import sets
from softsell.language.token import Token

_SETS = sets("clauses.txt")

Tag = tuple[str, bool]
"""What a tagger says about one token: its universal part of speech, and whether it's an imperative verb."""

QUESTION_WORDS = _SETS["question words"]
BE = frozenset(("am", "is", "are", "was", "were", "r", "'s"))
INVERTING = _SETS["inverting"]
SUBJECTS = _SETS["subjects"]
PRONOUNS = _SETS["pronouns"]
YOU = _SETS["you"]
ANYONE = frozenset(("anyone", "anybody", "any1"))
QUOTES = frozenset("\"“”‘’'")
LEAD_INS = _SETS["lead ins"]
FINITE = _SETS["finite"]
HEAD_LENGTH = 12
CLAUSE_MARKS = frozenset(',;:-–—!.…"“(*>•')
_SPOKEN = frozenset(("word", "number", "money", "percent", "time"))
_NOT_CONTENT = frozenset(("emoji", "newline", "other"))


class Inside(NamedTuple):
    """What is inside a sentence.

    Attributes:
        first: the index of its first token.
        content, spoken, norms: see above.
        starts: the positions at which a clause may begin.
        mark: the index of its last question mark, or ``None``.
    """

    first: int
    content: list[int]
    spoken: list[int]
    norms: list[str]
    starts: list[int]
    mark: int | None


def look_inside(tokens: list[Token], first: int, last: int) -> Inside:
    """Look into the sentence ``tokens[first:last]``."""
    content: list[int] = []
    spoken: list[int] = []
    norms: list[str] = []
    starts = [0]
    mark = None
    for index, token in enumerate(tokens[first:last], first):
        kind = token.kind
        if kind in _SPOKEN:
            spoken.append(index)
            norms.append(token.norm)
        elif kind in _NOT_CONTENT:
            continue
        elif kind == "punctuation":
            if token.text[0] in CLAUSE_MARKS and content:
                starts.append(len(content) + 1)
            elif token.text[0] in "?？":
                mark = index
        content.append(index)
    if starts[-1] and starts[-1] >= len(content):
        starts.pop()
    return Inside(first, content, spoken, norms, starts, mark)


def is_handle(token: Token) -> bool:
    """Return whether the token names an account: a mention, a hashtag, or letters with digits that aren't an amount."""
    if token.kind in ("mention", "hashtag"):
        return True
    if token.kind != "word" or not token.norm[-1:].isdigit() or "money" in token.classes:
        return False
    return any(map(str.isalpha, token.norm))


def norms_at(tokens: list[Token], content: list[int], position: int, count: int) -> list[str]:
    """Return the norms of up to ``count`` tokens, starting at a position."""
    return [tokens[i].norm for i in content[position : position + count]]


def first_three(norms: list[str]) -> tuple[str, str, str]:
    """Return the first three norms, with empty strings if there are fewer."""
    one, two, three = [*norms[:3], "", "", ""][:3]
    return one, two, three
