"""Turns a reading into the features that the learned weights know: words, pairs of words, shapes, places, rules that fired.

Training (``server/training/learned.py``) and ``learned`` use the same functions, so a weight means the same in both. A feature is a
piece of text: ``last``, ``last_chance``, ``h:only`` (opens its sentence), ``f:only`` (among the post's first words),
``rule=pushiness/hurry``, ``length=3``.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple, get_args

from softsell.compile_later import compile_later
from softsell.language.reading import Hit, Reading
from softsell.language.reading_measures import MEASURES
from softsell.language.sentence import Sentence, SentenceKind
from softsell.language.token import Token


class Features(NamedTuple):
    """The features of a post.

    Attributes:
        words: what stands for each token (``<num>`` for a number). Line breaks are left out, and links: as words they told which of
            the rated posts were from whom. How many there are is counted.
        tokens: the index of each word's token in the reading.
        ranges: the words ``[first:last]`` of each sentence.
        sentences: of each sentence, what isn't words.
        shared: what isn't words and holds for all sentences.
        post: rules and kinds of sentence of the whole post.
    """

    words: list[str]
    tokens: list[int]
    ranges: list[tuple[int, int]]
    sentences: list[list[str]]
    shared: list[str]
    post: list[str]

    @property
    def pairs(self) -> list[str]:
        """Each word with the next one."""
        return [f"{word}_{following}" for word, following in pairwise(self.words)]


BEGINNING, END, OPENING = "<s>", "</s>", "h:"
"""What stands for the edges of a sentence or post in pairs, and what is before the first word of a sentence."""

_CLASS = {
    "number": "<num>",
    "money": "<money>",
    "percent": "<pct>",
    "time": "<time>",
    "hashtag": "<tag>",
    "mention": "<at>",
    "emoji": "<emo>",
}
_ALARM = compile_later("[\U0001f525\U0001f6a8⏰⏳\U0001f4a5\U0001f4e3\U0001f449\U0001f680‼]")
_COUNTED = (
    "urls", "hashtags", "mentions", "emoji", "exclamation_marks", "first_person", "second_person", "orders", "brand_mentions",
    "sales_questions", "invitations",
)  # fmt: skip
_MOST_SENTENCES = 20
"""A finding is a feature of at most this many sentences, so that time stays linear."""
_FIRST_WORDS = 6


def extract(reading: Reading, hits: Sequence[Hit]) -> Features:
    """All features of a reading but its measures, with what rules found in it. Takes linear time."""
    tokens: list[int] = []
    words: list[str] = []
    others: list[int] = []  # the words that stand for another kind of token
    loud: list[int] = []
    alarms: list[int] = []
    for index, token in enumerate(reading.tokens):
        kind = token.kind
        if kind == "word":
            if len(token.text) > 2 and token.text.isupper():
                loud.append(len(words))
            words.append(token.norm)
        elif kind in ("newline", "url"):
            continue
        else:
            others.append(len(words))
            if kind == "emoji" and _ALARM.search(token.text):
                alarms.append(len(words))
            words.append(_word(token))
        tokens.append(index)
    ranges: list[tuple[int, int]] = []
    sentences: list[list[str]] = []
    for number, sentence in enumerate(reading.sentences):
        span = bisect_left(tokens, sentence.first), bisect_left(tokens, sentence.last)
        spelt = span[1] - span[0] - _count(others, span)
        shape = _shape(sentence, words[slice(*span)], spelt, _count(loud, span), alarming=_count(alarms, span) > 0)
        sentences.append([*shape, *_place(number, len(reading.sentences))])
        ranges.append(span)
    _add_rules(sentences, reading, hits)
    return Features(words, tokens, ranges, sentences, _shared(reading, hits), _of_post(reading, hits))


def _count(places: Sequence[int], span: tuple[int, int]) -> int:
    """Return how many of the places, in order, are in the span."""
    return bisect_left(places, span[1]) - bisect_left(places, span[0]) if places else 0


def edges(words: Sequence[str]) -> tuple[str, ...]:
    """Return the pairs with the edges of a sentence or post, apart from its words and ``Features.pairs``."""
    return (f"{BEGINNING}_{words[0]}", f"{words[-1]}_{END}") if words else (f"{BEGINNING}_{END}",)


def openings(words: Sequence[str], *, post: bool) -> tuple[str, ...]:
    """Return the first words of a sentence or of a post."""
    if post:
        return (*(f"f:{word}" for word in words[:_FIRST_WORDS]), "f1:" + "_".join(words[:2]))
    one = OPENING + words[0] if words else OPENING
    return one, f"{one}_{words[1]}" if len(words) > 1 else one


def is_word_feature(name: str) -> bool:
    """Return whether a feature is made of the words of a text, and not of their number, place or kind."""
    return not name.startswith(("rule=", "pack=", "post ")) and name not in _SHAPES and not _SHAPE.fullmatch(name)


def _word(token: Token) -> str:
    """Return what stands for a token that is no word."""
    kind = token.kind
    if kind == "punctuation":
        return token.text[0] + ("+" if len(token.text) > 1 else "")
    return _CLASS.get(kind) or token.norm


_SHAPE = compile_later(r"(?:length|of|quarter)=\d|kind=\w+|end=..?|(?:statement|question|command|fragment)s=\d")
_SHAPES = frozenset(
    ("capitals.", "capitals2.", "all-capitals.", "exclaims.", "alarm-emoji.", "invites.", "hook.", "first.", "last.", "inner.")
)  # fmt: skip
"""A full stop ends these names, so no word looks like one."""


_LENGTHS = tuple(f"length={min(6, int(math.log2(spelt + 1) * 1.5))}" for spelt in range(64))
"""By number of words. From the last on, nothing changes."""
_OF_KIND = {kind: f"kind={kind}" for kind in get_args(SentenceKind)}


_EXCLAIMING = frozenset(("!", "!+", "‼", "‼+"))
"""The words of exclamation marks."""
_DOUBLE = ("‼", "‼+")


def _shape(sentence: Sentence, words: Sequence[str], spelt: int, capitals: int, *, alarming: bool) -> list[str]:
    """Return what tells the look of a sentence.

    Args:
        words: its words.
        spelt, capitals: how many of them are spelt, and how many of these are all in capitals.
        alarming: whether one of its emoji alarms.
    """
    ending = words[-1] if words else ""
    found = [
        _LENGTHS[spelt if spelt < len(_LENGTHS) else -1],
        _OF_KIND[sentence.kind],
        f"end={ending}" if ending and not ending[0].isalnum() and len(ending) <= 2 else "end=w",
    ]
    if capitals:
        found.append("capitals.")
        if capitals >= 2:
            found.append("capitals2.")
        if capitals >= 0.6 * spelt:
            found.append("all-capitals.")
    if not _EXCLAIMING.isdisjoint(words):
        found.append("exclaims.")
        alarming = alarming or any(mark in words for mark in _DOUBLE)
    if alarming:
        found.append("alarm-emoji.")
    if sentence.invites:
        found.append("invites.")
    if sentence.sales_question:
        found.append("hook.")
    return found


@lru_cache(maxsize=256)
def _place(number: int, count: int) -> tuple[str, str, str]:
    """Return what tells the place of a sentence among all."""
    where = "first." if number == 0 else "last." if number == count - 1 else "inner."
    return where, f"of={min(count, 6)}", f"quarter={4 * number // count}"


def _add_rules(sentences: list[list[str]], reading: Reading, hits: Sequence[Hit]) -> None:
    starts = [sentence.start for sentence in reading.sentences]
    for rule, severity, start, end in hits:
        if start is None or end is None:
            continue
        pack = rule.partition("/")[0]
        names = (f"rule={rule}", f"pack={pack}", f"pack={pack} {severity}")
        first = max(0, bisect_right(starts, start) - 1)
        for number in range(first, min(len(starts), first + _MOST_SENTENCES)):
            if starts[number] >= end:
                break
            if reading.sentences[number].end > start:
                sentences[number] += names


_COUNT_NAMES = tuple((name, tuple(f"post {name}={count}" for count in range(4))) for name in _COUNTED)
"""Each counted measure, with the features for 0, 1, 2, and 3 or more."""


def _shared(reading: Reading, hits: Sequence[Hit]) -> list[str]:
    measures = reading.measures
    pushes = sum([hit.rule.startswith("pushiness/") for hit in hits])
    return [
        f"post pushes={min(4, pushes)}",
        *[by_count[min(3, int(measures.get(name, 0)))] for name, by_count in _COUNT_NAMES],
        f"post words={int(math.log2(measures.get('words', 0) + 1))}",
    ]


def _of_post(reading: Reading, hits: Sequence[Hit]) -> list[str]:
    counts: Counter[str] = Counter()
    for hit in hits:
        counts[f"rule={hit.rule}"] += 1
        counts[f"pack={hit.rule.partition('/')[0]} {hit.severity}"] += 1
    kinds = Counter(sentence.kind for sentence in reading.sentences)
    return [
        *counts,
        *(f"{name} twice" for name, count in counts.items() if count > 1),
        *(f"{kind}s={min(3, count)}" for kind, count in kinds.items()),
    ]


_SHARES = (
    "first_person", "second_person", "third_person", "brand_mentions", "hashtags", "mentions", "urls", "emoji",
    "exclamation_marks", "orders", "questions", "invitations", "capital_words",
)  # fmt: skip
_CLASSES = (
    "money", "percent", "date", "time", "number", "currency", "we", "you", "they", "command", "verb", "adjective", "noun",
)  # fmt: skip


def value_names() -> list[str]:
    """Return the names of what ``values`` returns, for the measures that there are now."""
    logs = [f"log {measure.name}" for measure in MEASURES]
    shares = [f"share {name}" for name in _SHARES]
    return [*logs, *shares, *(f"class {name}" for name in _CLASSES), *(f"has {name}" for name in _CLASSES)]


class Values:
    """Finds the values of a post: logarithms of measures, shares of its words (five times, at most 1), classes of its tokens.

    Args:
        names: the names of the values, as ``value_names`` gives them.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._count = len(names)
        self._logs: list[tuple[int, str]] = []
        self._shares: list[tuple[int, str]] = []
        self._classes: dict[str, int] = {}
        self._held: dict[str, int] = {}
        for number, (kind, name) in enumerate(name.split(" ", 1) for name in names):
            if kind == "log":
                self._logs.append((number, name))
            elif kind == "share":
                self._shares.append((number, name))
            else:
                (self._classes if kind == "class" else self._held)[name] = number

    def present(self, measures: Mapping[str, float], tokens: Sequence[Token]) -> list[tuple[int, float]]:
        """Return the values that aren't 0, each with the number of its name. Most of a post's are 0."""
        most = 5 / max(1.0, measures.get("words", 1))
        get = measures.get
        found = [(number, math.log1p(abs(value))) for number, name in self._logs if (value := get(name))]
        found += [(number, min(1.0, value * most)) for number, name in self._shares if (value := get(name))]
        held = Counter(chain.from_iterable([token.classes for token in tokens if token.classes]))
        for name, count in held.items():
            if name in self._classes:
                found.append((self._classes[name], min(1.0, count * most)))
            if name in self._held:
                found.append((self._held[name], 1.0))
        return found

    def all(self, measures: Mapping[str, float], tokens: Sequence[Token]) -> list[float]:
        """All values, in the order of their names."""
        found = [0.0] * self._count
        for number, value in self.present(measures, tokens):
            found[number] = value
        return found
