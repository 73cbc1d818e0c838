"""Runs the learned weights on a reading: how likely each sentence presses, pitches or praises itself, and what the post is.

Three layers, each a sum of named features: sentences by themselves; pressure again, beside the neighbouring sentences; the post. So
``explain`` can say which words and rules carried a likelihood. ``server/training/learned.py`` fits the weights and says how.
numpy alone is needed, and the files are read when the first draft is.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from softsell.language.learned_features import Features, Hit, edges, extract, openings, values
from softsell.language.numpy_alone import np
from softsell.language.reading import Reading

Array = np.ndarray[Any, Any]

FOLDER = Path(__file__).parent / "model"
WEIGHTS = "learned.npz"
HEADER = "learned.json"
VERSION = 1

HEADS = ("push", "self", "pitch", "invitation", "hook", "bait", "praise", "urgency")
"""What the first layer learns of each sentence. ``push`` and ``self``: what raters quoted; the others: the labels of our own texts."""
GRADED = {"promotion": "promo", "pressure": "pushy", "self_focus": "self", "hard_reading": "hard"}
"""Measures of a post, and the rating that each was fitted on: the mean of two likelihoods, of more than 0 and of more than 1."""
MOST_REASONS = 3
_Key = tuple[int, int] | str
"""What can carry a likelihood: words of the post ``[first:last]``, or a rule."""


class DamagedWeights(Exception):
    """The files aren't what ``server/training`` writes."""


@dataclass(slots=True)
class Scored:
    """What the weights say of a post.

    Attributes:
        sentences: for each sentence, likelihoods from 0 to 1: ``pressure`` (in its surroundings), ``pitch``, ``praise``, ``self``,
            ``invitation``, ``hook``, ``bait``, ``urgency``.
        measures: ``promotion``, ``pressure``, ``self_focus``, ``hard_reading``, 0 to 1.
        hook: the likelihood that one of its questions is only a hook.
        groups, kinds: the likelihood of each group and kind of post; each sums to 1.
    """

    sentences: list[dict[str, float]]
    measures: dict[str, float]
    hook: float
    groups: dict[str, float]
    kinds: dict[str, float]
    _features: Features
    _rows: list[list[int]]
    _post_rows: list[int]
    _heads: Array


class Learned:
    """The weights. Safe to use from several threads: nothing changes after loading.

    Raises:
        DamagedWeights, OSError: the files can't be read.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        try:
            header = json.loads((folder / HEADER).read_text(encoding="utf-8"))
            with (folder / WEIGHTS).open("rb") as opened, np.load(opened, allow_pickle=False) as file:
                arrays = {name: file[name] for name in file.files}
            if header["version"] != VERSION:
                raise DamagedWeights(f"version {header['version']}")
            self.header: dict[str, Any] = header
            self._names = [tuple(name.split(" ", 1)) for name in header["values"]]
            self._columns = {name: slice(*span) for name, span in header["posts"].items()}
            self._sentence, self.sentence_names = _table(arrays, "sentence")
            self._post, self.post_names = _table(arrays, "post")
            self._sentence_row = {name: row for row, name in enumerate(self.sentence_names)}
            self._post_row = {name: row for row, name in enumerate(self.post_names)}
            self._sentence_bias = arrays["sentence bias"].astype(np.float64)
            self._second = arrays["second"].astype(np.float64)
            self._mean, self._deviation = (arrays[name].astype(np.float64) for name in ("mean", "deviation"))
            self._dense = arrays["dense"].astype(np.float64)
            self._post_bias = arrays["post bias"].astype(np.float64)
            shapes = (self._sentence.shape[1], self._second.shape, self._dense.shape[0], self._dense.shape[1])
            inputs = 4 * len(HEADS) + len(self._names)
            if shapes != (len(HEADS) + 1, (len(HEADS) + 6,), inputs, self._post.shape[1]):
                raise DamagedWeights("the arrays don't fit together")
        except (KeyError, ValueError, TypeError, AttributeError, EOFError, BadZipFile, zlib.error) as error:
            raise DamagedWeights(str(error)) from error

    def score(self, reading: Reading, hits: Sequence[Hit]) -> Scored:
        """The likelihoods of a reading with at least one sentence. ``hits``: what rules found in it."""
        features = extract(reading, hits)
        rows = self._rows(features)
        logits = self._sum_sentences(rows)
        first = logits[:, :-1]
        heads = _sigmoid(first)
        second = (
            logits[:, -1]
            + first @ (self._second[: len(HEADS)] / 3)
            + 3 * (around(heads[:, 0]) @ self._second[len(HEADS) :])
        )
        post_rows = self._post_rows(features)
        raw = np.concatenate((pooled(heads), values(reading.measures, reading.tokens, self._names)))
        dense = np.clip((raw - self._mean) / self._deviation, -3, 3)
        outputs = self._post[post_rows].sum(0) + dense @ self._dense + self._post_bias
        graded = _sigmoid(outputs)
        pressed = _sigmoid(second).tolist()
        return Scored(
            [
                {"pressure": pressed[number], **dict(zip(HEADS[1:], row[1:], strict=True))}
                for number, row in enumerate(heads.tolist())
            ],
            {name: float(graded[self._columns[key]].mean()) for name, key in GRADED.items()},
            float(graded[self._columns["salesq"]].mean()),
            self._shares(outputs, "group", self.header["groups"]),
            self._shares(outputs, "kind", self.header["kinds"]),
            features,
            rows,
            post_rows,
            heads,
        )

    def explain(self, scored: Scored, reading: Reading, measure: str) -> tuple[str, ...]:
        """The words (as the post has them) and rules (``rule pack/name``) that carried a measure of the post, strongest first."""
        columns = self._columns[GRADED[measure]]
        gains: dict[_Key, float] = {}
        features = scored._features
        of_post = self._post[scored._post_rows, columns].mean(1).tolist()
        whole = range(len(features.words))
        _credit(gains, features, whole, [self.post_names[row] for row in scored._post_rows], of_post)
        # What each sentence adds through the pooled likelihoods, shared among its features as they carried them.
        pooling = (self._dense[: 4 * len(HEADS), columns].mean(1) / self._deviation[: 4 * len(HEADS)]).reshape(-1, 4)
        count = len(scored.sentences)
        order = np.argsort(-scored._heads, axis=0)
        for number in np.argsort(-scored._heads[:, :2].max(1))[:MOST_REASONS].tolist():
            share = np.zeros((len(HEADS), 4))
            share[:, 0] = order[0] == number
            share[:, 1] = (order[:2] == number).any(0) / 2
            share[:, 2] = 1 / count
            share[:, 3] = number == 0
            worth = np.maximum((pooling * share).sum(1), 0) * scored._heads[number]
            rows = scored._rows[number][:-1]
            weights = np.maximum(self._sentence[rows, : len(HEADS)], 0)
            carried = weights @ (worth / (weights.sum(0) + 1e-6))
            names = [self.sentence_names[row] for row in rows]
            _credit(gains, features, range(*features.ranges[number]), names, carried.tolist())
        return _strongest(gains, features, reading)

    def _rows(self, features: Features) -> list[list[int]]:
        """The rows of the features of each sentence; at least one, the last row, which is all 0."""
        get = self._sentence_row.get
        words = [get(word) for word in features.words]
        pairs = [get(pair) for pair in features.pairs]
        shared = {get(name) for name in features.shared}
        nothing = len(self.sentence_names)
        found = []
        for (first, last), shape in zip(features.ranges, features.sentences, strict=True):
            own = features.words[first:last]
            rows = {*words[first:last], *pairs[first : max(first, last - 1)], *shared, *map(get, shape)}
            rows.update(map(get, edges(own)))
            rows.update(map(get, openings(own, post=False)))
            rows.discard(None)
            found.append([*(row for row in rows if row is not None), nothing])
        return found

    def _post_rows(self, features: Features) -> list[int]:
        get = self._post_row.get
        rows = {*map(get, features.words), *map(get, features.pairs), *map(get, features.post)}
        rows.update(map(get, edges(features.words)))
        rows.update(map(get, openings(features.words, post=True)))
        return [row for row in rows if row is not None]

    def _sum_sentences(self, rows: list[list[int]]) -> Array:
        starts: list[int] = []
        flat: list[int] = []
        for some in rows:
            starts.append(len(flat))
            flat += some
        sums: Array = np.add.reduceat(self._sentence[flat], starts, axis=0) + self._sentence_bias
        return sums

    def _shares(self, outputs: Array, head: str, names: Sequence[str]) -> dict[str, float]:
        part = outputs[self._columns[head]]
        part = np.exp(part - part.max())
        return dict(zip(names, (part / part.sum()).tolist(), strict=True))


def pooled(heads: Array) -> Array:
    """For each head of a post's sentences: the highest, the mean of the two highest (half of one), the mean, the first."""
    count = len(heads)
    ranked = np.sort(heads, axis=0)
    two = (ranked[-1] + ranked[-2]) / 2 if count > 1 else ranked[0] / 2
    return np.stack((ranked[-1], two, heads.sum(0) / count, heads[0]), axis=1).ravel()


def around(push: Array) -> Array:
    """For each sentence: the one before, the one behind, mean and highest of the others, their sum up to 3, whether it's alone."""
    count = len(push)
    found: Array = np.zeros((count, 6))
    if count == 1:
        found[0, 5] = 1
        return found
    found[1:, 0], found[:-1, 1] = push[:-1], push[1:]
    rest = push.sum() - push
    highest, second = np.sort(push)[-1:-3:-1]
    found[:, 2], found[:, 3] = rest / (count - 1), np.where(push == highest, second, highest)
    found[:, 4] = np.minimum(3, rest) / 3
    return found


def _sigmoid(logits: Array) -> Array:
    result: Array = 1 / (1 + np.exp(-np.clip(logits, -60, 60)))
    return result


def _table(arrays: Mapping[str, Array], name: str) -> tuple[Array, list[str]]:
    """The weights of one table with a row of 0 behind the last, and the names of its rows."""
    names = arrays[f"{name} names"].tobytes().decode().split("\n")
    steps = arrays[f"{name} step"]
    weights = np.zeros((len(names) + 1, len(steps)), np.float32)
    weights[:-1] = arrays[name] * steps
    return weights, names


def _credit(
    gains: dict[_Key, float],
    features: Features,
    place: range,
    names: Sequence[str],
    carried: Sequence[float],
) -> None:
    """Add what features carried to the words of the post (first and last) or to the rule."""
    spans: dict[str, tuple[int, int]] = {}
    for at in place:
        spans.setdefault(features.words[at], (at, at + 1))
        if at + 1 < place.stop:
            spans.setdefault(features.pairs[at], (at, at + 2))
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
    """The strongest reasons. A pair is as strong as it and its two words; words in a pair that is shown aren't shown again."""
    strength = {key: gain + _of_its_words(key, gains) for key, gain in gains.items()}
    shown: list[str] = []
    taken: set[int] = set()
    for key in sorted(strength, key=lambda key: (-strength[key], str(key))):
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


@dataclass(frozen=True, slots=True)
class _Loaded:
    learned: Learned | None
    status: str


_AGAIN = "Install softsell again. Until then, rules decide alone: there are no likelihoods and no kind of post."


def load_learned() -> Learned | None:
    """The weights that come with softsell, loaded once; ``None`` if they are missing or damaged."""
    return _load(FOLDER).learned


def learned_status() -> str:
    """A sentence for the user: what was loaded, or why nothing was and what to do."""
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
