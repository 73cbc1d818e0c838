"""Record: what a sheet or an archive says about a post beside its text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from msgspec import Struct, field

COUNTS: Final = ("likes", "comments", "shares", "impressions")
"""What a sheet or an archive may count of a post."""


class Record(Struct, frozen=True):
    """What a sheet or an archive says about a post beside its text. Readers fill it in; ``None`` means that nothing was said.

    Attributes:
        row: the row as the sheet counts it, from 1.
        id: the post's own name in its sheet or archive.
        date: when it was or will be posted. Without a time zone, it's the user's own.
        campaign: the campaign that it belongs to.
        link: the post's own address, or the one it links to.
        counts: how often people did one of ``COUNTS``.
        alt_texts: what its sheet or archive says instead of its pictures.
        sheet: the name of the sheet, in a file of several.
        continues: the id of the writer's own post that this one continues, in a thread.
        asked: when the message that it answers was written. Without a time zone, it's the user's own.
    """

    row: int | None = None
    id: str | None = None
    date: datetime | None = None
    campaign: str | None = None
    link: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    alt_texts: tuple[str, ...] = ()
    sheet: str | None = None
    continues: str | None = None
    asked: datetime | None = None

    def to_plain(self) -> list[Any]:
        """Return the record as lists, strings and numbers."""
        date, asked = (moment.isoformat() if moment else None for moment in (self.date, self.asked))
        counts, alt_texts = dict(self.counts), list(self.alt_texts)
        return [self.row, self.id, date, self.campaign, self.link, counts, alt_texts, self.sheet, self.continues, asked]

    @classmethod
    def from_plain(cls, plain: list[Any]) -> Record:
        """Return the record that ``to_plain`` converted."""
        row, name, date, campaign, link, counts, alt_texts, sheet, continues, asked = plain
        when, before = (datetime.fromisoformat(moment) if moment else None for moment in (date, asked))
        return cls(row, name, when, campaign, link, counts, tuple(alt_texts), sheet, continues, before)


NO_RECORD: Final = Record()
