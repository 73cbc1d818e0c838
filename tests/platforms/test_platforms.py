"""What a platform's profile says, and how each place counts a post."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softsell.errors import UsageError
from softsell.platforms import PLATFORMS, count, fold, profile
from softsell.platforms.counting import WAYS

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
def test_every_way_of_counting_takes_any_text(text: str) -> None:
    for name in PLATFORMS:
        assert count(text, name) >= 0


@pytest.mark.parametrize("unit", ["a.", "a-", "https://", "@a@", "👩\u200d", "\u0301", "aa.co/", "."])
def test_counting_time_is_linear(unit: str) -> None:
    start = time.process_time()
    for way in WAYS.values():
        way(unit * (100_000 // len(unit)))
    assert time.process_time() - start < 5
