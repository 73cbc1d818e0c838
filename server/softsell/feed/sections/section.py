"""Section: one part of the report, which all formats that people read show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Table(NamedTuple):
    """Rows of cells. The first row is the head; the first column names the row."""

    title: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the report.

    Attributes:
        key: its name for programs.
        title: its heading.
        sentences: what it says, in plain text.
        notes: how surely it's known.
        tables: the figures.
    """

    key: str
    title: str
    sentences: tuple[str, ...]
    notes: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
