"""The remark on a post that presses from end to end: what it marks, what it says there, and where it's silent."""

from __future__ import annotations

from typing import Any

import pytest

import softsell
from softsell.checks.rule import RuleSettings
from softsell.config.config import Config


def told(text: str, **settings: Any) -> list[tuple[str, str]]:
    """The words that the rule marks as a warning, each with its message."""
    config = Config(
        rules={
            "pushiness/hard-sell": RuleSettings(severity="warning", **settings),
            "pushiness/hard-sell-post": RuleSettings(enabled=False),  # where it speaks, it has told these places
        }
    )
    findings = [one for one in softsell.check(text, config=config).findings if one.rule == "pushiness/hard-sell"]
    return [(text[one.span.start : one.span.end], one.message) for one in findings if one.span is not None]


@pytest.mark.parametrize(
    ("text", "words", "message"),
    [
        (
            "The best mattress you will ever sleep on is here! Sleep like royalty tonight! Order yours today and thank us later!",
            "Sleep like royalty tonight!",
            "is one of 3 exclamations here.",
        ),
        (
            "Ready to love your kitchen? Discover the sofa of your dreams! Don't wait, order today.",
            "Ready to love your kitchen?",
            "is a question that only leads to the offer.",
        ),
    ],
)
def test_each_place_is_told_with_what_it_does(text: str, words: str, message: str) -> None:
    messages = dict(told(text))
    assert message in messages[words]


def test_a_post_gets_one_remark() -> None:
    text = "Your garden deserves this! Say goodbye to weeds! Upgrade your lawn and fall in love with your weekends! Link in bio!"
    assert len(told(text)) == 1


def test_marks_leave_out_emoji_hashtags_and_links() -> None:
    text = (
        "🔥🔥 Get ready for the juiciest burgers in town! 🍔 #burgers\n"
        "👉 Bring your friends, bring your appetite! https://example.org\nBook now!"
    )
    words = [words for words, _ in told(text)]
    assert words
    assert not any(mark in one for one in words for mark in ("🔥", "🍔", "#", "👉", "https"))


@pytest.mark.parametrize(
    "text",
    [
        "The UTI song makes it stick. Listen to the playlist and claim your place for half the price, today only.",
        "Stir the sourdough starter. Fold the dough twice. Bake it dark, and let it cool before you cut it.",
        "Book the hall by Friday. Bring a cake if you can. See you at the jumble sale, the kettle is on from nine.",
        "Give now! Every gift counts! Donate today and give the roof another winter! Share this with everyone you know!",
        "“Get ready for the juiciest burgers in town! Bring your friends, bring your appetite. Book now!” is how they talk, and I don't.",
    ],
)
def test_other_posts_are_left_alone(text: str) -> None:
    assert not told(text)


def test_a_question_is_no_exclamation() -> None:
    rest = "Sleep like royalty tonight! Order yours today and thank us later!"
    assert "3 exclamations" in told(f"The best mattress you will ever sleep on is here! {rest}")[0][1]
    assert not any(
        "exclamations" in message for _, message in told(f"Is it the best mattress you will ever sleep on?! {rest}")
    )


def test_what_a_user_allows_is_neither_marked_nor_counted() -> None:
    rest = "Bring your friends, bring your appetite! Book now!"
    text = f"Get ready for the juiciest burgers in town! Sink your teeth into happiness! {rest}"
    assert "4 exclamations" in told(text)[0][1]
    [(words, message)] = told(text, allow=("bring your friends",))
    assert not words.startswith("Bring")
    assert "3 exclamations" in message


def test_a_user_sets_how_many_places_are_marked() -> None:
    text = "Get ready for the juiciest burgers in town! Bring your friends, bring your appetite! Book now!"
    assert len(told(text, at_most=2)) == 2
