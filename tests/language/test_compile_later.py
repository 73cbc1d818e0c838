"""A pattern that is compiled later does what the compiled one does."""

from __future__ import annotations

import re

import pytest

from softsell.compile_later import compile_later


def test_methods_and_attributes_are_those_of_the_pattern(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[object] = []
    compile_now = re.compile

    def noting(*arguments: object) -> object:
        compiled.append(arguments)
        return compile_now(*arguments)  # type: ignore[call-overload]

    monkeypatch.setattr(re, "compile", noting)
    pattern = compile_later(r"(a)(?P<end>b+)", re.IGNORECASE)
    assert not compiled
    found = pattern.search("xABB")
    assert found is not None
    assert found["end"] == "BB"
    assert pattern.match("xab") is None
    assert pattern.fullmatch("ab") is not None
    assert pattern.sub("-", "ab abb") == "- -"
    assert pattern.split("1ab2") == ["1", "a", "b", "2"]
    assert [match.span() for match in pattern.finditer("ab ab")] == [(0, 2), (3, 5)]
    assert compiled == [(r"(a)(?P<end>b+)", re.IGNORECASE)], "compiled once"
    assert pattern.pattern == r"(a)(?P<end>b+)"
    assert pattern.groups == 2


def test_a_wrong_pattern_is_told_when_it_is_used() -> None:
    pattern = compile_later("(")
    with pytest.raises(re.error):
        pattern.search("a")
