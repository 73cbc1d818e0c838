"""Grapheme clusters: what a person sees as one character, and which of them are emoji."""

from __future__ import annotations

import subprocess
import sys

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from tests.platforms.texts import MIXED

from softsell.platforms import count
from softsell.platforms.graphemes import grapheme_count, graphemes, is_emoji

FAMILY = "👨‍👩‍👧‍👦"


@given(MIXED)
def test_joined_they_are_the_text(text: str) -> None:
    assert "".join(graphemes(text)) == text
    assert grapheme_count(text) == len(list(graphemes(text)))


@given(
    st.text(
        st.sampled_from("a \r\n\u0301\u200d\ufe0f\u20e3🇫🇷🇩🏽👩❤1각각👍\U000e0067\u0600\u0d4eé字ကျ©☝–’€ĳ"), max_size=20
    )
)
def test_the_quick_ways_say_what_regex_says(text: str) -> None:
    assert list(graphemes(text)) == regex.findall(r"\X", text)


@pytest.mark.parametrize(
    ("text", "clusters"),
    [
        ("क्षि", ["क्षि"]),  # an Indic conjunct, rule GB9c
        ("ကျေး", ["ကျေ", "း"]),  # Burmese: the sign of tone stands by itself
        ("각각", ["각", "각"]),
        ("🇫🇷🇩🇪🇫", ["🇫🇷", "🇩🇪", "🇫"]),
        (f"a{FAMILY}b", ["a", FAMILY, "b"]),
        ("Cafe\u0301", ["C", "a", "f", "e\u0301"]),
        ("a\r\nb", ["a", "\r\n", "b"]),
    ],
)
def test_what_a_person_sees_as_one_character(text: str, clusters: list[str]) -> None:
    assert list(graphemes(text)) == clusters


@pytest.mark.parametrize(
    "cluster",
    ["🍲", FAMILY, "🇫🇷", "1️⃣", "#⃣", "❤️", "⌚", "👍🏽", "☝🏽", "✌🏿", "⛹🏽", "❤\u200d🔥", "©️", "🌡", "🏽", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"],
)
def test_is_an_emoji(cluster: str) -> None:
    assert list(graphemes(cluster)) == [cluster]
    assert is_emoji(cluster)
    assert count(cluster, "x") == 2


@pytest.mark.parametrize("cluster", ["a", "1", "©", "™", "❤", "‼", "字", "\u0301", "🇫", "⌚︎", "a⃣"])
def test_is_no_emoji(cluster: str) -> None:
    assert not is_emoji(cluster)


@pytest.mark.parametrize("unit", ["🇫", "🇫\u0301", "\u0600🇫", "👩\u200d", "\u0301", "क्", "ᄀ", "☝🏽"])
def test_a_long_row_of_anything_is_parted(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    assert sum(map(len, graphemes(text))) == len(text)


def test_latin_text_needs_no_import() -> None:
    script = (
        "import sys\n"
        "from softsell.platforms import PLATFORMS, count\n"
        "from softsell.report.display import width\n"
        "for name in PLATFORMS: count('“Soup” – it’s on at the Café… 3 € ©', name)\n"
        "width('“Soup” – it’s on at the Café…')\n"
        "print('regex' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
