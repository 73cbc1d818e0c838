"""Describes what a sheet or an archive says about a post: ``row 3, LinkedIn, 2026-03-01, campaign “Spring”``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softsell.draft.record import NO_RECORD
from softsell.platforms import PLATFORMS, profile
from softsell.report.display import one_line
from softsell.report.result import CheckedDraft
from softsell.wording import shortened

if TYPE_CHECKING:
    from datetime import datetime  # a check of one post doesn't import it

_MOST = 80
"""The most characters of a name that a sheet gives."""


def platform_title(name: str) -> str:
    """Return a platform's name as people write it."""
    title = profile(name).title if name in PLATFORMS else one_line(name)
    return title[:1].upper() + title[1:]


def date_in_words(date: datetime) -> str:
    """Return a date, with its time if it has one: ``2026-03-01 09:30``."""
    return f"{date:%Y-%m-%d %H:%M}" if date.hour or date.minute else f"{date:%Y-%m-%d}"


def in_words(draft: CheckedDraft) -> str:
    """Return what the record says, on one safe line; empty if nothing was said."""
    record = draft.record
    if record == NO_RECORD:
        return ""
    parts = [f"sheet “{_cut(record.sheet)}”"] if record.sheet else []
    parts += [f"row {record.row}"] if record.row is not None else []
    parts += [f"id {_cut(record.id)}"] if record.id else []
    parts += [platform_title(draft.platform)] if draft.platform else []
    parts += [date_in_words(record.date)] if record.date else []
    parts += [f"campaign “{_cut(record.campaign)}”"] if record.campaign else []
    return ", ".join(parts)


def with_record(message: str, draft: CheckedDraft) -> str:
    """Return a finding's message with the draft's record after it, for formats with no other place for it."""
    record = in_words(draft)
    return f"{message} ({record})" if record else message


def _cut(name: str) -> str:
    return shortened(one_line(name.strip()), _MOST)
