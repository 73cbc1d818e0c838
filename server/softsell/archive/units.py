"""Units of rows, and parts: the packed results of a unit, with what they add up to."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field

from softsell.archive.row_checks import InputRow, RowResult
from softsell.errors import DraftError
from softsell.wording import counted

UNIT_ROWS = 200
"""The most rows of a unit: enough to check them fast, few enough that little is lost when a run is stopped."""
_UNIT_CHARACTERS = 1_000_000
"""A unit with this many characters is full."""
_MOST_UNKNOWN = 100
"""The most names of unknown platforms that a run remembers."""
_MOST_SHOWN = 3
_LEVEL = 1


def cut_units(rows: Iterable[InputRow]) -> Iterator[list[InputRow]]:
    """Yield the rows in units. The same rows always make the same units."""
    unit: list[InputRow] = []
    characters = 0
    for row in rows:
        unit.append(row)
        characters += len(row.row.text)
        if len(unit) == UNIT_ROWS or characters >= _UNIT_CHARACTERS:
            yield unit
            unit = []
            characters = 0
    if unit:
        yield unit


@dataclass(slots=True)
class Totals:
    """What the results of rows add up to.

    Attributes:
        rows, posts: how many rows were read, and how many posts were checked.
        failed: how many rows couldn't be read or checked.
        reposts: how many posts were passed over because they aren't the writer's own.
        ragged: how many rows have more cells than there are names of columns.
        unknown: some of the platforms that softsell doesn't know.
        scores, measures: the names of all scores and measures, in the order in which they first came.
    """

    rows: int = 0
    posts: int = 0
    failed: int = 0
    reposts: int = 0
    ragged: int = 0
    unknown: list[str] = field(default_factory=list)
    scores: list[str] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)

    def add(self, other: Totals) -> None:
        """Add what other rows add up to."""
        self.rows += other.rows
        self.posts += other.posts
        self.failed += other.failed
        self.reposts += other.reposts
        self.ragged += other.ragged
        self.unknown = list(dict.fromkeys([*self.unknown, *other.unknown]))[:_MOST_UNKNOWN]
        self.scores = list(dict.fromkeys([*self.scores, *other.scores]))
        self.measures = list(dict.fromkeys([*self.measures, *other.measures]))

    def describe(self) -> Iterator[str]:
        """Yield sentences for the user."""
        passed_over = f"; {counted(self.reposts, 'repost')} passed over" if self.reposts else ""
        yield f"Checked {counted(self.posts, 'post')} in {counted(self.rows, 'row')}{passed_over}."
        if self.ragged:
            yield (
                f"{counted(self.ragged, 'row')} {'has' if self.ragged == 1 else 'have'} more cells than there are names. "
                "If a post has commas in it, put it in quotes."
            )
        if self.unknown:
            shown = ", ".join(f"“{name}”" for name in self.unknown[:_MOST_SHOWN])
            more = " and more" if len(self.unknown) > _MOST_SHOWN else ""
            yield f"softsell doesn't know these platforms, so their posts were checked without limits: {shown}{more}."


def pack(results: Sequence[RowResult]) -> bytes:
    """Return the part with these results."""
    totals = Totals(rows=len(results))
    for one in results:
        names = (list(one.unknown), list(one.scores), list(one.measures))
        totals.add(Totals(0, one.posts, one.failed, one.reposts, one.ragged, *names))
    return _compress(totals, [line for one in results for line in one.lines])


def unpack(part: bytes) -> tuple[Totals, list[str]]:
    """Return what the results in a part add up to, and their lines of JSON.

    Raises:
        DraftError: the part is damaged.
    """
    try:
        first, *lines = zlib.decompress(part).decode().split("\n")
        return Totals(**json.loads(first)), lines
    except (zlib.error, ValueError, TypeError):
        raise DraftError("a part of the results is damaged") from None


def merge(parts: Sequence[bytes]) -> bytes:
    """Return the part with the results of some parts.

    Raises:
        DraftError: a part is damaged.
    """
    totals = Totals()
    lines: list[str] = []
    for part in parts:
        some, more = unpack(part)
        totals.add(some)
        lines += more
    return _compress(totals, lines)


def _compress(totals: Totals, lines: Sequence[str]) -> bytes:
    return zlib.compress("\n".join([json.dumps(asdict(totals)), *lines]).encode(), _LEVEL)
