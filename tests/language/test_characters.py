"""Characters as patterns compare them."""

from __future__ import annotations

import pytest

from softsell.language.characters import plain


@pytest.mark.parametrize(
    ("written", "read"),
    [("𝗕𝗜𝗚", "big"), ("I’M", "i'm"), ("ＳＡＬＥ", "sale"), ("so\u200bft", "soft"), ("сheap", "cheap")],
)
def test_letters_are_read_as_a_person_reads_them(written: str, read: str) -> None:
    assert plain(written) == read


def test_a_wall_of_ligatures_is_left_folded() -> None:
    # One of them stands for eighteen letters; of a million, that would be gigabytes.
    assert len(plain("ﷺ")) == 18
    assert len(plain("ﷺ" * 2_000)) == 2_000
