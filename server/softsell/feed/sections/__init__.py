"""Puts the figures of a feed into words and tables, once for all formats that people read. Each figure has its own module."""

from __future__ import annotations

from softsell.feed.dates import day
from softsell.feed.figures import Feed
from softsell.feed.sections.goals import goals_section
from softsell.feed.sections.months import months_section
from softsell.feed.sections.openings import openings_section
from softsell.feed.sections.promotion import promotion_section
from softsell.feed.sections.replies import replies_section
from softsell.feed.sections.responses import responses_section
from softsell.feed.sections.rhythm import rhythm_section
from softsell.feed.sections.sameness import sameness_section
from softsell.feed.sections.section import Section, Table
from softsell.feed.sections.talk import talk_section
from softsell.wording import counted

__all__ = ["Section", "Table", "headline", "sections"]


def sections(feed: Feed, *, learned: bool) -> tuple[Section, ...]:
    """Return the sections that have something to say, in order. ``learned``: whether the learned weights are there."""
    every = (
        Section("next", "What to do next", feed.advice),
        goals_section(feed),
        promotion_section(feed, learned=learned),
        months_section(feed),
        responses_section(feed),
        talk_section(feed),
        sameness_section(feed),
        rhythm_section(feed),
        openings_section(feed),
        replies_section(feed),
    )
    return tuple(section for section in every if section.sentences or section.tables)


def headline(feed: Feed) -> str:
    """Return what was read, in one or two sentences."""
    gathered, rhythm = feed.gathered, feed.rhythm
    text = counted(len(gathered.posts), "post")
    if gathered.replies:
        text += f" and {counted(len(gathered.replies), 'reply', 'replies')}"
    if rhythm.first is not None and rhythm.last is not None:
        text += f", from {day(rhythm.first)} to {day(rhythm.last)}"
    text += "."
    if gathered.joined:
        are, not_counted = (
            ("is part of a thread", "isn't") if gathered.joined == 1 else ("are parts of threads", "aren't")
        )
        text += (
            f" {counted(gathered.joined, 'further post')} {are}, or the same text on another platform, and {not_counted} "
            "counted again."
        )
    if gathered.undated and gathered.dated:
        text += (
            f" {counted(gathered.undated, 'post')} without a date {'is' if gathered.undated == 1 else 'are'} left out."
        )
    elif not gathered.dated and gathered.posts:
        text += " No post has a date, so the order is that of the files, and nothing is said about months."
    return text
