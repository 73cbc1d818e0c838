"""Finding a name among sorted ones gives the same before and after the dictionary of all is made."""

from __future__ import annotations

import random

import pytest

from softsell.language import sorted_names
from softsell.language.sorted_names import SortedNames

NAMES = sorted(
    {f"{first}{second}" for first in "ab!é😀_" for second in ("", "x", "_y", "+z", "0" * 300, *map(str, range(400)))}
)


def names() -> SortedNames:
    return SortedNames("\n".join(NAMES).encode())


def test_every_name_has_its_number() -> None:
    some = names()
    assert len(some) == len(NAMES)
    assert [some.get(name) for name in NAMES] == list(range(len(NAMES)))
    assert some.names == NAMES


def test_what_is_not_a_name_has_none() -> None:
    some, known = names(), set(NAMES)
    choice = random.Random(0)
    for _ in range(2_000):
        name = choice.choice(NAMES)[: choice.randrange(6)] + choice.choice(["", "x", "\n", "é", "\udcff", " "])
        assert (some.get(name) is None) == (name not in known)
    assert some.get(f"{NAMES[0]}\n{NAMES[1]}") is None


def test_a_process_that_asks_much_gets_a_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sorted_names, "_FEW", 3)
    some = names()
    first = [some.get(NAMES[-1]) for _ in range(3)]
    searching = some.get
    assert [*first, some.get(NAMES[-1]), some.get(NAMES[-1])] == [len(NAMES) - 1] * 5
    assert some.get != searching
    assert some.get("nothing of these") is None


def test_one_name_is_enough() -> None:
    some = SortedNames(b"only")
    assert (some.get("only"), some.get("other"), some.get(""), len(some)) == (0, None, None, 1)
