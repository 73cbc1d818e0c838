"""Texts that come back."""

from __future__ import annotations

from softsell.feed.figures import Feed
from softsell.feed.sections.phrases import excerpt, percent, when
from softsell.feed.sections.section import Section, Table
from softsell.feed.shares import verb
from softsell.wording import counted


def sameness_section(feed: Feed) -> Section:
    same = feed.sameness
    if not same.groups:
        return Section("sameness", "", ())
    posts = feed.gathered.posts
    sentences = [
        f"{same.repeats.count:,} of {counted(same.repeats.of, 'post')} {verb(same.repeats, 'repeat')} an earlier one, or its template "
        f"({percent(same.repeats)})."
    ]
    if same.deadlines > 1:
        sentences.append(
            f"{same.deadlines} of these name a deadline again, or say again that little is left or that it sells fast. It's a matter of "
            "judgement, but readers may stop believing what comes back every week."
        )
    rows = [("times", "first", "last", "deadlines", "how the last one begins")]
    for group in same.groups:
        first, last = posts[group[0]], posts[group[-1]]
        pressing = sum(posts[number].deadline for number in group)
        rows.append((f"{len(group)}", when(first), when(last), f"{pressing}", excerpt(last)))
    return Section("sameness", "Said again", tuple(sentences), (), (Table("Texts that come back", tuple(rows)),))
