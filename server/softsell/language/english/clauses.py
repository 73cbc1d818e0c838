"""What the stages that look into a sentence share: small word lists, and the words at a place.

Throughout, ``content`` are the indices of a sentence's tokens without emoji and symbols, and ``spoken`` those that are spoken as
words; a *position* counts in ``content``, an *index* in all tokens.
"""

from __future__ import annotations

from softsell.language.english.data import sets
from softsell.language.token import Token

_SETS = sets("clauses.txt")

Tag = tuple[str, bool]
"""What a tagger says of one token: its universal part of speech, and whether it is an imperative verb."""

QUESTION_WORDS = _SETS["question words"]
BE = frozenset(("am", "is", "are", "was", "were", "r", "'s"))
INVERTING = _SETS["inverting"]
SUBJECTS = _SETS["subjects"]
PRONOUNS = _SETS["pronouns"]
ANYONE = frozenset(("anyone", "anybody", "any1"))
QUOTES = frozenset("\"“”‘’'")
LEAD_INS = _SETS["lead ins"]
FINITE = _SETS["finite"]
HEAD_LENGTH = 12


def is_handle(token: Token) -> bool:
    """Whether the token calls an account: a mention, a hashtag, or letters with digits that are no amount."""
    if token.kind in ("mention", "hashtag"):
        return True
    return token.kind == "word" and token.norm[-1:].isdigit() and any(map(str.isalpha, token.norm))


def norms_at(tokens: list[Token], content: list[int], position: int, count: int) -> list[str]:
    """The norms of up to ``count`` tokens from a position on."""
    return [tokens[i].norm for i in content[position : position + count]]


def first_three(norms: list[str]) -> tuple[str, str, str]:
    """The first three, empty strings where there are fewer."""
    one, two, three = [*norms[:3], "", "", ""][:3]
    return one, two, three
