"""Posts that say the same are found, without comparing all with all."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softsell.feed import likeness
from softsell.feed.likeness import COPY, TEMPLATE, agreement, alike, first_words, signature, words_of

SALE = "Last chance! {} off all {} in the shop until Sunday at midnight, so order yours before they are gone."
RAIN = (
    "The rain filled the barrel, the cat moved in, and the neighbours brought cake for the people who built the wall."
)


def groups_of(texts: list[str]) -> tuple[list[list[int]], list[list[int]]]:
    copies, templates = alike(texts)
    return copies.several(), templates.several()


def test_a_template_with_other_words_put_in_is_one() -> None:
    texts = [SALE.format("20 %", "mugs"), RAIN, SALE.format("30 %", "green planters"), SALE.format("5 %", "oat plates")]
    assert groups_of(texts)[1] == [[0, 2, 3]]


def test_copies_differ_in_links_hashtags_emoji_and_case_only() -> None:
    texts = [RAIN, RAIN.upper() + " 🌧️ #rain https://example.org/a", RAIN.replace("cake", "cake and tea")]
    assert groups_of(texts)[0] == [[0, 1, 2]]


def test_short_posts_are_alike_only_if_they_are_the_same() -> None:
    assert groups_of(["Good morning!", "good morning 🌞", "Good evening!", "🌞", "🌞"]) == ([[0, 1]], [[0, 1]])


def test_opening_hours_under_every_post_dont_make_posts_alike() -> None:
    below = "\n\nOpen from Tuesday to Sunday, nine to four.\nTwelve High Street, behind the old mill."
    texts = [f"{noun} today." + below for noun in ("Rye is back", "No bread", "Soup and cake", "We bake late", "Buns")]
    assert groups_of(texts) == ([], [])


def test_nothing_is_compared_that_has_no_word() -> None:
    assert groups_of(["", " ", "🌞🌞", "https://example.org", "#one #two"]) == ([], [])


WORDS = st.lists(st.sampled_from("oak elm ash fir yew box bay fig may tea rye oat".split()), min_size=12, max_size=40)


@settings(max_examples=60)
@given(WORDS, WORDS)
def test_joined_posts_really_share_their_words(one: list[str], other: list[str]) -> None:
    def pairs(words: list[str]) -> set[tuple[str, str]]:
        return set(pairwise(words))

    share = len(pairs(one) & pairs(other)) / len(pairs(one) | pairs(other))
    copies, templates = groups_of([" ".join(one), " ".join(other)])
    assert bool(templates) <= (share >= TEMPLATE)
    assert bool(copies) <= (share >= COPY)
    if share == 1:
        assert copies


def test_the_work_grows_as_the_posts_do(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    really = likeness._jaccard

    def count(one: frozenset[int], other: frozenset[int]) -> float:
        nonlocal compared
        compared += 1
        return really(one, other)

    monkeypatch.setattr(likeness, "_jaccard", count)
    chance = random.Random(1)

    def comparisons(size: int) -> int:
        nonlocal compared
        compared = 0
        nouns = [f"{a}{b}" for a in "bcdfglm" for b in ("at", "in", "ord", "ell")]
        alike([SALE.format(f"{chance.randrange(90)} %", " ".join(chance.choices(nouns, k=6))) for _ in range(size)])
        return compared

    few, many = comparisons(500), comparisons(4_000)
    assert many <= 2 * likeness._BANDS * 4_000
    assert many < 16 * few


def test_a_signature_is_the_secrets_own() -> None:
    text = SALE.format("20 %", "mugs")
    mine = signature(text, b"secret")
    assert agreement(mine, signature(SALE.format("30 %", "mugs"), b"secret")) == 1
    assert agreement(mine, signature(SALE.format("30 %", "round planters"), b"secret")) > TEMPLATE
    assert agreement(mine, signature(RAIN, b"secret")) < 0.1
    assert agreement(mine, signature(text, b"another")) < 0.1
    assert signature("Good morning!", b"secret") == []
    assert agreement([], []) == 0


def test_first_words_are_shown_as_written() -> None:
    assert first_words("⏰ LAST CHANCE! 15% off", 3) == (("last", "chance", "0"), "LAST CHANCE! 15")
    assert first_words("#sale Only two", 3) == ((), "")


def test_words_are_bounded() -> None:
    assert len(words_of("oak " * 10_000)) == likeness.MAX_WORDS
    assert words_of("It’s 3.50, @mara: see www.example.org") == ["it's", "0", "see"]
