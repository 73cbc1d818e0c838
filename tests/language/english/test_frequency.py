"""Word rarity: common words cost nothing, forms are as easy as their base, odd words cost more."""

from __future__ import annotations

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from softsell.language.english.frequency import FILE, is_known, rarity


def test_everyday_words_are_not_rare() -> None:
    assert {word: rarity(word) for word in ("the", "coffee", "shop", "weekend", "people")}["the"] == 0
    assert rarity("people") == 0
    assert rarity("weekend") < 0.5


def test_rarer_words_cost_more() -> None:
    assert rarity("help") < rarity("assist") < rarity("facilitate") < rarity("operationalize")


def test_a_form_is_as_easy_as_its_base() -> None:
    assert rarity("shops") == rarity("shop's") == rarity("shop")
    assert rarity("planned") <= rarity("plan")
    assert rarity("happily") <= rarity("happy")


def test_a_compound_is_as_rare_as_its_rarest_part() -> None:
    assert rarity("coffee-quokka") == rarity("quokka")
    assert rarity("-") > 0


def test_nothing_is_no_known_word() -> None:
    assert not is_known("")
    assert not is_known("'s")


def test_names_are_left_out_of_the_table() -> None:
    assert not is_known("houston")
    assert is_known("house")


def test_the_table_is_small() -> None:
    assert FILE.stat().st_size < 300_000


def test_nothing_is_read_before_it_is_needed() -> None:
    script = "import softsell.language.english.frequency as f; print(f.table.cache_info().currsize)"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "0"


@given(st.text())
def test_any_text_has_a_rarity(text: str) -> None:
    assert 0 <= rarity(text) < 10
