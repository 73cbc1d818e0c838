"""Readability: whose words count, what the numbers mean, and that the formulas are the published ones."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from softsell.language.english.readability import MEASURES, flesch_kincaid_grade, readability_measures
from softsell.language.english.textstat_adapter import FURTHER_MEASURES, further_measures
from softsell.language.sentence import Sentence
from softsell.language.sentences import body_end, boundaries
from softsell.language.token import Token
from softsell.language.tokenizer import tokenize

PLAIN = "We bake bread each day. Come in for a warm loaf and tell us what you like."
HEAVY = (
    "Notwithstanding considerable operational complexity, our organisation continuously facilitates transformational "
    "outcomes for stakeholders across the entirety of the regional hospitality ecosystem."
)
POSTS = [
    PLAIN,
    HEAVY,
    "Closed today. Sorry! Back tomorrow at 9am with cinnamon buns.",
    "Don't you love it when the first strawberries arrive?\nWe've got 40 punnets, so pop by before noon.",
    "New in the shop: hand-thrown mugs, $24 each. Which glaze would you pick, the moss or the midnight blue?",
    "𝗕𝗶𝗴 𝗻𝗲𝘄𝘀, everyone! Our little café turned ten 🎉 Thank you all.",
]


def read(text: str) -> tuple[list[Token], list[Sentence], int]:
    tokens = tokenize(text)
    ranges = boundaries(tokens)
    sentences = [Sentence(tokens[a].start, tokens[b - 1].end, "statement", first=a, last=b) for a, b in ranges if a < b]
    return tokens, sentences, body_end(tokens)


def measures(text: str) -> dict[str, float | None]:
    return readability_measures(*read(text))


def value(text: str, name: str) -> float:
    found = measures(text)[name]
    assert found is not None
    return found


def test_every_measure_of_the_table_is_there_and_nothing_else() -> None:
    assert list(measures(PLAIN)) == [measure.name for measure in MEASURES]
    assert all(measure.unit and measure.meaning for measure in (*MEASURES, *FURTHER_MEASURES))


def test_plain_counts() -> None:
    found = measures("We bake bread each day. Come in!\nAsk for Ann, she's here until noon.")
    assert found["words"] == 14
    assert found["sentences"] == 3
    assert found["first_sentence_words"] == 5
    assert found["longest_sentence"] == 7
    assert found["words_per_sentence"] == pytest.approx(14 / 3)


def test_a_newline_ends_a_sentence() -> None:
    assert value("What is new this week\nRye bread and plum cake\nCome and taste", "sentences") == 3


def test_links_handles_and_the_closing_hashtags_are_no_words() -> None:
    dressed = f"{PLAIN} @softsell https://shop.example/bread #bread #Bakery #MondayMorning"
    assert measures(dressed) == measures(PLAIN)


def test_a_hashtag_inside_a_sentence_is_a_word() -> None:
    assert value("Our #SmallBusiness turned three this week, thank you.", "words") == 8


def test_a_contraction_is_one_word() -> None:
    assert value("I can't wait until we're open again.", "words") == 7
    assert value("I can’t wait until we’re open again.", "words") == 7


def test_nothing_is_said_of_fewer_than_five_words() -> None:
    found = measures("Open from nine today")
    assert (found["words"], found["sentences"]) == (4, 1)
    assert {name for name, measure in found.items() if measure is not None} == {"words", "sentences", "syllables"}


def test_no_words_at_all() -> None:
    assert measures("🎉🎉 #one #two https://x.example")["words"] == 0
    assert readability_measures([], [], 0)["sentences"] == 0


@pytest.mark.parametrize(
    "name", ["reading_difficulty", "flesch_kincaid_grade", "hard_words", "long_words", "word_rarity"]
)
def test_heavy_text_is_harder(name: str) -> None:
    assert value(HEAVY, name) > value(PLAIN, name)


def test_flesch_reading_ease_falls_as_text_gets_harder() -> None:
    assert value(HEAVY, "flesch_reading_ease") < 0 < 90 < value(PLAIN, "flesch_reading_ease")


def test_everyday_english_is_about_fifty() -> None:
    text = "I went to the market on Saturday and they had the best tomatoes I have seen all year. You should go too."
    assert 35 < value(text, "reading_difficulty") < 55


def test_an_unknown_name_inside_a_sentence_is_no_hard_word() -> None:
    assert value("On Sunday we met Zbigniew at the market.", "hard_words") == 0
    assert value("On Sunday we met zbigniew at the market.", "hard_words") > 0


@pytest.mark.parametrize("text", POSTS)
def test_flesch_is_what_textstat_makes_of_our_counts(text: str) -> None:
    ours = measures(text)
    theirs = further_measures(*read(text), names=["flesch_reading_ease", "flesch_kincaid_grade"])
    assert theirs == {name: pytest.approx(ours[name]) for name in theirs}


def test_kincaid_by_hand() -> None:
    assert flesch_kincaid_grade(10, 1.5) == pytest.approx(6.01)


def test_further_measures_order_plain_and_heavy_text() -> None:
    plain, heavy = further_measures(*read(PLAIN)), further_measures(*read(HEAVY))
    assert list(plain) == [measure.name for measure in FURTHER_MEASURES]
    for name, easy in plain.items():
        hard = heavy[name]
        assert easy is not None
        assert hard is not None
        assert easy < hard


def test_further_measures_say_nothing_of_few_words() -> None:
    assert set(further_measures(*read("Open today!")).values()) == {None}


def test_textstat_is_left_as_it_was_and_keeps_no_draft() -> None:
    further_measures(*read(PLAIN))
    from textstat.backend.counts import _count_syllables, count_sentences
    from textstat.backend.metrics import _sentences_per_word, _words_per_sentence, flesch_reading_ease
    from textstat.backend.selections import list_words
    from textstat.backend.utils import get_cmudict

    assert flesch_reading_ease.cache_info().currsize == list_words.cache_info().currsize == 0
    assert _count_syllables.get_cmudict is get_cmudict
    assert _sentences_per_word.count_sentences is _words_per_sentence.count_sentences is count_sentences


def test_neither_measures_nor_textstat_load_what_is_not_asked_for() -> None:
    script = (
        "import sys\n"
        "from softsell.language.english.readability import readability_measures\n"
        "import softsell.language.english.textstat_adapter\n"
        "readability_measures([], [], 0)\n"
        "print([name for name in ('textstat', 'nltk', 'numpy', 'spacy', 'pydantic') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


# Runs of the same few characters, cut anywhere, as somebody leaves them who is still typing.
RUNS = st.builds(
    lambda unit, times, rest: unit * times + rest,
    st.text("#@a1B _-.,!?😀", min_size=1, max_size=4),
    st.integers(10, 60),
    st.text("#@a1B _-.,!?😀", max_size=4),
)


@given(st.text(max_size=300) | RUNS)
@example("#a " * 30 + "#")  # words that nobody reads out, and not the closing run of hashtags
def test_any_text_has_finite_measures(text: str) -> None:
    for measure in measures(text).values():
        assert measure is None or -1e6 < measure < 1e6


@pytest.mark.parametrize(
    "text",
    [
        "Open: Mon 8-4; Tue 8-4; Wed 8-4; Thu 8-4; Fri 8-4; Sat 8-12; Sun closed; call us first if the river is high.",
        "Moor Bicycles, 7 Weir Road, Lowbridge, LB3 9QZ, open Tuesday to Friday from ten to six, Saturday from ten to two",
        "With Ann Lowe (oboe), Bo Hart (drums), Cy Marsh (bass), Di Field (violin), Ed Brook (horn) and Flo Hill (harp)",
    ],
)
def test_what_people_look_up_makes_no_sentence_long(text: str) -> None:
    assert value(text, "longest_sentence") <= 17
    assert value(text, "words") >= 18


def test_a_pause_parts_a_long_sentence() -> None:
    text = "I walked up the lane in the rain with the dog... and the dog had had enough of it long before the mill // and so had I by then"
    assert value(text, "longest_sentence") == 12


def test_prose_with_names_keeps_its_length() -> None:
    text = "When Ann and her sister came home from Hull on Friday, they found that the old heating was broken and the cat gone."
    assert value(text, "longest_sentence") == value(text, "words")
