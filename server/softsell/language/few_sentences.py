"""Runs the trained network on a few sentences without numpy, whose import takes as long as a hundred sentences take here.

It computes what ``network`` does, with the same matrix product (``blas``) and the rest in Python. ``network`` is faster for many
sentences. ``tests/language/test_few_sentences.py`` compares the two.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from math import exp, prod, sqrt
from operator import add, mul
from pathlib import Path

import msgspec

from softsell.language.blas import Product
from softsell.language.network_input import META, WEIGHTS, feature_keys, row_hashes
from softsell.language.npz import Damaged, Raw, read_raw
from softsell.language.word_features import COMMAND_CLASSES, FEATURES

_Vector = list[float]
_HALF_BYTES = 2


class FewSentences:
    """The pipeline ``en_post_sm`` for few sentences. Safe to use from several threads, since nothing changes after loading.

    Args:
        folder: a folder written by ``training.weights``.
        product: the matrix product.

    Attributes:
        sure, possible: as those of ``Network``.

    Raises:
        Damaged, OSError: the folder can't be read, or ``network`` has to read it.
    """

    def __init__(self, folder: Path, product: Product) -> None:
        try:
            settings = msgspec.json.decode((folder / META).read_bytes())["network"]
            # Without checksums, which would take as long as all else.
            stored = read_raw(folder / WEIGHTS, verify=False)
            self._known = frozenset(stored["words"].content.tobytes().decode().split())
            self._tables = [_Table(stored[f"table{number}"], 8 + number) for number in range(FEATURES)]
            self._embed, self._mix = _Dense(stored, "embed", product), _Dense(stored, "mix", product)
            self._before = [_Dense(stored, name, product) for name in ("before0", "before1")]
            self._after = [_Dense(stored, "after0", product)]
            self._channels = (self._mix.inputs - self._embed.outputs) // 2
            self._classes, self._commands = _Linear(stored, "classes", product), _Linear(stored, "commands", product)
            self._labels: list[str] = settings["classes"]
            self.sure, self.possible = float(settings["sure"]), float(settings["possible"])
        except (ValueError, TypeError, KeyError, AttributeError, struct.error, msgspec.MsgspecError) as error:
            raise Damaged("the files have unexpected contents") from error
        if len(self._labels) != self._classes.size or self._commands.size != len(COMMAND_CLASSES):
            raise Damaged("the names of the classes don't match the weights")

    def tag(self, sentences: Sequence[Sequence[str]]) -> Iterator[list[tuple[str, float]]]:
        """As ``Network.tag``."""
        words = list(dict.fromkeys(chain.from_iterable(sentences)))
        if not words:
            return
        features: _Vector = []
        for word in words:
            for table, key in zip(self._tables, feature_keys(word, self._known), strict=True):
                features += table.sum(key)
        vectors = dict(zip(words, self._embed(_pack(features), len(words)), strict=True))
        for sentence in sentences:
            if sentence:
                yield self._read([vectors[word] for word in sentence])

    def _read(self, vectors: list[_Vector]) -> list[tuple[str, float]]:
        count = len(vectors)
        vectors = _convolve(vectors, self._before)
        channels = self._channels
        before = _highest_before([vector[:channels] for vector in vectors])
        after = _highest_before([vector[:channels] for vector in reversed(vectors)])
        mixed: _Vector = []
        for vector, one, other in zip(vectors, before, reversed(after), strict=True):
            mixed += [*vector, *one, *other]
        vectors = [list(map(add, *both)) for both in zip(vectors, self._mix(_pack(mixed), count), strict=True)]
        flat = _pack([*chain.from_iterable(_convolve(vectors, self._after))])
        classes = [row.index(max(row)) for row in self._classes(flat, count)]
        likely = [1.0 - _softmax(row)[0] for row in self._commands(flat, count)]
        return [(self._labels[label], chance) for label, chance in zip(classes, likely, strict=True)]


class _Table:
    """A table of which each word uses four rows. They are widened when they are used."""

    def __init__(self, stored: Raw, seed: int) -> None:
        self._count, width = stored.shape
        if stored.type != "<f2" or len(stored.content) != prod(stored.shape) * _HALF_BYTES:
            raise Damaged("a table has another type")
        self._row = struct.Struct(f"<{width}e")
        self._content, self._seed = stored.content, seed

    def sum(self, key: int) -> _Vector:
        """Return the sum of the four rows of a feature."""
        first, second, third, fourth = (
            self._row.unpack_from(self._content, half % self._count * self._row.size)
            for half in row_hashes(key, self._seed)
        )
        return list(map(add, map(add, first, second), map(add, third, fourth)))


class _Linear:
    """A linear layer: rows of ``inputs`` numbers, one behind the other, to rows of ``size``."""

    def __init__(self, stored: Mapping[str, Raw], name: str, product: Product) -> None:
        self.size, self.inputs = stored[f"{name}.weights"].shape
        self._weights, self._bias = _floats(stored[f"{name}.weights"]), _floats(stored[f"{name}.bias"])
        self._product = product

    def __call__(self, rows: array[float], count: int) -> Iterator[_Vector]:
        out = self._bias * count
        self._product(rows, self._weights, out, count)
        return (out[at : at + self.size].tolist() for at in range(0, len(out), self.size))


class _Dense:
    """Maxout and a layer norm: rows of ``inputs`` numbers, one behind the other, to rows of ``outputs``."""

    def __init__(self, stored: Mapping[str, Raw], name: str, product: Product) -> None:
        self.outputs, self._pieces, self.inputs = stored[f"{name}.weights"].shape
        self._weights, self._bias = _floats(stored[f"{name}.weights"]), _floats(stored[f"{name}.bias"])
        self._gain, self._shift = _floats(stored[f"{name}.gain"]).tolist(), _floats(stored[f"{name}.shift"]).tolist()
        self._product = product

    def __call__(self, rows: array[float], count: int) -> Iterator[_Vector]:
        out = self._bias * count
        self._product(rows, self._weights, out, count)
        pieces, width = self._pieces, self.outputs
        for at in range(0, len(out), width * pieces):
            best = list(map(max, *(out[at + piece : at + width * pieces : pieces] for piece in range(pieces))))
            mean = sum(best) / width
            away = [value - mean for value in best]
            scale = 1.0 / sqrt(sum(map(mul, away, away)) / width + 1e-8)
            yield list(map(add, map(mul, [value * scale for value in away], self._gain), self._shift))


def _softmax(values: _Vector) -> _Vector:
    most = max(values)
    powers = [exp(value - most) for value in values]
    total = sum(powers)
    return [power / total for power in powers]


def _floats(stored: Raw) -> array[float]:
    """Return the numbers as floats of 32 bits."""
    if sys.byteorder == "big":
        raise Damaged("the numbers are stored the other way round")
    count = prod(stored.shape)
    if stored.type == "<f4" and len(stored.content) == 4 * count:
        numbers = array("f")
        numbers.frombytes(stored.content)
        return numbers
    if stored.type == "<f2" and len(stored.content) == _HALF_BYTES * count:
        return array("f", struct.unpack(f"<{count}e", stored.content))
    raise Damaged("an array has another type")


def _pack(numbers: _Vector) -> array[float]:
    """Return an array of the numbers. Five times as fast as if the array converted each."""
    packed = array("f")
    packed.frombytes(struct.pack(f"{len(numbers)}f", *numbers))
    return packed


def _convolve(vectors: list[_Vector], layers: list[_Dense]) -> list[_Vector]:
    """Each layer adds a function of a word and its two neighbours to the word. Beyond the sentence, words are zeros at first."""
    pad, width = len(layers), len(vectors[0])
    zeros = [0.0] * width
    rows = [zeros] * pad + vectors + [zeros] * pad
    for first, layer in enumerate(layers, 1):
        flat = _pack([*chain.from_iterable(rows)])
        inner = range(first, len(rows) - first)
        windows = array("f")
        for at in inner:
            windows += flat[(at - 1) * width : (at + 2) * width]
        for at, added in zip(inner, layer(windows, len(inner)), strict=True):
            rows[at] = list(map(add, rows[at], added))
    return rows[pad:-pad]


def _highest_before(rows: list[_Vector]) -> list[_Vector]:
    """Return for each row the largest value of each column in the rows before it, at least 0."""
    highest: _Vector = [0.0] * len(rows[0])
    found = []
    for row in rows:
        found.append(highest)
        highest = list(map(max, highest, row))
    return found
