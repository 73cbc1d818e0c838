"""What the trained network reads: the names of its two files, and the numbers of a word's features, which name rows of its tables.

The numbers are those of spaCy and thinc. ``network`` and ``few_sentences`` share this.
"""

from __future__ import annotations

import struct
from collections.abc import Container
from functools import lru_cache

from softsell.language.word_features import UNKNOWN, word_features

WEIGHTS = "weights.npz"
META = "meta.json"
CACHED_WORDS = 8_000
"""Maximum number of words, or features of words, of which something is cached."""
_U64 = 0xFFFFFFFFFFFFFFFF


def feature_keys(word: str, known: Container[str]) -> list[int]:
    """Return the number of each feature of a word. A form that isn't ``known`` counts as unknown."""
    features = word_features(word)
    keys = [text_hash(f"{number}{feature}") for number, feature in enumerate(features)]
    if features[0] not in known:
        keys[0] = text_hash(UNKNOWN)
    return keys


def murmur2(data: bytes) -> int:
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


def murmur3(key: int, seed: int) -> tuple[int, int, int, int]:
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


@lru_cache(maxsize=CACHED_WORDS)
def text_hash(text: str) -> int:
    """Return the number of a feature. Words share endings, beginnings and casing, so most were seen before. None is longer than a word."""
    return murmur2(text.encode())


row_hashes = lru_cache(maxsize=CACHED_WORDS)(murmur3)
"""Return four numbers for a feature's number; each names a row of the table with that seed, as the rest of the division by its length."""
