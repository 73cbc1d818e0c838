"""What to do next: a few sentences, from the figures alone. The largest matter comes first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from typing import NamedTuple

from softsell.feed.dates import month_name
from softsell.feed.gather import Gathered
from softsell.feed.promotion import Promotion
from softsell.feed.replies import Replies
from softsell.feed.responses import RATE, Response, in_words
from softsell.feed.rhythm import Rhythm
from softsell.feed.sameness import Sameness
from softsell.feed.shares import FEWEST, Median, verb
from softsell.feed.talk import Talk
from softsell.feed.turn import Turn
from softsell.wording import counted

MOST = 4
_FEWEST = 10
_LONG_RUN = 4
_FEW_ASK = 0.2
_SAME = 0.1
_ABOUT_US = 0.5
_CUSTOM_BOUND = 0.02
_WAITING = timedelta(days=14)
"""Somebody who asked this long before the end of the feed or later may still wait for an answer."""
_LATE = 48
"""Hours. A goal of one's own says what is soon enough; this is late by anybody's."""
_SMALL = 0.05
_HARDLY_ANY = 0.005
"""Less than one post in 200 is none."""
_NUMBERS = "no one two three four five six seven eight nine ten".split()


class Matter(NamedTuple):
    """One thing to do. ``size`` is the share of posts or replies beyond what is fine, 0 to 1: the larger, the more pressing."""

    size: float
    sentence: str


def advise(
    gathered: Gathered,
    promotion: Promotion,
    turn: Turn | None,
    talk: Talk,
    sameness: Sameness,
    rhythm: Rhythm,
    replies: Replies,
    responses: tuple[Response, ...],
) -> tuple[str, ...]:
    """Return up to ``MOST`` sentences, the largest matter first."""
    if len(gathered.posts) < _FEWEST:
        return (f"With {counted(len(gathered.posts), 'post')} there isn't enough to advise on. Ten are a start.",)
    every = [
        *_about_promotion(promotion, turn, responses),
        *_about_sameness(sameness),
        *_about_asking(talk, responses),
        *_about_replies(gathered, replies),
        *_about_talk(talk),
        *_about_gaps(rhythm),
    ]
    every.sort(key=lambda matter: -matter.size)
    return tuple(matter.sentence for matter in every[:MOST]) or (
        "Nothing stands out. Go on as you do, and look again in a month.",
    )


def _about_replies(gathered: Gathered, replies: Replies) -> Iterator[Matter]:
    left = len(replies.open)
    if left and left * 10 >= replies.answers.of:
        dont = "doesn't" if left == 1 else "don't"
        text = (
            f"Read the question before you thank: {left} of {counted(replies.answers.of, 'reply', 'replies')} {dont} answer what was "
            "asked."
        )
        recent = _recent(gathered, replies)
        if recent:
            of_them = "It's" if left == 1 else f"{recent} of them {'is' if recent == 1 else 'are'}"
            text += (
                f" {of_them} from the last {_WAITING.days} days, so answer {'that' if recent == 1 else 'those'} again."
            )
        yield Matter(1.0 if recent else left / replies.answers.of, text)
    hours = replies.hours
    if hours is not None and hours.of >= FEWEST and hours.value > _LATE:
        yield Matter(
            _SMALL,
            f"Answer sooner: of {hours.of:,} replies, half came more than {hours.value / 24:.0f} days after the message.",
        )


def _recent(gathered: Gathered, replies: Replies) -> int:
    """Return how many of the questions left open somebody may still wait for. Without dates, nobody knows: 0."""
    dates = [post.date for posts in (gathered.posts, gathered.replies) for post in posts if post.date is not None]
    if not dates:
        return 0
    last = max(dates)
    open_dates = [gathered.replies[number].date for number in replies.open]
    return sum(date is not None and date >= last - _WAITING for date in open_dates)


def _about_promotion(promotion: Promotion, turn: Turn | None, responses: tuple[Response, ...]) -> Iterator[Matter]:
    share = promotion.last_30
    fine = promotion.bound / 100
    if share.of and share.value > fine + _CUSTOM_BOUND:
        most = int(fine * share.of + 1e-9)
        whose = "your goal is" if promotion.own_bound else "the rule of thumb is"
        text = (
            f"Sell less often: {share.count} of your last {share.of} posts {verb(share, 'sell')}{_with_close_calls(promotion)}, "
            f"and {whose} {most} at most. {_others(fine)}"
        )
        yield Matter(share.value - fine, text + _costs("give", "gave", responses) + _lost(turn))
    elif promotion.run_length >= _LONG_RUN:
        yield Matter(
            _SMALL,
            f"Break up runs of selling: once, {promotion.run_length} posts in a row sell and give or ask nothing. Put a tip or a "
            f"question between two offers.",
        )


def _with_close_calls(promotion: Promotion) -> str:
    close = promotion.close
    more = close is not None and close.last_30.count > promotion.last_30.count
    return f" ({close.last_30.count} with close calls, which stand below)" if close is not None and more else ""


def _others(fine: float) -> str:
    """Return how many of the posts may sell, so that the share is ``fine`` (0 to 1), and what the others do."""
    if fine < _HARDLY_ANY:
        return "Try a week without an offer."
    share = Fraction(fine).limit_denominator(10)
    some, of = (share.numerator, share.denominator) if 0 < share < 1 else (1, max(2, round(1 / fine)))
    the_others = "the other one give" if of - some == 1 else "the others give"
    return f"Of every {_number(of)} posts, {_number(some)} may sell. Let {the_others} something: a tip, a story, a question."


def _number(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"


def _costs(kind: str, did: str, responses: tuple[Response, ...]) -> str:
    """Return a sentence on comments, if posts of a kind surely get more than posts that sell.

    Where views are counted too, comments per view are compared, because a post that is seen more often gets more comments.
    """
    for count in (RATE, "comments"):
        by_kind = {response.kind: response.median for response in responses if response.count == count}
        sell, other = by_kind.get("sell"), by_kind.get(kind)
        if sell is None or other is None:
            continue
        if not other.above(sell):
            return ""
        few = f"{counted(other.of, 'post')} that {did}"
        of_views = " for every 1,000 views" if count == RATE else ""
        return f" The {few} typically got {_count_of(other, 'comment')}{of_views}, the {sell.of:,} that sold {in_words(sell)}."
    return ""


def _lost(turn: Turn | None) -> str:
    """Return a sentence on reach, if a post was surely seen more often before the feed began to sell more."""
    if turn is None or turn.after.value < turn.before.value or turn.seen_before is None or turn.seen_after is None:
        return ""
    if not turn.seen_before.above(turn.seen_after):
        return ""
    return (
        f" You began to sell more in {month_name(turn.month)}. Since then a post is typically seen {turn.seen_after.value:,.0f} times, "
        f"before that {turn.seen_before.value:,.0f}; there may be other reasons for it."
    )


def _about_asking(talk: Talk, responses: tuple[Response, ...]) -> Iterator[Matter]:
    share = talk.asks_last_30
    if share.value < _FEW_ASK:
        yield Matter(
            _FEW_ASK - share.value,
            f"Ask more: {share.count or 'none'} of your last {share.of} posts {verb(share, 'ask')} readers anything. "
            f"End one post a week with a question that you want to hear the answer to.{_costs('ask', 'asked', responses)}",
        )


def _about_sameness(sameness: Sameness) -> Iterator[Matter]:
    if not sameness.groups or sameness.repeats.value < _SAME:
        return
    largest = len(sameness.groups[0])
    text = (
        f"Retire your templates: {sameness.repeats.count} of {sameness.repeats.of} posts {verb(sameness.repeats, 'repeat')} an earlier "
        f"one, and one text came {largest} times."
    )
    if sameness.deadlines > 2:
        text += f" {sameness.deadlines} of them name a deadline again, or say again that little is left. Keep those for when it's so."
    yield Matter(sameness.repeats.value - _SAME, text)


def _about_talk(talk: Talk) -> Iterator[Matter]:
    if talk.about_us.value > _ABOUT_US:
        yield Matter(
            talk.about_us.value - _ABOUT_US,
            f"Talk about your readers: {talk.about_us.count} of {talk.about_us.of} posts have more words about you than about anybody "
            f"else. Begin one post a week with a customer instead.",
        )


def _about_gaps(rhythm: Rhythm) -> Iterator[Matter]:
    recent = [gap for gap in rhythm.gaps if gap.days >= 14]
    if recent:
        yield Matter(
            _SMALL,
            f"Keep a pace that you can hold: the longest silence was {recent[0].days:.0f} days, and usually a post follows after "
            f"{counted(round(rhythm.usual_days or 0), 'day')}.",
        )


def _count_of(middle: Median, noun: str) -> str:
    """Return a median with its noun."""
    return f"{in_words(middle)} {noun if middle.value == 1 else noun + 's'}"
