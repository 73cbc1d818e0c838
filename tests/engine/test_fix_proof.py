"""Which fixes that take words out the engine lets stand, with the built-in packs."""

from __future__ import annotations

import pytest

import softsell
from softsell.checks.finding import Finding
from softsell.files.apply_fixes import apply_fixes


def fixed(text: str) -> str:
    """The text with all its safe fixes."""
    return apply_fixes(text, softsell.check(text).findings, "post.txt")[0]


def found(text: str, rule: str) -> Finding:
    return next(finding for finding in softsell.check(text).findings if finding.rule == rule)


@pytest.mark.parametrize(
    "text",
    [
        "Tired of cold floors? Get ours from $9 a metre, we bring and lay them.",
        "Looking for fresh produce? Order our fresh products on Friday, $9 a box.",
        "Looking for a mandolin? Get our wooden ones from $90, with a bag.",
        "The reading room has new lamps and chairs. RT if your teacher made a difference in your life! We open at ten.",
        "The reading room has new lamps. Tag your favourite librarian from the tall red tower! We open at ten.",
    ],
)
def test_a_topic_told_once_stays(text: str) -> None:
    assert fixed(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Love mandolins? Our mandolins cost $90 and come with a bag.",
            "Our mandolins cost $90 and come with a bag.",
        ),
        (
            "The reading room has new lamps. Tag a friend who'd love them! The new lamps are by Jo.",
            "The reading room has new lamps. The new lamps are by Jo.",
        ),
    ],
)
def test_a_topic_told_again_may_go(text: str, expected: str) -> None:
    assert fixed(text) == expected


def test_a_bare_statement_isnt_left() -> None:
    text = "Olga Brun is a carver of spoons, hit like and share!"
    assert found(text, "pushiness/beg-engagement").fixes == ()
    assert fixed(text) == text
    more = f"{text} Her spoons are made of birch."
    assert fixed(more) == "Olga Brun is a carver of spoons! Her spoons are made of birch."


@pytest.mark.parametrize(
    "text",
    [
        "Clogs are $30 a pair. Hurry, they won't last long!",
        "Clogs are $30 a pair. Don't wait, get yours while supplies last!",
        "Clogs are $30 a pair. Order yours now to take advantage of this limited time offer.",
        "LAST CHANCE! Order your clogs before it's too late.",
    ],
)
def test_nothing_goes_where_the_rest_presses_the_same_way(text: str) -> None:
    assert softsell.check(text).findings
    assert fixed(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hurry, only 4 pairs of clogs left at $30.", "Only 4 pairs of clogs left at $30."),
        ("Clogs are $30 a pair, don't miss out! Offer ends on Friday.", "Clogs are $30 a pair! Offer ends on Friday."),
    ],
)
def test_a_figure_doesnt_press(text: str, expected: str) -> None:
    assert fixed(text) == expected


def test_a_fix_that_goes_takes_along_what_needed_it() -> None:
    """The first sentence keeps "now", since the other order of the same kind can't lose its own."""
    text = "Order your clogs now, hurry, this offer won't last long! Clogs are $30."
    assert fixed(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Clogs are $30 a pair. Don't wait! Act now! Each pair is brown.", "Clogs are $30 a pair. Each pair is brown."),
        ("Clogs are $30 a pair. Don't miss out!! Don't wait!! Act now!!", "Clogs are $30 a pair."),
        ("Clogs are $30 a pair.\n\nDon't miss out!\nDon't wait!", "Clogs are $30 a pair."),
        (
            "Clogs are $30 a pair.\nDon't miss out!\nDon't wait!\nEach pair is brown.",
            "Clogs are $30 a pair.\nEach pair is brown.",
        ),
        (
            "Clogs are $30 a pair. Don't miss out! Don't wait!\nEach pair is brown.",
            "Clogs are $30 a pair.\nEach pair is brown.",
        ),
    ],
)
def test_one_fix_takes_a_row_of_pressing_sentences(text: str, expected: str) -> None:
    fixes = {finding.fixes for finding in softsell.check(text).findings if finding.severity == "warning"}
    assert len(fixes) == 1
    assert fixed(text) == expected


def test_a_row_that_is_all_of_a_post_stays() -> None:
    text = "Don't miss out! Don't wait!"
    assert [finding.fixes for finding in softsell.check(text).findings] == [(), ()]


def test_the_finding_stays_without_its_fix() -> None:
    text = "Clogs are $30 a pair. Hurry, they won't last long!"
    assert found(text, "pushiness/hurry").fixes == ()


def test_a_fix_that_writes_other_words_stays_where_others_press() -> None:
    assert fixed("We utilise birch, and it won't last long, so hurry! Clogs are $30.").startswith("We use birch")
