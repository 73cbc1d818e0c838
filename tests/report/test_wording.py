"""Words that several rooms write alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softsell.wording import counted, listed, shortened


@pytest.mark.parametrize(
    ("things", "words"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_things_are_listed(things: list[str], words: str) -> None:
    assert listed(things) == words


def test_a_number_has_its_noun() -> None:
    assert [counted(number, "post") for number in (0, 1, 1_200)] == ["0 posts", "1 post", "1,200 posts"]
    assert [counted(number, "reply", "replies") for number in (1, 2)] == ["1 reply", "2 replies"]


@given(st.text(max_size=30), st.integers(1, 20))
def test_a_text_is_cut_to_its_room(text: str, most: int) -> None:
    short = shortened(text, most)
    assert len(short) <= most
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))
