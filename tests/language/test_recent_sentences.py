"""Answers about recent sentences are kept: they must be those of a new process, whatever was checked before, and hold no text."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import softsell
from softsell.language import tagger
from softsell.language.network import Network
from softsell.language.recent_sentences import RecentSentences
from softsell.language.tokenizer import tokenize

SENTENCES = (
    "Book a table before Friday.",
    "Book clubs are fun.",
    "Grab a pen and write down what you ate yesterday!",
    "Try it, you'll like it",
    "try it, you'll like it",
    "Share if you agree.",
    "Shares fell by 4 percent.",
    "Looking for a new sofa?",
    "𝗖𝗹𝗶𝗰𝗸 the link 👇 below",
    "Link up with @ana at https://example.org now",
    "We walk to work.",
    "Walk to work with us, or don't.",
    '"Call me," she said.',
    "Plan\nyour week",
)
drafts = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5).map(" ".join), min_size=1, max_size=8)


@pytest.fixture(scope="module")
def network() -> Network:
    return Network(tagger.MODEL)


@settings(deadline=None, max_examples=40)
@given(drafts=drafts)
def test_what_was_read_before_does_not_change_an_answer(drafts: list[str], network: Network) -> None:
    warm = tagger._NetworkTagger(network)
    for draft in drafts:
        sentences = [tokenize(draft), tokenize(draft)[:3]]
        assert warm(sentences) == tagger._NetworkTagger(network)(sentences)


@settings(deadline=None, max_examples=40)
@given(drafts=drafts)
def test_a_report_is_the_same_after_any_drafts(drafts: list[str]) -> None:
    warm = [softsell.check(draft) for draft in drafts]
    own = tagger.load_tagger()
    assert isinstance(own, tagger._NetworkTagger)
    for draft, report in zip(drafts, warm, strict=True):
        own._recent = RecentSentences()
        assert softsell.check(draft).to_dict() == report.to_dict()


def test_a_key_needs_only_the_sentence_that_it_is_in() -> None:
    recent, asked = RecentSentences[int](), []

    def ask(sentences: list[list[str]]) -> Iterator[int]:
        asked.extend(sentences)
        return map(len, sentences)

    assert recent.answers([["Go"], ["Go", "on"], ["Go"]], ask) == [1, 2, 1]
    assert recent.answers([["Go"], ["Go", "on", "then"]], ask) == [1, 3]
    assert asked == [["Go"], ["Go", "on"], ["Go", "on", "then"]]


def test_words_that_are_parted_elsewhere_are_another_sentence() -> None:
    recent = RecentSentences[int]()
    sentences = [["log", "in"], ["login"], ["log in"], ["lo", "gin"]]
    assert recent.answers(sentences, lambda some: range(len(some))) == [0, 1, 2, 3]


def test_sentences_are_few_and_the_one_asked_longest_ago_goes_first() -> None:
    recent, asked = RecentSentences[int](most=3), []

    def ask(sentences: list[list[str]]) -> Iterator[int]:
        asked.append([words[0] for words in sentences])
        return map(len, sentences)

    for names in ("abc", "a", "d", "abcd"):
        recent.answers([[name] for name in names], ask)
        assert len(recent._kept) == 3
    assert asked == [["a", "b", "c"], ["d"], ["b"]]


def test_more_sentences_at_once_than_are_kept_are_all_answered() -> None:
    recent = RecentSentences[int](most=2)
    assert recent.answers([["a"], ["b"], ["c"], ["a"]], lambda some: map(ord, (w[0] for w in some))) == [97, 98, 99, 97]


def test_no_text_is_kept() -> None:
    recent = RecentSentences[int]()
    recent.answers([["Our", "secret", "recipe"]], lambda sentences: map(len, sentences))
    assert "secret" not in repr(vars(recent))
    assert b"secret" not in b"".join(recent._kept)


def test_several_threads_can_ask_at_once() -> None:
    recent, wrong = RecentSentences[int](most=5), []

    def work() -> None:
        for number in range(3_000):
            length = 1 + number % 9
            if recent.answers([["a"] * length], lambda sentences: map(len, sentences)) != [length]:
                wrong.append(length)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
