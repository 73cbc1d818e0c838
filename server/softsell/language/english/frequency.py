"""Word frequency: how rare an English word is. Uses one small table, and spelling rules to extend it.

``readability`` decides what makes a text hard, and ``lexicon`` knows word classes.

What: ``data/frequency.txt.gz`` lists in how many of 540 documents (blogs, e-mails, newsgroups, reviews, answers) of the English Web
Treebank's training part a word occurs. Names are left out. An inflected or derived form that is rarer than its base counts as the
base. The longer a word that isn't in the table, the rarer it counts.

Why this table: it's the one source with a suitable licence (CC BY-SA 4.0) and suitable text (everyday web English, much of it like
posts), and it's small (about 40 kB, read in 5 ms). It counts documents and not tokens, so one chatty document can't make its subject
a common word. This also predicts better how quickly people read a word (Adelman, Brown and Quesada 2006).

What we decided against: a package of word frequencies as a dependency (wordfreq and the like; not measured), because their data mixes
sources with their own terms and is far more than we need; and lists from books, which treat "shall" as easier than "website".

``python tests/eval/word_frequency.py CORPORA`` creates the table.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import lru_cache
from math import log10
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent / "data" / "frequency.txt.gz"
"""The table. Its licence is CC BY-SA 4.0."""

MAX_CACHED = 8192
"""Maximum number of distinct words that are known or not and stay cached."""

EASY = 1 / 30
"""A word in this share of documents or more isn't rare at all."""

_UNSEEN = 0.3  # in documents: the count of a word that isn't in the table
_LONG = 6  # in letters: each letter more makes an unknown word rarer by _PER_LETTER powers of ten
_PER_LETTER = 0.2
_LONGEST_COUNTED = 24
_LONGEST = 40
_SHORTEST_BASE = 3

_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ies", ("y",)),
    ("ied", ("y",)),
    ("ily", ("y",)),
    ("es", ("",)),
    ("s", ("",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
    ("er", ("", "e")),
    ("ers", ("", "e")),
    ("est", ("", "e")),
    ("ly", ("", "le")),
    ("ness", ("",)),
    ("ment", ("",)),
    ("less", ("",)),
    ("ful", ("",)),
)
_ANY_ENDING = tuple(ending for ending, _ in _ENDINGS)


class Table(NamedTuple):
    """The rarity of every word in the table, and of a short word that isn't in it."""

    rarities: dict[str, float]
    unseen: float


_GZIP = 16
"""Tells zlib that the data has the header and checksum of gzip, whose own module takes longer to import than the table to unpack."""


@lru_cache(maxsize=1)
def table() -> Table:
    """Return the table. It's read on first use."""
    first, *lines = zlib.decompress(FILE.read_bytes(), zlib.MAX_WBITS | _GZIP).decode().splitlines()
    easy = int(first) * EASY
    rarities: dict[str, float] = {}
    for line in lines:
        count, _, words = line.partition(" ")
        rarities.update(dict.fromkeys(words.split(), max(0.0, log10(easy / int(count)))))
    return Table(rarities, log10(easy / _UNSEEN))


class _KnownWords(dict[str, bool]):
    """Whether a word is known, found out when it's first asked for. Its words take no call of Python from the second time on."""

    def __missing__(self, word: str) -> bool:
        rarities = table().rarities
        known = word in rarities
        if not known and len(word) <= _LONGEST:
            known = any(base in rarities for base in _bases(word))
        if len(word) <= _LONGEST:
            if len(self) >= MAX_CACHED:
                self.clear()
            self[word] = known
        return known


is_known: Callable[[str], bool] = _KnownWords().__getitem__
"""Whether the table contains this lower-case word, or a base form of it."""


def rarity(word: str) -> float:
    """Return how rare a lower-case word is, in powers of ten.

    A word in one of 30 documents or more has 0, and a word in a tenth of that has 1. A word that isn't in the table has somewhat less
    than 2, and more the longer it is. A compound is as rare as its rarest part, unless it's in the table itself. Unit: log10 of a ratio
    of documents. Only the first 40 letters count.
    """
    word = word[:_LONGEST]
    rarities, unseen = table()
    found = [rarities[form] for form in (word, *_bases(word)) if form in rarities]
    if found:
        return min(found)
    parts = [part for part in word.split("-") if part]
    if len(parts) > 1:
        return max(map(rarity, parts))
    return unseen + _PER_LETTER * max(0, min(len(word), _LONGEST_COUNTED) - _LONG)


def _bases(word: str) -> list[str]:
    """Return the words that ``word`` may be a form of, according to its ending alone."""
    owner = word.removesuffix("'s")
    bases = [owner] if owner != word else []
    word = owner
    if not word.endswith(_ANY_ENDING):
        return bases
    for ending, replacements in _ENDINGS:
        stem = word.removesuffix(ending)
        if len(stem) == len(word) or len(stem) < _SHORTEST_BASE:
            continue
        bases += [stem + replacement for replacement in replacements]
        if stem[-1] == stem[-2] and "" in replacements:
            bases.append(stem[:-1])  # planned, bigger
    return bases
