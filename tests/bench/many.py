"""Checks very many different posts in one process and prints its memory: ``python -m tests.bench.many N FIRST``.

Another process creates the posts and remembers which it has used, so that memory isn't measured.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import softsell

_MAKE = "import json; from tests.bench.posts import Posts\nfor post in Posts(9).posts({count}): print(json.dumps(post))"


def main(count: int, first: int) -> None:
    """Print ``posts MB`` after ``first`` posts, at each tenth, and at the end."""
    for number, post in enumerate(_posts(count), 1):
        softsell.check(post)
        if number == first or (number > first and number % (count // 10) == 0):
            print(number, resident(), flush=True)


def _posts(count: int) -> Iterator[str]:
    with subprocess.Popen(
        [sys.executable, "-c", _MAKE.format(count=count)], stdout=subprocess.PIPE, text=True
    ) as maker:
        assert maker.stdout is not None
        yield from map(json.loads, maker.stdout)


def resident() -> float:
    """Return the memory of this process, in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
