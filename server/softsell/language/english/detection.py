"""Detects whether a draft is in English, and which of its sentences aren't. A "no" should be certain: every rule is for English, so
other drafts only get one note, and so does a part in another language.

This module doesn't detect which other language it is.

It looks at the script of the letters, at the share of words that are English (``frequency``), and at short common words of other
languages (``data/other_languages.txt``). Hashtags, handles, links, numbers and names don't count. We don't use a detector with a
model for every language: posts are short, and we only need one bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple
from unicodedata import name

from softsell.language.english.data import words
from softsell.language.english.frequency import is_known
from softsell.language.token import Token

MIN_WORDS = 6
"""A text with fewer words in Latin letters counts as English."""

MIN_SAID = 4
"""At least this many words must not be names."""

MIN_FOREIGN_LETTERS = 4
"""Fewer letters of another script mean nothing."""

FEW_KNOWN = 0.2
"""A text with a smaller share of English words isn't English, whatever the rest is."""

FEWER_KNOWN = 0.55
"""A text with a smaller share of English words isn't English if two or more words are common in another language …"""

OTHERS = 0.15
"""… and they make up this share."""

OTHERS_IN_ENGLISH = 3
"""A sentence isn't English, in a draft that is, only if so many words are common in another language
or have accents, or it's in another script."""

NEARLY_ALL_KNOWN = 0.8
"""A sentence with this share of English words is English, also inside a text that isn't."""

MOSTLY_KNOWN = 0.7
"""So is one with this share if none of its words is common in another language or has an accent."""

ENGLISH_PART = 6
"""English sentences of a text in two languages have at least this many English words in all. With fewer, it's a slogan or a title."""

_NAME_PARTICLES = frozenset(
    (
        "de",
        "del",
        "della",
        "di",
        "da",
        "do",
        "dos",
        "du",
        "la",
        "le",
        "les",
        "el",
        "los",
        "las",
        "van",
        "von",
        "den",
        "der",
    )
)
"""Articles and prepositions that are also parts of names in English posts."""


class Language(NamedTuple):
    """What language a draft is in.

    Attributes:
        english: whether at least a part of it is in English. Short and wordless drafts count as English.
        others: the sentences in another language, by number. Empty in a draft that is all English, and in one that isn't at all.
    """

    english: bool
    others: tuple[int, ...] = ()


class _Counts(NamedTuple):
    """What tells the language of some text. Counts of two texts add up.

    Attributes:
        latin, foreign: letters in words that are Latin, and letters of another script.
        words: all words.
        said: words that aren't names, clitics or single letters.
        others: those of them that are common in another language.
        known: the rest of them that are English.
        accented: the rest that aren't, and have a letter that isn't in ASCII.
    """

    latin: int = 0
    foreign: int = 0
    words: int = 0
    said: int = 0
    others: int = 0
    known: int = 0
    accented: int = 0


def detect(tokens: Sequence[Token], sentences: Sequence[tuple[int, int]]) -> Language:
    """Return the language of the draft with these tokens, and of its sentences ``(first, last)``. Takes time linear in their number."""
    whole = _count(tokens)
    if whole.others < 2 and whole.foreign < MIN_FOREIGN_LETTERS and whole.known >= NEARLY_ALL_KNOWN * whole.said:
        return Language(True)
    english = _is_english(whole)
    parts = [_count(tokens[first:last]) for first, last in sentences]
    verdicts = _verdicts(tokens, sentences, parts, english)
    if not english:
        part = sum(counts.known for counts, verdict in zip(parts, verdicts, strict=True) if verdict)
        if part < ENGLISH_PART:
            return Language(False)
    return Language(True, tuple(number for number, verdict in enumerate(verdicts) if not verdict))


def _is_english(counts: _Counts) -> bool:
    """Return whether it's English as a whole: short and wordless texts are, and so is one that mixes languages but is mostly English."""
    if counts.foreign >= MIN_FOREIGN_LETTERS and counts.foreign > counts.latin:
        return False
    if counts.words < MIN_WORDS or counts.said < MIN_SAID:
        return True
    if counts.known < FEW_KNOWN * counts.said:
        return False
    return not (counts.others >= max(2, OTHERS * counts.said) and counts.known < FEWER_KNOWN * counts.said)


def _verdicts(
    tokens: Sequence[Token], sentences: Sequence[tuple[int, int]], parts: Sequence[_Counts], english: bool
) -> list[bool]:
    """Return whether each sentence is English.

    One that is too short to tell is like the one before it in its line, or the one after it, or like the line, or like the draft.
    """
    verdicts: list[bool] = []
    for _, line in groupby(range(len(sentences)), key=_line_numbers(tokens, sentences).__getitem__):
        numbers = list(line)
        sure = [_surely(parts[number], english) for number in numbers]
        whole = _surely(_sum([parts[number] for number in numbers]), english)
        latest = next((verdict for verdict in sure if verdict is not None), english if whole is None else whole)
        for verdict in sure:
            latest = latest if verdict is None else verdict
            verdicts.append(latest)
    return verdicts


def _line_numbers(tokens: Sequence[Token], sentences: Sequence[tuple[int, int]]) -> list[int]:
    """Return the number of the line that each sentence is in."""
    numbers: list[int] = []
    line, at = 0, 0
    for first, last in sentences:
        line += sum(token.kind == "newline" for token in tokens[at:first])
        numbers.append(line)
        at = last
    return numbers


def _surely(counts: _Counts, english: bool) -> bool | None:
    """Return whether a sentence or a line is English, or ``None`` if there isn't enough to tell.

    In a draft that is ``english`` as a whole, words that nobody knows are slang or names: only words of another language tell.
    """
    if not _is_english(counts):
        telling = counts.foreign > counts.latin or counts.others + counts.accented >= OTHERS_IN_ENGLISH
        return False if telling or not english else None
    plain = counts.others == counts.accented == counts.foreign == 0
    enough = MOSTLY_KNOWN if plain else NEARLY_ALL_KNOWN
    return True if counts.said >= MIN_SAID and counts.known >= enough * counts.said else None


def _sum(parts: Sequence[_Counts]) -> _Counts:
    return _Counts(*map(sum, zip(*parts, strict=True)))


def _count(tokens: Sequence[Token]) -> _Counts:
    latin, foreign = _count_letters(tokens)
    words_in_all, said = _count_telling_words(tokens)
    other = _foreign_words()
    english = [word for word in said if word not in other]
    unknown = [word for word in english if not is_known(word)]
    return _Counts(
        latin,
        foreign,
        words_in_all,
        said=len(said),
        others=len(said) - len(english),
        known=len(english) - len(unknown),
        accented=sum(not word.isascii() for word in unknown),
    )


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
    foreign = _foreign_words()
    for index, token in enumerate(tokens):
        if token.kind != "word" or token.clitic:
            continue
        words_in_all += 1
        text = token.text
        if token.norm in _NAME_PARTICLES:
            is_name = _is_inside_name(tokens, index)
        else:
            is_name = (
                text[0].isupper() and not text.isupper() and token.norm not in foreign and not is_known(token.norm)
            )
        if len(token.norm) > 1 and "_" not in token.norm and not is_name:
            said.append(token.norm)
    return words_in_all, said


def _is_inside_name(tokens: Sequence[Token], index: int) -> bool:
    """Return whether a particle is in a name, as in "La Casa de Papel": after a capital or with one of its own, and before another one."""
    begins = tokens[index].text[0].isupper() or (index > 0 and _goes_in_name(tokens[index - 1]))
    return begins and index + 1 < len(tokens) and _goes_in_name(tokens[index + 1])


def _goes_in_name(token: Token) -> bool:
    return token.kind == "word" and (token.text.istitle() or token.norm in _NAME_PARTICLES)


@lru_cache(maxsize=1)
def _foreign_words() -> frozenset[str]:
    return words("other_languages.txt")
