"""Puts the figures of a feed into words and tables, once for all formats that people read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from softsell.feed.figures import Feed
from softsell.feed.goals import DAYS, MOSTLY, Goal
from softsell.feed.months import Part
from softsell.feed.post import Post
from softsell.feed.promotion import NOTE
from softsell.feed.shares import FEWEST, Median, Share
from softsell.feed.turn import Turn

_MONTHS = "January February March April May June July August September October November December".split()
_MOST_EXAMPLES = 3
_MOST_OPEN = 20
"""The most replies that are listed because they leave a question open: the last ones, which can still be answered."""
_EXCERPT = 70
_NO_LEARNED = "It isn't known which posts sell, because this softsell has no learned files. Install it from a wheel or a whole checkout."
_NOT_READ = "It isn't known which posts sell: softsell can tell for English posts only."


class Table(NamedTuple):
    """Rows of cells. The first row is the head; the first column names the row."""

    title: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the report.

    Attributes:
        key: its name for programs.
        title: its heading.
        sentences: what it says, in plain text.
        notes: how surely it's known.
        tables: the figures.
    """

    key: str
    title: str
    sentences: tuple[str, ...]
    notes: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


def sections(feed: Feed, *, learned: bool) -> tuple[Section, ...]:
    """Return the sections that have something to say, in order. ``learned``: whether the learned weights are there."""
    every = (
        _advice(feed),
        _goals(feed),
        _promotion(feed, learned=learned),
        _months(feed),
        _responses(feed),
        _talk(feed),
        _sameness(feed),
        _rhythm(feed),
        _openings(feed),
        _replies(feed),
    )
    return tuple(section for section in every if section.sentences or section.tables)


def headline(feed: Feed) -> str:
    """Return what was read, in one or two sentences."""
    gathered, rhythm = feed.gathered, feed.rhythm
    text = count(len(gathered.posts), "post")
    if gathered.replies:
        text += f" and {count(len(gathered.replies), 'reply', 'replies')}"
    if rhythm.first is not None and rhythm.last is not None:
        text += f", from {day(rhythm.first)} to {day(rhythm.last)}"
    text += "."
    if gathered.joined:
        text += f" {count(gathered.joined, 'further post')} counted with another: threads, and one text on several platforms."
    if gathered.undated and gathered.dated:
        text += (
            f" {count(gathered.undated, 'post')} without a date {'is' if gathered.undated == 1 else 'are'} left out."
        )
    elif not gathered.dated and gathered.posts:
        text += " No post has a date, so the order is that of the files, and nothing is said about months."
    return text


def excerpt(post: Post, length: int = _EXCERPT) -> str:
    """Return the beginning of a post on one line."""
    text = " ".join(post.text[: 4 * length].split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def day(date: object) -> str:
    """Return a date in words, such as “3 March 2026”."""
    year, month, number = (int(getattr(date, name)) for name in ("year", "month", "day"))
    return f"{number} {_MONTHS[month - 1]} {year}"


def month_name(name: str) -> str:
    """Return a month such as ``2026-03`` in words."""
    year, month = map(int, name.split("-"))
    return f"{_MONTHS[month - 1]} {year}"


def percent(share: Share) -> str:
    """Return a share in percent; a dash for a share of nothing."""
    return f"{100 * share.value:.0f} %" if share.of else "–"


def count(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def is_number(cell: str) -> bool:
    """Whether a cell of a table is a number, so that its column is aligned to the right."""
    return cell == "–" or cell.replace(",", "").replace(".", "").removesuffix(" %").isdecimal()


def _advice(feed: Feed) -> Section:
    return Section("next", "What to do next", feed.advice)


def _promotion(feed: Feed, *, learned: bool) -> Section:
    figures = feed.promotion
    title = "How much of it sells"
    if not figures.known:
        return Section("promotion", title, (_NOT_READ if learned else _NO_LEARNED,) if feed.gathered.posts else ())
    sentences = [
        f"{_of(share, which)} {_verb(share, 'sell')} ({percent(share)})."
        for share, which in _distinct(
            (figures.last_10, "your last 10 posts"),
            (figures.last_30, "your last 30 posts"),
            (figures.all, "all posts"),
        )
    ]
    if feed.turn is not None:
        sentences.append(_tell_turn(feed.turn))
    if figures.run is not None and figures.run_length > 1:
        first, last = (feed.gathered.posts[number] for number in figures.run)
        when = f", {_between(first, last)}" if first.date is not None else ""
        sentences.append(
            f"The longest run of posts that only sell, and neither give nor ask: {figures.run_length} posts{when}."
        )
    bound = f"{figures.bound:g} %"
    sentences.append(
        f"The rule of thumb is {bound} at most. To set your own bound, write “promotion = {figures.bound:g}” below [feed] in softsell.toml."
        if figures.custom
        else f"Your bound is {bound}."
    )
    unknown = len(feed.gathered.posts) - figures.known
    notes = [
        NOTE,
        "softsell judges each post from its words, as readers did. Single posts can be wrong; a share is surer.",
    ]
    if unknown:
        notes.append(
            f"{count(unknown, 'post')} {'isn’t' if unknown == 1 else 'aren’t'} counted here, as softsell can’t tell."
        )
    rows = [("month", "posts", "sell", "share")]
    rows += [(month.name, f"{month.sells.of}", f"{month.sells.count}", percent(month.sells)) for month in feed.months]
    tables = (Table("Posts that sell, by month", tuple(rows)),) if feed.months else ()
    return Section("promotion", title, tuple(sentences), tuple(notes), tables)


def _tell_turn(turn: Turn) -> str:
    text = (
        f"It turned in {month_name(turn.month)}: before, {turn.before.count:,} of {count(turn.before.of, 'post')} "
        f"{_verb(turn.before, 'sell')} ({percent(turn.before)}); since then, {turn.after.count:,} of {turn.after.of:,} "
        f"({percent(turn.after)})."
    )
    one, other = turn.comments_before, turn.comments_after
    if one is not None and other is not None and (one.above(other) or other.above(one)):
        text += f" A post had {one.value:g} comments before, and has {other.value:g} since (medians)."
    return text


def _verb(share: Share, verb: str) -> str:
    """Return a verb as it stands behind “1 of 5 posts” or “2 of 5 posts”."""
    return f"{verb}s" if share.count == 1 else verb


def _distinct(*shares: tuple[Share, str]) -> Iterator[tuple[Share, str]]:
    """Leave out a share of the last so many posts if there are no more than that."""
    seen: set[int] = set()
    for share, which in shares:
        if share.of not in seen:
            seen.add(share.of)
            yield share, which if share.of in (10, 30) else "all posts" if len(seen) == 1 else which


def _of(share: Share, which: str) -> str:
    return f"{share.count:,} of {which}" if which != "all posts" else f"{share.count:,} of all {share.of:,} posts"


def _between(first: Post, last: Post) -> str:
    begin, end = day(first.date), day(last.date)
    if begin == end:
        return f"on {begin}"
    number, same_month = begin.partition(" ")[0], begin.partition(" ")[2] == end.partition(" ")[2]
    return f"from {number if same_month else begin} to {end}"


def _months(feed: Feed) -> Section:
    if not feed.months:
        return Section("months", "", ())
    heads = ("month", "posts", "seen", "ask", "comments", "replies", "give", "answered", "left open", "too much")
    rows = [heads]
    for month in feed.months:
        by_name = {part.name: part for part in month.parts}
        rows.append(
            (
                month.name,
                f"{len(month.posts)}",
                _amount(by_name.get("impressions")),
                _amount(by_name["asks"]),
                _amount(by_name.get("comments")),
                _amount(by_name["replies"]),
                _amount(by_name["gives"]),
                _amount(by_name["answers"]),
                _amount(by_name["open questions"]),
                f"{by_name['too big promises'].amount + by_name['deadlines'].amount}",
            )
        )
    sentences = (
        "Known is reach: posts, and how often they were seen.",
        "Liked is exchange: posts that ask, the comments they got, your replies.",
        "Trusted is what you keep: something given, questions answered, and not too many promises and deadlines.",
    )
    notes = (
        "These are counts, which softsell doesn't add up to a score. In the table, “too much” counts deadlines, and promises that nobody "
        "can keep.",
    )
    return Section(
        "months",
        "Known, liked, trusted",
        sentences,
        notes,
        (Table("What each month did", tuple(rows)),),
    )


def _amount(part: Part | None) -> str:
    return "–" if part is None else f"{part.amount:,}"


def _responses(feed: Feed) -> Section:
    title = "What people did with your posts"
    if not feed.responses:
        return Section("responses", title, ())
    rows = [("posts that", "counted", "posts", "median", "95 % interval")]
    rows += [
        (
            response.kind,
            response.count,
            f"{response.median.of}",
            f"{response.median.value:g}",
            _interval(response.median),
        )
        for response in feed.responses
    ]
    notes = [
        "Half of the posts got more than the median, and half got fewer.",
        "Posts that sell are only counted as that. This shows what came together, not why: other things differ between posts too.",
    ]
    if any(response.median.low is None for response in feed.responses):
        notes.append(f"With fewer than {FEWEST} posts, chance alone can make such a difference: don't build on it.")
    table = Table("Comments and shares of a post", tuple(rows))
    return Section("responses", title, tuple(_compare(feed)), tuple(notes), (table,))


def _compare(feed: Feed) -> Iterator[str]:
    for name in dict.fromkeys(response.count for response in feed.responses):
        by_kind = {response.kind: response.median for response in feed.responses if response.count == name}
        if "sell" not in by_kind:
            continue
        sell = by_kind["sell"]
        for kind in ("ask", "give"):
            if kind not in by_kind:
                continue
            other = by_kind[kind]
            says = f"Posts that {kind} get {other.value:g} {name}, posts that sell {sell.value:g} (medians)"
            sure = other.above(sell) or sell.above(other)
            yield f"{says}." if sure else f"{says}; that may be chance."


def _interval(median: Median) -> str:
    return "too few posts" if median.low is None else f"{median.low:g} to {median.high:g}"


def _talk(feed: Feed) -> Section:
    talk = feed.talk
    if not feed.gathered.posts:
        return Section("talk", "", ())
    words = talk.us + talk.you + talk.others
    sentences = [
        f"{talk.asks.count:,} of {count(talk.asks.of, 'post')} {_verb(talk.asks, 'invite')} an answer ({percent(talk.asks)})."
    ]
    if words:
        sentences.append(
            f"Of the words about people, {percent(Share(talk.us, words))} are about you and your brand, "
            f"{percent(Share(talk.you, words))} about the reader, {percent(Share(talk.others, words))} about others. "
            f"In {count(talk.about_us.count, 'post')} ({percent(talk.about_us)}) most are about you."
        )
    rows = (
        ("words about", "number"),
        ("you and your brand", f"{talk.us:,}"),
        ("the reader", f"{talk.you:,}"),
        ("others", f"{talk.others:,}"),
    )
    return Section(
        "talk", "Who is asked, and who is talked about", tuple(sentences), (), (Table("Who is talked about", rows),)
    )


def _sameness(feed: Feed) -> Section:
    same = feed.sameness
    if not same.groups:
        return Section("sameness", "", ())
    posts = feed.gathered.posts
    sentences = [
        f"{same.repeats.count:,} of {count(same.repeats.of, 'post')} {_verb(same.repeats, 'repeat')} an earlier one, or its template "
        f"({percent(same.repeats)})."
    ]
    if same.deadlines > 1:
        sentences.append(
            f"{same.deadlines} of these name a deadline or say that little is left. One that comes back isn't believed."
        )
    rows = [("times", "first", "last", "how it begins")]
    for group in same.groups:
        first, last = posts[group[0]], posts[group[-1]]
        rows.append((f"{len(group)}", when(first), when(last), excerpt(last)))
    return Section("sameness", "Said again", tuple(sentences), (), (Table("Texts that come back", tuple(rows)),))


def when(post: Post) -> str:
    """Return the date of a post as programs write it, or its place."""
    return post.place if post.date is None else f"{post.date:%Y-%m-%d}"


def _rhythm(feed: Feed) -> Section:
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
        (month.name, f"{len(month.posts)}", f"{month.sells.count}", f"{month.asks.count}", f"{month.gives.count}")
        for month in feed.months
    ]
    tables = (Table("Posts by month, and what they do", tuple(rows)),) if feed.months else ()
    return Section("rhythm", "When posts come", tuple(sentences), (), tables)


def _openings(feed: Feed) -> Section:
    rows = [("times", "first words")]
    rows += [(f"{len(opening.posts)}", opening.words) for opening in feed.openings]
    tables = (Table("First words that repeat", tuple(rows)),) if feed.openings else ()
    return Section("openings", "First words that repeat", (), (), tables)


def _replies(feed: Feed) -> Section:
    replies, texts = feed.replies, feed.gathered.replies
    if not replies.answers.of:
        return Section("replies", "", ())
    sentences = [
        f"{replies.answers.count:,} of {count(replies.answers.of, 'reply', 'replies')} {_verb(replies.answers, 'leave')} no question open."
    ]
    if replies.hours is not None:
        sentences.append(f"A reply comes after {replies.hours.value:.0f} hours (median of {replies.hours.of}).")
    rows = [("reply", "how it begins")]
    rows += [(when(texts[number]), excerpt(texts[number])) for number in replies.open[-_MOST_OPEN:]]
    tables = (Table("Replies that leave a question open", tuple(rows)),) if replies.open else ()
    return Section("replies", "How far replies answer", tuple(sentences), (), tables)


def _goals(feed: Feed) -> Section:
    if not feed.goals:
        return Section("goals", "", ())
    rows = [("goal", f"last {DAYS} days" if feed.gathered.dated else "all posts", "met", "since")]
    for goal in feed.goals:
        met = "not known" if goal.met is None else "yes" if goal.met else "no"
        rows.append((_wanted(goal), _value(goal), met, month_name(goal.since) if goal.since else "–"))
    unknown = any(goal.name == "answers_within" and goal.value is None for goal in feed.goals)
    notes = ("A sheet can say when a message came: in a column such as “Received”, beside the message and the reply.",)
    table = Table("Your goals, and how far they are met", tuple(rows))
    return Section("goals", "Your goals", (), notes if unknown else (), (table,))


def _wanted(goal: Goal) -> str:
    match goal.name:
        case "posts_a_week":
            return f"at least {goal.wanted:g} posts a week"
        case "promotion":
            return f"at most {goal.wanted:g} % sell"
        case "asking":
            return f"at least {goal.wanted:g} % ask"
        case "answers_within":
            return f"replies within {goal.wanted:g} hours ({MOSTLY:g} % of them)"
        case _:
            return f"the posts speak as “{goal.wanted}” ({MOSTLY:g} % of them)"


def _value(goal: Goal) -> str:
    if goal.value is None:
        return "no file says when messages came" if goal.name == "answers_within" else "–"
    return f"{goal.value:.1f} a week" if goal.name == "posts_a_week" else f"{goal.value:.0f} %"
