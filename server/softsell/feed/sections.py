"""Puts the figures of a feed into words and tables, once for all formats that people read."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from softsell.feed.dates import day, month_name, short_day
from softsell.feed.figures import Feed
from softsell.feed.goals import DAYS, MOSTLY, Goal
from softsell.feed.months import Month, Part
from softsell.feed.post import Post
from softsell.feed.promotion import NOTE, CloseCalls, length_of
from softsell.feed.responses import in_words
from softsell.feed.shares import FEWEST, Median, Share
from softsell.feed.turn import Turn
from softsell.wording import listed

_MOST_EXAMPLES = 3
_MOST_OPEN = 20
"""The most replies that are listed because they leave a question open: the last ones, which can still be answered."""
_EXCERPT = 70
_TEMPLATE = 40
_MOST_CLOSE = 3
_MESSAGE = 50
_MOSTLY = 0.75
_USUAL_GAP = 3
"""A month whose last post is this many days before its end may not be over yet."""
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
        text += f" {count(gathered.joined, 'further post')}"
        text += " is" if gathered.joined == 1 else " are"
        text += " parts of threads, or the same text on another platform, and not counted again."
    if gathered.undated and gathered.dated:
        text += (
            f" {count(gathered.undated, 'post')} without a date {'is' if gathered.undated == 1 else 'are'} left out."
        )
    elif not gathered.dated and gathered.posts:
        text += " No post has a date, so the order is that of the files, and nothing is said about months."
    return text


def excerpt(post: Post, length: int = _EXCERPT) -> str:
    """Return the beginning of a post on one line."""
    return shorten(post.text, length)


def shorten(text: str, length: int = _EXCERPT) -> str:
    """Return the beginning of a text on one line."""
    text = " ".join(text[: 4 * length].split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


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
    shares = _distinct(
        (figures.last_10, "your last 10 posts"),
        (figures.last_30, "your last 30 posts"),
        (figures.all, "all posts"),
    )
    told = [
        f"{_of(share, which)}{'' if number else ' ' + _verb(share, 'sell')} ({percent(share)})"
        for number, (share, which) in enumerate(shares)
    ]
    sentences = [] if feed.turn is None else [_tell_turn(feed.turn)]
    sentences.append(", ".join(told) + ".")
    if figures.close is not None:
        sentences.append(_tell_close_calls(feed, figures.close))
    sentences += _tell_runs(feed)
    bound = f"{figures.bound:g} %"
    sentences.append(
        f"The rule of thumb is {bound} at most. You can set your own bound as a goal for the feed: on softsell's Settings page, or as "
        f"“promotion = {figures.bound:g}” below [feed] in the file softsell.toml."
        if figures.custom
        else f"Your bound is {bound}."
    )
    unknown = len(feed.gathered.posts) - figures.known
    notes = [
        NOTE,
        "softsell judges each post by its words, as it learned from posts that readers had rated. It can be wrong about a single post; "
        "a share of many is surer. The posts of one template are judged alike.",
    ]
    if unknown:
        notes.append(
            f"{count(unknown, 'post')} {'isn’t' if unknown == 1 else 'aren’t'} counted here, as softsell can’t tell."
        )
    rows = [("month", "posts", "sell", "share")]
    rows += [
        (_month_cell(feed, month), f"{month.sells.of}", f"{month.sells.count}", percent(month.sells))
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
        f"It turned in {month_name(turn.month)}: before, {turn.before.count:,} of {count(turn.before.of, 'post')} sold "
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


def _verb(share: Share, verb: str) -> str:
    """Return a verb as it stands behind “1 of 5 posts” or “2 of 5 posts”."""
    return f"{verb}s" if 1 in (share.count, share.of) else verb


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


def _months(feed: Feed) -> Section:
    if not feed.months:
        return Section("months", "", ())
    known: list[tuple[str, ...]]
    liked: list[tuple[str, ...]]
    trusted: list[tuple[str, ...]]
    known, liked, trusted = (
        [("month", "posts", "seen per post")],
        [("month", "posts that ask", "comments per post", "replies")],
        [("month", "give", "answered", "left open", "big promises", "deadlines again")],
    )
    for month in feed.months:
        by_name = {part.name: part for part in month.parts}
        name = _month_cell(feed, month)
        known.append(
            (name, f"{len(month.posts)}", "–" if month.impressions is None else f"{month.impressions.value:,.0f}")
        )
        comments = "–" if month.comments is None else f"{month.comments.value:,g}"
        liked.append((name, _amount(by_name["asks"]), comments, _amount(by_name["replies"])))
        counted = ("gives", "answers", "open questions", "too big promises", "deadlines again")
        trusted.append((name, *(_amount(by_name[part]) for part in counted)))
    sentences = (
        "Known: how many people meet you. This counts your posts, and how often a post is typically seen (the median).",
        "Liked: how much you and your readers talk. This counts posts that ask, how many comments a post typically gets (the median), and "
        "your replies.",
        "Trusted: whether people can rely on you. This counts posts that give something and questions answered; and against it, questions "
        "left open, big promises that nobody can keep, and deadlines or “only 3 left” that come again in the same words. A deadline that "
        "you keep isn't against it.",
    )
    notes: tuple[str, ...] = ("These are counts, which softsell doesn't add up to a score.",)
    if (until := last_day(feed, feed.months[-1])) is not None:
        notes += (f"{month_name(feed.months[-1].name)} may not be over: its last post is from the {_ordinal(until)}.",)
    return Section(
        "months",
        "Known, liked, trusted",
        sentences,
        notes,
        (
            Table("Known, by month", tuple(known)),
            Table("Liked, by month", tuple(liked)),
            Table("Trusted, by month", tuple(trusted)),
        ),
    )


def _ordinal(day_of_month: int) -> str:
    ending = "th" if 11 <= day_of_month <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day_of_month % 10, "th")
    return f"{day_of_month}{ending}"


def last_day(feed: Feed, month: Month) -> int | None:
    """Return the day of the last post if the month is the last one, and may not have been over then; ``None`` otherwise."""
    last = feed.rhythm.last
    if last is None or month is not feed.months[-1] or f"{last:%Y-%m}" != month.name:
        return None
    return last.day if last.day <= monthrange(last.year, last.month)[1] - _USUAL_GAP else None


def _month_cell(feed: Feed, month: Month) -> str:
    name, until = month_name(month.name, short=True), last_day(feed, month)
    return name if until is None else f"1–{until} {name}"


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
            in_words(response.median),
            _interval(response.median),
        )
        for response in feed.responses
    ]
    notes = [
        "“Typically” means the median: half of the posts got more, and half got fewer.",
        "Posts that sell are only counted as that. This shows what came together, not why: other things differ between posts too.",
    ]
    notes += _tell_times(feed)
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
            says = (
                f"Posts that {kind} ({other.of:,}) typically get {in_words(other)} {name}, "
                f"posts that sell ({sell.of:,}) {in_words(sell)}"
            )
            sure = other.above(sell) or sell.above(other)
            yield f"{says}." if sure else f"{says}; that may be chance."


def _tell_times(feed: Feed) -> Iterator[str]:
    """Yield what to mind where most posts of a kind are from before the turn, and most posts that sell from after it."""
    by_kind = {response.kind: response.before_turn for response in reversed(feed.responses)}
    sell = by_kind.pop("sell", None)
    if feed.turn is None or sell is None or sell.value >= 0.5:
        return
    early = [
        f"{share.count} of the {share.of} that {kind}"
        for kind, share in by_kind.items()
        if share is not None and share.value >= _MOSTLY
    ]
    if early:
        yield (
            f"These posts are from different times: {' and '.join(reversed(early))} are from before {month_name(feed.turn.month)}, but "
            f"only {sell.count} of the {sell.of} that sell. So part of the difference may be that between before and since."
        )


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
            f"{same.deadlines} of these name a deadline again, or say again that little is left or that it sells fast. It's a matter of "
            "judgement, but readers may stop believing what comes back every week."
        )
    rows = [("times", "first", "last", "deadlines", "how the last one begins")]
    for group in same.groups:
        first, last = posts[group[0]], posts[group[-1]]
        pressing = sum(posts[number].deadline for number in group)
        rows.append((f"{len(group)}", when(first), when(last), f"{pressing}", excerpt(last)))
    return Section("sameness", "Said again", tuple(sentences), (), (Table("Texts that come back", tuple(rows)),))


def when(post: Post) -> str:
    """Return the date of a post as a table has it, or its place."""
    return post.place if post.date is None else short_day(post.date)


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
        (
            _month_cell(feed, month),
            f"{len(month.posts)}",
            f"{month.sells.count}",
            f"{month.asks.count}",
            f"{month.gives.count}",
        )
        for month in feed.months
    ]
    tables = (Table("Posts by month, and what they do", tuple(rows)),) if feed.months else ()
    return Section("rhythm", "When posts come", tuple(sentences), (), tables)


def _openings(feed: Feed) -> Section:
    rows = [("times", "first words")]
    rows += [(f"{len(opening.posts)}", opening.words) for opening in feed.openings]
    tables = (Table("First words that repeat", tuple(rows)),) if feed.openings else ()
    notes = ("Of posts from one template, only the first is counted here.",) if feed.sameness.groups else ()
    return Section("openings", "First words that repeat", (), notes if tables else (), tables)


def _replies(feed: Feed) -> Section:
    replies, texts = feed.replies, feed.gathered.replies
    if not replies.answers.of:
        return Section("replies", "", ())
    sentences = [
        f"{replies.answers.count:,} of {count(replies.answers.of, 'reply', 'replies')} {_verb(replies.answers, 'leave')} no question open."
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
