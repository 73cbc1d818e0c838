"""Measures how the cost of a reading grows: ordinary posts by length, and hostile runs compared with ordinary text.

For each unit, ``growth`` divides the processor time of a long run by that of a run a tenth as long: about 10 is linear, about 100
quadratic. Nothing here asserts a time; the table is for people.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from softsell.draft.draft import Draft
from softsell.draft.source_map import SourceMap
from softsell.draft.span import Span
from softsell.language.reading_builder import read

ORDINARY = (
    "We baked all night, and the shop smells of cinnamon. Come by from 8am and say hello! What's your favourite bun? "
    "Tell us below. #bakery #buns\n\n"
)
HOSTILE = (
    *(
        "!",
        "?!",
        "a",
        "a.",
        "a-",
        "a'",
        "a\u0301",
        "\u0301",
        "\u200b",
        "_",
        "'",
        '"',
        "“a ",
        "(",
        ":(",
        "🔥",
        "👩\u200d",
    ),
    *(
        "\U0001f1fa",
        "#a",
        "@a",
        "a@b.",
        "http://",
        "www.",
        "1.",
        "1-",
        "$1",
        "A ",
        "A.",
        "U.S. ",
        "Buy, ",
        "If ",
        "so, ",
    ),
    *("please ", "drop your ", "who ", "RT @a ", "Acme Bakes ", "aaabbb", '? "', "... a ", "==== "),
)


def seconds(prose: str, times: int = 3) -> float:
    """Return the shortest processor time of several readings of ``prose``."""
    draft = Draft(prose, prose, SourceMap.shifted(len(prose)), Span(0, len(prose)))
    best = float("inf")
    for _ in range(times):
        begin = time.process_time()
        read(draft)
        best = min(best, time.process_time() - begin)
    return best


def growth(unit: str, length: int = 200_000) -> float:
    """Return how many times as long a run of ``length`` characters takes as one of a tenth."""
    run = unit * (length // len(unit) + 1)
    return seconds(run[:length]) / max(seconds(run[: length // 10]), 1e-6)


def table() -> Iterator[tuple[str, float]]:
    """Return ``(label, figure)``: milliseconds for ordinary posts, then the growth of each hostile run."""
    for length in (280, 3_000, 30_000):
        prose = (ORDINARY * (length // len(ORDINARY) + 1))[:length]
        yield f"ms, {length} characters", 1000 * seconds(prose, 20)
    for unit in (ORDINARY, *HOSTILE):
        yield f"growth of {unit[:12]!r}", growth(unit)


if __name__ == "__main__":
    for what, figure in table():
        print(f"{what:32} {figure:8.2f}")
