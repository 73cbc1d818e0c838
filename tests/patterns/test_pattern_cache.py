"""Patterns that were compiled before are not parsed again, and find the same."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.fuzz.properties import read_plainly

from softsell.patterns import Compiler, PatternError, PatternSet, compiler, grammar, pieces
from softsell.patterns.grammar import Node

GROUPS = [["last chance", "~buy (one|two) get ..3 free"], ["#nothing"], ["<money> off", "must-have"]]
TEXT = "Last chance: we bought one and you get yours free, $5 off a must have #last #LastChance"


class Memory:
    """A cache in memory, which counts what it did."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.found = 0

    def load(self, parts: Sequence[str]) -> bytes | None:
        self.found += str(parts) in self.kept
        return self.kept.get(str(parts))

    def store(self, parts: Sequence[str], content: bytes) -> None:
        self.kept[str(parts)] = content


def compiled(cache: Memory | None, groups: Sequence[Sequence[str]] = GROUPS) -> PatternSet:
    together = Compiler(cache)
    for group in groups:
        together.add(group)
    together.add(["last chance"], hashtags=True)
    return together.compile()


def found(patterns: PatternSet) -> list[object]:
    matches = patterns.match(read_plainly(TEXT))
    return [matches.of(group) for group in range(len(GROUPS) + 2)]


def test_what_was_kept_finds_the_same() -> None:
    cache = Memory()
    new, again = compiled(cache), compiled(cache)
    assert cache.found == 1
    assert found(new) == found(again) == found(compiled(None))
    assert [len(matches) for matches in found(again)] == [1, 0, 2, 1, 0]  # type: ignore[arg-type]


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The patterns that are parsed during a test, which begins with none in memory."""
    parsed: list[str] = []

    def parse(pattern: str) -> Node:
        parsed.append(pattern)
        return grammar.parse(pattern)

    monkeypatch.setattr(pieces, "parse", parse)
    pieces.KEPT.forget()
    return parsed


def test_only_what_is_new_is_parsed(parsed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "_MANY", 1)
    cache = Memory()
    compiled(cache)
    parsed.clear()
    pieces.KEPT.forget()
    more = compiled(cache, [["fresh words"], *reversed(GROUPS)])
    assert parsed == ["fresh words"]
    before = found(compiled(None))
    assert found(more) == [[], *reversed(before[: len(GROUPS)]), before[len(GROUPS)]]


def test_two_sets_of_patterns_are_kept_beside_each_other(parsed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "_MANY", 1)
    cache = Memory()
    compiled(cache)
    compiled(cache, [["fresh words"]])
    parsed.clear()
    pieces.KEPT.forget()
    compiled(cache, [*GROUPS, ["fresh words"], ["more words"]])
    assert parsed == ["more words"]


def test_a_few_new_patterns_are_not_worth_storing() -> None:
    cache = Memory()
    compiled(cache)
    assert all("pieces" not in key for key in cache.kept)


def test_pieces_in_memory_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_MAX_KEPT_BYTES", 2_000)
    for number in range(100):
        pieces.compile_piece((f"fresh words number {number}",))
        assert pieces.KEPT.size <= 2_000
    size = pieces.KEPT.size
    pieces.compile_piece(("(a|b|c|d|e) ..8 (a|b|c|d|e) ..8 f",))
    assert pieces.KEPT.size == size


@pytest.mark.parametrize("cache", [None, Memory()])
def test_half_of_a_character_is_an_invalid_pattern(cache: Memory | None) -> None:
    with pytest.raises(PatternError, match="half of a character") as raised:
        Compiler(cache).add(["now or never", "bread \ud800"])
    assert raised.value.offset == 6


def test_an_invalid_pattern_is_reported_and_not_cached() -> None:
    cache = Memory()
    broken = Compiler(cache)
    broken.add(["(open"])
    with pytest.raises(PatternError):
        broken.compile()
    assert not cache.kept
