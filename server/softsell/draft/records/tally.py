"""Tally: what became of records."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from softsell.draft.tables.asking import COMMENTS_DONT_WORK
from softsell.wording import counted


class Tally(Struct):
    """What became of records: posts that were found, posts that aren't the writer's own, and records without a post."""

    found: int = 0
    reposts: int = 0
    blank: int = 0
    commented: bool = False

    def describe(self, chosen: str) -> Iterator[str]:
        """Yield notes for the user. ``chosen`` says which keys were chosen."""
        if self.found or self.reposts:
            chosen += f"; {counted(self.reposts, 'repost')} passed over" if self.reposts else ""
            if self.blank:
                chosen += f"; {counted(self.blank, 'record')} {'has' if self.blank == 1 else 'have'} no post"
            yield chosen
        if self.commented:
            yield COMMENTS_DONT_WORK
