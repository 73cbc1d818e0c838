"""Checks very many different posts in one process and prints its memory now and then: ``python -m tests.bench.many N FIRST``."""

from __future__ import annotations

import sys
from pathlib import Path

import softsell
from tests.bench.posts import Posts


def main(count: int, first: int) -> None:
    """Prints ``posts MB`` after ``first`` posts, at each tenth, and at the end."""
    for number, post in enumerate(Posts(9).posts(count), 1):
        softsell.check(post)
        if number == first or (number > first and number % (count // 10) == 0):
            print(number, _resident(), flush=True)


def _resident() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
