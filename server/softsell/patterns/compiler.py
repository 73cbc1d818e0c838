"""Collects the patterns of all rules and compiles them to one ``PatternSet``, from what earlier runs compiled where it can."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Protocol

import msgspec

from softsell.patterns.automaton import Automaton, PatternSet
from softsell.patterns.pieces import Piece, compile_piece, digest_of


class PatternCache(Protocol):
    """Stores bytes between runs under a key of texts."""

    def load(self, parts: Sequence[str]) -> bytes | None:
        """Return what was stored under ``parts``, or ``None``."""
        ...

    def store(self, parts: Sequence[str], content: bytes) -> None:
        """Store bytes under ``parts``."""
        ...

    def __hash__(self) -> int: ...


class Compiler:
    """Collects the patterns of many rules and compiles them to one ``PatternSet``.

    Args:
        cache: where to look for patterns compiled earlier. With a cache, patterns are parsed when they are compiled, not when
            they are added.

    Attributes:
        cache: the same, for a rule that compiles further patterns when it first needs them.
    """

    def __init__(self, cache: PatternCache | None = None) -> None:
        self._added: list[tuple[tuple[str, ...], bool]] = []
        self._shared: dict[tuple[tuple[str, ...], bool], int] = {}
        self._compiled: list[Piece] = []
        self.cache = cache

    def add(self, patterns: Sequence[str], *, hashtags: bool = False) -> int:
        """Add a group of patterns that are reported together, and return its number for ``Matches.of``.

        Args:
            patterns: one pattern a line. A group without patterns never matches.
            hashtags: whether the patterns read the words inside hashtags instead of the draft.

        Raises:
            PatternError: a pattern doesn't parse.
        """
        group = tuple(patterns)
        if self.cache is None or not _is_text(group):
            self._compiled.append(compile_piece(group))
        self._added.append((group, hashtags))
        return len(self._added) - 1

    def share(self, patterns: tuple[str, ...], *, hashtags: bool = False) -> int:
        """Return the number of the group of these patterns that other rules may have added: for what doesn't decide which rules run.

        Raises:
            PatternError: as ``add``.
        """
        key = patterns, hashtags
        if key not in self._shared:
            self._shared[key] = self.add(patterns, hashtags=hashtags)
        return self._shared[key]

    def compile(self) -> PatternSet:
        """Compile all groups together.

        Raises:
            PatternError: a pattern doesn't parse, if there is a cache. Without one, ``add`` raises it.
        """
        if self.cache is None:
            return _load(_assemble(self._compiled, self._in_hashtags))
        parts = [msgspec.json.encode(self._added).decode()]
        content = self.cache.load(parts)
        if content is None:
            content = _assemble(self._find_pieces(self.cache), self._in_hashtags)
            self.cache.store(parts, content)
        return _load(content)

    @property
    def _in_hashtags(self) -> list[bool]:
        return [hashtags for _, hashtags in self._added]

    def _find_pieces(self, cache: PatternCache) -> list[Piece]:
        """Return the piece of each group. If the cache hadn't many of the patterns, it gets them beside those that it has."""
        groups = [(digest_of(patterns), patterns) for patterns, _ in self._added]
        known = _PIECES.decode(cache.load(_PIECES_KEY) or b"{}")
        pieces = {digest: known.get(digest) or compile_piece(patterns) for digest, patterns in groups}
        if sum(len(patterns) for digest, patterns in groups if digest not in known) >= _MANY:
            others = [(digest, piece) for digest, piece in known.items() if digest not in pieces]
            room = max(0, _MAX_PIECES - len(pieces))
            cache.store(_PIECES_KEY, msgspec.json.encode({**pieces, **dict(others[:room])}))
        return [pieces[digest] for digest, _ in groups]


def _is_text(patterns: tuple[str, ...]) -> bool:
    """Whether there's no half of a character, which nothing can store and no pattern may contain."""
    try:
        "".join(patterns).encode()
    except UnicodeEncodeError:
        return False
    return True


_PIECES_KEY = ("pieces",)
_MANY = 50
"""Number of patterns that it's worth storing: fewer take some milliseconds."""
_MAX_PIECES = 1_000
"""Number of stored pieces. The built-in rules have about 200, and what they may suggest has as many."""
_PIECES = msgspec.json.Decoder(dict[str, Piece])

# What the cache keeps is one line of JSON about two automata (of the draft's words and of the words in hashtags), then where the
# transitions of each state begin, and then these, as in ``Piece.rows``.

_START_BYTES = 4
_HEAD = msgspec.json.Decoder(list[tuple[int, frozenset[str], dict[int, tuple[int, int]]]])
_ROW = msgspec.json.Decoder(dict[str, list[int]])


def _assemble(pieces: Sequence[Piece], in_hashtags: Sequence[bool]) -> bytes:
    """Return bytes from which ``_load`` makes a ``PatternSet``: the groups that read the draft, and those that read hashtags."""
    heads = []
    rows: list[msgspec.Raw | bytes] = []
    for hashtags in (False, True):
        groups = [(group, piece) for group, piece in enumerate(pieces) if in_hashtags[group] is hashtags]
        begins, ends = _join(groups)
        heads.append(
            (
                1 + sum(len(piece.rows) for _, piece in groups),
                sorted(set[str]().union(*[piece.keys for _, piece in groups])),
                ends,
            )
        )
        rows.append(msgspec.json.encode(begins))
        for _, piece in groups:
            rows += piece.rows
    lengths = [len(memoryview(row)) for row in rows]
    starts = b"".join(start.to_bytes(_START_BYTES, "little") for start in accumulate(lengths, initial=0))
    return b"".join([msgspec.json.encode(heads), b"\n", starts, *rows])


def _join(groups: Iterable[tuple[int, Piece]]) -> tuple[dict[str, list[int]], dict[int, tuple[int, int]]]:
    """Return the transitions of the state that all pieces share, and by state the group and line that end there."""
    begins: dict[str, list[int]] = {}
    ends: dict[int, tuple[int, int]] = {}
    before = 0
    for group, piece in groups:
        for key, targets in piece.begins.items():
            begins.setdefault(key, []).extend([before + target for target in targets])
        for state, line in piece.ends.items():
            ends[before + state] = group, line
        before += len(piece.rows)
    return begins, ends


def _load(content: bytes) -> PatternSet:
    """Load what ``_assemble`` returned."""
    at = content.index(b"\n") + 1
    heads = _HEAD.decode(memoryview(content)[:at])
    starts = memoryview(content)[at : at + _START_BYTES * (1 + sum(count for count, _, _ in heads))]
    rows = memoryview(content)[at + len(starts) :]
    automata = []
    for count, vocabulary, ends in heads:
        automata.append(Automaton(_Moves(starts, rows), ends, vocabulary))
        starts = starts[_START_BYTES * count :]
    words, hashtags = automata
    return PatternSet(words, hashtags if hashtags.has_patterns else None)


class _Moves(dict[int, dict[str, list[int]]]):
    """The transitions of each state, parsed when the state is first reached. One post reaches a few of thousands."""

    def __init__(self, starts: memoryview, rows: memoryview) -> None:
        super().__init__()
        self._starts = starts
        self._rows = rows

    def __missing__(self, state: int) -> dict[str, list[int]]:
        first, last = (self._start(number) for number in (state, state + 1))
        moves = _ROW.decode(self._rows[first:last])
        if state:
            for targets in moves.values():
                targets[:] = [state + target for target in targets]
        self[state] = moves
        return moves

    def _start(self, state: int) -> int:
        return int.from_bytes(self._starts[_START_BYTES * state : _START_BYTES * (state + 1)], "little")
