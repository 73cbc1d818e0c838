"""What a platform's profile says, and how each place counts a post."""

from __future__ import annotations

import re

import pytest
import regex  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from softsell.errors import UsageError
from softsell.platforms import PLATFORMS, count, fold, profile
from softsell.platforms.counting import WAYS
from softsell.platforms.graphemes import grapheme_count, graphemes, is_emoji

FAMILY = "👨‍👩‍👧‍👦"


@pytest.mark.parametrize("name", PLATFORMS)
def test_every_platform_states_each_fact_with_source_and_month(name: str) -> None:
    platform = profile(name)
    assert platform.counts in WAYS
    assert set(platform.sources) == {"length", "fold", "hashtags", "links"}
    for source in [*platform.sources.values(), *(words.source for words in platform.wrong_words)]:
        assert source.text
        assert re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", source.date)
    for wrong in platform.wrong_words:
        assert all(word == word.lower() for word in wrong.words)
    assert platform.hashtags_limit is None or platform.hashtags_advised <= platform.hashtags_limit


def test_other_names_lead_to_the_platform_and_belong_to_one_only() -> None:
    assert profile("Twitter").name == "x"
    assert profile(" LinkedIn ").name == "linkedin"
    others = [other for name in PLATFORMS for other in profile(name).also]
    assert len(others) == len(set(others))
    assert not set(others) & set(PLATFORMS)


def test_a_typo_is_answered_with_the_nearest_name() -> None:
    with pytest.raises(UsageError, match="called “instagarm”; did you mean “instagram”"):
        profile("instagarm")
    with pytest.raises(UsageError, match="did you mean “twitter”"):
        profile("twitr")
    with pytest.raises(UsageError, match="There are x, linkedin, "):
        profile("MySpace")


def test_folds() -> None:
    assert fold("instagram") == 125
    assert fold("linkedin") == 210
    assert fold("bluesky") is None


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Soup is on", 10),
        ("Menu: https://joes-corner-bakery.com/menus/2026/november.pdf", 6 + 23),
        ("Menu: https://joes.com/menu.", 6 + 23 + 1),
        ("See joes.com, then come", 4 + 23 + 11),
        ("See joes.co.uk now", 4 + 23 + 4),
        ("Wait.is it on?", 14),
        ("me@joes.com", 11),
        ("🍲", 2),
        (FAMILY, 2),
        ("👍🏽👍🏽", 4),
        ("🇫🇷", 2),
        ("1️⃣", 2),
        ("湯", 2),
        ("Café", 4),
        ("Cafe\u0301", 4),
        ("“Soup” – it’s on…", 18),
    ],
)
def test_x_counts_by_weight(text: str, length: int) -> None:
    assert count(text, "x") == length


def test_bluesky_counts_what_a_person_sees() -> None:
    assert count(f"Soup {FAMILY}", "bluesky") == 6
    assert count("line\r\nline", "bluesky") == 9


def test_mastodon_counts_links_as_23_and_leaves_out_the_server_of_a_handle() -> None:
    assert count("Ask @ana@mastodon.example about https://joes.example/a-very-long-menu-for-november", "mastodon") == (
        len("Ask @ana about ") + 23
    )


def test_threads_counts_an_emoji_by_its_bytes() -> None:
    assert count("Soup 🍲", "threads") == 5 + 4


def test_the_others_count_as_their_boxes_do() -> None:
    assert count("Soup 🍲", "linkedin") == 7
    assert count("Soup 🍲", "youtube") == 9
    assert count("Soup 🍲", "reddit") == 6


_mixed = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_categories=["Cn"]),
        st.sampled_from("\u200d\ufe0f\u20e3\r\n🇫🇷🏽👩❤1\u0301각각👍🏴\U000e0067"),
    ),
    max_size=30,
)


@given(_mixed)
def test_graphemes_joined_are_the_text(text: str) -> None:
    assert "".join(graphemes(text)) == text
    assert grapheme_count(text) == len(list(graphemes(text)))


@given(st.text(st.sampled_from("a \r\n\u0301\u200d\ufe0f\u20e3🇫🇷🏽👩❤1각각👍\U000e0067\u0600é字"), max_size=20))
def test_graphemes_agree_with_the_reference(text: str) -> None:
    assert list(graphemes(text)) == regex.findall(r"\X", text)


@given(_mixed)
def test_every_way_of_counting_takes_any_text(text: str) -> None:
    for name in PLATFORMS:
        assert count(text, name) >= 0


def test_what_is_an_emoji() -> None:
    assert all(map(is_emoji, ["🍲", FAMILY, "🇫🇷", "1️⃣", "❤️", "⌚", "👍🏽"]))
    assert not any(map(is_emoji, ["a", "1", "©", "❤", "字", "\u0301"]))
