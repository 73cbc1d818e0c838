"""Classes of words, from lists and endings alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softsell.language.english.lexicon import classes
from softsell.language.token import CLASSES


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("buy", {"verb"}),
        ("bought", {"verb"}),
        ("sofa", {"noun"}),
        ("offer", {"verb", "noun"}),
        ("beautiful", {"adjective"}),
        ("our", {"we"}),
        ("yourself", {"you"}),
        ("they", {"they"}),
        ("three", {"number"}),
        ("dozen", {"number"}),
        ("tonight", {"date"}),
        ("friday", {"date"}),
        ("dollars", {"currency"}),
    ],
)
def test_classes(word: str, expected: set[str]) -> None:
    assert expected <= set(classes(word))


@pytest.mark.parametrize(
    ("word", "unexpected"), [("the", "noun"), ("quickly", "noun"), ("sofa", "verb"), ("happy", "noun"), ("is", "noun")]
)
def test_what_a_word_is_not(word: str, unexpected: str) -> None:
    assert unexpected not in classes(word)


@given(st.text(max_size=20))
def test_classes_are_known_sorted_and_the_same_each_time(word: str) -> None:
    found = classes(word)
    assert list(found) == sorted(set(found))
    assert set(found) <= CLASSES
    assert classes(word) == found
