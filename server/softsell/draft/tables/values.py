"""Reads the values of cells: dates, counts, yes and no, and names of platforms. A value that can't be read is ``None``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from softsell.errors import UsageError
from softsell.platforms import PLATFORMS, profile

LONGEST = 80
"""A longer cell is neither a date, a number nor a name."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari",
            "february feb februar février fevrier févr fevr febrero febbraio fevereiro fev februari",
            "march mar märz maerz mär mrz mars marzo março marco maart mrt",
            "april apr avril avr abril abr aprile",
            "may mai mayo maggio mag maio mei maj",
            "june jun juni juin junio giugno giu junho",
            "july jul juli juillet juil julio luglio lug julho",
            "august aug août aout agosto ago augustus augusti",
            "september sep sept septembre septiembre setiembre settembre set setembro",
            "october oct oktober okt octobre octubre ottobre ott outubro out",
            "november nov novembre noviembre novembro",
            "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro",
        ),
        1,
    )
    for name in names.split()
}
"""In English, German, French, Spanish, Italian, Portuguese, Dutch and Swedish."""
MONTH = rf"({'|'.join(sorted(_MONTHS, key=len, reverse=True))})(?![^\W\d_])\.?"
_YEAR_FIRST = re.compile(r"\b(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_NAMED_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?(?:[ /-]+(?:de |of )?|(?<=\.)){MONTH}"
    r"(?:[, /-]+(?:de )?(\d{4})|[/-]'?(\d{2})(?![\d:]))"
)
_NAMED_MONTH_FIRST = re.compile(rf"(?<![^\W\d_]){MONTH}[ -](\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?!:)")
_IN_SIGNS = re.compile(r"(\d{4})年 ?(\d{1,2})月 ?(\d{1,2})日")
_WITHOUT_SIGNS = re.compile(
    r"(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[t ]?([01]\d|2[0-3])([0-5]\d)([0-5]\d)?)?(z?)"
)
_YEAR = re.compile(r"(?<![\d:+])((?:19|20)\d\d)(?![\d:])")
_TIME = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)? ?([ap]\.?m\b\.?)?")
_DOTTED_TIME = re.compile(r"(?<![\d.:])(\d{1,2})(?:\.(\d{2})(?:\.\d{2})? ?(?:([ap])\.?m\b|uhr\b)|(?:h(\d{2})?| uhr)\b)")
_HOUR = re.compile(r"(?<![\d:.])(\d{1,2}) ?([ap])\.?m\b")
_ZONE = re.compile(r"(?<=[\d ])(?:(z|utc|gmt)\b(?! ?[+-]\d)|(?:utc|gmt)? ?([+-])(\d{2}):?(\d{2})(?!\d))")
_NUMBER = re.compile(r"[+-]?\d{1,3}(?:[,  ]\d{3})+|[+-]?\d+(?:\.0+)?")
_SHORT_NUMBER = re.compile(r"(\d+(?:\.\d+)?) ?([km])", re.IGNORECASE)
_OLDEST, _NEWEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
_NOON = 12
_SERIAL = re.compile(r"(?:3[6-9]|[45]\d)\d{3}(?:\.\d+)?")
"""From 1998 to 2064."""
_LETTERS = re.compile(r"[^\W\d_]+")
_WORDS_OF_A_DATE = 7

_TRUE = frozenset(("true", "yes", "y", "x", "✓", "✔", "✅", "☑", "1", "on", "checked"))
_FALSE = frozenset(("false", "no", "n", "✗", "✘", "❌", "☐", "0", "off", "unchecked", "-", "–", "—"))


def parse_date(written: str, *, day_first: bool = False) -> datetime | None:
    """Return the date that a cell says, in any usual way of writing, or seconds or milliseconds since 1970.

    Args:
        written: the cell.
        day_first: whether 6/7/2026 is the sixth of July.
    """
    text = " ".join(written.split()).casefold()
    if not text or len(text) > LONGEST or not any(map(str.isdigit, text)):
        return None
    if plain := _WITHOUT_SIGNS.fullmatch(text):
        numbers = [int(part or 0) for part in plain.groups()[:6]]
        return _valid(
            (numbers[0], numbers[1], numbers[2]), (numbers[3], numbers[4], numbers[5]), UTC if plain[7] else None
        )
    if text.replace(".", "", 1).isdigit():
        return _from_epoch(text)
    day = _parse_day(text, day_first=day_first)
    if day is None:
        return None
    return _valid(day, _parse_time(re.sub(r"(?<=\d)t(?=\d)", " ", text)), _parse_zone(text))


def _valid(day: tuple[int, int, int], time: tuple[int, int, int], zone: tzinfo | None) -> datetime | None:
    try:
        return datetime(*day, *time, tzinfo=zone)
    except ValueError:
        return None


def parse_serial(written: str) -> datetime | None:
    """Return the date of a number such as 46143.375, which spreadsheets write for days since 1900. Only a column of dates has them."""
    if not _SERIAL.fullmatch(written.strip()):
        return None
    return datetime(1899, 12, 30) + timedelta(seconds=round(float(written) * 86_400))


def is_date(written: str) -> bool:
    """Return whether a cell says only a date, and isn't a sentence with a date in it."""
    if len(_LETTERS.findall(written)) > _WORDS_OF_A_DATE or written.rstrip().endswith(("!", "?")):
        return False
    return parse_date(written) is not None


def _from_epoch(text: str) -> datetime | None:
    whole = text.partition(".")[0]
    if len(whole) not in (9, 10, 13, 16) or not whole.isascii():
        return None
    seconds = int(whole) / {13: 1_000, 16: 1_000_000}.get(len(whole), 1)
    found = datetime.fromtimestamp(seconds, UTC)
    return found if _OLDEST < found < _NEWEST else None


def _parse_day(text: str, *, day_first: bool) -> tuple[int, int, int] | None:
    if found := _YEAR_FIRST.search(text):
        return int(found[1]), int(found[3]), int(found[4])
    if found := _IN_SIGNS.search(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _NAMED_DAY_FIRST.search(text):
        return int(found[3] or 2000 + int(found[4])), _MONTHS[found[2]], int(found[1])
    if (found := _NAMED_MONTH_FIRST.search(text)) and (year_found := _YEAR.search(text, found.end())):
        return int(year_found[1]), _MONTHS[found[1]], int(found[2])
    if found := _YEAR_LAST.search(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        year += 2000 if year < 100 else 0
        if found[2] == "." or first > 12 or (day_first and second <= 12):
            first, second = second, first
        return year, first, second
    return None


def _parse_time(text: str) -> tuple[int, int, int]:
    if found := _TIME.search(text):
        return _to_24_hours(int(found[1]), found[4]), int(found[2]), int(found[3] or 0)
    if found := _DOTTED_TIME.search(text):
        return _to_24_hours(int(found[1]), found[3]), int(found[2] or found[4] or 0), 0
    if found := _HOUR.search(text):
        return _to_24_hours(int(found[1]), found[2]), 0, 0
    return 0, 0, 0


def _to_24_hours(hour: int, half: str | None) -> int:
    if not half:
        return hour
    return hour % _NOON + (_NOON if half.startswith("p") else 0)


def _parse_zone(text: str) -> timezone | None:
    time = _TIME.search(text) or _HOUR.search(text)
    found = _ZONE.search(text, time.end() - 1) if time else None
    if found is None:
        return None
    if found[1]:
        return UTC
    shift = timedelta(hours=int(found[3]), minutes=int(found[4]))
    return timezone(-shift if found[2] == "-" else shift) if shift < timedelta(hours=24) else None


def parse_time_of_day(written: str) -> tuple[int, int, int] | None:
    """Return hour, minute and second of a cell that has only a time of day."""
    text = " ".join(written.split()).casefold()
    if len(text) > LONGEST or not (_TIME.search(text) or _DOTTED_TIME.search(text) or _HOUR.search(text)):
        return None
    hour, minute, second = _parse_time(text)
    return (hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def is_day_first(values: Iterable[str]) -> bool:
    """Return whether a column of dates such as 6/7/2026 names the day first.

    A number over 12 decides. If there is none, the reading that puts the dates closer together does, because a plan covers weeks.
    """
    pairs = [
        (int(found[1]), int(found[3]), int(found[4]))
        for value in values
        if len(value) <= LONGEST and (found := _YEAR_LAST.search(value)) and found[2] != "."
    ]
    if any(first > 12 for first, _, _ in pairs):
        return True
    if any(second > 12 for _, second, _ in pairs) or len(set(pairs)) < 2:
        return False
    days_first = [(year * 12 + month) * 31 + day for day, month, year in pairs]
    months_first = [(year * 12 + month) * 31 + day for month, day, year in pairs]
    return max(days_first) - min(days_first) < max(months_first) - min(months_first)


def parse_count(written: str) -> int | None:
    """Return a whole number: ``1,204``, ``12`` or ``1.2K``."""
    text = written.strip()
    if len(text) > 20:
        return None
    if _NUMBER.fullmatch(text):
        number = int(re.sub(r"[,  ]|\.0+$", "", text))
        return number if number >= 0 else None
    if found := _SHORT_NUMBER.fullmatch(text):
        return round(float(found[1]) * (1_000 if found[2] in "kK" else 1_000_000))
    return None


def parse_flag(written: str) -> bool | None:
    """Return whether a cell says yes or no."""
    text = written.strip().casefold()
    return True if text in _TRUE else False if text in _FALSE else None


def parse_platforms(written: str) -> list[str | None]:
    """Return the platforms that a cell names, in its order. An unknown name is ``None``."""
    found: list[str | None] = []
    for part in re.split(r"[,;|\n+&]| and |(?<=[a-z)]) ?/ ?(?=[A-Z])", written[:500]):
        if any(map(str.isalnum, part)):
            name = parse_platform(part)
            several = [parse_platform(one) for one in part.split("/")] if name is None and "/" in part else [name]
            found += [None] if None in several else several
    return list(dict.fromkeys(found))


_NO_NAMES = re.compile(r"[^\w.]+|_+")
QUALIFIERS = frozenset(
    "page pages profile profiles company companies business biz personal group groups account accounts feed post posts "
    "reel reels story stories carousel carousels video videos short shorts grid organic paid ad ads official main our my "
    "the app com formerly channel network showcase article articles status update updates post(s) image photo thread "
    "live static single text pin pins idea creator only".split()
)
_ALIASES = {
    **dict.fromkeys("twitter tw twtr tweet tweets x.com twitter.com xtwitter twitterx".split(), "x"),
    **dict.fromkeys("ig insta instagram.com instagramm igtv".split(), "instagram"),
    **dict.fromkeys("fb facebook.com fbook face fb.com fb.watch".split(), "facebook"),
    **dict.fromkeys("li linked linkedin.com linkdin lnkd".split(), "linkedin"),
    **dict.fromkeys("yt youtube.com youtu.be ytshorts".split(), "youtube"),
    **dict.fromkeys("tt tik tok tiktok.com".split(), "tiktok"),
    **dict.fromkeys("bsky bluesky.social bsky.app".split(), "bluesky"),
    **dict.fromkeys("mastodon.social masto fediverse".split(), "mastodon"),
    **dict.fromkeys("pinterest.com pin.it pintrest".split(), "pinterest"),
    **dict.fromkeys("threads.net threads.com".split(), "threads"),
    **dict.fromkeys("reddit.com subreddit".split(), "reddit"),
    **dict.fromkeys("blogs blogpost website wordpress ghost medium substack newsletter".split(), "blog"),
}
_MOST_WORDS = 6
_LONG_NAME = 6
"""The name of a platform of this many letters may have a word glued to it: ``FacebookPage``, and not ``blogpost``."""


@lru_cache(maxsize=1_000)
def parse_platform(written: str) -> str | None:
    """Return the platform that a name means, such as ``IG``, ``FB page``, ``X (Twitter)`` or ``LinkedIn Company``."""
    text = written.strip().casefold()
    if not text or len(text) > LONGEST:
        return None
    try:
        return profile(text).name
    except UsageError:
        pass
    words = [word.strip(".") for word in _NO_NAMES.split(text) if word.strip(".")]
    joined = "".join(words)
    if joined in PLATFORMS or joined in _ALIASES:
        return _ALIASES.get(joined, joined)
    if len(words) == 1 and (glued := _without_qualifiers(joined)):
        return glued
    if len(words) > _MOST_WORDS:
        return None
    named = {_ALIASES.get(word, word) for word in words if word in PLATFORMS or word in _ALIASES}
    others = [word for word in words if word not in PLATFORMS and word not in _ALIASES and word not in QUALIFIERS]
    if len(named) > 1 and "x" in named and words[0] not in ("x", "twitter"):
        named.discard("x")  # “LinkedIn x Instagram” is no place, but “Reels x Facebook” is one
    if len(named) == 1 and (not others or words[0] in PLATFORMS or words[0] in _ALIASES):
        return named.pop()
    return None


def _without_qualifiers(word: str) -> str | None:
    """Return the platform of a name such as ``LinkedInCompanyPage``, in lower case."""
    for _ in range(_MOST_WORDS):
        ending = max((end for end in QUALIFIERS if word.endswith(end)), key=len, default="")
        word = word.removesuffix(ending)
        if not ending or len(word) < _LONG_NAME:
            return None
        if word in PLATFORMS or word in _ALIASES:
            return _ALIASES.get(word, word)
    return None


def strictest(platforms: Iterable[str]) -> str | None:
    """Return the platform with the shortest limit, or ``None`` if there is none."""
    return min(platforms, key=lambda name: profile(name).limit or 1_000_000, default=None)
