"""What a platform's profile says, and how each place counts a post."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from tests.platforms.texts import MIXED

from softsell.errors import UsageError
from softsell.platforms import PLATFORMS, count, fold, profile, ways
from softsell.platforms.domains import domains, links

FAMILY = "👨‍👩‍👧‍👦"


@pytest.mark.parametrize("name", PLATFORMS)
def test_every_platform_states_each_fact_with_source_and_month(name: str) -> None:
    platform = profile(name)
    assert platform.counts in ways()
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
    with pytest.raises(UsageError, match="Choose one of x, linkedin, "):
        profile("MySpace")


def test_folds() -> None:
    assert fold("instagram") == 125
    assert fold("linkedin") == 210
    assert fold("bluesky") is None


LENGTHS = json.loads(Path(__file__).with_name("lengths.json").read_text(encoding="utf-8"))
"""Texts and their lengths, ``[platform, text, length]``. The extension's tests run them too."""


@pytest.mark.parametrize(("platform", "text", "length"), LENGTHS)
def test_each_platform_counts_in_its_way(platform: str, text: str, length: int) -> None:
    assert count(text, platform) == length


def test_every_way_of_counting_is_in_the_shared_table() -> None:
    assert {profile(platform).counts for platform, _, _ in LENGTHS} == set(ways())


def test_every_generic_domain_is_a_link_on_x_and_a_country_needs_more() -> None:
    for domain in domains().generic:
        assert list(links(f"See joes.{domain} today", bare=True)) == [(4, 9 + len(domain))], domain
    for country in domains().countries - {"co", "tv"}:
        assert not list(links(f"See joes.{country} today", bare=True)), country
        assert list(links(f"See joes.{country}/menu today", bare=True)) == [(4, 16)], country


@given(MIXED)
def test_every_way_of_counting_takes_any_text(text: str) -> None:
    for name in PLATFORMS:
        assert count(text, name) >= 0
