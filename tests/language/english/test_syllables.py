"""Syllables: what a word sounds like, whatever is thrown at it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import softsell
from softsell.language.english import readability
from softsell.language.english.syllables import syllables

WORDS = {
    1: "a home homes baked queue league guest clothes eyes strength shopped friend though jumped piece",
    2: "elsewhere table settled wanted boxes movement lately careful homework seller weekend coffee prism rhythm people player",
    3: "radio media happier idea celebrate museum video actual influence suddenly typically",
    4: "January society European reality continuous cooperate community original",
    5: "enthusiasm university personality creativity imagination",
    6: "responsibility rehabilitation",
}


@pytest.mark.parametrize("count", WORDS)
def test_words_of_every_length(count: int) -> None:
    words = WORDS[count].split()
    assert {word: syllables(word) for word in words} == dict.fromkeys(words, count)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("don't", 1),
        ("don’t", 1),
        ("didn't", 2),
        ("couldn’t", 2),
        ("we've", 1),
        ("would've", 2),
        ("it'll", 2),
        ("boss's", 2),
        ("shop's", 1),
        ("o'clock", 2),
        ("rock'n'roll", 2),
    ],
)
def test_contractions_count_what_is_heard(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [("0", 2), ("7", 2), ("24", 3), ("100", 3), ("1,000", 3), ("365", 6), ("1000000", 3), ("0" * 20, 40)],
)
def test_numbers_are_read_out(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(("word", "count"), [("DVD", 3), ("www", 9), ("hmm", 1), ("Shhh", 1), ("W", 3), ("BUY", 1)])
def test_letters_are_spelled_out_and_sounds_are_not(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("well-known", 2),
        ("#SmallBusiness", 3),
        ("smallBusiness", 3),
        ("café", 2),
        ("naïve", 2),
        ("𝗕𝗨𝗬", 1),
        ("mañana", 3),
    ],
)
def test_compounds_hashtags_accents_and_styled_letters(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize("nothing", ["", "-", "'", "…", "🎉", " "])
def test_nothing_to_say_is_no_syllable(nothing: str) -> None:
    assert syllables(nothing) == 0


def test_other_scripts_count_one_a_run() -> None:
    assert syllables("привет") == 1


def test_capitals_change_nothing_in_a_plain_word() -> None:
    assert syllables("Business") == syllables("BUSINESS") == syllables("business") == 2


@given(st.text())
def test_any_text_has_a_count(text: str) -> None:
    count = syllables(text)
    assert 0 <= count <= 3 * 9 * (len(text) + 1)
    assert count >= 1 or not any(c.isalnum() and c.isascii() for c in text)


@pytest.mark.parametrize("unit", ["a", "y", "e'", "ea", "aeiouy", "strength", "1", "é", "n't", "A", "aB", "-"])
def test_a_huge_word_is_not_kept(unit: str) -> None:
    facts = readability._Facts(rare=True)
    assert facts[unit * 10_000][1] >= 1
    assert not facts


def test_only_so_many_words_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readability, "_MOST_KEPT", 5)
    facts = readability._Facts(rare=True)
    for number in range(12):
        assert facts[f"word{number}"][0] == len(f"word{number}")
        assert len(facts) <= 5


def test_it_is_public() -> None:
    assert softsell.syllables("readability") == 5


def test_a_wall_of_ligatures_is_left_folded() -> None:
    # One of them stands for eighteen letters; of a million, that would be gigabytes.
    assert syllables("ﷺ" * 1_001) == 1
