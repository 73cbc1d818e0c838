"""Rows are found by name, and those of pairs by the word that begins them."""

from __future__ import annotations

from itertools import product

from softsell.language import named_rows
from softsell.language.learned import load_learned
from softsell.language.named_rows import NamedRows, PairRows

NAMES = sorted(("a", "a_b", "a_b_c", "a-b", "ab", "ab_c", "<s>_a", "b", "z_</s>", "é_a"))


def test_a_name_has_its_row_or_none() -> None:
    rows = NamedRows(NAMES)
    assert [rows[name] for name in NAMES] == list(range(len(NAMES)))
    assert [rows[name] for name in ("", "a_", "aa", "~", "é")] == [None] * 5


def test_a_pair_has_the_row_of_both_words_joined() -> None:
    rows, pairs = NamedRows(NAMES), PairRows(NAMES)
    words = ("a", "b", "c", "a_b", "b_c", "ab", "a-b", "<s>", "</s>", "z", "é", "")
    for word, following in product(words, repeat=2):
        assert pairs[word].get(following) == rows[f"{word}_{following}"], (word, following)


def test_only_so_many_names_are_kept() -> None:
    rows, pairs = NamedRows(NAMES), PairRows(NAMES)
    for number in range(named_rows._MOST_KEPT + 10):
        assert rows[f"word{number}"] is None
        assert not pairs[f"word{number}"]
    assert max(len(rows), len(pairs)) <= named_rows._MOST_KEPT
    assert rows["a"] == NAMES.index("a")


def test_the_names_that_come_with_softsell_are_sorted() -> None:
    learned = load_learned()
    assert learned is not None
    for names in (learned.sentence_names, learned.post_names):
        assert names == sorted(names)
