"""First words that repeat."""

from __future__ import annotations

from softsell.feed.figures import Feed
from softsell.feed.sections.section import Section, Table


def openings_section(feed: Feed) -> Section:
    rows = [("times", "first words")]
    rows += [(f"{len(opening.posts)}", opening.words) for opening in feed.openings]
    tables = (Table("First words that repeat", tuple(rows)),) if feed.openings else ()
    notes = ("Of posts from one template, only the first is counted here.",) if feed.sameness.groups else ()
    return Section("openings", "First words that repeat", (), notes if tables else (), tables)
