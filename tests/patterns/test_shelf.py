"""Patterns that were compiled before are not parsed again, and find the same."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.fuzz.properties import read_plainly

from softsell.patterns import Compiler, PatternError, PatternSet

GROUPS = [["last chance", "~buy (one|two) get ..3 free"], ["#nothing"], ["<money> off", "must-have"]]
TEXT = "Last chance: we bought one and you get yours free, $5 off a must have #last #LastChance"


class Memory:
    """A shelf in memory, which counts what it did."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.found = 0

    def load(self, parts: Sequence[str]) -> str | None:
        self.found += str(parts) in self.kept
        return self.kept.get(str(parts))

    def store(self, parts: Sequence[str], text: str) -> None:
        self.kept[str(parts)] = text


def compiled(shelf: Memory | None) -> PatternSet:
    compiler = Compiler(shelf)
    for group in GROUPS:
        compiler.add(group)
    compiler.add(["last chance"], hashtags=True)
    return compiler.compile()


def found(patterns: PatternSet) -> list[object]:
    matches = patterns.match(read_plainly(TEXT))
    return [matches.of(group) for group in range(len(GROUPS) + 1)]


def test_what_was_kept_finds_the_same() -> None:
    shelf = Memory()
    new, again = compiled(shelf), compiled(shelf)
    assert shelf.found == 1
    assert found(new) == found(again) == found(compiled(None))
    assert [len(matches) for matches in found(again)] == [1, 0, 2, 1]  # type: ignore[arg-type]


def test_other_patterns_are_compiled_anew() -> None:
    shelf = Memory()
    compiled(shelf)
    other = Compiler(shelf)
    other.add(["last chance"])
    other.compile()
    assert (shelf.found, len(shelf.kept)) == (0, 2)


def test_a_pattern_that_does_not_parse_is_told_and_not_kept() -> None:
    shelf = Memory()
    compiler = Compiler(shelf)
    compiler.add(["(open"])
    with pytest.raises(PatternError):
        compiler.compile()
    assert not shelf.kept
