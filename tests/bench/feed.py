"""Analyses a feed in one process: ``python -m tests.bench.feed N`` prints ``SECONDS MB`` of the analysis alone."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from softsell.feed import Post, analyse
from tests.bench.many import resident
from tests.bench.posts import Posts

_START = datetime(2000, 1, 1, tzinfo=UTC)
_TEMPLATE = "Last chance! {} off all {} in the shop until Sunday at midnight, so order yours before they are gone."


def main(count: int) -> None:
    """Print processor time and memory for this many posts, a third of them from one template."""
    posts = list(_posts(count))
    began, before = time.process_time(), resident()
    analyse(posts)
    print(time.process_time() - began, resident() - before)


def _posts(count: int) -> Iterator[Post]:
    chance = random.Random(1)
    for number, text in enumerate(Posts(1).posts(count)):
        if number % 3 == 0:
            text = _TEMPLATE.format(f"{chance.randrange(90)} %", " ".join(text.split()[:3]))
        yield Post(
            "posts.csv",
            text,
            _START + timedelta(hours=number),
            ("x",),
            promotion=chance.random(),
            counts={"comments": chance.randrange(9)},
        )


if __name__ == "__main__":
    main(int(sys.argv[1]))
