"""What patterns match in a draft, and that more patterns or hostile drafts do not slow the run."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softsell.draft import read_text
from softsell.language.reading import Reading
from softsell.language.reading_builder import read
from softsell.patterns import Compiler, Match, PatternSet, automaton


def found(pattern: str | list[str], text: str, *, hashtags: bool = False) -> list[str]:
    """The stretches of ``text`` that the pattern matches."""
    compiler = Compiler()
    group = compiler.add([pattern] if isinstance(pattern, str) else pattern, hashtags=hashtags)
    reading = read(read_text(text))
    matches = compiler.compile().match(reading).of(group)
    return [text[reading.tokens[match.first].start : reading.tokens[match.last - 1].end] for match in matches]


PATTERNS = (
    "last minute", "last <word>{0,2} left", "come <any>{0,3} now", "<verb> it", "only <number>", "<number> left", 'now "!"',
)  # fmt: skip
WORDS = (
    *"come and see it last minute last-minute left now only three 3 sooo , ! 🎉 the-last Only left-over".split(),
    "\n",
)


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("last chance", "This is your LAST chance, friends.", ["LAST chance"]),
        ("last chance to <verb>", "The last chance to see the herons.", ["last chance to see"]),
        ("(your|the) (last|final) chance", "It is the final chance.", ["the final chance"]),
        ("hurry up?", "Hurry! Please hurry up.", ["Hurry", "hurry up"]),
        ("only <number> <word>? left", "Only 3 spots left, only two left.", ["Only 3 spots left", "only two left"]),
        ("<money>", "It was $5, now 4 dollars.", ["$5", "4 dollars"]),
        ("do not miss", "Don’t miss it. Do not miss it.", ["Don’t miss", "Do not miss"]),
        ("~buy now", "Bought now, buys now, buying now.", ["Bought now", "buys now", "buying now"]),
        ("must-have", "A must have, a must-have.", ["must have", "must-have"]),
        ("last minute", "A last-minute deal.", ["last-minute"]),
        ("so good", "It is sooo goood.", ["sooo goood"]),
        ("buy now", "𝗕𝗨𝗬 𝗡𝗢𝗪, friends", ["𝗕𝗨𝗬 𝗡𝗢𝗪"]),
        ("buy now", "b\u200buy n\u200dow", ["b\u200buy n\u200dow"]),
        ("buy now", "Buy, “now” or later", ["Buy, “now"]),
        ("buy now", "Buy. Now we rest.", []),
        ("buy now", "Buy\nnow", []),
        ("free ... gift", "Free and very nice gift, free gift", ["Free and very nice gift", "free gift"]),
        ("free ..1 gift", "Free and very nice gift", []),
        ('really "?"', "Really? Yes.", ["Really?"]),
    ],
)
def test_patterns_match_what_people_mean(pattern: str, text: str, expected: list[str]) -> None:
    assert found(pattern, text) == expected


def test_the_longest_of_several_patterns_wins() -> None:
    assert found(["last", "last chance", "chance to grab"], "last chance to grab") == ["last chance"]


def test_hashtags_are_read_word_by_word() -> None:
    assert found("last chance", "Bread again #LastChance #lastchances", hashtags=True) == ["#LastChance"]
    assert found("last chance", "The last chance.", hashtags=True) == []


def test_a_phrase_that_ends_in_a_comma_does_not_take_the_comma_along() -> None:
    assert found("hurry (up|now)?", "Hurry, the oven is hot.") == ["Hurry"]


def test_a_neighbour_with_a_gap_does_not_lend_it_to_another_pattern() -> None:
    compiler = Compiler()
    plain, gapped = compiler.add(["hurry"]), compiler.add(["hurry ... oven"])
    matches = compiler.compile().match(read(read_text("Hurry, the oven is hot.")))
    assert [(match.first, match.last) for match in matches.of(plain)] == [(0, 1)]
    assert [(match.first, match.last) for match in matches.of(gapped)] == [(0, 4)]


def test_an_empty_group_matches_nothing() -> None:
    assert found([], "anything at all") == []


@given(st.text(max_size=200))
def test_matches_lie_inside_one_sentence_and_never_overlap(text: str) -> None:
    try:
        reading = read(read_text(text))
    except ValueError:
        return
    except Exception as error:  # the reader may refuse a text, with one of its own errors
        assert type(error).__module__ == "softsell.errors"
        return
    compiler = Compiler()
    group = compiler.add(["<word> <any>{0,3}", "<number>", "<emoji>", '"!"'])
    end = 0
    for match in compiler.compile().match(reading).of(group):
        assert end <= match.first < match.last <= len(reading.tokens)
        end = match.last
        assert not any(match.first < sentence.first < match.last for sentence in reading.sentences)


def test_a_thousand_more_patterns_add_no_states_to_a_draft_that_has_none_of_their_words() -> None:
    reading = read(read_text("The heron stood in the reeds and watched us for an hour."))
    compiler = Compiler()
    for number in range(1000):
        compiler.add([f"offer{number} <number> (days|hours) left", f"the offer{number}"])
    patterns = compiler.compile()
    patterns.match(reading)
    assert len(patterns._words._states) < 10


def test_a_run_that_could_match_anywhere_is_cut_off() -> None:
    text = "go " + ", " * 5000 + "now"
    assert found("go now", text) == []


@settings(max_examples=30)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12), min_size=2, max_size=8))
def test_what_was_read_before_changes_no_match(texts: list[list[str]]) -> None:
    readings = [read(read_text(" ".join(words))) for words in texts]

    def match(reading: Reading, patterns: PatternSet) -> list[list[Match]]:
        return [patterns.match(reading).all_of(group) for group in range(len(PATTERNS))]

    alone = [match(reading, compiled()) for reading in readings]
    together = compiled()
    assert [match(reading, together) for reading in readings * 2] == alone * 2
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(automaton, "_MAX_TRANSITIONS", 12)
        patch.setattr(automaton, "_MAX_CACHED", 3)
        small = compiled()
        assert [match(reading, small) for reading in readings * 2] == alone * 2


def test_many_different_words_fill_no_cache() -> None:
    patterns = compiled()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(automaton, "_MAX_TRANSITIONS", 100)
        patch.setattr(automaton, "_MAX_CACHED", 50)
        for number in range(300):
            patterns.match(
                read(read_text(f"Come and see word{number} now, last-minute {'!' * (number % 9)} {number} left."))
            )
        words = patterns._words
        assert sum(len(state.next) + len(state.alike) for state in words._states.values()) <= 2 * 100
        assert max(len(words._signatures), len(words._alike), len(words._class_keys)) <= 50
        assert len(words._by_norm) <= 50


def test_words_that_were_read_keep_no_forgotten_state() -> None:
    patterns = compiled()
    words = patterns._words
    kept = 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(automaton, "_MAX_TRANSITIONS", 120)
        for text in product(WORDS, repeat=2):
            patterns.match(read(read_text(" ".join(text))))
            for signature in words._signatures.values():
                if signature.begun is not None and signature.begun[0] is not None:
                    state = signature.begun[0]
                    assert words._states.get(state.members) is state
                    kept += 1
    assert kept


def compiled() -> PatternSet:
    compiler = Compiler()
    for pattern in PATTERNS:
        compiler.add([pattern])
    return compiler.compile()
