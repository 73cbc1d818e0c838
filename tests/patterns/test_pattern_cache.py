"""Patterns that were compiled before are not parsed again, and find the same."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.fuzz.properties import read_plainly

from softsell.patterns import Compiler, PatternError, PatternSet

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


def compiled(cache: Memory | None) -> PatternSet:
    compiler = Compiler(cache)
    for group in GROUPS:
        compiler.add(group)
    compiler.add(["last chance"], hashtags=True)
    return compiler.compile()


def found(patterns: PatternSet) -> list[object]:
    matches = patterns.match(read_plainly(TEXT))
    return [matches.of(group) for group in range(len(GROUPS) + 1)]


def test_what_was_kept_finds_the_same() -> None:
    cache = Memory()
    new, again = compiled(cache), compiled(cache)
    assert cache.found == 1
    assert found(new) == found(again) == found(compiled(None))
    assert [len(matches) for matches in found(again)] == [1, 0, 2, 1]  # type: ignore[arg-type]


def test_other_patterns_are_compiled_anew() -> None:
    cache = Memory()
    compiled(cache)
    other = Compiler(cache)
    other.add(["last chance"])
    other.compile()
    assert (cache.found, len(cache.kept)) == (0, 2)


def test_an_invalid_pattern_is_reported_and_not_cached() -> None:
    cache = Memory()
    compiler = Compiler(cache)
    compiler.add(["(open"])
    with pytest.raises(PatternError):
        compiler.compile()
    assert not cache.kept
