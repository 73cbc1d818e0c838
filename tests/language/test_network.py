"""The network that numpy runs says what the pipeline that spaCy trained says."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softsell.language.network import DamagedModel, Network
from softsell.language.network_input import META, WEIGHTS, murmur2, murmur3
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
    from training import layers
    from training.weights import PIPELINE

    return layers.load(PIPELINE)


def by_spacy(pipeline: Any, sentences: list[list[str]]) -> list[list[tuple[str, float]]]:
    from spacy.tokens import Doc

    from training import layers

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
    assert murmur2(text.encode()) == get_string_id(text)


@given(st.integers(0, 2**64 - 1), st.integers(0, 20))
@settings(deadline=None)
def test_rows_are_chosen_as_thinc_does(key: int, seed: int) -> None:
    from thinc.api import NumpyOps

    ids: Any = np.array([key], dtype="uint64")
    assert NumpyOps().hash(ids, seed)[0].tolist() == list(murmur3(key, seed))


def test_the_weights_are_those_of_the_trained_pipeline(tmp_path: Path) -> None:
    from training.weights import write_weights

    write_weights(target=tmp_path)
    for name in (META, WEIGHTS):
        assert (tmp_path / name).read_bytes() == (MODEL / name).read_bytes(), (
            f"run “python -m training.weights”: {name}"
        )


def _pickle(path: Path) -> None:
    np.savez(path, words=np.array([{}], dtype=object), allow_pickle=True)


def _other_arrays(path: Path) -> None:
    np.savez(path, words=np.zeros(3, dtype=np.uint8))


def _cut_short(path: Path) -> None:
    path.write_bytes((MODEL / WEIGHTS).read_bytes()[:100_000])


def _changed(path: Path) -> None:
    data = bytearray((MODEL / WEIGHTS).read_bytes())
    data[1_000_000] ^= 1
    path.write_bytes(data)


def _no_archive(path: Path) -> None:
    path.write_bytes(b"not a model")


def _empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [_pickle, _other_arrays, _cut_short, _changed, _no_archive, _empty])
def test_weights_that_are_damaged_are_refused(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    shutil.copy(MODEL / META, tmp_path)
    damage(tmp_path / WEIGHTS)
    with pytest.raises(DamagedModel):
        Network(tmp_path)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"network": {}}', '{"network": {"classes": ["X"], "sure": 1, "possible": 1}}']
)
def test_a_description_that_does_not_fit_is_refused(tmp_path: Path, text: str) -> None:
    shutil.copy(MODEL / WEIGHTS, tmp_path)
    (tmp_path / META).write_text(text)
    with pytest.raises(DamagedModel):
        Network(tmp_path)
