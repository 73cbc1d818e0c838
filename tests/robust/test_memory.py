"""A process keeps a bounded amount of the drafts it checked, whatever they contain."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Callable

import pytest

from softsell.config.config import Config
from softsell.engine.engine import Engine

LONG = 10_000
"""Characters in each long thing, or more."""
KEPT_BYTES = 120_000
"""Less than fifteen of them take. Measured: up to 15,000."""


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Config(model="none"))


def long_word(number: int) -> str:
    return "abcdefghij"[number % 10] * 3 + f"{number}".translate(str.maketrans("0123456789", "klmnopqrst")) * LONG


MADE: dict[str, Callable[[int], str]] = {
    "long words": long_word,
    "long hashtags": lambda number: "#" + long_word(number),
    "long handles": lambda number: "@" + long_word(number),
    "long links": lambda number: "https://a.example/" + long_word(number),
    "long styled words": lambda number: "\N{MATHEMATICAL BOLD SMALL A}" * LONG + long_word(number),
    "long hyphenated words": lambda number: "-".join([f"w{number}x{part}" for part in range(LONG // 4)]),
    "long runs": lambda number: "!" * (2 * LONG + number),
}


@pytest.mark.parametrize("kind", MADE)
def test_nothing_long_is_kept(kind: str, engine: Engine) -> None:
    make = MADE[kind]

    def check(numbers: range) -> None:
        for number in numbers:
            engine.check(f"We looked at {make(number)} today, and so did you.")

    check(range(5))
    tracemalloc.start()
    check(range(5, 10))
    early = tracemalloc.get_traced_memory()[0]
    check(range(10, 25))
    grown = tracemalloc.get_traced_memory()[0] - early
    tracemalloc.stop()
    assert grown < KEPT_BYTES


def test_different_posts_fill_no_cache_without_bound(engine: Engine) -> None:
    chance = random.Random(3)

    def word() -> str:
        return "".join(chance.choices("abcdefghijklmnop", k=8))

    def check(posts: int) -> None:
        for _ in range(posts):
            engine.check(
                f"The {word()} of {word().title()} {chance.random()} #{word()}. Buy {word()}-{word()}, @{word()}!"
            )

    from softsell.language import tokenizer
    from softsell.language.english import lexicon

    check(300)
    assert lexicon._cached_classes.cache_info().maxsize is not None
    assert 0 < len(tokenizer._FACTS) <= tokenizer._CACHE_SIZE
