"""Dates in words."""

from __future__ import annotations

from datetime import date

_MONTHS = "January February March April May June July August September October November December".split()


def day(moment: date | None) -> str:
    """Return a date in words, such as “3 March 2026”."""
    return "no date" if moment is None else f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def short_day(moment: date) -> str:
    """Return a date as a table has it, such as “3 Mar 2026”."""
    return f"{moment.day} {_MONTHS[moment.month - 1][:3]} {moment.year}"


def month_name(name: str, *, short: bool = False) -> str:
    """Return a month such as ``2026-03`` in words."""
    year, month = map(int, name.split("-"))
    return f"{_MONTHS[month - 1][: 3 if short else None]} {year}"
