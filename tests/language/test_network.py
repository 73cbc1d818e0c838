"""The network that numpy runs says what the pipeline that spaCy trained says."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softsell.language.network import DamagedModel, Network, _murmur2, _murmur3
from softsell.language.numpy_alone import np
from softsell.language.tagger import MODEL

pytestmark = pytest.mark.skipif(not (MODEL / "meta.json").is_file(), reason="the trained model is not in this checkout")

SENTENCES = [
    "Book a table for Saturday night .",
    "Book clubs are great .",
    "We wo n't sell you anything you do not need , and that is a promise .",
    "dont forget to water your FERNS !!!",
    "👉 Follow @corner_bakery for #bread at https://bread.example",
    "ＸＹ ßé don't naïve 1,250 5% $5",
    "Sign up",
    "a",
    "word " * 200,
]


@pytest.fixture(scope="module")
def network() -> Network:
    return Network(MODEL)


@pytest.fixture(scope="module")
def pipeline() -> Any:
    from softsell.language import layers

    return layers.load(MODEL)


def by_spacy(pipeline: Any, sentences: list[list[str]]) -> list[list[tuple[str, float]]]:
    from spacy.tokens import Doc

    from softsell.language import layers

    found = []
    for doc in pipeline.pipe([Doc(pipeline.vocab, words=words) for words in sentences]):
        likely = layers.imperative_probabilities(doc)[:, 1:].sum(axis=1).tolist()
        found.append([(token.pos_, chance) for token, chance in zip(doc, likely, strict=True)])
    return found


def assert_alike(one: list[list[tuple[str, float]]], other: list[list[tuple[str, float]]]) -> None:
    assert [[pos for pos, _ in tags] for tags in one] == [[pos for pos, _ in tags] for tags in other]
    for tags, others in zip(one, other, strict=True):
        np.testing.assert_allclose([chance for _, chance in tags], [chance for _, chance in others], atol=1e-4)


def test_it_says_what_spacy_says(network: Network, pipeline: Any) -> None:
    sentences = [sentence.split() for sentence in SENTENCES]
    assert_alike(list(network.tag(sentences)), by_spacy(pipeline, sentences))


def test_a_sentence_alone_gets_the_answer_it_gets_in_company(network: Network) -> None:
    sentences = [sentence.split() for sentence in SENTENCES]
    assert_alike(list(network.tag(sentences)), [next(network.tag([sentence])) for sentence in sentences])


def test_words_that_were_forgotten_are_read_anew(network: Network) -> None:
    sentence = SENTENCES[0].split()
    before = list(network.tag([sentence]))
    for first in range(0, 9_000, 3_000):
        list(network.tag([[f"word{number}" for number in range(first, first + 3_000)]]))
    assert_alike(list(network.tag([sentence])), before)
    assert len(network._vectors) < 12_000


def test_threads_do_not_disturb_each_other(network: Network) -> None:
    sentences = [sentence.split() for sentence in SENTENCES]
    expected = list(network.tag(sentences))
    answers: list[list[list[tuple[str, float]]]] = []

    def read(number: int) -> None:
        list(network.tag([[f"w{number}x{word}" for word in range(3_000)]]))
        answers.append(list(network.tag(sentences)))

    threads = [threading.Thread(target=read, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 6
    for answer in answers:
        assert_alike(answer, expected)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
@settings(deadline=None)
def test_strings_are_numbered_as_spacy_does(text: str) -> None:
    from spacy.strings import get_string_id

    text = f"0{text}"
    assert _murmur2(text.encode()) == get_string_id(text)


@given(st.integers(0, 2**64 - 1), st.integers(0, 20))
@settings(deadline=None)
def test_rows_are_chosen_as_thinc_does(key: int, seed: int) -> None:
    from thinc.api import NumpyOps

    ids: Any = np.array([key], dtype="uint64")
    assert NumpyOps().hash(ids, seed)[0].tolist() == list(_murmur3(key, seed))


@pytest.mark.parametrize("data", [b"", b"\x81", b"\xc1", b"\xde\xff\xff", b"not a model", b"\x80"])
def test_a_file_that_is_no_model_is_refused(tmp_path: Any, data: bytes) -> None:
    (tmp_path / "tok2vec").mkdir()
    (tmp_path / "tok2vec" / "model").write_bytes(data)
    with pytest.raises(DamagedModel):
        Network(tmp_path)
