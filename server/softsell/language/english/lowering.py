"""Writes words in capitals in small letters, as far as spelling tells what belongs in capitals all the same: acronyms, days, names."""

from __future__ import annotations

import re

from softsell.compile_later import compile_later
from softsell.language.english.acronyms import is_acronym
from softsell.language.english.data import sets
from softsell.language.english.facts import WARNINGS, has_placeholder
from softsell.language.english.frequency import table
from softsell.language.english.lexicon import ADJECTIVES, AUXILIARIES, FUNCTION_WORDS, NUMBERS, OFFERS, VERB_FORMS
from softsell.language.reading import Reading
from softsell.language.token import Token

_SETS = sets("lowering.txt")
_CAPITALISED = _SETS["capitalised"]
_UNSURE = _SETS["unsure"]
_ORDINARY = _SETS["ordinary acronyms"]
_GIVEN_NAMES = sets("people.txt")["given names"]
_PLACES = _SETS["places"]
_OWNERS = _SETS["owners"]
_NAMES = compile_later(
    rf"\b(?:{'|'.join(re.escape(name.replace('-', ' ')) for name in sorted(_SETS['names'], key=len, reverse=True))})\b",
    re.IGNORECASE,
)
"""Names of several words that are all in the table of common words."""
_CODES = frozenset(("code", "codes", "coupon", "po", "zip"))
_LONGEST_ACRONYM = 3
_NEAR = 300
"""Tokens before and after that are looked at."""
_VOWEL = compile_later("[aeiouy]")


def lowered(reading: Reading, first: int, last: int) -> str | None:
    """Return the text of ``tokens[first:last]`` in small letters.

    ``None`` where nobody can tell: words that may be names or codes, holes to fill in, and warnings, which are in capitals for a reason.
    """
    tokens = reading.tokens[first:last]
    line = {token.norm for token in _line(reading.tokens, first, last)}
    following = reading.tokens[last] if last < len(reading.tokens) else None
    # More in capitals goes on, or a word with a capital: "TAKE THAT Tour" may be a name.
    goes_on = (
        following is not None and following.kind == "word" and following.text[0].isupper() and following.norm != "i"
    )
    if (
        goes_on
        or _names_place(tokens)
        or not line.isdisjoint(WARNINGS | _CODES)
        or has_placeholder(reading, first, last)
    ):
        return None
    near = reading.tokens[max(0, first - _NEAR) : last + _NEAR]
    written_small = {token.norm for token in near if token.kind == "word" and token.text.islower()}
    parts: list[str] = []
    position = tokens[0].start
    for token in tokens:
        small = _small(token, written_small) if token.kind == "word" and token.text.isupper() else token.text
        if small is None:
            return None
        parts += [reading.draft.prose[position : token.start], small]
        position = token.end
    return _NAMES.sub(lambda name: " ".join(map(str.capitalize, name[0].split())), "".join(parts))


def _names_place(tokens: list[Token]) -> bool:
    """Return whether a word for a place may end its name: "HILLSIDE BAKERY", unlike "OUR BAKERY"."""
    return any(
        token.norm in _PLACES and at and tokens[at - 1].kind == "word" and tokens[at - 1].norm not in _OWNERS
        for at, token in enumerate(tokens)
    )


def _line(tokens: list[Token], first: int, last: int) -> list[Token]:
    begin, end = max(0, first - _NEAR), min(len(tokens), last + _NEAR)
    while first > begin and tokens[first - 1].kind != "newline":
        first -= 1
    while last < end and tokens[last].kind != "newline":
        last += 1
    return tokens[first:last]


def _small(token: Token, written_small: set[str]) -> str | None:
    norm = token.text.lower()
    if len(norm) == 1:
        return "a" if norm == "a" else token.text
    if norm in _UNSURE and not (norm in written_small and norm != "us"):
        return None
    if norm in _CAPITALISED or (norm in _GIVEN_NAMES and norm not in table().rarities):
        return norm.capitalize()
    if norm in _ORDINARY or norm in written_small or token.clitic:
        return norm
    if is_acronym(norm) and len(norm) > 1:
        return token.text if not any(map(str.isdigit, norm)) or len(norm) < _LONGEST_ACRONYM + 2 else None
    parts = re.split("[-'’]", norm)
    if all(_is_common(part) for part in parts if part):
        return norm
    return token.text if len(norm) <= _LONGEST_ACRONYM or not _VOWEL.search(norm) else None


def _is_common(norm: str) -> bool:
    """Return whether the word is an ordinary one, and hardly ever a name."""
    rarities = table().rarities
    return (
        norm in rarities
        or norm in FUNCTION_WORDS
        or norm in AUXILIARIES
        or norm in VERB_FORMS
        or norm in ADJECTIVES
        or norm in NUMBERS
        or norm in OFFERS
        or (norm.endswith("s") and norm[:-1] in rarities)
        or (norm.endswith("es") and norm[:-2] in rarities and norm[-3] in "osxzh")
        or (norm.endswith("ies") and f"{norm[:-3]}y" in rarities)
    )
