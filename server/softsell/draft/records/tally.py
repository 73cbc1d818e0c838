"""Tally: what became of records."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from softsell.draft.tables.asking import COMMENTS_DONT_WORK
from softsell.wording import counted


class Tally(Struct):
    """What became of records: posts that were found, and posts that aren't the writer's own."""

    found: int = 0
    reposts: int = 0
    commented: bool = False

    def describe(self, chosen: str) -> Iterator[str]:
        """Yield notes for the user. ``chosen`` says which keys were chosen."""
        if self.found or self.reposts:
            yield chosen + (f"; {counted(self.reposts, 'repost')} passed over" if self.reposts else "")
        if self.commented:
            yield COMMENTS_DONT_WORK
