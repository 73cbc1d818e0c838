"""Runs the learned weights on a reading: how likely each sentence presses, pitches or praises itself, and what the post is.

Three layers, each a sum of named features: sentences by themselves; pressure again, beside the neighbouring sentences; the post. So
``explain`` can say which words and rules carried a likelihood. ``server/training/learned.py`` fits the weights and says how.
The files are read when the first draft is. numpy isn't needed: it takes longer to import than a post takes to check, and for the
few sentences of a post it isn't faster than ``packed_sums``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import exp, prod
from operator import mul
from pathlib import Path
from typing import Any, cast

import msgspec
from msgspec import Struct

from softsell.language.learned_features import BEGINNING, END, OPENING, Features, Values, edges, extract, openings
from softsell.language.named_rows import NamedRows, PairRows, SortedNames
from softsell.language.npz import Raw, read_numbers, read_raw
from softsell.language.packed_sums import PackedTable, WeightedRows
from softsell.language.reading import Hit, Reading

FOLDER = Path(__file__).parent / "model"
WEIGHTS = "learned.npz"
HEADER = "learned.json"
VERSION = 2

HEADS = ("push", "self", "pitch", "invitation", "hook", "bait", "praise", "urgency", "hard_sell")
"""What the first layer learns of each sentence. ``push`` and ``self``: what raters quoted; the others: the labels of our own texts.
``hard_sell`` is ``push`` as our texts on hard sells teach it too."""
_NUMBERS = ("sentence bias", "second", "mean", "deviation", "post bias", "dense")
"""The arrays that are read when the weights are loaded. Of the two tables, rows are read when they're used."""
_LIKELIHOODS = ("pressure", *HEADS[1:])
GRADED = {"promotion": "promo", "pressure": "pushy", "self_focus": "self", "hard_reading": "hard"}
"""Measures of a post, and the rating that each was fitted on: the mean of two likelihoods, of more than 0 and of more than 1."""
MOST_REASONS = 3
_MOST_DEVIATIONS = 3.0
"""A value farther from its mean counts as this many deviations away."""
_Key = tuple[int, int] | str
"""What can carry a likelihood: words of the post ``[first:last]``, or a rule."""


class DamagedWeights(Exception):
    """The files aren't what ``server/training`` writes."""


class Scored(Struct):
    """What the weights say of a post.

    Attributes:
        sentences: for each sentence, likelihoods from 0 to 1: ``pressure`` (in its surroundings), ``pitch``, ``praise``, ``self``,
            ``invitation``, ``hook``, ``bait``, ``urgency``, ``hard_sell``.
        measures: ``promotion``, ``pressure``, ``self_focus``, ``hard_reading``, 0 to 1.
        strong: for each of these, how likely it's much of it, and not only some.
        hard_sell: how likely it's a hard sell, in whatever words: as ``strong`` of pressure, with what our texts on hard sells teach.
        hook: the likelihood that one of its questions is only a hook.
        groups, kinds: the likelihood of each group and kind of post; each sums to 1.
    """

    sentences: list[dict[str, float]]
    measures: dict[str, float]
    strong: dict[str, float]
    hard_sell: float
    hook: float
    groups: dict[str, float]
    kinds: dict[str, float]
    _features: Features
    _heads: list[list[float]]


class Learned:
    """The weights. Safe to use from several threads: nothing but caches changes after loading.

    Raises:
        DamagedWeights, OSError: the files can't be read.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        try:
            header = msgspec.json.decode((folder / HEADER).read_bytes())
            stored = read_raw(folder / WEIGHTS)
            if header["version"] != VERSION:
                raise DamagedWeights(f"version {header['version']}")
            self.header: dict[str, Any] = header
            self._values = Values(header["values"])
            self._columns = {name: slice(*span) for name, span in header["posts"].items()}
            self._sentence, self.sentence_names = _table(stored, "sentence")
            self._post, self.post_names = _table(stored, "post")
            self._sentence_rows, self._sentence_pairs = NamedRows(self.sentence_names), PairRows(self.sentence_names)
            self._post_named, self._post_pairs = NamedRows(self.post_names), PairRows(self.post_names)
            arrays = {name: read_numbers(stored[name]) for name in _NUMBERS}
            self._sentence_bias, second, self._mean, self._deviation, self._post_bias = (
                arrays[name].flat.tolist() for name in ("sentence bias", "second", "mean", "deviation", "post bias")
            )
            self._from_heads = [weight / 3 for weight in second[: len(HEADS)]]
            self._from_neighbours = [weight * 3 for weight in second[len(HEADS) :]]
            inputs = 4 * len(HEADS) + len(header["values"])
            shapes = [arrays[name].shape for name in ("second", "dense", "mean", "deviation", "post bias")]
            width = self._post.width
            expected = [(len(HEADS) + 6,), (inputs, width), (inputs,), (inputs,), (width,)]
            if shapes != expected or not self._sentence.width == len(self._sentence_bias) == len(HEADS) + 1:
                raise DamagedWeights("the arrays don't fit together")
            usual = [away for _, away in self._deviations([(at, 0.0) for at in range(inputs)])]
            self._dense = WeightedRows(arrays["dense"].rows(), usual, most=_MOST_DEVIATIONS)
        except (KeyError, ValueError, TypeError, AttributeError, msgspec.MsgspecError) as error:
            raise DamagedWeights(str(error)) from error

    def score(self, reading: Reading, hits: Sequence[Hit]) -> Scored:
        """Return the likelihoods of a reading with at least one sentence. ``hits``: what rules found in it."""
        features = extract(reading, hits)
        rows, shared = self._rows(features)
        start = self._sentence.sum(shared, self._sentence_bias)
        logits = [self._sentence.sum(some, start) for some in rows]
        heads = [_sigmoids(some[:-1]) for some in logits]
        neighbours = around([some[0] for some in heads])
        pressed = [
            _sigmoid(some[-1] + _dot(some, self._from_heads) + _dot(near, self._from_neighbours))
            for some, near in zip(logits, neighbours, strict=True)
        ]
        inputs = [*enumerate(pooled(heads))]
        inputs += [(4 * len(HEADS) + at, value) for at, value in self._values.present(reading.measures, reading.tokens)]
        outputs = self._dense.sum(self._deviations(inputs), self._post.sum(self._post_rows(features), self._post_bias))
        return Scored(
            [
                dict(zip(_LIKELIHOODS, (pressure, *some[1:]), strict=True))
                for pressure, some in zip(pressed, heads, strict=True)
            ],
            {name: self._mean_likelihood(outputs, key) for name, key in GRADED.items()},
            {name: _sigmoid(outputs[self._columns[key]][-1]) for name, key in GRADED.items()},
            self._mean_likelihood(outputs, "hard_sell"),
            self._mean_likelihood(outputs, "salesq"),
            self._shares(outputs, "group", self.header["groups"]),
            self._shares(outputs, "kind", self.header["kinds"]),
            features,
            heads,
        )

    def _deviations(self, inputs: Iterable[tuple[int, float]]) -> list[tuple[int, float]]:
        """How many deviations the inputs with these numbers are away from their means, at most ``_MOST_DEVIATIONS``."""
        most, means, deviations = _MOST_DEVIATIONS, self._mean, self._deviation
        return [
            (
                at,
                away
                if -most < (away := (value - means[at]) / deviations[at]) < most
                else (most if away > 0 else -most),
            )
            for at, value in inputs
        ]

    def explain(self, scored: Scored, reading: Reading, measure: str) -> tuple[str, ...]:
        """Return the words (as the post has them) and rules (``rule pack/name``) that carried a measure of the post, strongest first."""
        columns = self._columns[GRADED[measure]]
        gains: dict[_Key, float] = {}
        features = scored._features
        sentence_rows, shared = self._rows(features)
        post_rows = self._post_rows(features)
        of_post = [_mean(self._post.weights(row)[columns]) for row in post_rows]
        whole = range(len(features.words))
        _credit(gains, features, whole, [self.post_names[row] for row in post_rows], of_post)
        # What each sentence adds through the pooled likelihoods, shared among its features as they carried them.
        pooling = [
            _mean(self._dense.rows[at][columns]) / self._deviation[at] for at in range(4 * len(HEADS))
        ]  # four of each head
        count = len(scored.sentences)
        highest_first = [
            sorted(range(count), key=lambda number: -scored._heads[number][head]) for head in range(len(HEADS))
        ]
        pressing = sorted(range(count), key=lambda number: -max(scored._heads[number][:2]))
        for number in pressing[:MOST_REASONS]:
            worth = []
            for head, order in enumerate(highest_first):
                share = (order[0] == number, (number in order[:2]) / 2, 1 / count, number == 0)
                worth.append(max(_dot(pooling[4 * head : 4 * head + 4], share), 0.0) * scored._heads[number][head])
            rows = [*sentence_rows[number], *shared]
            weights = [[max(weight, 0.0) for weight in self._sentence.weights(row)[: len(HEADS)]] for row in rows]
            totals = [sum(column) for column in zip(*weights, strict=True)] or [0.0] * len(HEADS)
            per_weight = [value / (total + 1e-6) for value, total in zip(worth, totals, strict=True)]
            names = [self.sentence_names[row] for row in rows]
            _credit(
                gains, features, range(*features.ranges[number]), names, [_dot(some, per_weight) for some in weights]
            )
        return _strongest(gains, features, reading)

    def _rows(self, features: Features) -> tuple[list[set[int]], set[int]]:
        """Return the rows of the features that each sentence has alone, and those of the features that all have."""
        words, rows_of, pairs_of = features.words, self._sentence_rows.__getitem__, self._sentence_pairs.__getitem__
        rows = list(map(rows_of, words))
        pairs = [some.get(word) for some, word in zip(map(pairs_of, words), words[1:], strict=False)]
        beginnings = pairs_of(BEGINNING)
        found = []
        for (first, last), shape in zip(features.ranges, features.sentences, strict=True):
            if first == last:
                found.append(_known({*map(rows_of, (*edges(()), *openings((), post=False), *shape))}))
                continue
            opening = f"{OPENING}{words[first]}"
            some = {*rows[first:last], *pairs[first : last - 1], *map(rows_of, shape)}
            some |= {beginnings.get(words[first]), pairs_of(words[last - 1]).get(END), rows_of(opening)}
            if last - first > 1:
                some.add(pairs_of(opening).get(words[first + 1]))
            found.append(_known(some))
        return found, _known(set(map(rows_of, features.shared)))

    def _post_rows(self, features: Features) -> set[int]:
        words, rows_of = features.words, self._post_named.__getitem__
        following = map(self._post_pairs.__getitem__, words)
        names = (*features.post, *edges(words), *openings(words, post=True))
        rows = {*map(rows_of, words), *map(rows_of, names)}
        rows.update([some.get(word) for some, word in zip(following, words[1:], strict=False)])
        return _known(rows)

    def _mean_likelihood(self, outputs: list[float], head: str) -> float:
        return _mean(_sigmoids(outputs[self._columns[head]]))

    def _shares(self, outputs: list[float], head: str, names: Sequence[str]) -> dict[str, float]:
        part = outputs[self._columns[head]]
        most = max(part)
        powers = [exp(output - most) for output in part]
        total = sum(powers)
        return {name: power / total for name, power in zip(names, powers, strict=True)}


def pooled(heads: Sequence[Sequence[float]]) -> list[float]:
    """For each head of a post's sentences: the highest, the mean of the two highest (half of one), the mean, the first."""
    count = len(heads)
    found: list[float] = []
    for values_of_head in zip(*heads, strict=True):
        ranked = sorted(values_of_head)
        two = (ranked[-1] + ranked[-2]) / 2 if count > 1 else ranked[0] / 2
        found += (ranked[-1], two, sum(ranked) / count, values_of_head[0])
    return found


def around(push: Sequence[float]) -> list[list[float]]:
    """For each sentence: the one before, the one behind, mean and highest of the others, their sum up to 3, whether it's alone."""
    count = len(push)
    if count == 1:
        return [[0.0, 0.0, 0.0, 0.0, 0.0, 1.0]]
    total = sum(push)
    second, highest = sorted(push)[-2:]
    found = []
    for number, own in enumerate(push):
        rest = total - own
        before = push[number - 1] if number else 0.0
        behind = push[number + 1] if number + 1 < count else 0.0
        of_others = second if own == highest else highest
        found.append([before, behind, rest / (count - 1), of_others, min(3.0, rest) / 3, 0.0])
    return found


def _known(rows: set[int | None]) -> set[int]:
    """Return the rows without ``None``, which stands for features that have no weight."""
    rows.discard(None)
    return cast(set[int], rows)


def _sigmoids(logits: Sequence[float]) -> list[float]:
    return [1 / (1 + exp(-logit)) if -60 < logit < 60 else _sigmoid(logit) for logit in logits]


def _sigmoid(logit: float) -> float:
    if not -60 < logit < 60:
        logit = 60.0 if logit > 0 else -60.0
    return 1 / (1 + exp(-logit))


def _dot(some: Sequence[float], others: Sequence[float]) -> float:
    """Return the sum of the products, as far as both go."""
    total: float = sum(map(mul, some, others))
    return total


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)


def _table(stored: Mapping[str, Raw], name: str) -> tuple[PackedTable, SortedNames]:
    """Return the weights of one table, and the names of its rows."""
    names = SortedNames(stored[f"{name} names"].content.tobytes())
    weights = stored[name]
    steps = read_numbers(stored[f"{name} step"]).flat.tolist()
    if (
        weights.type != "|i1"
        or weights.shape != (len(names), len(steps))
        or len(weights.content) != prod(weights.shape)
    ):
        raise DamagedWeights("the arrays don't fit together")
    return PackedTable(weights.content, steps), names


def _credit(
    gains: dict[_Key, float],
    features: Features,
    place: range,
    names: Sequence[str],
    carried: Sequence[float],
) -> None:
    """Add what features carried to the words of the post (first and last) or to the rule."""
    spans: dict[str, tuple[int, int]] = {}
    pairs = features.pairs
    for at in place:
        spans.setdefault(features.words[at], (at, at + 1))
        if at + 1 < place.stop:
            spans.setdefault(pairs[at], (at, at + 2))
    for name, gain in zip(names, carried, strict=False):
        if gain <= 0:
            continue
        if name.startswith("rule="):
            key: _Key | None = f"rule {name[5:].removesuffix(' twice')}"
        else:
            key = spans.get(name)
        if key is not None:
            gains[key] = gains.get(key, 0.0) + gain


def _strongest(gains: Mapping[_Key, float], features: Features, reading: Reading) -> tuple[str, ...]:
    """Return the strongest reasons. A pair is as strong as it and its two words; words in a pair that is shown aren't shown again."""
    strength = {key: gain + _of_its_words(key, gains) for key, gain in gains.items()}
    shown: list[str] = []
    taken: set[int] = set()
    for key in sorted(strength, key=lambda key: (-round(strength[key], 6), str(key))):
        if isinstance(key, str):
            text = key
        else:
            if not taken.isdisjoint(range(*key)) or not _says(features.words[slice(*key)]):
                continue
            at = features.tokens[key[0]]
            while at and reading.tokens[at].clitic:
                at -= 1  # “n't” alone says little
            first, last = reading.tokens[at], reading.tokens[features.tokens[key[1] - 1]]
            text = f"“{' '.join(reading.draft.prose[first.start : last.end].split())}”"
            if len(text) > 40:
                continue
            taken.update(range(*key))
        if text not in shown:
            shown.append(text)
        if len(shown) == MOST_REASONS:
            break
    return tuple(shown)


def _of_its_words(key: _Key, gains: Mapping[_Key, float]) -> float:
    if isinstance(key, str) or key[1] - key[0] < 2:
        return 0.0
    first, last = key
    return gains.get((first, first + 1), 0.0) + gains.get((last - 1, last), 0.0)


_DULL = frozenset(
    "the a an to of in on at and or for is it i we you our your my this that with be are was . , - ' : ; <emo> <tag> <at>".split()
)


def _says(words: Sequence[str]) -> bool:
    """Whether somebody who reads these words alone learns anything from them."""
    return any(word not in _DULL for word in words) and any(word[0].isalnum() or word[0] in "<!" for word in words)


class _Loaded(Struct, frozen=True):
    learned: Learned | None
    status: str


_AGAIN = "Install softsell again. Until then, rules decide alone: there are no likelihoods and no kind of post."


def load_learned() -> Learned | None:
    """Return the weights that come with softsell, loaded once; ``None`` if they are missing or damaged."""
    return _load(FOLDER).learned


def learned_status() -> str:
    """Return a sentence for the user: what was loaded, or why nothing was and what to do."""
    return _load(FOLDER).status


@lru_cache(maxsize=4)
def _load(folder: Path) -> _Loaded:
    if not (folder / HEADER).is_file() or not (folder / WEIGHTS).is_file():
        return _Loaded(None, f"The learned weights are missing. {_AGAIN}")
    try:
        learned = Learned(folder)
    except (DamagedWeights, OSError) as error:
        return _Loaded(None, f"The learned weights can't be read ({type(error).__name__}). {_AGAIN}")
    features = len(learned.sentence_names) + len(learned.post_names)
    return _Loaded(learned, f"softsell knows {features:,} learned features of sentences and posts.")
