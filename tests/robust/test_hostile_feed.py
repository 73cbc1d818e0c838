"""No feed made to be slow takes its analysis much longer than an ordinary feed of as many posts."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from tests.robust.measuring import least_seconds, must_cost_like

from softsell.feed import Post, analyse

POSTS = 2_000
START = datetime(2020, 1, 1, tzinfo=UTC)
CHANCE = random.Random(4)
WORDS = [a + b for a in "b c d f g l m st tr".split() for b in "at in ord ell ump est ock ine".split()]


def feed_of(texts: list[str], hours: float = 7) -> list[Post]:
    return [
        Post("p", text, START + timedelta(hours=number * hours), ("x",), promotion=0.6, counts={"comments": number % 9})
        for number, text in enumerate(texts)
    ]


ORDINARY = feed_of([" ".join(CHANCE.choices(WORDS, k=40)) + "." for _ in range(POSTS)])
SAME = "Last chance, order your mugs today before they are gone for good."
HOSTILE = {
    "one text again and again": feed_of([SAME] * POSTS),
    "one template": feed_of([f"{SAME} {' '.join(CHANCE.choices(WORDS, k=3))}" for _ in range(POSTS)]),
    "each a little like the one before": feed_of(
        [" ".join(WORDS[(number // 8 + step) % len(WORDS)] for step in range(30)) for number in range(POSTS)]
    ),
    "threads without end": feed_of([f"{number % 99 + 1}/99 {SAME}" for number in range(POSTS)], hours=0.001),
    "one thread of all": [
        replace(post, id=str(number), continues=str(number - 1)) for number, post in enumerate(feed_of([SAME] * POSTS))
    ],
    "slashes": feed_of(["1/" * 1_000] * POSTS),
    "addresses": feed_of(["www." * 500 + " http://" * 200] * POSTS),
    "handles": feed_of(["@#" * 1_000] * POSTS),
    "apostrophes": feed_of(["a'" * 1_000] * POSTS),
    "lines": feed_of(["a\n" * 1_000] * POSTS),
    "one moment": feed_of([f"{SAME} {number}" for number in range(POSTS)], hours=0),
    "a thousand years": feed_of([f"{number} {SAME}" for number in range(POSTS)], hours=24 * 180),
    "nothing but spaces": feed_of([" " * 2_000] * POSTS),
}


@cache
def usual_seconds() -> float:
    return least_seconds(lambda: analyse(ORDINARY))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_feed_costs_like_an_ordinary_one(name: str) -> None:
    must_cost_like(usual_seconds(), lambda: analyse(HOSTILE[name]))
