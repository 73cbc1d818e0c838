"""What to do next: two or three sentences, from the figures alone. The most pressing comes first."""

from __future__ import annotations

from collections.abc import Iterator

from softsell.feed.gather import Gathered
from softsell.feed.promotion import Promotion
from softsell.feed.replies import Replies
from softsell.feed.responses import Response
from softsell.feed.rhythm import Rhythm
from softsell.feed.sameness import Sameness
from softsell.feed.talk import Talk

MOST = 3
_FEWEST = 10
_LONG_RUN = 4
_FEW_ASK = 0.2
_SAME = 0.1
_ABOUT_US = 0.5
_CUSTOM_BOUND = 0.02


def advise(
    gathered: Gathered,
    promotion: Promotion,
    talk: Talk,
    sameness: Sameness,
    rhythm: Rhythm,
    replies: Replies,
    responses: tuple[Response, ...],
) -> tuple[str, ...]:
    """Return up to ``MOST`` sentences."""
    if len(gathered.posts) < _FEWEST:
        return (f"With {_count(len(gathered.posts), 'post')} there isn't enough to advise on. Ten are a start.",)
    every = [
        *_about_replies(replies),
        *_about_promotion(promotion, responses),
        *_about_asking(talk, promotion, responses),
        *_about_sameness(sameness),
        *_about_talk(talk),
        *_about_gaps(rhythm),
    ]
    return tuple(every[:MOST]) or ("Nothing stands out. Go on as you do, and look again in a month.",)


def _about_replies(replies: Replies) -> Iterator[str]:
    left = len(replies.open)
    if left and left * 10 >= replies.answers.of:
        yield (
            f"Answer what people asked: {left} of {_count(replies.answers.of, 'reply', 'replies')} "
            f"{'leaves' if left == 1 else 'leave'} a question open. Begin with those."
        )


def _about_promotion(promotion: Promotion, responses: tuple[Response, ...]) -> Iterator[str]:
    share = promotion.last_30
    fine = promotion.bound / 100
    if share.of and share.value > fine + _CUSTOM_BOUND:
        most = int(fine * share.of + 1e-9)
        sell = "sells" if share.count == 1 else "sell"
        whose = "the rule of thumb is" if promotion.custom else "your goal is"
        text = (
            f"Sell less often: {share.count} of your last {share.of} posts {sell}, and {whose} {most} at most. "
            f"{_others(fine)}"
        )
        yield text + _costs(responses)
    elif promotion.run_length >= _LONG_RUN:
        yield (
            f"Break up runs of selling: once, {promotion.run_length} posts in a row sell and give or ask nothing. Put a tip or a "
            f"question between two offers."
        )


def _others(fine: float) -> str:
    """Return what to write beside a post that sells, so that the share is ``fine`` (0 to 1)."""
    if fine <= 0:
        return "Try a week without an offer."
    others = max(1, round(1 / fine) - 1)
    words = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five"}.get(others, str(others))
    return (
        f"For each post that sells, write {words} that {'gives' if others == 1 else 'give'} something without selling."
    )


def _costs(responses: tuple[Response, ...]) -> str:
    """Return a sentence on comments, if posts that ask or give surely get more than posts that sell."""
    by_kind = {response.kind: response.median for response in responses if response.count == "comments"}
    sell = by_kind.get("sell")
    for kind in ("ask", "give"):
        other = by_kind.get(kind)
        if sell is not None and other is not None and other.above(sell):
            return f" Posts that {kind} get {other.value:g} comments, posts that sell {sell.value:g} (half of them more, half fewer)."
    return ""


def _about_asking(talk: Talk, promotion: Promotion, responses: tuple[Response, ...]) -> Iterator[str]:
    share = talk.asks_last_30
    if share.value < _FEW_ASK:
        has = "asks" if share.count == 1 else "ask"
        yield (
            f"Ask more: {share.count or 'none'} of your last {share.of} posts {has} readers anything. End one post a week with a "
            f"question that you want to hear the answer to."
        )


def _about_sameness(sameness: Sameness) -> Iterator[str]:
    if not sameness.groups or sameness.repeats.value < _SAME:
        return
    largest = len(sameness.groups[0])
    repeat = "repeats" if sameness.repeats.count == 1 else "repeat"
    text = (
        f"Retire your templates: {sameness.repeats.count} of {sameness.repeats.of} posts {repeat} an earlier one, and one text came "
        f"{largest} times."
    )
    if sameness.deadlines > 2:
        text += f" {sameness.deadlines} of them name a deadline or say that little is left; one that comes back isn't believed."
    yield text


def _about_talk(talk: Talk) -> Iterator[str]:
    if talk.about_us.value > _ABOUT_US:
        yield (
            f"Talk about your readers: {talk.about_us.count} of {talk.about_us.of} posts have more words about you than about anybody "
            f"else. Begin one post a week with a customer instead."
        )


def _about_gaps(rhythm: Rhythm) -> Iterator[str]:
    recent = [gap for gap in rhythm.gaps if gap.days >= 14]
    if recent:
        yield (
            f"Keep a pace that you can hold: the longest silence was {recent[0].days:.0f} days, and usually a post follows after "
            f"{_count(round(rhythm.usual_days or 0), 'day')}."
        )


def _count(number: int, noun: str, plural: str = "") -> str:
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
