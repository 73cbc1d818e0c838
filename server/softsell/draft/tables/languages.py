"""Tells a column of English texts from the same texts in other languages, by the words that nearly every English sentence has.

softsell checks English, so of a plan with a column for each language it reads the English one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from softsell.draft.tables.choice import Column

_ALSO_ELSEWHERE = frozenset("on is to of for at we have be it up by her him had over get my not can us".split())
"""Words of other languages too: “we” and “of” are Dutch, “at” is Danish, “on” French. They speak for English only beside others."""
_ENGLISH = _ALSO_ELSEWHERE | frozenset(
    "the and with you your our are this that it's from will until what who when how out if they she but just about here there its "
    "we're you're don't has were their his more than into some only".split()
)
_WORD = re.compile(r"(?<![#@\w])[^\W\d_]+(?:['’][^\W\d_]+)?")
_OTHER_LETTERS = re.compile("[\u0370-\u1fff\u2e80-\uffdf]")
_ROWS = 100
_FEWEST_WORDS = 12
_MOST_OF_ANOTHER = 0.04
_LEAST_OF_ENGLISH = 0.1
_LEAST_WITH_SHARED = 0.2


def find_english(columns: Sequence[Column], candidates: Sequence[int]) -> int | None:
    """Return the one candidate whose texts are English if those of all others surely aren't, or ``None``."""
    english = [number for number in candidates if _is_english(columns[number])]
    others = [number for number in candidates if number not in english]
    if len(english) != 1 or not all(_is_another(columns[number]) for number in others):
        return None
    columns[english[0]].why = "the only one in English"
    return english[0]


def _is_english(column: Column) -> bool:
    words = _words(column)
    return (
        len(words) >= _FEWEST_WORDS
        and _share(words, _ENGLISH - _ALSO_ELSEWHERE) >= _LEAST_OF_ENGLISH
        and _share(words, _ENGLISH) >= _LEAST_WITH_SHARED
    )


def _is_another(column: Column) -> bool:
    words = _words(column)
    if len(words) < _FEWEST_WORDS:
        return any(_OTHER_LETTERS.search(text) for text in column.sample[:_ROWS]) and not _share(words, _ENGLISH)
    return _share(words, _ENGLISH - _ALSO_ELSEWHERE) <= _MOST_OF_ANOTHER


def _words(column: Column) -> list[str]:
    return [word.casefold().replace("’", "'") for text in column.sample[:_ROWS] for word in _WORD.findall(text[:2_000])]


def _share(words: Sequence[str], known: frozenset[str]) -> float:
    return sum(word in known for word in words) / len(words) if words else 0.0
