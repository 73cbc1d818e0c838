"""Compiles all patterns of all rules to one automaton over tokens, and runs it over a reading.

Each pattern becomes a small nondeterministic automaton, and all share one start state. Running them one by one would cost rules
x tokens. Instead, sets of states become deterministic states when a draft first reaches them: a lazy DFA, as RE2 builds over
characters. At nearly every token the start state has no transition and the run ends at once, so a thousand more rules cost
memory, not time.

A run starts at each token and ends after at most ``MAX_SPAN`` tokens, so time is linear in the draft.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from collections.abc import Sequence as Sequence_
from itertools import accumulate, compress
from operator import and_
from typing import NamedTuple, Protocol

import msgspec
from msgspec import Struct

from softsell.language.hashtags import hashtag_words
from softsell.language.reading import Reading
from softsell.language.token import LONGEST_CACHED, Token
from softsell.patterns.grammar import ANY, Choice, Literal, Node, Repeat, Sequence, parse

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
_AllAccepts = Mapping[int, Sequence_[tuple[int, int]]]
"""The patterns that end in a state, for the few states where one does."""


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
    moves: Mapping[str, Sequence_[int]]
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

    def __init__(self, moves: _Moves, accepts: _AllAccepts, vocabulary: Set[str]) -> None:
        self._moves = moves
        self._accepts = accepts
        self._accepting = frozenset(accepts)
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

    def match(self, tokens: Sequence_[Token], limits: Sequence_[int]) -> dict[int, list[Match]]:
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
        found = [accept for member in self._accepting.intersection(members) for accept in self._accepts[member]]
        return tuple(sorted(set(found), reverse=True)) if found else ()

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

    def _match_hashtags(self, automaton: Automaton, tokens: Sequence_[Token]) -> dict[int, list[Match]]:
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


class PatternCache(Protocol):
    """Stores compiled patterns between runs. The key is what they were compiled from."""

    def load(self, parts: Sequence_[str]) -> bytes | None:
        """Return what was stored for ``parts``, or ``None``."""
        ...

    def store(self, parts: Sequence_[str], content: bytes) -> None:
        """Store bytes for ``parts``."""
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
        self._added: list[tuple[Sequence_[str], bool]] = []
        self._shared: dict[tuple[Sequence_[str], bool], int] = {}
        self._words = _Builder()
        self._hashtags = _Builder()
        self.cache = cache

    def add(self, patterns: Sequence_[str], *, hashtags: bool = False) -> int:
        """Add a group of patterns that are reported together, and return its number for ``Matches.of``.

        Args:
            patterns: one pattern a line. A group without patterns never matches.
            hashtags: whether the patterns read the words inside hashtags instead of the draft.

        Raises:
            PatternError: a pattern doesn't parse.
        """
        group = len(self._added)
        self._added.append((patterns, hashtags))
        if self.cache is None:
            self._build(group)
        return group

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
        if self.cache is not None:
            parts = [msgspec.json.encode(self._added).decode()]
            kept = self.cache.load(parts)
            if kept is not None:
                return _load_kept(kept)
            for group in range(len(self._added)):
                self._build(group)
            self.cache.store(parts, _dump([self._words, self._hashtags]))
        return PatternSet(self._words.automaton(), None if self._hashtags.is_empty else self._hashtags.automaton())

    def _build(self, group: int) -> None:
        patterns, hashtags = self._added[group]
        for line, pattern in enumerate(patterns):
            (self._hashtags if hashtags else self._words).add(parse(pattern), (group, line))


def _dump(builders: Sequence_[_Builder]) -> bytes:
    """Return bytes from which ``_load_kept`` makes automata: a line about them, where the transitions of each state begin, and those."""
    head = [(len(one.moves), sorted(one.vocabulary()), one.accepts) for one in builders]
    rows = [msgspec.json.encode(row) for one in builders for row in one.moves]
    starts = b"".join(start.to_bytes(_START_BYTES, "little") for start in accumulate(map(len, rows), initial=0))
    return b"".join([msgspec.json.encode(head), b"\n", starts, *rows])


_START_BYTES = 4
_HEAD = msgspec.json.Decoder(list[tuple[int, frozenset[str], dict[int, list[tuple[int, int]]]]])
_ROW = msgspec.json.Decoder(dict[str, list[int]])


def _load_kept(kept: bytes) -> PatternSet:
    """Load what ``_dump`` wrote. The cache guarantees that it's complete."""
    at = kept.index(b"\n") + 1
    head = _HEAD.decode(memoryview(kept)[:at])
    starts = memoryview(kept)[at : at + _START_BYTES * (1 + sum(count for count, _, _ in head))]
    rows = memoryview(kept)[at + len(starts) :]
    automata = []
    for count, vocabulary, accepts in head:
        automata.append(Automaton(_KeptMoves(starts, rows), accepts, vocabulary))
        starts = starts[_START_BYTES * count :]
    words, hashtags = automata
    return PatternSet(words, hashtags if hashtags.has_patterns else None)


class _KeptMoves(dict[int, dict[str, list[int]]]):
    """The transitions of each state, parsed when the state is first reached. One post reaches a few of thousands."""

    def __init__(self, starts: memoryview, rows: memoryview) -> None:
        super().__init__()
        self._starts = starts
        self._rows = rows

    def __missing__(self, state: int) -> dict[str, list[int]]:
        first, last = (self._start(number) for number in (state, state + 1))
        moves = self[state] = _ROW.decode(self._rows[first:last])
        return moves

    def _start(self, state: int) -> int:
        return int.from_bytes(self._starts[_START_BYTES * state : _START_BYTES * (state + 1)], "little")


class _Builder:
    """Expands pattern trees to states. Every pattern starts in state 0. No state has an empty transition."""

    def __init__(self) -> None:
        self.moves: list[dict[str, list[int]]] = [{}]
        self.accepts: dict[int, list[tuple[int, int]]] = {}

    def vocabulary(self) -> set[str]:
        """Return every key of a transition."""
        return {key for row in self.moves for key in row}

    @property
    def is_empty(self) -> bool:
        return len(self.moves) == 1

    def add(self, node: Node, accept: tuple[int, int]) -> None:
        for end in self._build(node, {0}):
            self.accepts.setdefault(end, []).append(accept)

    def automaton(self) -> Automaton:
        return Automaton(self.moves, self.accepts, self.vocabulary())

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
