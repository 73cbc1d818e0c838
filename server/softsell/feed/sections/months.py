"""What each month did for being known, liked and trusted."""

from __future__ import annotations

from softsell.feed.dates import month_name
from softsell.feed.figures import Feed
from softsell.feed.months import Part
from softsell.feed.sections.phrases import last_day, month_cell
from softsell.feed.sections.section import Section, Table


def months_section(feed: Feed) -> Section:
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
        name = month_cell(feed, month)
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


def _amount(part: Part | None) -> str:
    return "–" if part is None else f"{part.amount:,}"
