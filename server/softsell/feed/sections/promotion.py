"""How much of the feed sells: shares, close calls, runs, and the month in which it turned."""

from __future__ import annotations

from collections.abc import Iterator

from softsell.feed.dates import day, month_name
from softsell.feed.figures import Feed
from softsell.feed.post import Post
from softsell.feed.promotion import NOTE, CloseCalls, length_of
from softsell.feed.sections.phrases import month_cell, percent, shorten
from softsell.feed.sections.section import Section, Table
from softsell.feed.shares import Share, verb
from softsell.feed.turn import Turn
from softsell.wording import counted, listed

_TEMPLATE = 40
_MOST_CLOSE = 3
_NO_LEARNED = "It isn't known which posts sell, because this softsell has no learned files. Install it from a wheel or a whole checkout."
_NOT_READ = "It isn't known which posts sell: softsell can tell for English posts only."


def promotion_section(feed: Feed, *, learned: bool) -> Section:
    figures = feed.promotion
    title = "How much of it sells"
    if not figures.known:
        return Section("promotion", title, (_NOT_READ if learned else _NO_LEARNED,) if feed.gathered.posts else ())
    shares = _distinct(
        (figures.last_10, "your last 10 posts"),
        (figures.last_30, "your last 30 posts"),
        (figures.all, "all posts"),
    )
    parts = [
        f"{_of(share, which)}{'' if number else ' ' + verb(share, 'sell')} ({percent(share)})"
        for number, (share, which) in enumerate(shares)
    ]
    sentences = [] if feed.turn is None else [_tell_turn(feed.turn)]
    sentences.append(", ".join(parts) + ".")
    if figures.close is not None:
        sentences.append(_tell_close_calls(feed, figures.close))
    sentences += _tell_runs(feed)
    bound = f"{figures.bound:g} %"
    sentences.append(
        f"Your bound is {bound}."
        if figures.own_bound
        else f"The rule of thumb is {bound} at most. You can set your own bound as a goal for the feed: on softsell's Settings page, or as "
        f"“promotion = {figures.bound:g}” below [feed] in the file softsell.toml."
    )
    unknown = len(feed.gathered.posts) - figures.known
    notes = [
        NOTE,
        "softsell judges each post by its words, as it learned from posts that readers had rated. It can be wrong about a single post; "
        "a share of many is surer. The posts of one template are judged alike.",
    ]
    if unknown:
        notes.append(
            f"{counted(unknown, 'post')} {'isn’t' if unknown == 1 else 'aren’t'} counted here, as softsell can’t tell."
        )
    rows = [("month", "posts", "sell", "share")]
    rows += [
        (month_cell(feed, month), f"{month.sells.of}", f"{month.sells.count}", percent(month.sells))
        for month in feed.months
    ]
    tables = (Table("Posts that sell, by month", tuple(rows)),) if feed.months else ()
    return Section("promotion", title, tuple(sentences), tuple(notes), tables)


def _tell_close_calls(feed: Feed, close: CloseCalls) -> str:
    """Say which templates just don't count as selling, and what the shares are with them."""
    posts = feed.gathered.posts
    shown = [
        f"“{shorten(posts[group[0]].text, _TEMPLATE)}” ({len(group)} times)" for group in close.groups[:_MOST_CLOSE]
    ]
    templates = listed(shown)
    is_, it = ("is a close call: it's", "it") if len(shown) == 1 else ("are close calls: they're", "them")
    isnt = "it isn't counted" if len(shown) == 1 else "they aren't counted"
    text = f"{templates} {is_} just below the line, so {isnt}. With {it}, {_of(close.all, 'all posts')} sell ({percent(close.all)})"
    if close.last_30.of < close.all.of:
        text += f", and {_of(close.last_30, 'your last 30')} ({percent(close.last_30)})"
    if feed.turn is not None:
        since = {n for month in feed.months if month.name >= feed.turn.month for n in month.posts}
        extra = sum(number in since for group in close.groups for number in group)
        after = Share(feed.turn.after.count + extra, feed.turn.after.of)
        text += f"; since {month_name(feed.turn.month)} it's {after.count:,} of {after.of:,} ({percent(after)})"
    return text + "."


def _tell_runs(feed: Feed) -> Iterator[str]:
    """Yield a sentence on the longest run, and one if the close calls make it longer."""
    figures = feed.promotion
    if figures.run is not None and figures.run_length > 1:
        yield f"The longest run of posts that only sell, and neither give nor ask: {_tell_run(feed, figures.run)}."
    if figures.close and figures.close.run and length_of(figures.close.run) > max(1, figures.run_length):
        yield f"With the close calls, the longest run of posts that only sell is {_tell_run(feed, figures.close.run)}."


def _tell_run(feed: Feed, run: tuple[int, int]) -> str:
    first, last = (feed.gathered.posts[number] for number in run)
    when = f", {_between(first, last)}" if first.date is not None else ""
    return f"{length_of(run)} posts{when}"


def _tell_turn(turn: Turn) -> str:
    text = (
        f"It turned in {month_name(turn.month)}: before, {turn.before.count:,} of {counted(turn.before.of, 'post')} sold "
        f"({percent(turn.before)}); since then, {turn.after.count:,} of {turn.after.of:,} "
        f"({percent(turn.after)})."
    )
    who = "A post"
    for one, other, does, what in (
        (turn.seen_before, turn.seen_after, "was typically seen", "times"),
        (turn.comments_before, turn.comments_after, "typically got", "comments"),
    ):
        if one is not None and other is not None and (one.above(other) or other.above(one)):
            text += f" {who} {does} {one.value:,.0f} {what} before, and {other.value:,.0f} since then."
            who = "It"
    return text


def _distinct(*shares: tuple[Share, str]) -> Iterator[tuple[Share, str]]:
    """Leave out a share of the last so many posts if there are no more than that."""
    seen: set[int] = set()
    for share, which in shares:
        if share.of not in seen:
            seen.add(share.of)
            yield share, which if share.of in (10, 30) else "all posts" if len(seen) == 1 else which


def _of(share: Share, which: str) -> str:
    if which != "all posts":
        return f"{share.count:,} of {which}"
    return f"{share.count:,} of 1 post" if share.of == 1 else f"{share.count:,} of all {share.of:,} posts"


def _between(first: Post, last: Post) -> str:
    begin, end = day(first.date), day(last.date)
    if begin == end:
        return f"on {begin}"
    (number, _, month), (_, _, last_month) = begin.partition(" "), end.partition(" ")
    if month == last_month:
        begin = number
    elif month[-4:] == last_month[-4:]:
        begin = begin.rpartition(" ")[0]
    return f"from {begin} to {end}"
