"""Inflection: all forms of a word, and one word in the form of another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softsell.language.english.inflect import (
    all_verb_forms,
    article_for,
    inflect_like,
    inflections,
    lemma_of,
    verb_forms,
)
from softsell.language.english.lexicon import BASE_VERBS


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("buy", {"buy", "buys", "buying", "bought"}),
        ("stop", {"stop", "stops", "stopping", "stopped"}),
        ("visit", {"visit", "visits", "visiting", "visited"}),
        ("try", {"try", "tries", "trying", "tried"}),
        ("make", {"make", "makes", "making", "made"}),
        ("travel", {"travel", "travels", "traveling", "travelling", "traveled", "travelled"}),
        ("be", {"be", "am", "is", "are", "was", "were", "been", "being"}),
        ("child", {"child", "children"}),
        ("quick", {"quick", "quicker", "quickest"}),
        ("happy", {"happy", "happier", "happiest"}),
    ],
)
def test_inflections(lemma: str, forms: set[str]) -> None:
    assert forms <= inflections(lemma)


def test_all_forms_of_verbs_are_those_of_each() -> None:
    assert all_verb_forms(BASE_VERBS) == {form for verb in BASE_VERBS for form in verb_forms(verb)}


def test_an_adjective_has_no_verb_forms() -> None:
    assert "happied" not in inflections("happy")
    assert "best" not in inflections("be")


@pytest.mark.parametrize(
    ("lemma", "as_in", "of", "form"),
    [
        ("buy", "purchased", "purchase", "bought"),
        ("use", "Utilizing", "utilize", "using"),
        ("use", "utilises", "utilise", "uses"),
        ("cheap", "happier", "happy", "cheaper"),
        ("child", "customers", "customer", "children"),
        ("buy", "purchase", "purchase", "buy"),
        ("buy", "something else", "purchase", "buy"),
    ],
)
def test_a_replacement_keeps_the_inflection(lemma: str, as_in: str, of: str, form: str) -> None:
    assert inflect_like(lemma, as_in, of) == form


@given(st.text(st.sampled_from("abcdeilnoprstuy"), min_size=1, max_size=12))
def test_every_word_is_a_form_of_itself(word: str) -> None:
    assert word in inflections(word)
    assert word in verb_forms(word)


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("purchased", "purchase"), ("tries", "try"), ("stopping", "stop"), ("mill", "mill"), ("goes", "go")],
)
def test_a_form_leads_back_to_its_word(form: str, lemma: str) -> None:
    assert lemma_of(form) == lemma


@pytest.mark.parametrize(
    "word", ["apple", "hour", "honest", "unhappy", "umbrella", "LLM", "8", "uninteresting", "18th"]
)
def test_an_stands_before_a_vowel_sound(word: str) -> None:
    assert article_for(word) == "an"


@pytest.mark.parametrize(
    "word", ["useful", "union", "European", "one-off", "house", "TV", "7", "user", "ubiquitous", "ewe"]
)
def test_a_stands_before_a_consonant_sound(word: str) -> None:
    assert article_for(word) == "a"
