"""Finds the columns that say something beside the text, and reads a row of them into a draft's context and record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from softsell.draft.draft import AUDIENCES, Context, with_kind
from softsell.draft.record import COUNTS, Record
from softsell.draft.tables import names
from softsell.draft.tables.choice import Column
from softsell.draft.tables.names import Field
from softsell.draft.tables.values import (
    is_day_first,
    parse_count,
    parse_date,
    parse_flag,
    parse_platform,
    parse_platforms,
    parse_serial,
    parse_time_of_day,
    strictest,
)
from softsell.vocabulary import POST_KINDS

LONGEST_MESSAGE = 10_000
_LONGEST = 500
_LONGEST_SHOWN = 40
_MOST_SHOWN = 3
_MOST = 0.6
"""The share of values that must be readable as dates or numbers."""
_SEPARATORS = re.compile(r"[,;|\n]")
_ADDRESS = re.compile(r"(?:https?://|www\.|at://|/r/)\S+|\b[\w-]++(?:\.[\w-]++)++/\S*", re.IGNORECASE)
_HOST = re.compile(r"https?://(?:www\.|m\.)?([\w.-]+)")
_POST_ADDRESS = re.compile(
    r"instagram\.com/(?:p|reel|tv)/|/status(?:es)?/\d|linkedin\.com/(?:feed/update|posts|pulse)/|facebook\.com/[^/\s]+/(?:posts|videos)/|tiktok\.com/@[^/\s]+/video/"
    r"|/@[^/\s]+/(?:post|\d)|tumblr\.com/(?:post/)?(?:[^/\s]+/)?\d|youtu\.be/|youtube\.com/(?:watch|shorts)|pinterest\.[a-z.]+/pin/|bsky\.app/profile/[^/\s]+/post/|reddit\.com/r/[^/\s]+/comments/"
)
_LETTER_WORD = re.compile(r"[^\W\d_]{2,}")
_PLANNED = frozenset("publish published publishing scheduled schedule posted posting post sent live go".split())
_POSTED = frozenset(("published", "posted"))
_OWN = frozenset("permalink post share tweet".split())
_NO_DATES = frozenset(
    "modified updated edited expire expires expiry end birthday review reviewed approved expiration until".split()
)
_SURE_OF_PLATFORM = frozenset("platform platforms network networks channel channels social".split())
_REPOSTS = frozenset("retweet rt repost reblog boost announce reshare share retweeted reposted".split())
_SHARED = "RT @"


class Fields(Struct):
    """Which columns say what, by number.

    Attributes:
        text: the column with the posts.
        columns: the columns of each field, the best first.
        answered: the column with the messages that the posts answer.
        flags: columns such as “Facebook” with TRUE or FALSE, and their platforms.
        platform: the platform that the text's own column names: “LinkedIn copy”.
        day_first: whether dates such as 6/7/2026 name the day first.
        addresses: the column with the posts' own addresses, if only they say where each post is.
        unknown: platforms that softsell doesn't know, with the rows that name them.
    """

    text: int
    columns: dict[Field, list[int]]
    answered: int | None = None
    flags: dict[int, str] = field(default_factory=dict)
    platform: str | None = None
    day_first: bool = False
    addresses: int | None = None
    unknown: dict[str, int | None] = field(default_factory=dict)

    @property
    def say_platform(self) -> bool:
        """Whether something says where the posts go."""
        return bool(
            self.platform
            or self.flags
            or self.addresses is not None
            or self.columns.get("platform")
            or self.columns.get("account")
        )

    def read(
        self, value_at: Callable[[int], str], context: Context, row: int | None = None
    ) -> tuple[Context, Record] | None:
        """Return what a row says, on top of ``context``; ``None`` if it's a repost, which isn't the writer's own.

        Args:
            value_at: returns a row's value in a column; empty if there is none.
            context: what applies to all rows.
            row: the row as the sheet counts it.
        """
        if self._is_repost(value_at):
            return None
        said = replace(context)
        platform = self._read_platform(value_at, row)
        if platform:
            said = replace(said, platform=platform)
        if brands := self._texts(value_at, "brand"):
            said = replace(said, brands=tuple(dict.fromkeys(brands)))
        if (audience := self._text(value_at, "audience").casefold()) in AUDIENCES:
            said = replace(said, audience=audience)
        if self.answered is not None and is_message(message := value_at(self.answered).strip()):
            said = replace(said, reply_to=message[:LONGEST_MESSAGE])
        said = with_kind(said, self._text(value_at, "kind"))
        return said, self._record(value_at, row)

    def _record(self, value_at: Callable[[int], str], row: int | None) -> Record:
        counts = {}
        for name in COUNTS:
            count = parse_count(self._text(value_at, name))
            if count is not None:
                counts[name] = count
        alt_texts = (value_at(number).strip()[:LONGEST_MESSAGE] for number in self.columns.get("images", ()))
        return Record(
            row=row,
            id=self._text(value_at, "id") or None,
            date=self._date(value_at),
            asked=parse_date(self._text(value_at, "asked"), day_first=self.day_first)
            if self.answered is not None
            else None,
            campaign=self._text(value_at, "campaign") or None,
            link=next((text for text in self._each(value_at, "link") if _ADDRESS.match(text)), None),
            counts=counts,
            alt_texts=tuple(text for text in alt_texts if text and not _ADDRESS.fullmatch(text)),
        )

    def _date(self, value_at: Callable[[int], str]) -> datetime | None:
        written = self._text(value_at, "date")
        date = parse_date(written, day_first=self.day_first) or parse_serial(written)
        if date is None or not self.columns.get("time") or ":" in written:
            return date
        time = parse_time_of_day(self._text(value_at, "time"))
        return date.replace(hour=time[0], minute=time[1], second=time[2]) if time else date

    def _read_platform(self, value_at: Callable[[int], str], row: int | None) -> str | None:
        named: list[str] = []
        for number in (*self.columns.get("platform", ()), *self.columns.get("account", ())):
            written = value_at(number).strip()[:_LONGEST]
            for platform in parse_platforms(written):
                if platform is None:
                    self.unknown.setdefault(written[:_LONGEST_SHOWN], row)
                else:
                    named.append(platform)
        named += [platform for number, platform in self.flags.items() if parse_flag(value_at(number))]
        if self.addresses is not None and (platform := _platform_at(value_at(self.addresses))):
            named.append(platform)
        return strictest(named) or self.platform

    def _is_repost(self, value_at: Callable[[int], str]) -> bool:
        if any(parse_flag(text) for text in self._each(value_at, "repost")):
            return True
        if any(
            _REPOSTS.intersection(names.words_of(text)) and len(text) < _LONGEST_SHOWN
            for text in self._each(value_at, "type")
        ):
            return True
        return value_at(self.text).startswith(_SHARED)

    def _each(self, value_at: Callable[[int], str], name: Field) -> Iterator[str]:
        for number in self.columns.get(name, ()):
            if text := value_at(number).strip():
                yield text[:_LONGEST]

    def _text(self, value_at: Callable[[int], str], name: Field) -> str:
        return next(self._each(value_at, name), "")

    def _texts(self, value_at: Callable[[int], str], name: Field) -> list[str]:
        parts = (part.strip() for text in self._each(value_at, name) for part in _SEPARATORS.split(text))
        return [part for part in parts if part]

    def describe(self, columns: Sequence[Column], what: str) -> str:
        """Return which columns are used, for a note: ``post text: column Copy; platform: column Platform``.

        Args:
            columns: all columns.
            what: ``column`` or ``key``.
        """
        said: list[tuple[str, Iterable[int]]] = [("post text", [self.text])]
        if self.answered is not None:
            said.append(("reply to", [self.answered]))
        addresses = () if self.addresses is None else (self.addresses,)
        platforms = [*self.columns.get("platform", ()), *self.columns.get("account", ()), *self.flags, *addresses]
        said.append(("platform", platforms))
        said += ((name, self.columns.get(name, ())[:1]) for name in _TOLD)
        return "; ".join(
            f"{title}: {_plural(what, numbers)} {', '.join(_show(columns, number) for number in numbers)}"
            for title, numbers in ((title, list(numbers)) for title, numbers in said)
            if numbers
        )

    def describe_unknown(self) -> str:
        """Return a note on the platforms that softsell doesn't know, or an empty text."""
        if not self.unknown:
            return ""
        shown = [
            f"“{name}”" + (f" (row {row})" if row is not None else "")
            for name, row in list(self.unknown.items())[:_MOST_SHOWN]
        ]
        more = len(self.unknown) - len(shown)
        listed = ", ".join(shown) + (f" and {more} more" if more > 0 else "")
        is_not = "isn't a platform" if len(self.unknown) == 1 else "aren't platforms"
        return f"{listed} {is_not} that softsell knows, so those posts are checked without its limits."


_TOLD: Final[tuple[Field, ...]] = ("brand", "audience", "kind", "date", "campaign")


def _plural(noun: str, numbers: Sequence[int]) -> str:
    return noun if len(numbers) == 1 else f"{noun}s"


def _show(columns: Sequence[Column], number: int) -> str:
    name = " ".join(columns[number].full_name.split())
    why = f" ({columns[number].why})" if columns[number].why else ""
    return (name if 0 < len(name) <= _LONGEST_SHOWN else str(number + 1)) + why


def is_message(written: str) -> bool:
    """Return whether a cell says what a message said, and not where it is."""
    begins = written[:_LONGEST]
    return bool(_LETTER_WORD.search(_ADDRESS.sub(" ", begins))) and (" " in begins or not any(map(str.isdigit, begins)))


def find_fields(columns: Sequence[Column], text: int, *, with_names: bool = True) -> Fields:
    """Return which columns say what.

    Args:
        columns: all columns.
        text: the one with the posts.
        with_names: whether the columns have names. Without them, dates and platforms are found by what stands in the cells.
    """
    named: dict[Field, list[int]] = {}
    for number in sorted(range(len(columns)), key=lambda number: columns[number].name.count(".")):
        for name in names.fields_named(columns[number].name) if number != text else ():
            if _holds(name, columns[number]):
                named.setdefault(name, []).append(number)
    flags = _find_flags(columns, text)
    answered = _find_answered(columns, text)
    for name, numbers in list(named.items()):
        named[name] = [number for number in numbers if number != answered]
    _settle(named, columns)
    found = Fields(text, named, answered, flags, names.platform_in(columns[text].full_name))
    if not with_names or not found.say_platform:
        _find_platforms_by_content(found, columns)
    if not named.get("date"):
        _find_dates_by_content(found, columns)
    if not found.say_platform:
        found.addresses = _find_addresses(found, columns)
    if not found.say_platform:
        found.platform = _platform_of_ids(columns)
    if dates := found.columns.get("date"):
        found.day_first = is_day_first(columns[dates[0]].sample)
    return found


def _holds(name: Field, column: Column) -> bool:
    """Return whether a column with the right name has values of the right sort."""
    sample = column.sample
    if not sample:
        return False
    if name == "platform":
        known = any(map(_names_platforms, sample))
        sure = bool(_SURE_OF_PLATFORM.intersection(names.words_of(column.name)))
        return known or (sure and not all(parse_count(value) is not None for value in sample))
    if name == "account":
        return _share(sample, _names_platforms) >= _MOST
    if name in ("date", "asked"):
        return _share(sample, lambda value: (parse_date(value) or parse_serial(value)) is not None) >= _MOST
    if name == "time":
        return _share(sample, lambda value: parse_time_of_day(value) is not None) >= _MOST
    if name in COUNTS:
        return _share(sample, lambda value: parse_count(value) is not None) >= _MOST
    if name == "kind":
        return any(value.strip().casefold() in POST_KINDS for value in sample)
    if name == "audience":
        return any(value.strip().casefold() in AUDIENCES for value in sample)
    if name == "link":
        return any(_ADDRESS.match(value.strip()) for value in sample)
    if name == "repost":
        return _share(sample, lambda value: parse_flag(value) is not None) >= _MOST
    return True


def _names_platforms(value: str) -> bool:
    platforms = parse_platforms(value)
    return bool(platforms) and None not in platforms


def _share(sample: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, sample)) / len(sample)


def _settle(named: dict[Field, list[int]], columns: Sequence[Column]) -> None:
    """Put the best column of each field first, and drop what would count twice."""

    def has(number: int, words: frozenset[str]) -> bool:
        return bool(words.intersection(names.words_of(columns[number].name)))

    if dates := named.get("date"):
        dates.sort(key=lambda number: (not has(number, _PLANNED), columns[number].name.count(".")))
    if links := named.get("link"):
        links.sort(key=lambda number: not has(number, _OWN))
    if named.get("platform"):
        named.pop("account", None)
        known = [n for n in named["platform"] if any(map(_names_platforms, columns[n].sample))]
        named["platform"] = known[:1] or named["platform"][:1]
    if times := named.get("time"):
        named["time"] = [number for number in times if number not in named.get("date", ())[:1]]


def _find_flags(columns: Sequence[Column], text: int) -> dict[int, str]:
    flags = {}
    for number, column in enumerate(columns):
        platform = parse_platform(column.name) if column.name and number != text else None
        if platform and column.sample and all(parse_flag(value) is not None for value in column.sample):
            flags[number] = platform
    return flags


def _find_answered(columns: Sequence[Column], text: int) -> int | None:
    """Return the column with the messages that the posts answer."""
    others = [
        number for number in range(len(columns)) if number != text and any(map(is_message, columns[number].sample))
    ]
    sure = [number for number in others if names.is_answered(columns[number].name)]
    if not sure and columns[text].answers:
        sure = [number for number in others if names.may_be_answered(columns[number].name)]
    return max(
        sure, key=lambda number: (not names.is_of_posts(columns[number].name), columns[number].words), default=None
    )


def _find_platforms_by_content(found: Fields, columns: Sequence[Column]) -> None:
    for number, column in enumerate(columns):
        if number in (found.text, found.answered) or number in found.flags or names.fields_named(column.name):
            continue
        values = {value.strip() for value in column.sample}
        if values and values != {"x"} and values != {"X"} and all(map(_names_platforms, values)):
            found.columns["platform"] = [number]
            return


def _find_addresses(found: Fields, columns: Sequence[Column]) -> int | None:
    """Return the column with the posts' own addresses, which say where each post is, if there is one."""
    dates = found.columns.get("date", ())[:1]
    counted = any(found.columns.get(name) for name in COUNTS)  # what has been counted has been posted
    counted = counted or any(_POSTED.intersection(names.words_of(columns[number].name)) for number in dates)
    for number, column in enumerate(columns):
        if number in (found.text, found.answered) or not column.sample or not all(map(_platform_at, column.sample)):
            continue
        own = number in found.columns.get("link", ())[:1] and _OWN.intersection(names.words_of(column.name))
        if own or (counted and all(map(_POST_ADDRESS.search, column.sample))):
            return number
    return None


def _platform_of_ids(columns: Sequence[Column]) -> str | None:
    """Return the platform of which all columns with ids speak: “tweet_id”."""
    ids = [words[:-1] for column in columns if (words := names.words_of(column.name))[-1:] in (("id",), ("ids",))]
    platforms = {platform for words in ids if (platform := parse_platform(" ".join(words)))}
    return platforms.pop() if len(platforms) == 1 else None


def _platform_at(address: str) -> str | None:
    """Return the platform that an address leads to."""
    found = _HOST.match(address.strip())
    if found is None:
        return None
    host = found[1].casefold()
    return parse_platform(host) or parse_platform(".".join(host.split(".")[-2:]))


def _find_dates_by_content(found: Fields, columns: Sequence[Column]) -> None:
    for number, column in enumerate(columns):
        if number == found.text or not column.sample or _NO_DATES.intersection(names.words_of(column.name)):
            continue
        if all(not value.strip().isdigit() and parse_date(value) for value in column.sample):
            found.columns["date"] = [number]
            return
