"""Labels: what people write above each post of a plan, such as “LinkedIn:”, “## Monday 6 July” or “Option 2”.

A label names where its post goes, when it goes out, or which of several it is, and nothing else. ``labelled_parts`` decides whether a
file is written so.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

from softsell.draft.tables.values import (
    MONTH,
    QUALIFIERS,
    is_date,
    parse_date,
    parse_platform,
    parse_platforms,
    strictest,
)

LONGEST = 80

_DAYS = (
    "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag "
    "lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo "
    "lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"
)
_SHORT_DAYS = "mon tues tue wed thurs thur thu fri sat sun mo di mi do fr sa so"
_DAY = rf"(?:{'|'.join(_DAYS.split())})"
_NUMBERED_DAY = (
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|\.)?(?: of| de)? ?{MONTH}(?:,? \d{{4}})?|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?)"
)
_DATED = re.compile(
    rf"{_NUMBERED_DAY}|(?:{_DAY}|{'|'.join(f'(?:{day})' for day in _SHORT_DAYS.split())})\.?,? ?(?:the |den |le )?"
    rf"(?:{_NUMBERED_DAY}|\d{{1,2}}[-/.]\d{{1,2}}\.?|\d{{1,2}}(?:st|nd|rd|th))"
)
_DAY_ALONE = re.compile(rf"{_DAY}(?: (?:morning|noon|afternoon|evening|night))?")
_NUMBERED = re.compile(
    r"(?P<what>.{0,40}?)\b(?P<kind>post|caption|option|version|variant|variation|draft|copy|tweet|reel|story|email)"
    r" ?(?:no\.? ?|nr\.? ?|#)?(?P<number>\d{1,3}|[a-h]|one|two|three|four|five|six|seven|eight|nine|ten)(?: ?(?:of|/) ?\d{1,3})?"
)
_BETWEEN = re.compile(r" ?[|–—:,()·•]+ ?| [-@/] | at ")
_TIME = re.compile(r"\b\d{1,2}(?:(?::\d\d(?: ?[ap]\.?m\b\.?)?)|(?:\.\d\d)? ?(?:[ap]\.?m\b\.?|uhr\b))(?=[ )|,]|$)")
_WORD = re.compile(r"[^\W_][\w.]*")
_BESIDE_A_PLATFORM = frozenset("and or caption captions copy text draft version".split())
_EDGES = re.compile(r"^[^\w(]+|[^\w)]+$")
_WEEK = re.compile(r"(?:week|woche|semaine|kw) ?\d{1,2}", re.IGNORECASE)


_OF_A_POST = re.compile(r"\b(?:post|caption|tweet|copy|reel)\b", re.IGNORECASE)


class Label(NamedTuple):
    """What a line says of the post below it.

    Attributes:
        written: the line, without its marks.
        platform: where the post goes.
        day: when, as it's written.
        number: which of several it is.
        date: when, if the day has a year.
        week: the week, as it's written. Days may stand below it.
    """

    written: str
    platform: str | None = None
    day: str = ""
    number: str = ""
    date: datetime | None = None
    week: str = ""

    @property
    def kinds(self) -> frozenset[str]:
        """What it names."""
        named = {"platform": self.platform, "day": self.day, "number": self.number, "week": self.week}
        return frozenset(kind for kind, value in named.items() if value)

    @property
    def of_a_post(self) -> bool:
        """Whether it calls what's below it a post, a caption or the like."""
        return _OF_A_POST.search(self.written) is not None

    def beside(self, outer: Label) -> Label:
        """Return this label with what an outer one says where this one says nothing."""
        return Label(
            self.written,
            self.platform or outer.platform,
            self.day or outer.day,
            self.number or outer.number,
            self.date or outer.date,
            self.week or outer.week,
        )


def parse_label(line: str, *, marked: bool) -> Label | None:
    """Return what a line says if it's a label, or ``None``.

    Args:
        line: the line.
        marked: whether it's surely no sentence, because it's a heading, bold, in capitals, in brackets or ends with a colon. Without
            a mark, only a day is a label.
    """
    if len(line) > LONGEST:
        return None
    written = " ".join(_EDGES.sub("", line).split())
    folded = re.sub(r"^(?:for|on) ", "", written.casefold())
    if not folded:
        return None
    if marked and (platform := _platform(re.sub(r"(?i)^(?:for|on) ", "", written))):
        return Label(written, platform)
    if _is_day(folded):
        return Label(written, day=folded, date=_date(folded))
    if marked and _WEEK.fullmatch(folded):
        return Label(written, week=folded)
    if not marked:
        return None
    if number_of := _numbered(folded):
        return Label(written, *number_of)
    return _in_pieces(written, folded)


def is_of_a_week(line: str) -> bool:
    """Return whether a line names a week, as the title of a plan does."""
    return _WEEK.search(line) is not None


def names_a_platform(line: str) -> bool:
    """Return whether a platform is among the words of a line."""
    return any(parse_platform(word) for word in _WORD.findall(line))


def _in_pieces(written: str, folded: str) -> Label | None:
    """Return what a line of several parts says, such as “Monday, 6 July – Instagram”. Every part must say something."""
    label = Label(written)
    pieces = [piece for piece in _BETWEEN.split(_TIME.sub("", folded)) if piece.strip(" .")]
    if len(pieces) > 4:
        return None
    for piece in map(str.strip, pieces):
        if _is_day(piece) or piece in _SHORT_DAYS.split():
            label = Label(written, day=f"{label.day} {piece}".strip()).beside(label)
        elif _WEEK.fullmatch(piece):
            label = Label(written, week=piece).beside(label)
        elif numbered := _numbered(piece):
            label = Label(written, *numbered).beside(label)
        elif platform := _platform(piece):
            label = Label(written, platform).beside(label)
        else:
            return None
    return label._replace(date=_date(folded)) if label.kinds else None


def _platform(name: str) -> str | None:
    """Return the platform that a name means if every word of it is part of the name: “Facebook page”, and not “Facebook is changing”."""
    words = [word.casefold() for word in _WORD.findall(name)]
    if not all(word in QUALIFIERS or word in _BESIDE_A_PLATFORM or parse_platform(word) for word in words):
        return None
    platforms = parse_platforms(name)
    return strictest(platform for platform in platforms if platform) if platforms and None not in platforms else None


def _is_day(folded: str) -> bool:
    return bool(_DATED.fullmatch(folded) or _DAY_ALONE.fullmatch(folded))


def _date(folded: str) -> datetime | None:
    return parse_date(folded) if is_date(folded) else None


def _numbered(folded: str) -> tuple[str | None, str, str] | None:
    """Return the platform, no day, and the number of a label such as “LinkedIn post 2”."""
    found = _NUMBERED.fullmatch(folded)
    if found is None:
        return None
    what = found["what"].strip()
    platform = _platform(what) if what else None
    return None if what and not platform and what not in ("social", "social media") else (platform, "", found["number"])
