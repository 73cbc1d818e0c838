"""Measures one process: drafts a second, memory over very many drafts, and where the time goes."""

from __future__ import annotations

import cProfile
import pstats
import subprocess
import sys
import time

from tests.bench.measure import table
from tests.bench.posts import Posts

_MANY = 100_000
_LEVEL = 1_000


def rates() -> str:
    """Measure how many drafts of each length ``softsell.check`` checks in a second."""
    import softsell

    rows = []
    for characters in (70, 280, 1_000, 3_000, 10_000):
        posts = Posts(characters)
        texts = [posts.text(characters) for _ in range(max(20, 200_000 // characters))]
        for text in texts[:10]:
            softsell.check(text)
        began, wall = time.process_time(), time.perf_counter()
        for text in texts[10:]:
            softsell.check(text)
        taken, wall = time.process_time() - began, time.perf_counter() - wall
        each = taken / (len(texts) - 10)
        rows.append(
            [
                f"{characters:,} characters",
                f"{each * 1000:.2f} ms",
                f"{wall / (len(texts) - 10) * 1000:.2f} ms",
                f"{sum(map(len, texts[10:])) / taken / 1000:,.0f} kB/s",
            ]
        )
    return table(("`softsell.check`, different drafts", "processor each", "wall clock each", "rate"), rows)


def memory_of_many() -> str:
    """Measure the memory of a process that checks 100,000 different posts, after 1,000 and at the end."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.many", str(_MANY), str(_LEVEL)], capture_output=True, text=True, check=True
    )
    levels = [line.split() for line in done.stdout.splitlines()]
    first = float(levels[0][1])
    rows = [
        [f"after {int(count):,} posts", f"{float(memory):.1f} MB", f"{float(memory) / first - 1:+.1%}"]
        for count, memory in levels
    ]
    return table(("one process, different posts", "memory", "against the first row"), rows)


def profile() -> str:
    """List the functions that take most of the time of a warm check."""
    import softsell

    texts = [*Posts(5).posts(500)]
    softsell.check(texts[0])
    profiler = cProfile.Profile()
    profiler.enable()
    for text in texts:
        softsell.check(text)
    profiler.disable()
    statistics = pstats.Stats(profiler)
    total = statistics.total_tt  # type: ignore[attr-defined]
    entries = statistics.stats.items()  # type: ignore[attr-defined]
    costly = sorted(entries, key=lambda entry: entry[1][2], reverse=True)[:20]
    rows = []
    for (file, _line, function), (_, calls, own, whole, _) in costly:
        place = file.partition("softsell/")[2] or file.rpartition("/")[2]
        rows.append([f"`{place}:{function}`", f"{calls:,}", f"{own / total:.1%}", f"{whole / total:.1%}"])
    return "Where the time goes (profile of 500 posts):\n\n" + table(("function", "calls", "own", "with callees"), rows)
