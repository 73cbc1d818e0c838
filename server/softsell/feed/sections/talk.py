"""Which posts ask, and who is talked about."""

from __future__ import annotations

from softsell.feed.figures import Feed
from softsell.feed.sections.phrases import percent
from softsell.feed.sections.section import Section, Table
from softsell.feed.shares import Share, verb
from softsell.wording import counted


def talk_section(feed: Feed) -> Section:
    talk = feed.talk
    if not feed.gathered.posts:
        return Section("talk", "", ())
    words = talk.us + talk.you + talk.others
    sentences = [
        f"{talk.asks.count:,} of {counted(talk.asks.of, 'post')} {verb(talk.asks, 'invite')} an answer ({percent(talk.asks)})."
    ]
    if words:
        sentences.append(
            f"Of the words about people, {percent(Share(talk.us, words))} are about you and your brand, "
            f"{percent(Share(talk.you, words))} about the reader, {percent(Share(talk.others, words))} about others. "
            f"In {counted(talk.about_us.count, 'post')} ({percent(talk.about_us)}) most are about you."
        )
        if talk.us > talk.you + talk.others:
            sentences.append("So you are talked about more than your readers and all others together.")
    rows = (
        ("words about", "number"),
        ("you and your brand", f"{talk.us:,}"),
        ("the reader", f"{talk.you:,}"),
        ("others", f"{talk.others:,}"),
    )
    return Section(
        "talk", "Who is asked, and who is talked about", tuple(sentences), (), (Table("Who is talked about", rows),)
    )
