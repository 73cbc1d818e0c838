"""Finds columns that say the same as another one: in HTML, ``textContentHtml`` beside ``textContent``, or its beginning, as previews do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from html import unescape

from softsell.draft.layers import are_html

_TAG = re.compile(r"<(?:!--[^<>]{0,1000}--|[^<>]{0,1000})>")
_WORD = re.compile(r"[^\W_]+")
_ROWS = 20
_MOST, _MOST_IN_HTML = 60, 10
"""So many columns are compared. No tool writes more of them with texts."""
_LETTERS = 20_000
_WORDS = 200
_SOME_SPACES = 3
_CUT = re.compile(r"\s*(?:…|\.{3})\Z")
_ENDS = (".", "!", "?", ")", '"', "”")
"""A text that ends so wasn't cut: the other one has more to say."""
_ENOUGH = 0.9
"""How many of the words must be the same. A link or an emoji may be written in another way."""


def find_twins(samples: Sequence[Sequence[str]]) -> dict[int, int]:
    """Return the columns in HTML whose words stand in another column too, each with that other one: plain, or the first in HTML.

    Args:
        samples: what stands in each column.
    """
    in_html = [number for number, sample in enumerate(samples) if are_html(sample)][:_MOST_IN_HTML]
    plain = [number for number, sample in enumerate(samples) if sample and number not in in_html] if in_html else []
    words = {number: [_words(text) for text in samples[number][:_ROWS]] for number in (*in_html, *plain[:_MOST])}
    twins: dict[int, int] = {}
    for number in in_html:
        others = (*plain[:_MOST], *(other for other in in_html if other < number and other not in twins))
        same = (
            other
            for other in others
            if len(samples[number]) == len(samples[other]) and _say_the_same(words[number], words[other])
        )
        if (twin := next(same, None)) is not None:
            twins[number] = twin
    return twins


def find_beginnings(samples: Sequence[Sequence[str]]) -> dict[int, int]:
    """Return the columns whose texts are the beginnings of those of another column, each with that other one.

    Args:
        samples: what stands in each column.
    """
    shown = {number: [_shown(text) for text in sample[:_ROWS]] for number, sample in enumerate(samples) if sample}
    long = {number: texts for number, texts in shown.items() if all(text.count(" ") >= _SOME_SPACES for text in texts)}
    if len(long) > _MOST:
        return {}
    return {
        number: twin
        for number, texts in long.items()
        if (twin := next((other for other in long if _begin(texts, long[other])), None)) is not None
    }


def _begin(short: Sequence[str], long: Sequence[str]) -> bool:
    if len(short) != len(long) or not all(map(str.startswith, long, short)):
        return False
    cut = [one for one, other in zip(short, long, strict=True) if len(one) < len(other)]
    return bool(cut) and not any(one.endswith(_ENDS) for one in cut)


def _shown(text: str) -> str:
    """Return the words of the beginning of a text, which a preview may cut within a word."""
    shown = " ".join(unescape(_TAG.sub(" ", text[:_LETTERS])).split())
    return _CUT.sub("", shown)


def _say_the_same(one: Sequence[Counter[str]], other: Sequence[Counter[str]]) -> bool:
    return all(_share(first, second) >= _ENOUGH for first, second in zip(one, other, strict=True))


def _words(text: str) -> Counter[str]:
    plain = unescape(_TAG.sub(" ", text[:_LETTERS]))
    return Counter(word.casefold() for word in _WORD.findall(plain)[:_WORDS])


def _share(one: Counter[str], other: Counter[str]) -> float:
    """Return how many of the words of the longer text are in both."""
    most = max(one.total(), other.total())
    return (one & other).total() / most if most else 1.0
