"""The trained network, run by numpy alone: reads the files that spaCy wrote and computes what spaCy's pipeline would.

Why not spaCy itself, which trains it: importing it takes two to three seconds, more than all the rest of a check, and to
build documents of a few words costs more than to compute their answers. ``tests/language/test_network.py`` holds the two
against each other. What the layers are, and how they are trained, stands in ``layers`` and ``server/training``.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from softsell.language.numpy_alone import np
from softsell.language.word_features import COMMAND_CLASSES, UNKNOWN, word_features

Array = np.ndarray[Any, Any]

_CACHED_WORDS = 8_000
"""Words whose vectors are remembered, 400 bytes each; past that all are forgotten."""
_MOST_ROWS = 4_000
"""Tokens computed at once, so that no draft can ask for much memory."""
_U64 = 0xFFFFFFFFFFFFFFFF


class DamagedModel(Exception):
    """The files are not what ``server/training`` writes."""


class Network:
    """The pipeline ``en_post_sm``. Safe to use from several threads, since every cached value is a function of its key.

    Args:
        folder: as ``training.export`` wrote it.

    Attributes:
        sure, possible: from which likelihood on a word surely is an imperative verb, and at least a verb.

    Raises:
        DamagedModel, OSError: it can't be read.
    """

    def __init__(self, folder: Path) -> None:
        shared = _Stored.read(folder / "tok2vec" / "model")
        self._known = frozenset(_unpacked(shared.attributes("word_features")["words"]).split())
        self._tables = [(_wide(node["E"], np.float16), seed) for seed, node in enumerate(shared.all("hashembed"), 8)]
        dense = [
            _Dense(maxout, norm) for maxout, norm in zip(shared.all("maxout"), shared.all("layernorm"), strict=True)
        ]
        self._embed, self._mix, *convolutions = dense
        channels = int(_unpacked(shared.attributes("exclusive_maxima")["channels"]))
        depths = [int(_unpacked(values["pad"])) for values in shared.attributes_of("with_array(residual")]
        before, after = depths
        if (before, after) != (2, 1) or len(convolutions) != before + after:
            raise DamagedModel("the convolutions are others than this module knows")
        # thinc lists layers breadth first, and the single one behind is less deeply nested than the two in front.
        self._after, self._before, self._channels = convolutions[:after], convolutions[after:], channels
        self._classes = _Linear(_Stored.read(folder / "morphologizer" / "model").all("softmax")[0])
        self._commands = _Linear(_Stored.read(folder / "command_finder" / "model").all("softmax")[0])
        labels = json.loads((folder / "morphologizer" / "cfg").read_text(encoding="utf-8"))["labels_morph"]
        self._labels = [_part_of_speech(label) for label in labels]
        settings = (folder / "config.cfg").read_text(encoding="utf-8")
        self.sure, self.possible = _setting(settings, "sure"), _setting(settings, "possible")
        self._vectors: dict[str, Array] = {}
        if len(self._labels) != self._classes.size or self._commands.size != len(COMMAND_CLASSES):
            raise DamagedModel("the labels do not fit the weights")

    def tag(self, sentences: Sequence[Sequence[str]]) -> Iterator[list[tuple[str, float]]]:
        """For each sentence, for each word: its universal part of speech, and how likely it is an imperative verb, 0 to 1."""
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
        """Vectors of all words of the batch, one below the other: (words, width)."""
        lengths = [len(sentence) for sentence in batch]
        vectors = self._word_vectors([word for sentence in batch for word in sentence])
        vectors = _convolved(vectors, lengths, self._before)
        seen = np.concatenate([_exclusive_maxima(part, self._channels) for part in _split(vectors, lengths)])
        vectors = vectors + self._mix(np.concatenate([vectors, seen], axis=1))
        return _convolved(vectors, lengths, self._after)

    def _word_vectors(self, words: list[str]) -> Array:
        """What each word is by itself, without its neighbours."""
        if len(self._vectors) > _CACHED_WORDS:
            self._vectors.clear()
        cached = self._vectors
        unseen = [word for word in dict.fromkeys(words) if word not in cached]
        new: dict[str, Array] = {}
        if unseen:
            rows = self._embed(np.stack([self._embedded(word) for word in unseen]))
            new = dict(zip(unseen, rows, strict=True))
            cached.update(new)
        return np.stack([new[word] if word in new else _kept(cached, word, self._vector) for word in words])

    def _vector(self, word: str) -> Array:
        vector: Array = self._embed(self._embedded(word)[None])[0]
        return vector

    def _embedded(self, word: str) -> Array:
        """The sums of four rows for each feature, side by side."""
        features = list(word_features(word))
        ids = [_murmur2(f"{number}{feature}".encode()) for number, feature in enumerate(features)]
        if features[0] not in self._known:
            ids[0] = _murmur2(UNKNOWN.encode())
        parts = []
        for (table, seed), key in zip(self._tables, ids, strict=True):
            rows = [half % len(table) for half in _murmur3(key, seed)]
            parts.append(table[rows].astype(np.float32).sum(axis=0))
        return np.concatenate(parts)


class _Linear:
    def __init__(self, weights: dict[str, Any]) -> None:
        self._weights = np.ascontiguousarray(_wide(weights["W"]).T)
        self._bias = _wide(weights["b"])
        self.size = len(self._bias)

    def __call__(self, vectors: Array) -> Array:
        result: Array = vectors @ self._weights + self._bias
        return result


class _Dense:
    """Maxout and a layer norm: (rows, inputs) to (rows, outputs)."""

    def __init__(self, maxout: dict[str, Any], norm: dict[str, Any]) -> None:
        weights = _wide(maxout["W"])
        self._outputs, self._pieces, inputs = weights.shape
        # Pieces outermost, so that the maximum is taken of whole rows.
        self._weights = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, inputs).T)
        self._bias = np.ascontiguousarray(_wide(maxout["b"]).T).reshape(-1)
        self._gain, self._shift = _wide(norm["G"]), _wide(norm["b"])

    def __call__(self, vectors: Array) -> Array:
        values = vectors @ self._weights + self._bias
        best = values.reshape(len(vectors), self._pieces, self._outputs).max(axis=1)
        centred = best - best.mean(axis=1, keepdims=True)
        scale = 1.0 / np.sqrt(np.square(centred).mean(axis=1, keepdims=True) + 1e-8)
        result: Array = centred * scale * self._gain + self._shift
        return result


def _convolved(vectors: Array, lengths: list[int], layers: list[_Dense]) -> Array:
    """Each layer adds to a word what it makes of the word and its two neighbours. Rows of zeros keep sentences apart."""
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
    """Where the words stand when there are ``pad`` rows before each sentence and behind the last."""
    return np.concatenate([np.arange(length) for length in lengths]) + np.repeat(
        np.cumsum([0, *lengths[:-1]]) + pad * np.arange(1, len(lengths) + 1), lengths
    )


def _exclusive_maxima(vectors: Array, channels: int) -> Array:
    """The largest values, never below 0, that the first ``channels`` take before each word, and after it."""
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


def _kept(cached: dict[str, Array], word: str, make: Callable[[str], Array]) -> Array:
    """Out of the cache, which another thread may just have emptied."""
    found = cached.get(word)
    return make(word) if found is None else found


def _part_of_speech(label: str) -> str:
    """``VERB`` of ``Mood=Imp|POS=VERB``; empty where the label names none."""
    return next((part[4:] for part in label.split("|") if part.startswith("POS=")), "")


def _setting(text: str, name: str) -> float:
    found = re.search(rf"^{name} = ([0-9.]+)$", text, re.MULTILINE)
    if found is None:
        raise DamagedModel(f"config.cfg does not say {name}")
    return float(found[1])


def _murmur2(data: bytes) -> int:
    """MurmurHash64A with seed 1, by which spaCy numbers strings."""
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
    """MurmurHash3 of a 64-bit key to 128 bits, in four parts, as thinc's HashEmbed takes them."""
    first = key * 0x87C37B91114253D5 & _U64
    first = (first << 31 | first >> 33) & _U64
    first = first * 0x4CF5AD432745937F & _U64 ^ seed ^ 8
    second = seed ^ 8
    first = first + second & _U64
    second = second + first & _U64
    first, second = _mixed(first), _mixed(second)
    first = first + second & _U64
    second = second + first & _U64
    return first & 0xFFFFFFFF, first >> 32, second & 0xFFFFFFFF, second >> 32


def _mixed(value: int) -> int:
    value = (value ^ value >> 33) * 0xFF51AFD7ED558CCD & _U64
    value = (value ^ value >> 33) * 0xC4CEB9FE1A85EC53 & _U64
    return value ^ value >> 33


class _Stored:
    """A model as thinc wrote it: its layers in order, each with its attributes and weights."""

    def __init__(self, layers: list[tuple[str, dict[str, bytes], dict[str, Any]]]) -> None:
        self._layers = layers

    @classmethod
    def read(cls, path: Path) -> _Stored:
        try:
            data = _unpacked(path.read_bytes())
            names = [node["name"] for node in data["nodes"]]
            return cls(list(zip(names, data["attrs"], data["params"], strict=True)))
        except (ValueError, TypeError, KeyError, IndexError, struct.error) as error:
            raise DamagedModel(str(path.name)) from error

    def all(self, name: str) -> list[dict[str, Any]]:
        """The weights of all layers of this name."""
        return [weights for layer, _, weights in self._layers if layer == name]

    def attributes(self, name: str) -> dict[str, bytes]:
        return next(attributes for layer, attributes, _ in self._layers if layer == name)

    def attributes_of(self, beginning: str) -> list[dict[str, bytes]]:
        """The attributes of all layers whose name begins so and that are one layer."""
        return [
            attributes
            for layer, attributes, _ in self._layers
            if layer.startswith(beginning) and "pad" in attributes and layer.count("with_array") == 1
        ]


def _wide(weights: dict[bytes, Any], dtype: Any = np.float32) -> Array:
    """Weights out of their file."""
    stored: Array = np.frombuffer(weights[b"data"], dtype=np.dtype(weights[b"type"])).reshape(weights[b"shape"])
    return stored.astype(dtype)


def _unpacked(data: bytes) -> Any:
    """The value that a piece of MessagePack holds. Only what thinc writes is read."""
    value, _ = _value(data, 0)
    return value


def _value(data: bytes, at: int) -> tuple[Any, int]:
    kind = data[at]
    at += 1
    if kind < 0x80:
        return kind, at
    if kind < 0x90:
        return _mapping(data, at, kind & 0x0F)
    if kind < 0xA0:
        return _list(data, at, kind & 0x0F)
    if kind < 0xC0:
        return _text(data, at, kind & 0x1F)
    if kind >= 0xE0:
        return kind - 0x100, at
    if kind in _CONSTANTS:
        return _CONSTANTS[kind], at
    if kind in _NUMBERS:
        layout = struct.Struct(_NUMBERS[kind])
        return layout.unpack_from(data, at)[0], at + layout.size
    if kind in _SIZED:
        layout, read = _SIZED[kind]
        return read(data, at + layout.size, layout.unpack_from(data, at)[0])
    raise ValueError("not MessagePack of thinc's")


def _mapping(data: bytes, at: int, count: int) -> tuple[dict[Any, Any], int]:
    found = {}
    for _ in range(count):
        key, at = _value(data, at)
        found[key], at = _value(data, at)
    return found, at


def _list(data: bytes, at: int, count: int) -> tuple[list[Any], int]:
    found = []
    for _ in range(count):
        value, at = _value(data, at)
        found.append(value)
    return found, at


def _text(data: bytes, at: int, size: int) -> tuple[str, int]:
    return data[at : at + size].decode(), at + size


def _bytes(data: bytes, at: int, size: int) -> tuple[bytes, int]:
    return data[at : at + size], at + size


_CONSTANTS = {0xC0: None, 0xC2: False, 0xC3: True}
_NUMBERS = {
    0xCA: ">f", 0xCB: ">d", 0xCC: ">B", 0xCD: ">H", 0xCE: ">I", 0xCF: ">Q", 0xD0: ">b", 0xD1: ">h", 0xD2: ">i", 0xD3: ">q",
}  # fmt: skip
_SIZED: dict[int, tuple[struct.Struct, Callable[[bytes, int, int], tuple[Any, int]]]] = {
    kind: (struct.Struct(layout), read)
    for read, kinds in (
        (_bytes, {0xC4: ">B", 0xC5: ">H", 0xC6: ">I"}),
        (_text, {0xD9: ">B", 0xDA: ">H", 0xDB: ">I"}),
        (_list, {0xDC: ">H", 0xDD: ">I"}),
        (_mapping, {0xDE: ">H", 0xDF: ">I"}),
    )
    for kind, layout in kinds.items()
}
