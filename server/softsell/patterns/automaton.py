"""Runs the patterns of all rules over a reading, as one automaton over tokens.

Each pattern is a small nondeterministic automaton (``pieces``), and all share one start state. Running them one by one would cost rules
x tokens. Instead, sets of states become deterministic states when a draft first reaches them: a lazy DFA, as RE2 builds over
characters. At nearly every token the start state has no transition and the run ends at once, so a thousand more rules cost
memory, not time.

A run starts at each token and ends after at most ``MAX_SPAN`` tokens, so time is linear in the draft.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import compress
from operator import and_
from typing import NamedTuple, Protocol

from msgspec import Struct

from softsell.language.hashtags import hashtag_words
from softsell.language.reading import Reading
from softsell.language.token import LONGEST_CACHED, Token
from softsell.patterns.grammar import ANY

MAX_SPAN = 64
"""Maximum number of tokens in one match."""
_MAX_CACHED = 20_000
"""Maximum number of cached signatures."""
_MAX_TRANSITIONS = 100_000
_COMPUTED = 5
"""Maximum number of cached transitions, and how many a computed one counts for. A transition that looks the same as another one takes
little memory. When the maximum is reached, the cache is emptied, so no draft can fill the memory."""
_TRANSPARENT = frozenset(",'\"*_~-–—‐‑‒―`´•·|/")
"""Marks that may be between two words of a pattern. The pattern matches anyway."""


_Accepts = tuple[tuple[int, int], ...]
"""Patterns that end at a position, as (group, line)."""
_Ends = Mapping[int, tuple[int, int]]
"""By state, the pattern that ends there, for the few where one does."""


class _Moves(Protocol):
    """The transitions of each nondeterministic state."""

    def __getitem__(self, state: int, /) -> dict[str, list[int]]: ...


class Match(NamedTuple):
    """One match of a pattern.

    Attributes:
        first, last: the tokens ``reading.tokens[first:last]``.
        line: which pattern of its group matched.
    """

    first: int
    last: int
    line: int


class Matches:
    """The matches in one reading, by group."""

    __slots__ = ("_found", "_kept")

    def __init__(self, found: dict[int, list[Match]]) -> None:
        self._found = found
        self._kept: dict[int, list[Match]] = {}

    @property
    def groups(self) -> Iterator[int]:
        """Return the groups that have a match."""
        return iter(self._found)

    def of(self, group: int) -> list[Match]:
        """Return the matches of the group's patterns in order: leftmost and longest, without overlaps."""
        kept = self._kept.get(group)
        if kept is None:
            found = self._found.get(group)
            if found is None:
                return []
            kept = self._kept[group] = []
            end = 0
            for match in found:
                if match.first >= end:
                    kept.append(match)
                    end = match.last
        return kept

    def all_of(self, group: int) -> list[Match]:
        """Like ``of``, but return the longest match from every start, with overlaps."""
        return list(self._found.get(group, ()))


class _State(Struct, eq=False):
    """A set of nondeterministic states that a draft has reached, with its known transitions.

    Attributes:
        next: known transitions by signature.
        alike: the same by what matters of a signature in this state: most words are only "any word" to it.
        bits: a token can only follow if its signature has one of these bits.
    """

    members: frozenset[int]
    moves: Mapping[str, Sequence[int]]
    next: dict[_Signature, _Transition]
    alike: dict[_Look, _Transition]
    bits: int


_Transition = tuple[_State | None, _Accepts]
_Look = tuple[tuple[str, ...], tuple[str, ...], bool]
"""The keys of a token, the parts of a hyphenated word, and whether patterns skip it."""


class _Signature(Struct, eq=False):
    """What the automaton sees of a token. Tokens that look the same share one signature, and with it every transition.

    Attributes:
        bits: one for each key, see ``_bits``.
        next_bits: a run that begins here goes on only if the next token's signature has one of these bits. All bits until that is known.
        begun: the first transition of a run that begins here, when it's known.
    """

    keys: tuple[str, ...]
    parts: tuple[str, ...]
    transparent: bool
    bits: int
    next_bits: int = -1
    begun: _Transition | None = None


_NUMBER_OF_BITS = 180
_ANY_TOKEN = 1 << _NUMBER_OF_BITS
"""The bit of every token, and of what comes after the last."""
_SKIPPED = _ANY_TOKEN << 1
"""The bit of tokens that patterns skip."""
_BITS = tuple(1 << number for number in range(_NUMBER_OF_BITS))


def _bits(keys: Iterable[str]) -> int:
    """Return a bit for each key. Few keys share one, so ``a & b`` is nearly always 0 if two sets of keys share none, and it's never 0 if
    they do.
    """
    found = 0
    for key in keys:
        found |= _BITS[hash(key) % _NUMBER_OF_BITS]
    return found


class Automaton:
    """Compiled patterns over one stream of tokens. Safe to use from several threads, since every cached value is a function of its key."""

    def __init__(self, moves: _Moves, ends: _Ends, vocabulary: Set[str]) -> None:
        self._moves = moves
        self._ends = ends
        self._ending = frozenset(ends)
        self._vocabulary = vocabulary
        self._states: dict[frozenset[int], _State] = {}
        self._signatures: dict[tuple[str, tuple[str, ...]], _Signature] = {}
        self._by_norm: dict[str, tuple[tuple[str, ...], _Signature]] = {}
        """By norm, the classes that a token had first, with the signature of both."""
        self._alike: dict[_Look, _Signature] = {}
        self._class_keys: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._cached = 0
        self._start = self._state(frozenset({0}))

    @property
    def has_patterns(self) -> bool:
        """Whether anything can match."""
        return bool(self._start.moves)

    def match(self, tokens: Sequence[Token], limits: Sequence[int]) -> dict[int, list[Match]]:
        """Return, for each group, the longest match from each start.

        Args:
            tokens: the tokens to search.
            limits: for each token, the index that a match starting there can't pass.
        """
        found: dict[int, list[Match]] = {}
        known, signature_of = self._by_norm.get, self._signature
        # Nearly every token of a norm has the very same classes, so they needn't be compared or hashed.
        signatures = [
            entry[1]
            if (entry := known(token.norm)) is not None and entry[0] is token.classes and not token.stretched
            else signature_of(token)
            for token in tokens
        ]
        # Some pattern begins with almost every word, and almost every run ends with the second one. Bits tell that without a transition,
        # so only the transitions that lead somewhere fill the cache.
        bits = [signature.bits for signature in signatures[1:]]
        bits.append(_ANY_TOKEN)
        goes_on = map(and_, [signature.next_bits for signature in signatures], bits)
        # These lookups are here and not in _step because nearly every transition is cached.
        start, step = self._start, self._step
        for first in compress(range(len(signatures)), goes_on):
            state, accepted = signatures[first].begun or step(start, signatures[first])
            if state is None:
                continue
            position = first + 1
            limit = limits[first]
            if not accepted:
                if position >= limit or not state.bits & bits[first]:
                    continue
                state, accepted = state.next.get(signatures[position]) or step(state, signatures[position])
                if state is None:
                    continue
                position += 1
                # A rule for an emoji between words is still running after any two words.
                if not accepted and (position >= limit or not state.bits & bits[first + 1]):
                    continue
            ends: dict[int, tuple[int, int]] = {}
            for group, line in accepted:
                ends[group] = (position, line)
            if limit > first + MAX_SPAN:
                limit = first + MAX_SPAN
            while position < limit and state.bits & bits[position - 1]:
                state, accepted = state.next.get(signatures[position]) or step(state, signatures[position])
                if state is None:
                    break
                position += 1
                for group, line in accepted:
                    ends[group] = (position, line)
            for group, (last, line) in ends.items():
                found.setdefault(group, []).append(Match(first, last, line))
        return found

    def _step(self, state: _State, signature: _Signature) -> _Transition:
        """Return the state after the token, and the patterns that end with it. Patterns that only skip the token don't count."""
        known = state.next.get(signature)
        if known is not None:
            return known
        moves, parts = state.moves, signature.parts
        if parts and parts[0] not in moves:
            parts = ()
        look = tuple([key for key in signature.keys if key in moves]), parts, signature.transparent
        after = state.alike.get(look)
        if self._cached >= _MAX_TRANSITIONS:
            self._forget()
        if after is None:
            after = state.alike[look] = self._compute(state, look)
            self._cached += _COMPUTED
        if state is self._start:
            target, accepted = after
            signature.next_bits = _ANY_TOKEN if accepted else target.bits if target is not None else 0
            signature.begun = after
        self._cached += 1
        state.next[signature] = after
        return after

    def _compute(self, state: _State, look: _Look) -> _Transition:
        keys, parts, transparent = look
        moved = frozenset().union(*[state.moves[key] for key in keys])
        if parts:
            moved |= self._targets_through_parts(state.members, parts)
        stayed = state.members if transparent and state is not self._start else frozenset()
        members = moved | stayed
        return self._state(members) if members else None, self._accepted(moved)

    def _accepted(self, members: frozenset[int]) -> _Accepts:
        """Return the patterns that end in one of these states. A group's first line comes last, so the match reports it."""
        found = {self._ends[member] for member in self._ending.intersection(members)}
        return tuple(sorted(found, reverse=True)) if found else ()

    def _targets_through_parts(self, members: frozenset[int], parts: tuple[str, ...]) -> frozenset[int]:
        """Return the states after a hyphenated word, read as its parts: "last-minute" as "last minute"."""
        for part in parts:
            members = frozenset(target for member in members for target in self._moves[member].get(part, ()))
        return members

    def _state(self, members: frozenset[int]) -> _State:
        state = self._states.get(members)
        if state is None and len(members) == 1:
            (member,) = members
            moves = self._moves[member]
            # Every run is in the first state, which has too many transitions to need bits.
            state = self._states[members] = _State(members, moves, {}, {}, _bits(moves) | _SKIPPED if member else -1)
        if state is None:
            merged: dict[str, list[int]] = {}
            for member in members:
                for key, targets in self._moves[member].items():
                    merged.setdefault(key, []).extend(targets)
            merged_moves = {key: tuple(targets) for key, targets in merged.items()}
            state = _State(members, merged_moves, {}, {}, _bits(merged) | _SKIPPED)
            self._states[members] = state
        return state

    def _forget(self) -> None:
        for state in self._states.values():
            state.next.clear()
            state.alike.clear()
        # Signatures hold what begins with them, so these go too.
        self._alike.clear()
        self._signatures.clear()
        self._by_norm.clear()
        self._states = {self._start.members: self._start}
        self._cached = 0

    def _signature(self, token: Token) -> _Signature:
        known = None if token.stretched else self._signatures.get((token.norm, token.classes))
        if known is not None:
            return known
        vocabulary = self._vocabulary
        keys = self._class_keys.get(token.classes) or self._find_class_keys(token.classes)
        if token.kind == "newline":
            keys = tuple([key for key in keys if key != ANY])
        for norm in (token.norm, *token.stretched):
            if norm in vocabulary:
                keys = (*keys, norm)
                break
        parts: tuple[str, ...] = ()
        if token.kind == "word" and "-" in token.norm:
            split = tuple(part for part in token.norm.split("-") if part)
            if 1 < len(split) <= 6 and all(part in vocabulary for part in split):
                parts = split
        signature = self._shared((keys, parts, _is_transparent(token)))
        if not token.stretched and len(token.norm) <= LONGEST_CACHED:
            if len(self._signatures) >= _MAX_CACHED:
                self._signatures.clear()
                self._by_norm.clear()
            self._signatures[token.norm, token.classes] = signature
            self._by_norm.setdefault(token.norm, (token.classes, signature))
        return signature

    def _find_class_keys(self, classes: tuple[str, ...]) -> tuple[str, ...]:
        """Return the keys of a token of these classes that isn't a line break."""
        vocabulary = self._vocabulary
        names = [f"<{name}>" for name in classes]
        keys = tuple([key for key in (*names, ANY) if key in vocabulary])
        if len(self._class_keys) >= _MAX_CACHED:
            self._class_keys.clear()
        self._class_keys[classes] = keys
        return keys

    def _shared(self, look: _Look) -> _Signature:
        known = self._alike.get(look)
        if known is None:
            if len(self._alike) >= _MAX_CACHED:
                self._alike.clear()
            keys, parts, transparent = look
            bits = _bits((*keys, *parts[:1])) | _ANY_TOKEN | (_SKIPPED if transparent else 0)
            known = self._alike[look] = _Signature(keys, parts, transparent, bits)
        return known


def segments(reading: Reading) -> list[int]:
    """Return, for each token, the end of its sentence or of the tokens between two sentences. No match may pass it."""
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
        self._in_hashtag: dict[str, tuple[tuple[int, int], ...]] = {}

    def match(self, reading: Reading) -> Matches:
        """Return all matches in ``reading``. Takes time linear in its tokens."""
        found = self._words.match(reading.tokens, segments(reading))
        if self._hashtags is not None:
            found.update(self._match_hashtags(self._hashtags, reading.tokens))
        return Matches(found)

    def _match_hashtags(self, automaton: Automaton, tokens: Sequence[Token]) -> dict[int, list[Match]]:
        """Return matches inside single hashtags, as matches of the whole hashtag."""
        found: dict[int, list[Match]] = {}
        for index, token in enumerate(tokens):
            if token.kind == "hashtag":
                for group, line in self._match_hashtag(automaton, token.text):
                    found.setdefault(group, []).append(Match(index, index + 1, line))
        return found

    def _match_hashtag(self, automaton: Automaton, text: str) -> tuple[tuple[int, int], ...]:
        """Return the patterns in one hashtag, as (group, line). Posts of one writer have the same hashtags again and again."""
        known = self._in_hashtag.get(text)
        if known is None:
            words = hashtag_words(text)
            found = automaton.match(words, [len(words)] * len(words))
            known = tuple((group, matches[0].line) for group, matches in found.items())
            if len(text) <= LONGEST_CACHED:
                if len(self._in_hashtag) >= _MAX_CACHED:
                    self._in_hashtag.clear()
                self._in_hashtag[text] = known
        return known
