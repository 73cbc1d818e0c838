"""Fixes that would change which posts a file holds are left out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from softsell.checks.finding import Fix
from softsell.draft import Draft, Span, read_bytes
from softsell.files.fixed_posts import keep_harmless

MOST_READS = 12


def _fixes(text: str, words: dict[str, str]) -> list[Fix]:
    found = [
        Fix("", Span(at, at + len(word)), put)
        for word, put in words.items()
        for at in range(len(text))
        if text.startswith(word, at)
    ]
    return sorted(found, key=lambda fix: fix.span)


def _keep(name: str, text: str, fixes: Sequence[Fix]) -> tuple[list[Fix], int]:
    reads = 0

    def read(changed: str) -> list[Draft]:
        nonlocal reads
        reads += 1
        return read_bytes(changed.encode(), name)

    return keep_harmless(name, text, fixes, read_bytes(text.encode(), name), read), reads


@pytest.mark.parametrize("first", [True, False])
def test_posts_below_labels_are_fixed_but_for_the_one_that_would_become_too_short(first: bool) -> None:
    short, long = "Do not wait, it is warm.", "In order to bake, we take rye flour here."
    one, two = (short, long) if first else (long, short)
    text = f"Post 1:\n{one}\n\nPost 2:\n{two}\n"
    fixes = _fixes(text, {"Do not wait": "Wait", "In order to": "To"})
    assert [fix.text for fix in _keep("a.txt", text, fixes)[0]] == ["To"]


def test_a_file_with_many_fixes_that_do_harm_is_read_a_few_times() -> None:
    text = "posts: [" + ", ".join(f"rye bread number {number} is out" for number in range(600)) + "]\n"
    kept, reads = _keep("a.yaml", text, _fixes(text, {"bread": "bread, warm"}))
    assert kept == []
    assert reads <= MOST_READS


def test_one_fix_that_does_harm_keeps_no_other_from_a_long_file() -> None:
    text = "posts: [" + ", ".join(f"rye bread number {number} is out" for number in range(100)) + "]\n"
    fixes = _fixes(text, {"bread": "loaf"})
    fixes[70] = Fix("", fixes[70].span, "loaf, warm")
    kept, reads = _keep("a.yaml", text, fixes)
    assert kept == fixes[:70] + fixes[71:]
    assert reads <= MOST_READS


def test_of_many_fixes_that_do_harm_those_that_stand_apart_keep_none_from_the_rest() -> None:
    text = "posts: [" + ", ".join(f"rye bread number {number} is out" for number in range(160)) + "]\n"
    fixes = [
        Fix("", fix.span, "loaf, warm" if number < 20 else "loaf")
        for number, fix in enumerate(_fixes(text, {"bread": "loaf"}))
    ]
    kept, reads = _keep("a.yaml", text, fixes)
    assert set(kept) >= set(fixes[90:])
    assert not set(kept) & set(fixes[:20])
    assert reads <= MOST_READS
