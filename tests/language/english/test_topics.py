"""Topics: what a draft is about, and what only stands in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softsell.language.english.answers import message_draft
from softsell.language.english.topics import NO_TOPIC, Thesaurus, Topic, topics_of
from softsell.language.reading import Reading
from softsell.language.reading_builder import read

THESAURUS = Thesaurus(
    [
        (NO_TOPIC, ["car park"]),
        ("bread", ["bread", "rye", "baguette", "sourdough starter"]),
        ("sweet", ["cake", "biscuit"]),
        ("ice cream", ["ice cream"]),
        ("fruit", ["cherry", "carrot"]),
        ("heirloom", ["watch", "pocket watch"]),
        ("bike", ["bike", "car"]),
        ("choir", ["choir"]),
        ("instrument", ["ukulele"]),
        ("knife", ["knife"]),
        ("garden", ["raised bed"]),
        ("cat", ["cat"]),
        ("bee", ["bee"]),
        ("clothing", ["coat"]),
        ("café", ["café"]),
    ],
    weights={"fruit": 0.5},
    anywhere=["instrument", "cat"],
)


def topics(reading: Reading) -> list[Topic]:
    return topics_of(reading, THESAURUS)


def kinds(text: str) -> list[str]:
    return [topic.kind for topic in topics(read(message_draft(text)))]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The rye went in at four and the street smelled of it.", "bread"),
        ("A customer brought in a pocket watch from her aunt.", "heirloom"),
        ("Our choir sings in the old mill on Sunday.", "choir"),
        ("Three chords on the ukulele are easier than they look.", "instrument"),
        ("Knives go blunt on the board and not on the carrot.", "knife"),
        ("Ice cream at the lido again, and the queue is a kind one.", "ice cream"),
        ("The raised bed is full of beans.", "garden"),
        ("Our cat has moved into the till drawer.", "cat"),
    ],
)
def test_finds_the_most_prominent_noun(text: str, kind: str) -> None:
    assert kinds(text)[0] == kind


@pytest.mark.parametrize(
    "text",
    [
        "We met for an hour in the café.",
        "They thanked the driver with cake.",
        "This is Biscuit and she is two.",
        "The car park is empty tonight.",
        "The bike shop is next to the bank.",
        "Nothing of any kind was said.",
        "Wrap it up and paint it red.",
        "Plant them in October.",
        "",
    ],
)
def test_setting_means_and_names_are_no_topic(text: str) -> None:
    assert kinds(text) == []


def test_the_brand_is_no_topic() -> None:
    text = "Biscuit turns ten and so does the paint."
    draft = message_draft(text)
    assert [topic.kind for topic in topics(read(draft))] == ["sweet"]
    reading = read(draft)
    reading.brands = (("biscuit",),)
    assert topics(reading) == []


def test_what_comes_again_outweighs_what_comes_first() -> None:
    assert kinds("The hedge and the coat are wet. Our bees stay in, and bees like it dry. Bees are clever.")[0] == "bee"


def test_knows_singular_and_plural() -> None:
    topic = topics(read(message_draft("Cherries are early, and cherries are sweet.")))[0]
    assert (topic.noun, topic.one, topic.many) == ("cherries", "cherry", "cherries")


@given(st.text(max_size=300))
def test_takes_any_text(text: str) -> None:
    assert len(set(kinds(text))) == len(kinds(text))


@given(st.lists(st.text("ay-. 'éﾠ", max_size=6), max_size=5), st.text("ay- 'é.", max_size=30))
def test_takes_any_nouns(nouns: list[str], text: str) -> None:
    thesaurus = Thesaurus([("kind", nouns)], weights={}, anywhere=())
    assert len(topics_of(read(message_draft(text)), thesaurus)) <= 1
