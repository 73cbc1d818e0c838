"""Finds posts that say the same, in time linear in their length: near-copies, and templates with a few words changed.

A post is the set of its pairs of neighbouring words, with every number as “0”. MinHash (Broder 1997) estimates how much two sets have in
common, and banding (locality-sensitive hashing) proposes pairs without comparing all. What it proposes is compared exactly.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import islice, pairwise
from sys import intern
from typing import Any

from softsell.language.numpy_alone import np

COPY = 0.8
"""Two posts are copies if they share at least this much of their pairs of words (Jaccard index)."""
TEMPLATE = 0.4
"""Two posts come from one template if they share at least this much. A text of 20 words with 4 others put in shares about that."""
MAX_WORDS = 300
"""How many words of a post are compared."""
_BANDS, _ROWS = 32, 3
HASHES = _BANDS * _ROWS
_FEWEST_PAIRS = 4
"""Posts with fewer pairs only are alike if they are the same."""
_CHUNK = 2_000
_NOT_WORDS = re.compile(r"https?://\S+|www\.\S+|[#@]\w+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:]\d+)*")
_LOOK = 200
_SIGNATURE_SHARE, _SIGNATURE_POSTS = 0.5, 5

Array = np.ndarray[Any, Any]


class Groups:
    """Disjoint groups of numbers from 0 (union-find)."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, number: int) -> int:
        """Return the number that stands for the group."""
        parent = self._parent
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    def join(self, one: int, other: int) -> None:
        """Join two groups. The lowest number stands for a group."""
        first, second = sorted((self.find(one), self.find(other)))
        self._parent[second] = first

    def several(self) -> list[list[int]]:
        """Return the groups of more than one number, largest first."""
        members: dict[int, list[int]] = {}
        for number in range(len(self._parent)):
            members.setdefault(self.find(number), []).append(number)
        return sorted((group for group in members.values() if len(group) > 1), key=lambda group: (-len(group), group))


def words_of(text: str) -> list[str]:
    """Return the words of a post without links, hashtags, handles and emoji; every number is “0”. At most ``MAX_WORDS``."""
    found = []
    for match in _WORD.finditer(_NOT_WORDS.sub(" ", text[: 20 * MAX_WORDS]).casefold()):
        word = match.group()
        # Interned, because a feed has the same words again and again
        found.append("0" if word[0].isdecimal() else intern(word.replace("’", "'")))
        if len(found) == MAX_WORDS:
            break
    return found


def first_words(text: str, number: int) -> tuple[tuple[str, ...], str]:
    """Return the first words of a post as ``words_of`` does, and as they stand in it; nothing if it has fewer."""
    begin = _NOT_WORDS.sub(lambda match: " " * len(match.group()), text[:_LOOK])
    matches = list(islice(_WORD.finditer(begin), number))
    if len(matches) < number:
        return (), ""
    return tuple(words_of(begin[: matches[-1].end()])), text[matches[0].start() : matches[-1].end()]


def alike(texts: Sequence[str]) -> tuple[Groups, Groups]:
    """Return the groups of copies, and the groups of posts from one template (copies among them)."""
    words = _without_signatures(texts)
    copies, templates = Groups(len(texts)), Groups(len(texts))
    # Posts with the same words are joined first, so banding only sees one of each
    first: dict[tuple[str, ...], int] = {}
    for number, some in enumerate(words):
        if some:
            same = first.setdefault(tuple(some), number)
            if same != number:
                copies.join(same, number)
                templates.join(same, number)
    numbers = [number for number in first.values() if len(words[number]) > _FEWEST_PAIRS]
    pairs = {number: _hash_pairs(words[number]) for number in numbers}
    for bucket in _buckets(numbers, pairs):
        for one, other in _candidates(bucket):
            if copies.find(one) == copies.find(other):
                continue
            share = _jaccard(pairs[one], pairs[other])
            if share >= TEMPLATE:
                templates.join(one, other)
            if share >= COPY:
                copies.join(one, other)
    return copies, templates


def signature(text: str, secret: bytes) -> list[int]:
    """Return the MinHash signature of a post under a secret: ``HASHES`` numbers below 2**32, or none for too few words.

    Without the secret, nobody can test whether a signature belongs to a text. ``agreement`` compares two of them.
    """
    words = words_of(text)
    if len(words) <= _FEWEST_PAIRS:
        return []
    pairs = [
        int.from_bytes(blake2b(f"{one} {two}".encode(), key=secret[:64], digest_size=4).digest(), "big")
        for one, two in pairwise(words)
    ]
    return [int(value) for value in _minima([sorted(set(pairs))])[0]]


def agreement(one: Sequence[int], other: Sequence[int]) -> float:
    """Return how much of two signatures agrees, which estimates the Jaccard index; 0 if one is empty."""
    if not one or len(one) != len(other):
        return 0.0
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)


def _without_signatures(texts: Sequence[str]) -> list[list[str]]:
    """Return the words of each text, without lines that stand under half of the posts, such as address and opening hours."""
    lines = [[line.strip() for line in text.split("\n") if line.strip()] for text in texts]
    counts = Counter(line for some in lines for line in set(some[1:]))
    most = max(_SIGNATURE_POSTS, _SIGNATURE_SHARE * len(texts))
    usual = {line for line, count in counts.items() if count >= most}
    return [words_of("\n".join(line for at, line in enumerate(some) if at == 0 or line not in usual)) for some in lines]


def _hash_pairs(words: Sequence[str]) -> frozenset[int]:
    return frozenset(
        int.from_bytes(blake2b(f"{one} {two}".encode(), digest_size=4).digest(), "big") for one, two in pairwise(words)
    )


def _buckets(numbers: Sequence[int], pairs: dict[int, frozenset[int]]) -> Iterator[list[int]]:
    """Yield the posts that agree in a whole band of their signatures, band by band."""
    if not numbers:
        return
    chunks = (numbers[start : start + _CHUNK] for start in range(0, len(numbers), _CHUNK))
    minima = np.concatenate([_minima([sorted(pairs[number]) for number in chunk]) for chunk in chunks])
    for band in range(0, HASHES, _ROWS):
        # Other bands that happen to get the same key only add a comparison
        keys = sum(minima[:, band + row].astype(np.uint64) * _FACTORS[row] for row in range(_ROWS))
        order = np.argsort(keys, kind="stable")
        edges = np.concatenate(([0], np.flatnonzero(np.diff(keys[order])) + 1, [len(order)]))
        several = np.flatnonzero(np.diff(edges) > 1)
        for start, end in zip(edges[several].tolist(), edges[several + 1].tolist(), strict=True):
            yield [numbers[place] for place in order[start:end].tolist()]


def _candidates(bucket: Sequence[int]) -> list[tuple[int, int]]:
    """Return each post of a bucket with the first one and with the one before it: twice its size at most, not its square."""
    return [
        pair
        for at, number in enumerate(bucket[1:], 1)
        for pair in dict.fromkeys(((bucket[0], number), (bucket[at - 1], number)))
    ]


def _minima(hashes: Sequence[Sequence[int]]) -> Array:
    """Return the signatures: for each set and each of ``HASHES`` hash functions, the lowest value. Sets mustn't be empty."""
    starts = np.cumsum([0, *(len(some) for some in hashes[:-1])])
    flat = np.array([value for some in hashes for value in some], dtype=np.uint64)
    found = np.empty((len(hashes), HASHES), dtype=np.uint32)
    for column, (factor, offset) in enumerate(zip(_FACTORS, _OFFSETS, strict=True)):
        # Multiply-shift hashing (Dietzfelbinger et al. 1997) in wrapping 64-bit arithmetic
        found[:, column] = np.minimum.reduceat((flat * factor + offset) >> np.uint64(32), starts)
    return found


def _jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    both = len(one & other)
    return both / (len(one) + len(other) - both)


_numbers = np.random.default_rng(7355)
_FACTORS = _numbers.integers(0, 2**63, HASHES, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_OFFSETS = _numbers.integers(0, 2**63, HASHES, dtype=np.uint64)
