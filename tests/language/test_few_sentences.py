"""The network without numpy says what the network with numpy says, and a process that asks much gets numpy."""

from __future__ import annotations

import shutil
import subprocess
import sys
from array import array
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.language.test_network import SENTENCES, assert_alike

from softsell.language import blas
from softsell.language.few_sentences import FewSentences
from softsell.language.network import Network
from softsell.language.network_input import META, WEIGHTS
from softsell.language.npz import Damaged
from softsell.language.tagger import MODEL

pytestmark = [
    pytest.mark.skipif(not (MODEL / "meta.json").is_file(), reason="the trained model is not in this checkout"),
    pytest.mark.skipif(blas.find_product() is None, reason="this numpy doesn't bring OpenBLAS as its wheels do"),
]


def few(folder: Path = MODEL) -> FewSentences:
    product = blas.find_product()
    assert product is not None
    return FewSentences(folder, product)


@pytest.fixture(scope="module")
def both() -> tuple[FewSentences, Network]:
    return few(), Network(MODEL)


def test_it_says_what_numpy_says(both: tuple[FewSentences, Network]) -> None:
    sentences = [sentence.split() for sentence in SENTENCES]
    assert_alike(*(list(one.tag(sentences)) for one in both))
    assert (both[0].sure, both[0].possible) == (both[1].sure, both[1].possible)


word = st.text(st.characters(exclude_categories=["Cs", "Z", "Cc"]), min_size=1, max_size=12)
known = st.sampled_from("book a Table , please call us today ! n't FREE #bread 5% grab the rain and go".split())


@given(st.lists(st.lists(st.one_of(known, word), max_size=12), max_size=4))
@settings(deadline=None, max_examples=60)
def test_any_words_get_the_same_answers(both: tuple[FewSentences, Network], sentences: list[list[str]]) -> None:
    assert_alike(*(list(one.tag(sentences)) for one in both))


@pytest.mark.parametrize("name", [WEIGHTS, META])
@pytest.mark.parametrize("kept", [0, 10, 5_000])
def test_half_a_file_is_damaged(tmp_path: Path, name: str, kept: int) -> None:
    shutil.copytree(MODEL, tmp_path / "model")
    file = tmp_path / "model" / name
    file.write_bytes(file.read_bytes()[: min(kept, file.stat().st_size - 10)])
    with pytest.raises(Damaged):
        few(tmp_path / "model")


def test_the_product_refuses_sizes_that_do_not_fit() -> None:
    product = blas.find_product()
    assert product is not None
    with pytest.raises(ValueError, match="sizes"):
        product(array("f", [1, 2]), array("f", [1, 2, 3]), array("f", [0]), 1)
    with pytest.raises(ValueError, match="sizes"):
        product(array("f", [1, 2, 3]), array("f", [1]), array("f", [0, 0]), 2)


def after(code: str) -> str:
    """What a new process prints that has a tagger and sentences: ``ask(count)`` asks about so many words."""
    start = (
        "import sys\n"
        "from softsell.language import blas, tagger\n"
        "from softsell.language.tokenizer import tokenize\n"
        "def ask(count):\n"
        "    return tagger.load_tagger()([tokenize('Book a table by the window')] * (count // 6))\n"
    )
    done = subprocess.run([sys.executable, "-c", start + code], capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.strip()


def test_few_words_do_not_import_numpy_and_many_do() -> None:
    assert after("ask(6)\nprint('numpy' in sys.modules)") == "False"
    many = (
        "first = ask(6)\n"
        "texts = [f'Book a table {number}' for number in range(100)]\n"
        "one_by_one = [tagger.load_tagger()([tokenize(text)]) for text in texts]\n"
        "print('numpy' in sys.modules, ask(6) == first)\n"
        "print(one_by_one == [tagger.load_tagger()([tokenize(text)]) for text in texts])"
    )
    assert after(many).split() == ["True", "True", "True"]


def test_without_the_library_numpy_does_it() -> None:
    expected = after("print(ask(6))")
    assert after("blas.find_product = lambda: None\nprint(ask(6), 'numpy' in sys.modules)") == f"{expected} True"
