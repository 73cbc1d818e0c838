"""Word classes, names and facts: what a fix has to know before it changes a word."""

from __future__ import annotations

import pytest

from softsell.draft import read_text
from softsell.language.english.facts import has_placeholder, states_fact
from softsell.language.english.lowering import lowered
from softsell.language.english.names import is_in_name
from softsell.language.english.word_classes import word_class
from softsell.language.reading import Reading
from softsell.language.reading_builder import read


def read_marked(text: str) -> tuple[Reading, int, int]:
    """The reading of a text, and the tokens between its brackets ``«`` and ``»``."""
    start, end = text.index("«"), text.index("»") - 1
    reading = read(read_text(text.replace("«", "").replace("»", "")))
    inside = [i for i, token in enumerate(reading.tokens) if start <= token.start < end]
    return reading, inside[0], inside[-1] + 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The «purchase» took years.", "noun"),
        ("Your «purchases» help.", "noun"),
        ("Proof of «purchase» is needed.", "noun"),
        ("The «purchased» mugs broke.", "adjective"),
        ("The «onboarding» took a week.", "noun"),
        ("You can «purchase» mugs.", "verb"),
        ("We «purchase» the mugs.", "verb"),
        ("Let's «purchase» mugs.", "verb"),
        ("Please «purchase» one.", "verb"),
        ("They have «purchased» the mill.", "verb"),
        ("She is «purchasing» mugs.", "verb"),
        ("By «purchasing» a mug you help.", "verb"),
        ("News «concerning» the mill.", "preposition"),
        ("It is very «concerning».", "adjective"),
        ("People «purchase» mugs.", None),
    ],
)
def test_word_class(text: str, kind: str | None) -> None:
    reading, first, _ = read_marked(text)
    assert word_class(reading, first) == kind


@pytest.mark.parametrize(
    "text",
    [
        "The Louisiana «Purchase» was large.",
        "The train from Stratford «upon» Avon is late.",
        "We met «Ann» at the mill.",
        "«Purchase» Street is closed today.",
    ],
)
def test_a_name_is_heard(text: str) -> None:
    assert is_in_name(*read_marked(text))


@pytest.mark.parametrize(
    "text",
    [
        "«Purchase» a mug today.",
        "Order Your «Mugs» And Plates Today",
        "It stands «upon» the hill.",
        "News: «Mugs» are here.",
    ],
)
def test_a_capital_isnt_always_a_name(text: str) -> None:
    assert not is_in_name(*read_marked(text))


_FACTS = (
    "3 mugs|$5|20%|at 9am|on Friday|only|until noon|with Ann|https://mill.example|@mill|#rye|the last one|limited-time|[NAME]|{{first}}"
    "|terms apply"
)


@pytest.mark.parametrize("words", _FACTS.split("|"))
def test_facts_and_terms(words: str) -> None:
    assert states_fact(*read_marked(f"we told them to come «{words}» and sit down"))


@pytest.mark.parametrize("words", ["hurry up", "before it's gone", "please share", "the big pot"])
def test_words_that_state_no_fact(words: str) -> None:
    assert not states_fact(*read_marked(f"we told them «{words}» and sat down"), pressing=True)


@pytest.mark.parametrize(
    "text", ["Dear «[NAME]», hi.", "Dear [«NAME» HERE], hi.", "Dear «{{name}}», hi.", "Fill «____» in."]
)
def test_placeholders(text: str) -> None:
    assert has_placeholder(*read_marked(text))
    assert not has_placeholder(*read_marked("Dear «Ann» (our own), hi."))


@pytest.mark.parametrize(
    ("text", "small"),
    [
        ("«BIG NEWS FOR ALL»", "big news for all"),
        ("«SEE YOU ON FRIDAY»", "see you on Friday"),
        ("«AN LLM AND A TV»", "an LLM and a TV"),
        ("«IT'S MOTHER'S DAY»", "it's Mother's Day"),
        ("«I THINK I'M HAPPY»", "I think I'm happy"),
        ("«VISIT LEEDS»", None),
        ("«USE CODE MILL»", None),
        ("Kurla is far. «VISIT KURLA»", None),
        ("Our kurla is new. «BUY A KURLA»", "buy a kurla"),
        ("«DANGER, DEEP WATER»", None),
    ],
)
def test_capitals_in_small_letters(text: str, small: str | None) -> None:
    assert lowered(*read_marked(text)) == small
