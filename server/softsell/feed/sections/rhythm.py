"""When posts come."""

from __future__ import annotations

from softsell.feed.dates import day
from softsell.feed.figures import Feed
from softsell.feed.sections.phrases import month_cell
from softsell.feed.sections.section import Section, Table

_MOST_EXAMPLES = 3


def rhythm_section(feed: Feed) -> Section:
    rhythm, posts = feed.rhythm, feed.gathered.posts
    sentences = []
    if rhythm.per_week is not None:
        sentences.append(f"{rhythm.per_week:.1f} posts a week.")
    sentences += [
        f"{gap.days:.0f} days without a post, after {day(posts[gap.before].date)}."
        for gap in rhythm.gaps[:_MOST_EXAMPLES]
    ]
    sentences += [f"{burst.posts} posts on {day(burst.day)}." for burst in rhythm.bursts[:_MOST_EXAMPLES]]
    rows = [("month", "posts", "sell", "ask", "give")]
    rows += [
        (
            month_cell(feed, month),
            f"{len(month.posts)}",
            f"{month.sells.count}",
            f"{month.asks.count}",
            f"{month.gives.count}",
        )
        for month in feed.months
    ]
    tables = (Table("Posts by month, and what they do", tuple(rows)),) if feed.months else ()
    return Section("rhythm", "When posts come", tuple(sentences), (), tables)
