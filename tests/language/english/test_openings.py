"""Tables of how sentences begin."""

from __future__ import annotations

import pytest

from softsell.language.english.data import tables
from softsell.language.english.openings import Openings, read_row, table

_LISTS = {"fruit": frozenset(("apple", "plum"))}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("teach me", "teach me a knot"),
        ("(teach|show) (me|us)", "show us the way"),
        ("name (your)? <fruit>", "name plum"),
        ("name (your)? <fruit>", "name your apple"),
        ("(<fruit>|pear) pie", "apple pie"),
        ("give this * a name", "give this goat a name"),
        ("explain ... like five", "explain the tides to me like five"),
        ("guess !(what) *", "guess who"),
        ("rate (it|.)", "rate"),
        ("fight me .", "fight me"),
    ],
)
def test_a_row_fits(row: str, words: str) -> None:
    assert Openings([row], _LISTS).begin(words.split())


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("teach me", "teach him"),
        ("give this * a name", "give this a name"),
        ("guess !(what) *", "guess what now"),
        ("guess !(what) *", "guess"),
        ("fight me .", "fight me not"),
        ("explain ... five", "explain " + "word " * 20 + "five"),
    ],
)
def test_a_row_does_not_fit(row: str, words: str) -> None:
    assert not Openings([row], _LISTS).begin(words.split())


def test_only_a_part_of_the_words_is_looked_at() -> None:
    rows = Openings(["pick one ."], {})
    assert rows.begin("tea coffee pick one".split(), 2)
    assert rows.begin("pick one tea or coffee".split(), 0, 2)
    assert not rows.begin("pick one tea or coffee".split())
    assert not rows.begin([], 0)


def test_a_row_with_two_gaps_would_be_slow() -> None:
    with pytest.raises(ValueError, match="one gap"):
        read_row("... me ... you", {})


@pytest.mark.parametrize("name", sorted(tables("openings.txt")))
def test_every_row_of_every_table_can_be_read(name: str) -> None:
    for first in table(name).first_words:
        table(name).begin([first])
