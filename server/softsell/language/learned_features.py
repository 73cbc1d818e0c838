"""Turns a reading into the features that the learned weights know: words, pairs of words, shapes, places, rules that fired.

Training (``server/training/learned.py``) and ``learned`` use the same functions, so a weight means the same in both. A feature is a
piece of text: ``last``, ``last_chance``, ``h:only`` (opens its sentence), ``f:only`` (among the post's first words),
``rule=pushiness/hurry``, ``length=3``.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from softsell.compile_later import compile_later
from softsell.language.reading import Reading
from softsell.language.reading_measures import MEASURES
from softsell.language.token import Token


class Hit(NamedTuple):
    """One finding of a rule: code points of the prose, ``None`` for the whole post."""

    rule: str
    severity: str
    start: int | None = None
    end: int | None = None


class Features(NamedTuple):
    """The features of a post.

    Attributes:
        words: what stands for each token (``<num>`` for a number); line breaks are left out.
        pairs: each word with the next one.
        tokens: the index of each word's token in the reading.
        ranges: the words ``[first:last]`` of each sentence.
        sentences: of each sentence, what isn't words.
        shared: what isn't words and holds for all sentences.
        post: rules and kinds of sentence of the whole post.
    """

    words: list[str]
    pairs: list[str]
    tokens: list[int]
    ranges: list[tuple[int, int]]
    sentences: list[list[str]]
    shared: list[str]
    post: list[str]


_CLASS = {
    "number": "<num>",
    "money": "<money>",
    "percent": "<pct>",
    "time": "<time>",
    "hashtag": "<tag>",
    "mention": "<at>",
    "url": "<url>",
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
    for index, token in enumerate(reading.tokens):
        if token.kind == "word":
            words.append(token.norm)
        elif token.kind == "newline":
            continue
        else:
            words.append(_word(token))
        tokens.append(index)
    ranges = [
        (bisect_left(tokens, sentence.first), bisect_left(tokens, sentence.last)) for sentence in reading.sentences
    ]
    pairs = [f"{word}_{following}" for word, following in pairwise(words)]
    sentences = [_shape(reading, number, words, ranges[number]) for number in range(len(ranges))]
    _add_rules(sentences, reading, hits)
    return Features(words, pairs, tokens, ranges, sentences, _shared(reading, hits), _of_post(reading, hits))


def edges(words: Sequence[str]) -> tuple[str, ...]:
    """The pairs with the edges of a sentence or post, apart from its words and ``Features.pairs``."""
    return (f"<s>_{words[0]}", f"{words[-1]}_</s>") if words else ("<s>_</s>",)


def openings(words: Sequence[str], *, post: bool) -> tuple[str, ...]:
    """The first words of a sentence or of a post."""
    if post:
        return (*(f"f:{word}" for word in words[:_FIRST_WORDS]), "f1:" + "_".join(words[:2]))
    one = "h:" + words[0] if words else "h:"
    return one, f"{one}_{words[1]}" if len(words) > 1 else one


def is_word_feature(name: str) -> bool:
    """Whether a feature is made of the words of a text, and not of their number, place or kind."""
    return not name.startswith(("rule=", "pack=", "post ")) and name not in _SHAPES and not _SHAPE.fullmatch(name)


def _word(token: Token) -> str:
    """What stands for a token that is no word."""
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


def _shape(reading: Reading, number: int, words: Sequence[str], span: tuple[int, int]) -> list[str]:
    sentence = reading.sentences[number]
    spelt = capitals = 0
    exclaims = alarm = False
    for token in reading.tokens[sentence.first : sentence.last]:
        kind = token.kind
        if kind == "word":
            spelt += 1
            if token.text.isupper() and len(token.text) > 2:
                capitals += 1
        elif kind == "punctuation":
            if token.text[0] in "!‼":
                exclaims = True
                alarm = alarm or token.text[0] == "‼"
        elif kind == "emoji":
            alarm = alarm or _ALARM.search(token.text) is not None
    ending = words[span[1] - 1] if span[1] > span[0] else ""
    count = len(reading.sentences)
    found = [
        _LENGTHS[min(spelt, len(_LENGTHS) - 1)],
        "kind=" + sentence.kind,
        "end=" + (ending if ending and not ending[0].isalnum() and len(ending) <= 2 else "w"),
        "first." if number == 0 else "last." if number == count - 1 else "inner.",
        f"of={min(count, 6)}",
        f"quarter={4 * number // count}",
    ]
    if capitals:
        found.append("capitals.")
        if capitals >= 2:
            found.append("capitals2.")
        if capitals >= 0.6 * spelt:
            found.append("all-capitals.")
    if exclaims:
        found.append("exclaims.")
    if alarm:
        found.append("alarm-emoji.")
    if sentence.invites:
        found.append("invites.")
    if sentence.sales_question:
        found.append("hook.")
    return found


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
    """The names of what ``values`` returns, for the measures that there are now."""
    logs = [f"log {measure.name}" for measure in MEASURES]
    shares = [f"share {name}" for name in _SHARES]
    return [*logs, *shares, *(f"class {name}" for name in _CLASSES), *(f"has {name}" for name in _CLASSES)]


ValueNames = Sequence[tuple[str, Sequence[str]]]
"""The names of values, those of a kind together: ``("share", ("questions", "urls", …))``."""


def by_kind(names: Iterable[str]) -> ValueNames:
    """Return names in ``value_names``, in their order, as ``values`` takes them."""
    parts = [name.split(" ", 1) for name in names]
    return [(kind, [name for _, name in some]) for kind, some in groupby(parts, key=itemgetter(0))]


def values(measures: Mapping[str, float], tokens: Sequence[Token], names: ValueNames) -> list[float]:
    """The values of a post: logarithms of measures, shares of its words (five times, at most 1), classes of its tokens.

    Args:
        names: what ``by_kind`` returns.
    """
    held = Counter(chain.from_iterable([token.classes for token in tokens if token.classes]))
    most = 5 / max(1.0, measures.get("words", 1))
    get = measures.get
    found: list[float] = []
    for kind, some in names:
        if kind == "log":
            found += [math.log1p(abs(value)) if (value := get(name)) else 0.0 for name in some]
        elif kind == "share":
            found += [min(1.0, value * most) if (value := get(name)) else 0.0 for name in some]
        elif kind == "class":
            found += [min(1.0, value * most) if (value := held[name]) else 0.0 for name in some]
        else:
            found += [1.0 if held[name] else 0.0 for name in some]
    return found
