"""``near`` and ``silent_with``: the same words press in one place and inform in another."""

from __future__ import annotations

import pytest
from tests.checks.conftest import RunRule

LEFT = ["<number> left"]


@pytest.mark.parametrize(
    "text",
    [
        "Two left, and tickets are at the desk.",
        "Tickets are at the desk. Two left.",
        "Two left. Tickets are at the desk.",
        "Two left. Then the rain came. #tickets",
    ],
)
def test_a_hit_counts_beside_what_it_needs(run_rule: RunRule, text: str) -> None:
    assert [finding.message for finding in run_rule("phrase", text, patterns=LEFT, near=["(tickets|#tickets)"])]


@pytest.mark.parametrize(
    "text",
    [
        "Two left, and the ward was quiet.",
        "Tickets are at the desk. We waited. It rained for an hour. Two left.",
    ],
)
def test_a_hit_far_from_what_it_needs_does_not(run_rule: RunRule, text: str) -> None:
    assert not run_rule("phrase", text, patterns=LEFT, near=["tickets"])


def test_near_holds_for_every_kind(run_rule: RunRule) -> None:
    assert run_rule("shout", "BIG NEWS, the sale is on.", of="capitals", near=["<offer>"])
    assert not run_rule("shout", "BIG NEWS, the baby is here.", of="capitals", near=["<offer>"])


def test_a_finding_on_the_whole_draft_needs_it_anywhere(run_rule: RunRule) -> None:
    options = {"measure": "exclamation_marks", "at_most": 1, "near": ["<money>"]}
    assert run_rule("metric", "Hello! We are here! It rained. It stopped. It was $4.", **options)
    assert not run_rule("metric", "Hello! We are here! It rained.", **options)


def test_a_rule_is_silent_with(run_rule: RunRule) -> None:
    assert run_rule("phrase", "Act now. The barn is open.", patterns=["act now"], silent_with=["<danger>"])
    assert not run_rule(
        "phrase", "Act now. The dam may flood: evacuate.", patterns=["act now"], silent_with=["<danger>"]
    )


def test_patterns_can_read_hashtags_too(run_rule: RunRule) -> None:
    [found] = run_rule("phrase", "The kiln is cold. #DontMissOut", patterns=["don't miss out"], hashtags=True)
    assert "#DontMissOut" in found.message
    assert not found.fixes
    assert not run_rule("phrase", "The kiln is cold. #DontMissOut", patterns=["don't miss out"])


@pytest.mark.parametrize("text", ["Super Bowl XXXIII", "AAA batteries", "www, zzz, pfff", "Eee", "Fortune III"])
def test_letters_that_stretch_no_word_are_not_stretched(run_rule: RunRule, text: str) -> None:
    assert not run_rule("shout", text, of="stretched")


@pytest.mark.parametrize("text", ["Vitamin A B C", "Y-E-S, she spelled", "the U S A stand", "J K L"])
def test_letters_in_a_row_are_not_a_spaced_out_word(run_rule: RunRule, text: str) -> None:
    assert not run_rule("shout", text, of="spaced")
    assert run_rule("shout", "It is F R E E today", of="spaced")


def test_a_rule_that_speaks_once_marks_the_first_place(run_rule: RunRule) -> None:
    text = "Act now. Or act now. Act now, friends."
    assert [f.span.start for f in run_rule("phrase", text, patterns=["act now"], once=True) if f.span] == [0]
    assert len(run_rule("phrase", text, patterns=["act now"])) == 3


def test_a_rule_that_speaks_once_takes_the_first_place_that_its_surroundings_let_pass(run_rule: RunRule) -> None:
    text = "Two left the room. It rained. It rained for hours. And there are two left for £5."
    found = run_rule("phrase", text, patterns=["two left"], near=["<money>"], once=True)
    assert [text[f.span.start :][:8] for f in found if f.span] == ["two left"]
