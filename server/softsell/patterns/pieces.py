"""Compiles the patterns of one group alone. Pieces are put together without being compiled again, whatever stands beside them.

A rule's patterns stay the same while somebody changes other rules or adds words of their own, and to compile all of them takes a second.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct

from softsell.digest import blake2b
from softsell.patterns.grammar import Choice, Literal, Node, Repeat, Sequence, parse

_MAX_KEPT_BYTES = 8_000_000
"""Size of the rows of all pieces that are kept in memory; a single piece may have an eighth. Those of the built-in packs have 2 MB."""
_DIGEST_BYTES = 16


class Piece(Struct, frozen=True, array_like=True):
    """The automaton of one group of patterns. All its patterns start in state 0, which it shares with the other pieces.

    Attributes:
        begins: the transitions of state 0: key to states.
        rows: the transitions of states 1 and up, each as JSON of key to how many states further on the targets are. So a row
            holds wherever the piece is put.
        ends: by state, the line of the pattern that ends there.
        keys: every key of a transition.
    """

    begins: dict[str, list[int]]
    rows: list[msgspec.Raw]
    ends: dict[int, int]
    keys: list[str]


def digest_of(patterns: tuple[str, ...]) -> str:
    """Return a name for the piece of these patterns."""
    return blake2b(msgspec.json.encode(patterns), digest_size=_DIGEST_BYTES).hexdigest()


class _Kept(dict[tuple[str, ...], Piece]):
    """Pieces by their patterns, as long as there's room. Safe to use from several threads: at worst a piece is compiled twice."""

    size = 0

    def keep(self, patterns: tuple[str, ...], piece: Piece) -> None:
        size = sum(len(memoryview(row)) for row in piece.rows)
        if size > _MAX_KEPT_BYTES // 8:
            return
        if self.size + size > _MAX_KEPT_BYTES:
            self.forget()
        self.size += size
        self[patterns] = piece

    def forget(self) -> None:
        self.clear()
        self.size = 0


KEPT = _Kept()
"""What this process compiled last."""


def compile_piece(patterns: tuple[str, ...]) -> Piece:
    """Compile a group of patterns, one a line.

    Raises:
        PatternError: a pattern doesn't parse.
    """
    piece = KEPT.get(patterns)
    if piece is None:
        piece = _compile(patterns)
        KEPT.keep(patterns, piece)
    return piece


def _compile(patterns: tuple[str, ...]) -> Piece:
    builder = _Builder()
    for line, pattern in enumerate(patterns):
        builder.add(parse(pattern), line)
    begins, *others = builder.moves
    rows = [
        msgspec.json.encode({key: [target - state for target in targets] for key, targets in row.items()})
        for state, row in enumerate(others, start=1)
    ]
    keys = sorted({key for row in builder.moves for key in row})
    return Piece(begins, [msgspec.Raw(row) for row in rows], builder.ends, keys)


class _Builder:
    """Expands pattern trees to states. No state has an empty transition, and every target is further on than where it's reached from."""

    def __init__(self) -> None:
        self.moves: list[dict[str, list[int]]] = [{}]
        self.ends: dict[int, int] = {}

    def add(self, node: Node, line: int) -> None:
        self.ends.update(dict.fromkeys(self._build(node, {0}), line))

    def _build(self, node: Node, starts: set[int]) -> set[int]:
        """Add ``node`` after each of ``starts``, and return the states in which it may end."""
        match node:
            case Literal(keys):
                return self._add_literal(keys, starts)
            case Sequence(items):
                for item in items:
                    starts = self._build(item, starts)
                return starts
            case Choice(branches):
                return set().union(*(self._build(branch, starts) for branch in branches))
            case Repeat(item, least, most):
                ends: set[int] = set(starts) if least == 0 else set()
                for turn in range(1, most + 1):
                    starts = self._build(item, starts)
                    if turn >= least:
                        ends |= starts
                return ends

    def _add_literal(self, keys: frozenset[str], starts: set[int]) -> set[int]:
        target = len(self.moves)
        self.moves.append({})
        for start in starts:
            for key in keys:
                self.moves[start].setdefault(key, []).append(target)
        return {target}
