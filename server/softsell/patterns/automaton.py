"""All patterns of all rules as one automaton over tokens, and its run over a reading.

Each pattern becomes a small nondeterministic automaton; all share one start. Running them one by one would cost rules x tokens,
so sets of states are merged into deterministic ones the first time a draft reaches them (a lazy DFA, as RE2 builds over characters).
At nearly every token the start state has no move and the run is over at once; what a thousand more rules cost is memory.

A run starts at each token and ends after ``MAX_SPAN`` tokens at the latest, so time is linear in the draft.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from collections.abc import Sequence as Sequence_
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from softsell.language.hashtags import hashtag_words
from softsell.language.reading import Reading
from softsell.language.token import LONGEST_CACHED, Token
from softsell.patterns.grammar import ANY, Choice, Literal, Node, Repeat, Sequence, parse

MAX_SPAN = 64
"""Most tokens one match may reach over."""
_MAX_CACHED = 20_000
"""Remembered moves; past that all are forgotten, so that no draft can fill the memory."""
_TRANSPARENT = frozenset(",'\"*_~-–—‐‑‒―`´•·|/")
"""Marks that may stand between two words of a pattern without hiding it."""


_Accepts = tuple[tuple[int, int], ...]
"""Patterns that end at a place, as (group, line)."""


class Match(NamedTuple):
    """One place where a pattern matched.

    Attributes:
        first, last: the tokens ``reading.tokens[first:last]``.
        line: which pattern of its group matched.
    """

    first: int
    last: int
    line: int


class Matches:
    """What matched in one reading, by group."""

    __slots__ = ("_found",)

    def __init__(self, found: dict[int, list[Match]]) -> None:
        self._found = found

    @property
    def groups(self) -> Iterator[int]:
        """The groups that matched anywhere."""
        return iter(self._found)

    def of(self, group: int) -> list[Match]:
        """Matches of the group's patterns: leftmost, longest, no two overlapping, in order."""
        kept: list[Match] = []
        end = 0
        for match in self._found.get(group, ()):
            if match.first >= end:
                kept.append(match)
                end = match.last
        return kept

    def all_of(self, group: int) -> list[Match]:
        """As ``of``, but the longest match from every start, overlaps kept."""
        return list(self._found.get(group, ()))


@dataclass(slots=True, eq=False)
class _State:
    """A set of nondeterministic states met in a draft, and where it can go."""

    members: frozenset[int]
    moves: dict[str, tuple[int, ...]]
    next: dict[_Signature, tuple[_State | None, _Accepts]]


@dataclass(slots=True, eq=False)
class _Signature:
    """All that a token is to the automaton. Tokens alike in it share one, and with it every move."""

    keys: tuple[str, ...]
    parts: tuple[str, ...]
    transparent: bool


class Automaton:
    """Compiled patterns over one stream of tokens. Safe to use from several threads, since every cached value is a function of its key."""

    def __init__(self, moves: list[dict[str, list[int]]], accepts: list[list[tuple[int, int]]]) -> None:
        self._moves = moves
        self._accepts = accepts
        self._vocabulary = {key for row in moves for key in row}
        self._states: dict[frozenset[int], _State] = {}
        self._signatures: dict[tuple[str, tuple[str, ...]], _Signature] = {}
        self._alike: dict[tuple[tuple[str, ...], tuple[str, ...], bool], _Signature] = {}
        self._cached = 0
        self._start = self._state(frozenset({0}))

    def match(self, tokens: Sequence_[Token], limits: Sequence_[int]) -> dict[int, list[Match]]:
        """For each group its longest match from each start.

        Args:
            tokens: what to search.
            limits: for each token, the index that a match starting there may not pass.
        """
        found: dict[int, list[Match]] = {}
        signatures = [self._signature(token) for token in tokens]
        # Looked up here and not in _step: nearly every move is known, and calls are what this loop would spend its time on.
        start, step = self._start, self._step
        for first, signature in enumerate(signatures):
            state, accepted = start.next.get(signature) or step(start, signature)
            if state is None:
                continue
            position = first + 1
            ends = {group: (position, line) for group, line in accepted}
            limit = min(limits[first], first + MAX_SPAN)
            while position < limit:
                state, accepted = state.next.get(signatures[position]) or step(state, signatures[position])
                if state is None:
                    break
                position += 1
                for group, line in accepted:
                    ends[group] = (position, line)
            for group, (last, line) in ends.items():
                found.setdefault(group, []).append(Match(first, last, line))
        return found

    def _step(self, state: _State, signature: _Signature) -> tuple[_State | None, _Accepts]:
        """The state after the token, and the patterns that end with it: not those that merely pass over it."""
        known = state.next.get(signature)
        if known is not None:
            return known
        moved = self._targets(state.moves, signature.keys)
        if signature.parts:
            moved |= self._through(state.members, signature.parts)
        stayed = state.members if signature.transparent and state is not self._start else frozenset()
        members = moved | stayed
        after = (self._state(members) if members else None, self._accepted(moved))
        if self._cached >= _MAX_CACHED:
            self._forget()
        self._cached += 1
        state.next[signature] = after
        return after

    def _accepted(self, members: frozenset[int]) -> _Accepts:
        """The patterns that end in one of these states; of one group's the first line last, so that it is the one told."""
        return tuple(sorted({accept for member in members for accept in self._accepts[member]}, reverse=True))

    def _through(self, members: frozenset[int], parts: tuple[str, ...]) -> frozenset[int]:
        """The states after a hyphenated word, read as the row of its parts: "last-minute" as "last minute"."""
        for part in parts:
            members = frozenset(target for member in members for target in self._moves[member].get(part, ()))
        return members

    def _targets(self, moves: dict[str, tuple[int, ...]], keys: tuple[str, ...]) -> frozenset[int]:
        return frozenset(target for key in keys for target in moves.get(key, ()))

    def _state(self, members: frozenset[int]) -> _State:
        state = self._states.get(members)
        if state is None:
            merged: dict[str, list[int]] = {}
            for member in members:
                for key, targets in self._moves[member].items():
                    merged.setdefault(key, []).extend(targets)
            state = _State(members, {key: tuple(targets) for key, targets in merged.items()}, {})
            self._states[members] = state
        return state

    def _forget(self) -> None:
        for state in self._states.values():
            state.next.clear()
        self._states = {self._start.members: self._start}
        self._signatures.clear()
        self._alike.clear()
        self._cached = 0

    def _signature(self, token: Token) -> _Signature:
        known = self._signatures.get((token.norm, token.classes))
        if known is not None and not token.stretched:
            return known
        vocabulary = self._vocabulary
        keys = [f"<{name}>" for name in token.classes if f"<{name}>" in vocabulary]
        if token.kind != "newline" and ANY in vocabulary:
            keys.append(ANY)
        for norm in (token.norm, *token.stretched):
            if norm in vocabulary:
                keys.append(norm)
                break
        parts: tuple[str, ...] = ()
        if token.kind == "word" and "-" in token.norm:
            split = tuple(part for part in token.norm.split("-") if part)
            if 1 < len(split) <= 6 and all(part in vocabulary for part in split):
                parts = split
        signature = self._shared(tuple(keys), parts, _is_transparent(token))
        if not token.stretched and len(token.norm) <= LONGEST_CACHED:
            if len(self._signatures) >= _MAX_CACHED:
                self._signatures.clear()
            self._signatures[token.norm, token.classes] = signature
        return signature

    def _shared(self, keys: tuple[str, ...], parts: tuple[str, ...], transparent: bool) -> _Signature:
        known = self._alike.get((keys, parts, transparent))
        if known is None:
            if len(self._alike) >= _MAX_CACHED:
                self._forget()
            known = self._alike[keys, parts, transparent] = _Signature(keys, parts, transparent)
        return known


def segments(reading: Reading) -> list[int]:
    """For each token the end of its sentence, or of the stretch between two sentences, which no match may pass."""
    limits: list[int] = []
    for sentence in reading.sentences:
        limits.extend([sentence.first] * (sentence.first - len(limits)))
        limits.extend([sentence.last] * (sentence.last - sentence.first))
    limits.extend([len(reading.tokens)] * (len(reading.tokens) - len(limits)))
    return limits


def _is_transparent(token: Token) -> bool:
    return token.kind == "emoji" or (token.kind == "punctuation" and token.norm[:1] in _TRANSPARENT)


class PatternSet:
    """All compiled patterns: those that read the draft, and those that read its hashtags word by word."""

    def __init__(self, words: Automaton, hashtags: Automaton | None) -> None:
        self._words = words
        self._hashtags = hashtags

    def match(self, reading: Reading) -> Matches:
        """All matches in ``reading``. Time is linear in its tokens."""
        found = self._words.match(reading.tokens, segments(reading))
        if self._hashtags is not None:
            found.update(self._in_hashtags(self._hashtags, reading.tokens))
        return Matches(found)

    def _in_hashtags(self, automaton: Automaton, tokens: Sequence_[Token]) -> dict[int, list[Match]]:
        """Matches inside single hashtags, told as matches of the whole hashtag."""
        found: dict[int, list[Match]] = {}
        for index, token in enumerate(tokens):
            if token.kind != "hashtag":
                continue
            words = hashtag_words(token.text)
            for group, matches in automaton.match(words, [len(words)] * len(words)).items():
                found.setdefault(group, []).append(Match(index, index + 1, matches[0].line))
        return found


class Shelf(Protocol):
    """Where compiled patterns are kept between runs, by what they were compiled from."""

    def load(self, parts: Sequence_[str]) -> str | None:
        """The text kept for ``parts``; ``None`` where there is none."""
        ...

    def store(self, parts: Sequence_[str], text: str) -> None:
        """Keeps a text for ``parts``."""
        ...


class Compiler:
    """Collects the patterns of many rules and makes one ``PatternSet`` of them.

    Args:
        shelf: where to look for them compiled before. Patterns are then parsed when they are compiled, and not when they are added.
    """

    def __init__(self, shelf: Shelf | None = None) -> None:
        self._added: list[tuple[Sequence_[str], bool]] = []
        self._words = _Builder()
        self._hashtags = _Builder()
        self._shelf = shelf

    def add(self, patterns: Sequence_[str], *, hashtags: bool = False) -> int:
        """A new group of patterns that are reported together; its number is what ``Matches.of`` takes.

        Args:
            patterns: one pattern a line; none is fine, the group then never matches.
            hashtags: whether they read the words inside hashtags instead of the draft.

        Raises:
            PatternError: one of them does not parse.
        """
        group = len(self._added)
        self._added.append((patterns, hashtags))
        if self._shelf is None:
            self._build(group)
        return group

    def compile(self) -> PatternSet:
        """All groups together.

        Raises:
            PatternError: with a shelf, one of the patterns does not parse.
        """
        if self._shelf is not None:
            parts = [json.dumps(self._added)]
            kept = _read_kept(self._shelf.load(parts))
            if kept is not None:
                self._words, self._hashtags = kept
            else:
                for group in range(len(self._added)):
                    self._build(group)
                self._shelf.store(parts, json.dumps([self._words.rows(), self._hashtags.rows()]))
        return PatternSet(self._words.automaton(), None if self._hashtags.is_empty else self._hashtags.automaton())

    def _build(self, group: int) -> None:
        patterns, hashtags = self._added[group]
        for line, pattern in enumerate(patterns):
            (self._hashtags if hashtags else self._words).add(parse(pattern), (group, line))


def _read_kept(text: str | None) -> tuple[_Builder, _Builder] | None:
    """What ``Compiler.compile`` wrote; the shelf answers for its being whole."""
    if text is None:
        return None
    words, hashtags = json.loads(text)
    return _Builder(*words), _Builder(*hashtags)


class _Builder:
    """Unfolds pattern trees into states. State 0 is where every pattern starts; no state has a move on nothing."""

    def __init__(
        self, moves: list[dict[str, list[int]]] | None = None, accepts: dict[str, list[tuple[int, int]]] | None = None
    ) -> None:
        self._moves: list[dict[str, list[int]]] = moves or [{}]
        self._accepts: list[list[tuple[int, int]]] = [[] for _ in self._moves]
        for state, accepted in (accepts or {}).items():
            self._accepts[int(state)] = [(group, line) for group, line in accepted]

    def rows(self) -> tuple[list[dict[str, list[int]]], dict[int, list[tuple[int, int]]]]:
        """What the states can be made of again: their moves, and what the few that end a pattern accept."""
        return self._moves, {state: accepted for state, accepted in enumerate(self._accepts) if accepted}

    @property
    def is_empty(self) -> bool:
        return len(self._moves) == 1

    def add(self, node: Node, accept: tuple[int, int]) -> None:
        for end in self._build(node, {0}):
            self._accepts[end].append(accept)

    def automaton(self) -> Automaton:
        return Automaton(self._moves, self._accepts)

    def _build(self, node: Node, starts: set[int]) -> set[int]:
        """Adds ``node`` behind each of ``starts``; the states it may end in."""
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
        target = len(self._moves)
        self._moves.append({})
        self._accepts.append([])
        for start in starts:
            for key in keys:
                self._moves[start].setdefault(key, []).append(target)
        return {target}
