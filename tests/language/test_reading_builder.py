"""The reading as a whole, and its measures."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softsell.draft.draft import Draft
from softsell.draft.source_map import SourceMap
from softsell.draft.span import Span
from softsell.language.reading import Reading, ReadingOptions
from softsell.language.reading_builder import read
from softsell.language.reading_measures import MEASURES
from softsell.language.token import CLASSES

_POST = """We're SO happy: our summer menu is here!! 🎉

What's your favourite salad? Tell us below.
See https://softsell.example or ask @annabakes. NASA approves.

#salad #summer"""


def read_text(prose: str, fold: int | None = None) -> Reading:
    draft = Draft(prose, prose, SourceMap.shifted(len(prose)), Span(0, len(prose)))
    return read(draft, ReadingOptions(fold=fold))


def test_measures_of_a_post() -> None:
    measures = read_text(_POST).measures
    counted = {
        "words": 20,
        "sentences": 5,
        "questions": 1,
        "sales_questions": 0,
        "invitations": 2,
        "commands": 2,
        "orders": 2,
        "first_person": 3,
        "second_person": 1,
        "hashtags": 2,
        "closing_hashtags": 2,
        "mentions": 1,
        "urls": 1,
        "emoji": 1,
        "exclamation_marks": 2,
        "question_marks": 1,
        "capital_words": 0,
        "stretched_words": 0,
        "lines": 4,
        "characters": len(_POST),
    }
    assert {name: measures[name] for name in counted} == counted


def test_every_measure_is_documented() -> None:
    documented = {measure.name for measure in MEASURES}
    assert set(read_text(_POST).measures) == documented
    assert all(measure.unit and measure.meaning for measure in MEASURES)


def test_shouting_is_counted_and_acronyms_are_not() -> None:
    measures = read_text("BUY NOW or ask the FBI, sooo easy").measures
    assert measures["capital_words"] == 2
    assert measures["stretched_words"] == 1
    assert 0 < measures["capital_share"] < 0.5


def test_an_empty_draft_has_an_empty_reading() -> None:
    reading = read_text("")
    assert (reading.tokens, reading.sentences, reading.opening, reading.body) == ([], [], 0, 0)
    assert reading.measures["words"] == 0


def test_the_opening_is_what_shows_above_the_fold() -> None:
    reading = read_text("One two three four", fold=8)
    assert [token.text for token in reading.tokens[: reading.opening]] == ["One", "two"]
    assert read_text("One two").opening == 2


@given(
    st.text()
    | st.lists(st.sampled_from([*"aI?!.,:“”\n🎉@#1", "buy ", "us ", "are you ", "what ", "If ", "$5 "])).map("".join)
)
def test_any_text_can_be_read(prose: str) -> None:
    reading = read_text(prose, fold=10)
    tokens = reading.tokens
    assert 0 <= reading.opening <= len(tokens)
    assert 0 <= reading.body <= len(tokens)
    position = 0
    for sentence in reading.sentences:
        assert position <= sentence.start < sentence.end <= len(prose)
        assert sentence.start == tokens[sentence.first].start
        assert sentence.end == tokens[sentence.last - 1].end
        assert not (sentence.sales_question and sentence.invites)
        assert sentence.kind == "question" or not sentence.sales_question
        position = sentence.end
    for token in tokens:
        assert list(token.classes) == sorted(set(token.classes))
        assert set(token.classes) <= CLASSES
    for indices in (reading.first_person, reading.second_person, reading.brand_mentions):
        assert list(indices) == sorted(set(indices))
        assert all(0 <= i < len(tokens) for i in indices)
    assert all(value == value for value in reading.measures.values())


@pytest.mark.parametrize(
    "unit", ["!", "a", "🔥", "?! ", "Buy, ", "If ", "a\u0301", "@a ", "#a", "RT @a ", "“a ", "Acme Bakes ", "A. ", ":("]
)
def test_long_hostile_runs_are_read(unit: str) -> None:
    prose = unit * (20_000 // len(unit))
    assert read_text(prose).measures["characters"] == len(prose)


def test_reading_loads_nothing_heavy() -> None:
    script = "import sys, softsell.language.reading_builder; print(*{'spacy', 'numpy', 'pydantic', 'textstat', 'nltk'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Was R899, now R499.", ["R899", "R499"]),
        ("The R115 is shut at Glencree.", []),
        ("Rugs are Rs 499 or RM49, and kr 200 or 200 kr by post.", ["499", "RM49", "200", "200"]),
        ("R2D2 and the RM2 form are in the hall of EUR50.", ["RM2", "EUR50"]),
    ],
)
def test_amounts_of_money(text: str, amounts: list[str]) -> None:
    assert [token.text for token in read_text(text).tokens if "money" in token.classes] == amounts


def test_spellings_of_text_messages_are_read_as_words() -> None:
    assert [token.norm for token in read_text("grab urs b4 2nite").tokens] == ["grab", "yours", "before", "tonight"]


@pytest.mark.parametrize(
    ("text", "name"),
    [("The M8 is shut", "m8"), ("print it on B4 paper", "b4"), ("bolts from M6 to M8", "m8"), ("an L8 bracket", "l8")],
)
def test_names_of_roads_and_sizes_are_no_spellings_of_text_messages(text: str, name: str) -> None:
    assert name in [token.norm for token in read_text(text).tokens]
