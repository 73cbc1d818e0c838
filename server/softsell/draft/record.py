"""Record: what a sheet or an archive says about a post beside its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

COUNTS: Final = ("likes", "comments", "shares", "impressions")
"""What a sheet or an archive may count of a post."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a sheet or an archive says about a post beside its text. Readers fill it in; ``None`` means that nothing was said.

    Attributes:
        row: the row as the sheet counts it, from 1.
        id: the post's own name in its sheet or archive.
        date: when it was or will be posted. Without a time zone, it's the user's own.
        campaign: the campaign that it belongs to.
        link: the post's own address, or the one it links to.
        counts: how often people did one of ``COUNTS``.
    """

    row: int | None = None
    id: str | None = None
    date: datetime | None = None
    campaign: str | None = None
    link: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)

    def to_plain(self) -> list[Any]:
        """Return the record as lists, strings and numbers."""
        date = self.date.isoformat() if self.date else None
        return [self.row, self.id, date, self.campaign, self.link, dict(self.counts)]

    @classmethod
    def from_plain(cls, plain: list[Any]) -> Record:
        """Return the record that ``to_plain`` converted."""
        row, name, date, campaign, link, counts = plain
        return cls(row, name, datetime.fromisoformat(date) if date else None, campaign, link, counts)


NO_RECORD: Final = Record()
