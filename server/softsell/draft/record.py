"""Record: what a sheet or an archive says about a post beside its text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

if TYPE_CHECKING:
    from datetime import datetime  # a check of one post doesn't import it

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


NO_RECORD: Final = Record()
