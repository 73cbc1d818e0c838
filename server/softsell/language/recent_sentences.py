"""Keeps what the trained network said of the last sentences, because a draft is checked at each key and one sentence changes.

Answers are kept in memory only, as many as ``MOST_SENTENCES``, and without the text: a sentence is found by its digest.
"""

from __future__ import annotations

from _thread import allocate_lock  # all of threading that is needed, without its import
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from softsell.digest import blake2b

Answer = TypeVar("Answer")

MOST_SENTENCES = 2_000
"""Maximum number of sentences whose answers are kept. The one that wasn't asked about for the longest time is dropped first."""
_DIGEST_BYTES = 16


class RecentSentences(Generic[Answer]):
    """Answers about sentences, each a function of the sentence's words alone. Safe to use from several threads.

    Args:
        most: maximum number of sentences whose answers are kept.
    """

    def __init__(self, most: int = MOST_SENTENCES) -> None:
        self._most = most
        self._lock = allocate_lock()
        self._kept: OrderedDict[bytes, Answer] = OrderedDict()

    def answers(self, sentences: list[list[str]], ask: Callable[[list[list[str]]], Iterable[Answer]]) -> list[Answer]:
        """Return the answer about each sentence.

        Args:
            sentences: the words of each sentence, without line breaks.
            ask: returns the answer about each of the sentences it gets: those that aren't known yet, each once.
        """
        digests = [_digest(words) for words in sentences]
        known = self._find(digests)
        unknown = {digest: words for digest, words in zip(digests, sentences, strict=True) if digest not in known}
        if unknown:
            new = dict(zip(unknown, ask(list(unknown.values())), strict=True))
            self._keep(new)
            known.update(new)
        return [known[digest] for digest in digests]

    def _find(self, digests: list[bytes]) -> dict[bytes, Answer]:
        with self._lock:
            known = {digest: self._kept[digest] for digest in digests if digest in self._kept}
            for digest in known:
                self._kept.move_to_end(digest)
        return known

    def _keep(self, new: dict[bytes, Answer]) -> None:
        with self._lock:
            self._kept.update(new)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


def _digest(words: list[str]) -> bytes:
    return blake2b("\n".join(words).encode(), digest_size=_DIGEST_BYTES).digest()
