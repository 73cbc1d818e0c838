"""Runs the trained network with numpy alone. It computes what spaCy's pipeline would, from the weights in ``model/``.

We train with spaCy but don't run it: importing it takes two to three seconds, more than the rest of a check, and building
documents of a few words costs more than computing their answers. ``tests/language/test_network.py`` compares the two.
``server/training`` defines the layers, trains them and writes the weights.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import msgspec

from softsell.language.network_input import CACHED_WORDS, META, WEIGHTS, feature_keys, row_hashes
from softsell.language.numpy_alone import np
from softsell.language.word_features import COMMAND_CLASSES, FEATURES

Array = np.ndarray[Any, Any]


_MOST_ROWS = 4_000
"""Maximum number of tokens computed at once, so no draft needs much memory."""


class DamagedModel(Exception):
    """The files aren't what ``server/training`` writes."""


class Network:
    """The pipeline ``en_post_sm``. Safe to use from several threads, since every cached value is a function of its key.

    Args:
        folder: a folder written by ``training.weights``.

    Attributes:
        sure, possible: the minimum probability at which a word is surely an imperative verb, and at least a verb.

    Raises:
        DamagedModel, OSError: the folder can't be read.
    """

    def __init__(self, folder: Path) -> None:
        settings, weights = _load_files(folder)
        try:
            self._known = frozenset(weights["words"].tobytes().decode().split())
            self._tables = [(weights[f"table{number}"], 8 + number) for number in range(FEATURES)]
            self._embed, self._mix = _Dense(weights, "embed"), _Dense(weights, "mix")
            self._before = [_Dense(weights, name) for name in ("before0", "before1")]
            self._after = [_Dense(weights, "after0")]
            self._channels = (self._mix.inputs - self._embed.outputs) // 2
            self._classes, self._commands = _Linear(weights, "classes"), _Linear(weights, "commands")
            self._labels: list[str] = settings["classes"]
            self.sure, self.possible = float(settings["sure"]), float(settings["possible"])
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise DamagedModel(f"{WEIGHTS} or {META} has unexpected contents") from error
        self._vectors: dict[str, Array] = {}
        if len(self._labels) != self._classes.size or self._commands.size != len(COMMAND_CLASSES):
            raise DamagedModel("the names of the classes don't match the weights")

    def tag(self, sentences: Sequence[Sequence[str]]) -> Iterator[list[tuple[str, float]]]:
        """Return, for each word of each sentence, its universal part of speech and the probability, 0 to 1, that it's an imperative."""
        for batch in _batches([sentence for sentence in sentences if sentence]):
            vectors = self._sentence_vectors(batch)
            classes = self._classes(vectors).argmax(axis=1).tolist()
            likely = (1.0 - _softmax(self._commands(vectors))[:, 0]).tolist()
            at = 0
            for sentence in batch:
                end = at + len(sentence)
                yield [
                    (self._labels[label], chance) for label, chance in zip(classes[at:end], likely[at:end], strict=True)
                ]
                at = end

    def _sentence_vectors(self, batch: Sequence[Sequence[str]]) -> Array:
        """Return the vectors of all words in the batch, one row each: (words, width)."""
        lengths = [len(sentence) for sentence in batch]
        vectors = self._word_vectors([word for sentence in batch for word in sentence])
        vectors = _convolve(vectors, lengths, self._before)
        mixed = np.empty((len(vectors), self._mix.inputs), dtype=np.float32)
        width = vectors.shape[1]
        mixed[:, :width] = vectors
        for first, last in _spans(lengths):
            _exclusive_maxima(vectors[first:last, : self._channels], mixed[first:last, width:])
        vectors += self._mix(mixed)
        return _convolve(vectors, lengths, self._after)

    def _word_vectors(self, words: list[str]) -> Array:
        """Return the vectors of words by themselves, without their neighbours."""
        if len(self._vectors) > CACHED_WORDS:
            self._vectors.clear()
        cached = self._vectors
        unseen = [word for word in dict.fromkeys(words) if word not in cached]
        new: dict[str, Array] = {}
        if unseen:
            embedded = self._embed(self._embed_features(unseen))
            new = dict(zip(unseen, embedded, strict=True))
            cached.update(new)
        rows = [new[word] if word in new else _get_cached(cached, word, self._vector) for word in words]
        return np.concatenate(rows).reshape(len(words), -1)

    def _vector(self, word: str) -> Array:
        vector: Array = self._embed(self._embed_features([word]))[0]
        return vector

    def _embed_features(self, words: Sequence[str]) -> Array:
        """Return for each word the sums of four rows for each feature, side by side: (words, inputs)."""
        keys = [feature_keys(word, self._known) for word in words]
        parts = []
        for (table, seed), of_feature in zip(self._tables, zip(*keys, strict=True), strict=True):
            rows = [half % len(table) for key in of_feature for half in row_hashes(key, seed)]
            parts.append(table[rows].astype(np.float32).reshape(len(words), 4, -1).sum(axis=1))
        return np.concatenate(parts, axis=1)


def _load_files(folder: Path) -> tuple[dict[str, Any], dict[str, Array]]:
    """Return the network's settings from ``meta.json``, and the arrays of ``weights.npz``."""
    try:
        settings = msgspec.json.decode((folder / META).read_bytes())["network"]
        with (folder / WEIGHTS).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return settings, {name: arrays[name] for name in arrays.files}
    except (
        ValueError,
        TypeError,
        KeyError,
        EOFError,
        NotImplementedError,
        BadZipFile,
        zlib.error,
        msgspec.MsgspecError,
    ) as damage:
        raise DamagedModel(f"{WEIGHTS} or {META} can't be read") from damage


class _Linear:
    """A linear layer: (rows, inputs) to (rows, size)."""

    def __init__(self, weights: Mapping[str, Array], name: str) -> None:
        self._weights = np.ascontiguousarray(_widen(weights[f"{name}.weights"]).T)
        self._bias = _widen(weights[f"{name}.bias"])
        self.size = len(self._bias)

    def __call__(self, vectors: Array) -> Array:
        result: Array = vectors @ self._weights + self._bias
        return result


class _Dense:
    """Maxout and a layer norm: (rows, inputs) to (rows, outputs)."""

    def __init__(self, stored: Mapping[str, Array], name: str) -> None:
        weights = _widen(stored[f"{name}.weights"])
        self.outputs, self._pieces, self.inputs = weights.shape
        # Pieces come first, so the maximum is taken over whole rows.
        self._weights = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, self.inputs).T)
        self._bias = np.ascontiguousarray(_widen(stored[f"{name}.bias"]).T).reshape(-1)
        self._gain, self._shift = _widen(stored[f"{name}.gain"]), _widen(stored[f"{name}.shift"])

    def __call__(self, vectors: Array) -> Array:
        # In place, and without the methods of arrays that call ufuncs through Python: on the few rows of a sentence, these calls and
        # new arrays take as long as the matrix product.
        values = vectors @ self._weights
        values += self._bias
        width = self.outputs
        best: Array = values[:, :width]
        for piece in range(1, self._pieces):
            best = np.maximum(best, values[:, piece * width : (piece + 1) * width])
        mean = np.add.reduce(best, axis=1, keepdims=True)
        mean /= width
        best -= mean
        deviation = np.add.reduce(np.square(best), axis=1, keepdims=True)
        deviation /= width
        deviation += 1e-8
        np.sqrt(deviation, out=deviation)
        best *= np.reciprocal(deviation, out=deviation)
        best *= self._gain
        best += self._shift
        return best


def _widen(weights: Array) -> Array:
    """Weights are stored in a narrow type and used in a wide one."""
    return weights.astype(np.float32)


def _convolve(vectors: Array, lengths: list[int], layers: list[_Dense]) -> Array:
    """Each layer adds a function of a word and its two neighbours to the word. Rows of zeros separate sentences."""
    pad = len(layers)
    count, width = vectors.shape
    padded = np.zeros((count + pad * (len(lengths) + 1), width), dtype=np.float32)
    spans = _spans(lengths)
    for number, (first, last) in enumerate(spans, 1):
        padded[first + number * pad : last + number * pad] = vectors[first:last]
    row, number_size = padded.strides
    shape = (len(padded) - 2, 3 * width)
    for layer in layers:
        # Three rows in memory, one after another, are a word between its neighbours.
        windows: Array = np.ndarray(shape, np.float32, padded, strides=(row, number_size))
        padded[1:-1] += layer(windows.copy())
    parts = [padded[first + number * pad : last + number * pad] for number, (first, last) in enumerate(spans, 1)]
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _spans(lengths: list[int]) -> list[tuple[int, int]]:
    """Return where each sentence begins and ends if they stand one after another."""
    ends = list(accumulate(lengths))
    return list(zip([0, *ends], ends, strict=False))


def _exclusive_maxima(values: Array, out: Array) -> None:
    """Write the largest value of each channel, at least 0, before each word and, in further columns, after it."""
    channels = values.shape[1]
    out[0, :channels] = 0.0
    out[-1, channels:] = 0.0
    np.maximum.accumulate(values[:-1], axis=0, out=out[1:, :channels])
    np.maximum.accumulate(values[:0:-1], axis=0, out=out[-2::-1, channels:])
    np.maximum(out, 0.0, out=out)


def _softmax(values: Array) -> Array:
    powers = np.exp(values - values.max(axis=1, keepdims=True))
    result: Array = powers / powers.sum(axis=1, keepdims=True)
    return result


def _batches(sentences: list[Sequence[str]]) -> Iterator[list[Sequence[str]]]:
    batch: list[Sequence[str]] = []
    rows = 0
    for sentence in sentences:
        if batch and rows + len(sentence) > _MOST_ROWS:
            yield batch
            batch, rows = [], 0
        batch.append(sentence)
        rows += len(sentence)
    if batch:
        yield batch


def _get_cached(cached: dict[str, Array], word: str, make: Callable[[str], Array]) -> Array:
    """Read the cache, which another thread may have just emptied."""
    found = cached.get(word)
    return make(word) if found is None else found
