"""Detects whether a draft is in English. A "no" should be certain: every rule is for English, so other drafts only get one note.

This module doesn't detect which other language it is.

It looks at the script of the letters, at the share of words that are English (``frequency``), and at short common words of other
languages (``data/other_languages.txt``). Hashtags, handles, links, numbers and names don't count. We don't use a detector with a
model for every language: posts are short, and we only need one bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from unicodedata import name

from softsell.language.english.data import words
from softsell.language.english.frequency import is_known
from softsell.language.token import Token

MIN_WORDS = 6
"""A draft with fewer words in Latin letters counts as English."""

MIN_SAID = 4
"""At least this many words must not be names."""

MIN_FOREIGN_LETTERS = 4
"""Fewer letters of another script mean nothing."""

FEW_KNOWN = 0.2
"""A draft with a smaller share of English words isn't English, whatever the rest is."""

FEWER_KNOWN = 0.55
"""A draft with a smaller share of English words isn't English if two or more words are common in another language …"""

OTHERS = 0.15
"""… and they make up this share."""


def is_english(tokens: Sequence[Token]) -> bool:
    """Return whether the draft with these tokens is in English. Takes time linear in their number.

    Short and wordless drafts count as English, and so does a draft that mixes languages but is mostly English.
    """
    latin, foreign = _count_letters(tokens)
    if foreign >= MIN_FOREIGN_LETTERS and foreign > latin:
        return False
    words_in_all, said = _count_telling_words(tokens)
    if words_in_all < MIN_WORDS or len(said) < MIN_SAID:
        return True
    other = _count_foreign_words()
    english = [word for word in said if word not in other]
    others = len(said) - len(english)
    known = sum(map(is_known, english))
    if known < FEW_KNOWN * len(said):
        return False
    return not (others >= max(2, OTHERS * len(said)) and known < FEWER_KNOWN * len(said))


def _count_letters(tokens: Sequence[Token]) -> tuple[int, int]:
    """Count the letters of its words that are Latin, and those of another script."""
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


def _count_telling_words(tokens: Sequence[Token]) -> tuple[int, list[str]]:
    """Count its words, and those that reveal the language: no names, clitics or single letters."""
    said: list[str] = []
    words_in_all = 0
    foreign = _count_foreign_words()
    for token in tokens:
        if token.kind != "word" or token.clitic:
            continue
        words_in_all += 1
        text = token.text
        is_name = text[0].isupper() and not text.isupper() and token.norm not in foreign and not is_known(token.norm)
        if len(token.norm) > 1 and "_" not in token.norm and not is_name:
            said.append(token.norm)
    return words_in_all, said


@lru_cache(maxsize=1)
def _count_foreign_words() -> frozenset[str]:
    return words("other_languages.txt")
