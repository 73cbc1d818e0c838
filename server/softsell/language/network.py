"""Runs the trained network with numpy alone. It computes what spaCy's pipeline would, from the weights in ``model/``.

We train with spaCy but don't run it: importing it takes two to three seconds, more than the rest of a check, and building
documents of a few words costs more than computing their answers. ``tests/language/test_network.py`` compares the two.
``server/training`` defines the layers, trains them and writes the weights.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from softsell.language.numpy_alone import np
from softsell.language.word_features import COMMAND_CLASSES, FEATURES, UNKNOWN, word_features

Array = np.ndarray[Any, Any]

WEIGHTS = "weights.npz"
META = "meta.json"

_CACHED_WORDS = 8_000
"""Maximum number of words whose vectors are cached, 400 bytes each. When it's reached, the cache is emptied."""
_MOST_ROWS = 4_000
"""Maximum number of tokens computed at once, so no draft needs much memory."""
_U64 = 0xFFFFFFFFFFFFFFFF


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
        seen = np.concatenate([_exclusive_maxima(part, self._channels) for part in _split(vectors, lengths)])
        vectors = vectors + self._mix(np.concatenate([vectors, seen], axis=1))
        return _convolve(vectors, lengths, self._after)

    def _word_vectors(self, words: list[str]) -> Array:
        """Return the vectors of words by themselves, without their neighbours."""
        if len(self._vectors) > _CACHED_WORDS:
            self._vectors.clear()
        cached = self._vectors
        unseen = [word for word in dict.fromkeys(words) if word not in cached]
        new: dict[str, Array] = {}
        if unseen:
            rows = self._embed(np.stack([self._embed_features(word) for word in unseen]))
            new = dict(zip(unseen, rows, strict=True))
            cached.update(new)
        return np.stack([new[word] if word in new else _get_cached(cached, word, self._vector) for word in words])

    def _vector(self, word: str) -> Array:
        vector: Array = self._embed(self._embed_features(word)[None])[0]
        return vector

    def _embed_features(self, word: str) -> Array:
        """Return the sums of four rows for each feature, side by side."""
        features = list(word_features(word))
        ids = [_murmur2(f"{number}{feature}".encode()) for number, feature in enumerate(features)]
        if features[0] not in self._known:
            ids[0] = _murmur2(UNKNOWN.encode())
        parts = []
        for (table, seed), key in zip(self._tables, ids, strict=True):
            rows = [half % len(table) for half in _murmur3(key, seed)]
            parts.append(table[rows].astype(np.float32).sum(axis=0))
        return np.concatenate(parts)


def _load_files(folder: Path) -> tuple[dict[str, Any], dict[str, Array]]:
    """Return the network's settings from ``meta.json``, and the arrays of ``weights.npz``."""
    try:
        settings = json.loads((folder / META).read_text(encoding="utf-8"))["network"]
        with (folder / WEIGHTS).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return settings, {name: arrays[name] for name in arrays.files}
    except (ValueError, TypeError, KeyError, EOFError, NotImplementedError, BadZipFile, zlib.error) as damage:
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
        values = vectors @ self._weights + self._bias
        best = values.reshape(len(vectors), self._pieces, self.outputs).max(axis=1)
        centred = best - best.mean(axis=1, keepdims=True)
        scale = 1.0 / np.sqrt(np.square(centred).mean(axis=1, keepdims=True) + 1e-8)
        result: Array = centred * scale * self._gain + self._shift
        return result


def _widen(weights: Array) -> Array:
    """Weights are stored in a narrow type and used in a wide one."""
    return weights.astype(np.float32)


def _convolve(vectors: Array, lengths: list[int], layers: list[_Dense]) -> Array:
    """Each layer adds a function of a word and its two neighbours to the word. Rows of zeros separate sentences."""
    pad = len(layers)
    rows = _places(lengths, pad)
    padded = np.zeros((len(vectors) + pad * (len(lengths) + 1), vectors.shape[1]), dtype=np.float32)
    padded[rows] = vectors
    width = vectors.shape[1]
    for layer in layers:
        window = np.zeros((len(padded), 3 * width), dtype=np.float32)
        window[1:, :width] = padded[:-1]
        window[:, width : 2 * width] = padded
        window[:-1, 2 * width :] = padded[1:]
        padded = padded + layer(window)
    result: Array = padded[rows]
    return result


def _places(lengths: list[int], pad: int) -> Array:
    """Return the rows of the words if there are ``pad`` rows before each sentence and after the last."""
    return np.concatenate([np.arange(length) for length in lengths]) + np.repeat(
        np.cumsum([0, *lengths[:-1]]) + pad * np.arange(1, len(lengths) + 1), lengths
    )


def _exclusive_maxima(vectors: Array, channels: int) -> Array:
    """Return the largest values, at least 0, of the first ``channels`` before each word and after it."""
    values = vectors[:, :channels]
    both = np.zeros((len(vectors), 2 * channels), dtype=np.float32)
    np.maximum.accumulate(values[:-1], axis=0, out=both[1:, :channels])
    np.maximum.accumulate(values[:0:-1], axis=0, out=both[-2::-1, channels:])
    return np.maximum(both, 0.0)


def _softmax(values: Array) -> Array:
    powers = np.exp(values - values.max(axis=1, keepdims=True))
    result: Array = powers / powers.sum(axis=1, keepdims=True)
    return result


def _split(vectors: Array, lengths: list[int]) -> Iterator[Array]:
    at = 0
    for length in lengths:
        yield vectors[at : at + length]
        at += length


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


def _murmur2(data: bytes) -> int:
    """MurmurHash64A with seed 1, which spaCy uses to number strings."""
    multiplier = 0xC6A4A7935BD1E995
    value = 1 ^ (len(data) * multiplier & _U64)
    whole = len(data) // 8 * 8
    for (block,) in struct.iter_unpack("<Q", data[:whole]):
        block = block * multiplier & _U64
        block = (block ^ block >> 47) * multiplier & _U64
        value = (value ^ block) * multiplier & _U64
    if tail := data[whole:]:
        value = (value ^ int.from_bytes(tail, "little")) * multiplier & _U64
    value = (value ^ value >> 47) * multiplier & _U64
    return value ^ value >> 47


def _murmur3(key: int, seed: int) -> tuple[int, int, int, int]:
    """MurmurHash3 of a 64-bit key to 128 bits, in four parts, as thinc's HashEmbed uses it."""
    first = key * 0x87C37B91114253D5 & _U64
    first = (first << 31 | first >> 33) & _U64
    first = first * 0x4CF5AD432745937F & _U64 ^ seed ^ 8
    second = seed ^ 8
    first = first + second & _U64
    second = second + first & _U64
    first, second = _mix_bits(first), _mix_bits(second)
    first = first + second & _U64
    second = second + first & _U64
    return first & 0xFFFFFFFF, first >> 32, second & 0xFFFFFFFF, second >> 32


def _mix_bits(value: int) -> int:
    value = (value ^ value >> 33) * 0xFF51AFD7ED558CCD & _U64
    value = (value ^ value >> 33) * 0xC4CEB9FE1A85EC53 & _U64
    return value ^ value >> 33
