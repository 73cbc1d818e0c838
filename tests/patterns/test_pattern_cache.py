"""Patterns that were compiled before are not parsed again, and find the same."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.fuzz.properties import read_plainly

from softsell.patterns import Compiler, PatternError, PatternSet, grammar, pieces
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
    compiler = Compiler(cache)
    for group in groups:
        compiler.add(group)
    compiler.add(["last chance"], hashtags=True)
    return compiler.compile()


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
    pieces.compile_piece.cache_clear()
    return parsed


def test_only_what_is_new_is_parsed(parsed: list[str]) -> None:
    cache = Memory()
    compiled(cache)
    parsed.clear()
    pieces.compile_piece.cache_clear()
    more = compiled(cache, [["fresh words"], *reversed(GROUPS)])
    assert parsed == ["fresh words"]
    before = found(compiled(None))
    assert found(more) == [[], *reversed(before[: len(GROUPS)]), before[len(GROUPS)]]


def test_a_cache_that_has_few_of_the_patterns_keeps_the_others_too(parsed: list[str]) -> None:
    cache = Memory()
    compiled(cache, [["fresh words"]])
    compiled(cache)
    parsed.clear()
    pieces.compile_piece.cache_clear()
    compiled(cache, [*GROUPS, ["more words"]])
    assert parsed == ["more words"]


def test_an_invalid_pattern_is_reported_and_not_cached() -> None:
    cache = Memory()
    compiler = Compiler(cache)
    compiler.add(["(open"])
    with pytest.raises(PatternError):
        compiler.compile()
    assert not cache.kept
