"""Rows are found by name, and those of pairs by the word that begins them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import pytest

from softsell.language import named_rows
from softsell.language.learned import load_learned
from softsell.language.named_rows import NamedRows, PairRows, SortedNames

NAMES = sorted(("a", "a_b", "a_b_c", "a-b", "ab", "ab_c", "<s>_a", "b", "z_</s>", "é_a"))


def _kept(names: list[str]) -> SortedNames:
    return SortedNames("\n".join(names).encode())


@pytest.mark.parametrize("block", [1, 5, 1_000])
def test_names_are_the_same_in_blocks_of_any_size(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(named_rows, "_BLOCK_BYTES", block)
    for names in (NAMES, ["alone"], [f"word{number:03}_{number % 7}" for number in range(500)]):
        kept = _kept(names)
        assert list(kept) == [kept[row] for row in range(len(kept))] == kept[:] == names
        assert [kept.find(name) for name in names] == list(range(len(names)))
        assert [kept.find(name) for name in ("", "A", "word", "word0010", "~", "\U0001f600")] == [None] * 6
        for beginning in ("a", "a_", "word00", "word000_0", "word001", "z", "~"):
            expected = [(row, name) for row, name in enumerate(names) if name.startswith(beginning)]
            assert list(kept.beginning_with(beginning)) == expected
        with pytest.raises(IndexError):
            kept[len(names)]


@pytest.mark.parametrize("name", ["a\na-b", "\n", "\ud800"])
def test_what_cannot_be_a_name_is_not_found(name: str) -> None:
    assert _kept(NAMES).find(name) is None


def test_a_name_has_its_row_or_none() -> None:
    rows = NamedRows(_kept(NAMES))
    assert [rows[name] for name in NAMES] == list(range(len(NAMES)))
    assert [rows[name] for name in ("", "a_", "aa", "~", "é")] == [None] * 5


@pytest.mark.parametrize("seen", [0, named_rows._FEW], ids=["searched for", "all kept"])
def test_a_pair_has_the_row_of_both_words_joined(seen: int) -> None:
    rows, pairs = _after(seen)
    words = ("a", "b", "c", "a_b", "b_c", "ab", "a-b", "<s>", "</s>", "z", "é", "")
    for _ in range(3):  # the first times, each is searched for
        for word, following in product(words, repeat=2):
            assert pairs[word].get(following) == rows[f"{word}_{following}"], (word, following)


def test_all_pairs_of_a_word_with_very_many_are_kept_when_it_is_often_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(named_rows, "_BLOCK_BYTES", 10)
    names = sorted((*NAMES, *(f"the_{number}" for number in range(30))))
    pairs = PairRows(_kept(names))
    for number in range(named_rows._OFTEN):
        assert not isinstance(pairs["the"], Mapping)
        assert pairs["the"].get(str(number)) == names.index(f"the_{number}")
    assert pairs["the"] == {str(number): names.index(f"the_{number}") for number in range(30)}
    assert pairs["the"].get("31") is None


def test_a_word_without_a_row_is_kept_only_while_few_are() -> None:
    rows, pairs = _after(3 * named_rows._FEW)
    assert max(len(rows), len(pairs)) <= named_rows._FEW + len(NAMES)
    assert rows["a"] == NAMES.index("a")
    assert pairs["a"] == {"b": NAMES.index("a_b"), "b_c": NAMES.index("a_b_c")}


def test_a_long_name_is_not_kept() -> None:
    rows, pairs = _after(0)
    assert rows["word" * 1_000] is None
    assert not pairs["word" * 1_000]
    assert not rows
    assert not pairs


def _after(seen: int) -> tuple[NamedRows, PairRows]:
    """Return rows that have been asked for so many other words."""
    rows, pairs = NamedRows(_kept(NAMES)), PairRows(_kept(NAMES))
    for number in range(seen):
        assert rows[f"word{number}"] is None
        assert pairs[f"word{number}"].get("a") is None
    return rows, pairs


def test_the_names_that_come_with_softsell_are_sorted() -> None:
    learned = load_learned()
    assert learned is not None
    for names in (learned.sentence_names, learned.post_names):
        assert list(names) == sorted(names)


def test_one_who_holds_on_to_the_pairs_of_a_word_has_them_found_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(named_rows, "_BLOCK_BYTES", 10)
    names = sorted((*NAMES, *(f"the_{number}" for number in range(30))))
    searches: list[str] = []
    real = named_rows._find_pairs

    def find_pairs(word: str, names: SortedNames) -> Mapping[str, int]:
        searches.append(word)
        return real(word, names)

    monkeypatch.setattr(named_rows, "_find_pairs", find_pairs)
    held = PairRows(_kept(names))["the"]
    for _ in range(1_000):
        assert held.get("7") == names.index("the_7")
    assert searches == ["the"]
