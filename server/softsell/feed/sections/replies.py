"""How far replies answer."""

from __future__ import annotations

from softsell.feed.figures import Feed
from softsell.feed.sections.phrases import excerpt, shorten, when
from softsell.feed.sections.section import Section, Table
from softsell.feed.shares import verb
from softsell.wording import counted

_MOST_OPEN = 20
"""The most replies that are listed because they leave a question open: the last ones, which can still be answered."""
_MESSAGE = 50


def replies_section(feed: Feed) -> Section:
    replies, texts = feed.replies, feed.gathered.replies
    if not replies.answers.of:
        return Section("replies", "", ())
    sentences = [
        f"{replies.answers.count:,} of {counted(replies.answers.of, 'reply', 'replies')} {verb(replies.answers, 'leave')} no question "
        "open."
    ]
    left = len(replies.open)
    if left:
        sentences.append(
            f"The other {'one' if left == 1 else f'{left:,}'} came, but {'doesn’t' if left == 1 else 'don’t'} answer what was asked."
        )
    if replies.hours is not None:
        sentences.append(f"A reply comes after {replies.hours.value:.0f} hours (median of {replies.hours.of}).")
    last = [texts[number] for number in replies.open[-_MOST_OPEN:]]
    if any(reply.message for reply in last):
        rows: list[tuple[str, ...]] = [("reply", "they asked", "you answered")]
        rows += [(when(reply), shorten(reply.message, _MESSAGE) or "–", excerpt(reply)) for reply in last]
    else:
        rows = [("reply", "how it begins"), *((when(reply), excerpt(reply)) for reply in last)]
    tables = (Table("Replies that leave a question open", tuple(rows)),) if replies.open else ()
    notes = ("Messages that got no reply aren't counted, because these files don't have them.",)
    return Section("replies", "How far replies answer", tuple(sentences), notes, tables)
