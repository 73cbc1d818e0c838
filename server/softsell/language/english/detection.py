"""Whether a draft is in English. A no is meant to be sure: every rule is for English, so a draft that is not gets one note.

Not here: which other language it is.

What is looked at: the script of its letters; the share of its words that are English (``frequency``); and short common
words of other languages (``data/other_languages.txt``). Hashtags, handles, links, numbers and names say nothing. A
detector with a model for every language was refused: posts are short, and all that is asked is one bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from unicodedata import name

from softsell.language.english.data import words
from softsell.language.english.frequency import is_known
from softsell.language.token import Token

MIN_WORDS = 6
"""Fewer words in Latin letters than this count as English."""

MIN_SAID = 4
"""So many of them must be other than names."""

MIN_FOREIGN_LETTERS = 4
"""Fewer letters of another script than this say nothing."""

FEW_KNOWN = 0.2
"""Under this share of English words a draft is not in English, whatever the rest of it is."""

FEWER_KNOWN = 0.55
"""Under this share it is not, where two words or more are common in another language …"""

OTHERS = 0.15
"""… and make up this share."""


def is_english(tokens: Sequence[Token]) -> bool:
    """Whether the draft these tokens are from is in English. Linear in their number.

    Short and wordless drafts count as English, and so does one that mixes languages but is mostly English.
    """
    latin, foreign = _letters(tokens)
    if foreign >= MIN_FOREIGN_LETTERS and foreign > latin:
        return False
    words_in_all, said = _said(tokens)
    if words_in_all < MIN_WORDS or len(said) < MIN_SAID:
        return True
    other = _others()
    others = sum(word in other for word in said)
    known = sum(word not in other and is_known(word) for word in said)
    if known < FEW_KNOWN * len(said):
        return False
    return not (others >= max(2, OTHERS * len(said)) and known < FEWER_KNOWN * len(said))


def _letters(tokens: Sequence[Token]) -> tuple[int, int]:
    """How many letters of its words are Latin, and how many of another script."""
    latin = foreign = 0
    for token in tokens:
        if token.kind != "word":
            continue
        if token.norm.isascii():
            latin += len(token.norm)
            continue
        for character in token.norm:
            if _is_latin(character):
                latin += 1
            elif character.isalpha():
                foreign += 1
    return latin, foreign


@lru_cache(maxsize=4096)
def _is_latin(character: str) -> bool:
    return character.isascii() or name(character, "").startswith(("LATIN ", "MODIFIER LETTER", "FEMININE", "MASCULINE"))


def _said(tokens: Sequence[Token]) -> tuple[int, list[str]]:
    """How many words there are, and those that say something of the language: no names, clitics or single letters."""
    said: list[str] = []
    words_in_all = 0
    for token in tokens:
        if token.kind != "word" or token.clitic:
            continue
        words_in_all += 1
        text = token.text
        is_name = text[0].isupper() and not text.isupper() and token.norm not in _others() and not is_known(token.norm)
        if len(token.norm) > 1 and "_" not in token.norm and not is_name:
            said.append(token.norm)
    return words_in_all, said


@lru_cache(maxsize=1)
def _others() -> frozenset[str]:
    return words("other_languages.txt")
