"""Finds columns in HTML that say the same as another one: ``textContentHtml`` beside ``textContent``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from html import unescape

from softsell.draft.layers import are_html

_TAG = re.compile(r"<(?:!--[^<>]{0,1000}--|[^<>]{0,1000})>")
_WORD = re.compile(r"[^\W_]+")
_ROWS = 20
_LETTERS = 20_000
_WORDS = 200
_ENOUGH = 0.9
"""How many of the words must be the same. A link or an emoji may be written in another way."""


def find_twins(samples: Sequence[Sequence[str]]) -> dict[int, int]:
    """Return the columns in HTML whose words stand in another column too, each with that other one: plain, or the first in HTML.

    Args:
        samples: what stands in each column.
    """
    in_html = [number for number, sample in enumerate(samples) if are_html(sample)]
    plain = [number for number, sample in enumerate(samples) if sample and number not in in_html] if in_html else []
    twins = {}
    for number in in_html:
        others = (*plain, *(other for other in in_html if other < number and other not in twins))
        if (
            twin := next((other for other in others if _say_the_same(samples[number], samples[other])), None)
        ) is not None:
            twins[number] = twin
    return twins


def _say_the_same(one: Sequence[str], other: Sequence[str]) -> bool:
    return len(one) == len(other) and all(
        _share(_words(first), _words(second)) >= _ENOUGH
        for first, second in zip(one[:_ROWS], other[:_ROWS], strict=True)
    )


def _words(text: str) -> Counter[str]:
    plain = unescape(_TAG.sub(" ", text[:_LETTERS]))
    return Counter(word.casefold() for word in _WORD.findall(plain)[:_WORDS])


def _share(one: Counter[str], other: Counter[str]) -> float:
    """Return how many of the words of the longer text are in both."""
    most = max(one.total(), other.total())
    return (one & other).total() / most if most else 1.0
