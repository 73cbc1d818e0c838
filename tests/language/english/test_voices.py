"""Which words of a post its writer doesn't say: quoted, named and denied ones."""

from __future__ import annotations

import pytest

from softsell.draft.draft import Context, Draft
from softsell.draft.source_map import SourceMap
from softsell.draft.span import Span
from softsell.language.reading import Reading
from softsell.language.reading_builder import read


def read_post(prose: str, *brands: str) -> Reading:
    return read(Draft(prose, prose, SourceMap.shifted(len(prose)), Span(0, len(prose)), Context(brands=brands)))


def borrowed(prose: str, *brands: str) -> str:
    """The words that the writer doesn't say, each stretch in square brackets."""
    reading = read_post(prose, *brands)
    words = [
        token.text if mark else "|"
        for token, mark in zip(reading.tokens, reading.borrowed(0, len(reading.tokens)), strict=True)
        if token.kind == "word" or not mark
    ]
    return " | ".join(" ".join(stretch.split()) for stretch in " ".join(words).split("|") if stretch.strip())


@pytest.mark.parametrize(
    ("prose", "words"),
    [
        ("The driver shouted “Hurry up” and shut the door.", "Hurry up"),
        ('The sticker on my apple says "buy now". I laughed.', "buy now"),
        ("He yelled: hurry up, it is your last chance!", "hurry up it is your last chance"),
        ("Haste makes waste, my uncle said.", "Haste makes waste"),
        ('every ad i get now: "only three left. hurry." mate, i was looking at goats', "only three left hurry"),
        ("Act fast, thought the snail.", "Act fast"),
        ("«Kauft jetzt», said the sign.", "Kauft jetzt"),
        ("“I drive here every week,” says Mo. “My dog loves it.”", "I drive here every week | My dog loves it"),
        ("“You won't regret it.”\n– Rosa", "You wo n't regret it"),
        ("We sang “Last Train Home” at the bus stop.", "Last Train Home"),
        ("“Act now” is not a phrase that she likes.", "Act now"),
        ("His first words were “buy it now”, and we laughed.", "buy it now"),
        ("I always read “act now” as one word.", "act now"),
        ("The poster promises “guaranteed results” and nothing else.", "guaranteed results"),
        ("The label says LAST CHANCE TO TURN before the bend.", "LAST CHANCE TO TURN"),
        ("A man rang and told me to act now.", "act now"),
        ("I was told to hurry up and wait.", "hurry up and wait"),
        ("Your call is important to us, the robot said for the tenth time.", "Your call is important to us"),
        ("Words to leave out of a caption: hurry, last chance.", "hurry last chance"),
        ("> Buy one today\nThat is what the letter in our hall told me.", "Buy one today"),
    ],
)
def test_quoted_words(prose: str, words: str) -> None:
    assert borrowed(prose) == words


@pytest.mark.parametrize(
    ("prose", "words"),
    [
        ("The Now Or Never café has new chairs.", "Now Or Never"),
        ("My sister plays drums in Last Orders, and they are loud.", "Last Orders"),
        ("Silent Storm and Deadline were on television again.", "Silent Storm and Deadline"),
        ("The Last Call is a pub behind the mill.", "Last Call"),
        ("Hurry Home by Wavves is on the radio.", "Hurry Home"),
        ("Follow Me is a walk for beginners.", "Follow Me"),
        ("Last Chance Creek froze overnight.", "Last Chance Creek"),
        ("Her boat is called Act Now.", "Act Now"),
        ("We saw the film Buy Now at the hall.", "Buy Now"),
        ("The Hurry van stopped at the mill.", "Hurry"),
        ("The Gadsden Purchase changed the map.", "Gadsden Purchase"),
        ("Our Lady of Sorrows stands on the hill.", "Our Lady of Sorrows"),
    ],
)
def test_names(prose: str, words: str) -> None:
    assert borrowed(prose) == words


@pytest.mark.parametrize(
    ("prose", "words"),
    [
        ("There is no need to hurry, the boats wait.", "hurry"),
        ("You don't have to buy now.", "buy now"),
        ("Walk in without having to book.", "book"),
        ("We will never ask you to act fast.", "you to act fast"),
        ("No rush to decide.", "decide"),
        ("We don't do last chances here.", "do last chances here"),
        ("They aren't selling fast, they're asleep.", "selling fast"),
        ("No need to wait, buy now!", "wait"),
    ],
)
def test_denied_words(prose: str, words: str) -> None:
    assert borrowed(prose) == words


@pytest.mark.parametrize(
    "prose",
    [
        "“Buy now. Last chance to save 50%!”",
        "Two words: act fast!",
        'Get it "FREE" today.',
        'Get your "last chance" deal before it is gone.',
        "Act Now And Save Big",
        "Act Now and save 50% on all rings.",
        "Don't Miss The Best Sale Of Your Life",
        "Don't miss our Last Chance Sale this week.",
        "We say: hurry up, only three left.",
        "Hurry, only three left, says our team.",
        "Don't say we never told you: buy now.",
        "Don't wait, act now.",
        "Never miss a deal again.",
        "It's the dogs' last chance, and the cats' too.",
        'The board is 5" wide and 7" long.',
        "> Free shipping\n> Half price\n> Buy now",
        "Say hello, buy a rug.",
        "We don't want you to miss out.",
        "You don't need a reason. Buy now.",
        "Last Chance is here, so act now.",
        "We told you to act now.",
        "Our motto: buy now.",
    ],
)
def test_what_the_writer_says(prose: str) -> None:
    assert borrowed(prose) == ""


def test_the_writers_own_brand_is_no_borrowed_name() -> None:
    assert borrowed("The Rusty Hinge workshop opens on Monday.") == "Rusty Hinge"
    assert borrowed("The Rusty Hinge workshop opens on Monday.", "Rusty Hinge") == ""


def test_pronouns_in_quotes_and_names_are_not_the_writers() -> None:
    reading = read_post("“I love my bike,” says Mo. I sold it to him, and You Were Here was on the radio.")
    assert [reading.tokens[i].text for i in reading.first_person] == ["I"]


def test_an_unclosed_quote_ends_nowhere() -> None:
    assert borrowed("She said “hurry up and then left.\nBuy now.") == ""
