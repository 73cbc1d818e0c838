"""Word frequency: how rare an English word is. One small table and the spelling rules that stretch it.

Not here: what makes a text hard (``readability``), and word classes (``lexicon``).

What: ``data/frequency.txt.gz`` says in how many of 540 documents (blogs, e-mails, newsgroups, reviews, answers) of the
English Web Treebank's training part a word stands; names are left out. An inflected or derived form that is rarer than
its base counts as the base, and a word that is not there at all counts as the rarer the longer it is.

Why this table: it is the one source whose licence (CC BY-SA 4.0) and text (everyday web English, much of it like
posts) fit, and it is small (about 40 kB, read in 5 ms). Counting documents and not tokens keeps one chatty document
from making its subject a common word, and foretells better how quickly a word is read (Adelman, Brown and Quesada
2006).

What was refused: a package of word frequencies as a dependency (wordfreq and the like; not measured), since their data
is mixed from sources with terms of their own and is far more than this needs; lists out of books, which take "shall"
for an easier word than "website".

The table is made by ``python tests/eval/word_frequency.py CORPORA``.
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from math import log10
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent / "data" / "frequency.txt.gz"
"""The table; its licence is CC BY-SA 4.0."""

MAX_CACHED = 8192
"""Distinct words whose rarity is kept."""

EASY = 1 / 30
"""Share of documents from which on a word is not rare at all."""

_UNSEEN = 0.3  # documents; what a word that is not in the table counts as
_LONG = 6  # letters; each one more makes an unknown word rarer by _PER_LETTER powers of ten
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


class Table(NamedTuple):
    """Rarity of every word of the table, and of a short word that is not in it."""

    rarities: dict[str, float]
    unseen: float


@lru_cache(maxsize=1)
def table() -> Table:
    """The table, read on first use."""
    first, *lines = gzip.decompress(FILE.read_bytes()).decode().splitlines()
    easy = int(first) * EASY
    rarities: dict[str, float] = {}
    for line in lines:
        count, _, words = line.partition(" ")
        rarities.update(dict.fromkeys(words.split(), max(0.0, log10(easy / int(count)))))
    return Table(rarities, log10(easy / _UNSEEN))


def is_known(word: str) -> bool:
    """Whether the table has this lower-case word, as it is or in a base form."""
    return word in table().rarities or (len(word) <= _LONGEST and _has_known_base(word))


@lru_cache(maxsize=MAX_CACHED)
def _has_known_base(word: str) -> bool:
    rarities = table().rarities
    return any(base in rarities for base in _bases(word))


def rarity(word: str) -> float:
    """How rare a lower-case word is, in powers of ten.

    0 for a word that stands in one of 30 documents or more; 1 for one that stands in a tenth of that; somewhat under 2
    for one that is not in the table, and more the longer it is. A compound is as rare as its rarest part, unless it is
    in the table itself. Unit: log10 of a ratio of documents. Only the first 40 letters are looked at.
    """
    return _rarity(word[:_LONGEST])


@lru_cache(maxsize=MAX_CACHED)
def _rarity(word: str) -> float:
    rarities, unseen = table()
    found = [rarities[form] for form in (word, *_bases(word)) if form in rarities]
    if found:
        return min(found)
    parts = [part for part in word.split("-") if part]
    if len(parts) > 1:
        return max(map(rarity, parts))
    return unseen + _PER_LETTER * max(0, min(len(word), _LONGEST_COUNTED) - _LONG)


def _bases(word: str) -> list[str]:
    """What ``word`` may be a form of, by its ending alone."""
    owner = word.removesuffix("'s")
    bases = [owner] if owner != word else []
    word = owner
    for ending, replacements in _ENDINGS:
        stem = word.removesuffix(ending)
        if len(stem) == len(word) or len(stem) < _SHORTEST_BASE:
            continue
        bases += [stem + replacement for replacement in replacements]
        if stem[-1] == stem[-2] and "" in replacements:
            bases.append(stem[:-1])  # planned, bigger
    return bases
