"""Platforms: facts about each place where a draft may be posted.

The facts live in ``platforms.toml``, each with its source and date.

    profile("x").title                     "X"
    profile("Twitter").name                "x"
    count("Soup is on. joes.com", "x")     35
    fold("instagram")                      125

Rules that use these facts live in packs, not here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from softsell.compile_later import compile_later
from softsell.diagnostics import nearest
from softsell.errors import UsageError
from softsell.platforms import counting

_FACTS = Path(__file__).with_name("platforms.toml")
_HEADING = compile_later(r"^\[([a-z][a-z0-9-]*)\]$", re.MULTILINE)


@lru_cache(maxsize=1)
def _file() -> str:
    return _FACTS.read_text(encoding="utf-8")


PLATFORMS: tuple[str, ...] = tuple(_HEADING.findall(_file()))
"""The names of all platforms, in the order of ``platforms.toml``."""


class Source(Struct, frozen=True):
    """Where a fact comes from, and the month when somebody last checked it (``2026-11``)."""

    text: str
    date: str


class WrongWords(Struct, frozen=True):
    """Words that belong to another platform.

    Attributes:
        words: phrases in lower case.
        instead: what to say or do on this platform, as a clause.
        source: where the fact comes from.
    """

    words: tuple[str, ...]
    instead: str
    source: Source


class Platform(Struct, frozen=True):
    """One platform.

    Attributes:
        name: as in ``PLATFORMS``.
        title: the name as people write it.
        also: other names that people type for it.
        limit: maximum length of a post, measured as ``counts`` says; ``None`` without a limit.
        counts: how it counts, a key of ``ways()``.
        fold: how many characters show before “see more”; ``None`` if all of them do.
        hashtags_advised: the largest number of hashtags that helps.
        hashtags_limit: how many hashtags it allows or uses; ``None`` if it doesn't say.
        links_clickable: whether readers can click a link in the text.
        links_note: what a link does there, as a sentence.
        wrong_words: words that don't fit there.
        sources: sources of the facts ``length``, ``fold``, ``hashtags`` and ``links``.
    """

    name: str
    title: str
    also: tuple[str, ...]
    limit: int | None
    counts: str
    fold: int | None
    hashtags_advised: int
    hashtags_limit: int | None
    links_clickable: bool
    links_note: str
    wrong_words: tuple[WrongWords, ...]
    sources: Mapping[str, Source]


def profile(name: str) -> Platform:
    """Return the platform called ``name``, in any case. Other names such as ``twitter`` work too.

    Raises:
        UsageError: there is no such platform.
    """
    wanted = name.strip().casefold()
    if wanted in PLATFORMS:
        return _profile(wanted)
    for platform in map(_profile, PLATFORMS):
        if wanted in platform.also:
            return platform
    names = [*PLATFORMS, *(other for platform in map(_profile, PLATFORMS) for other in platform.also)]
    hint = nearest(wanted, names)
    way_out = f"; {hint}" if hint else f". Choose one of {', '.join(PLATFORMS)}."
    raise UsageError(f"There is no platform called “{name[:40]}”{way_out}")


def count(text: str, platform: str | Platform) -> int:
    """Return the length of ``text`` as ``platform`` counts it. Raises UsageError for an unknown platform."""
    place = platform if isinstance(platform, Platform) else profile(platform)
    return counting.count(text, ways()[place.counts])


def fold(platform: str | Platform) -> int | None:
    """Return how many characters show before “see more”, or ``None`` if all do. Raises UsageError for an unknown platform."""
    return (platform if isinstance(platform, Platform) else profile(platform)).fold


@lru_cache(maxsize=1)
def ways() -> Mapping[str, counting.Way]:
    """Return every way of counting, by its name in ``platforms.toml``."""
    import tomllib

    first = _HEADING.search(_file())
    tables = tomllib.loads(_file()[: first.start() if first else None])["counting"]
    return {name: counting.Way.from_table(table) for name, table in tables.items()}


@lru_cache(maxsize=len(PLATFORMS))
def _profile(name: str) -> Platform:
    """Read only one platform's part of the file, because parsing the whole file takes 6 ms and one part half a millisecond."""
    import tomllib

    headings = list(_HEADING.finditer(_file()))
    place = next(index for index, heading in enumerate(headings) if heading.group(1) == name)
    end = headings[place + 1].start() if place + 1 < len(headings) else None
    return _platform(name, tomllib.loads(_file()[headings[place].start() : end])[name])


def _platform(name: str, facts: Mapping[str, Any]) -> Platform:
    return Platform(
        name=name,
        title=facts["title"],
        also=tuple(facts.get("also", ())),
        limit=facts["length"].get("limit"),
        counts=facts["length"]["counts"],
        fold=facts["fold"].get("characters"),
        hashtags_advised=facts["hashtags"]["advised"],
        hashtags_limit=facts["hashtags"].get("limit"),
        links_clickable=facts["links"]["clickable"],
        links_note=facts["links"]["note"],
        wrong_words=tuple(
            WrongWords(tuple(entry["words"]), entry["instead"], _source(entry)) for entry in facts.get("wrong", ())
        ),
        sources={topic: _source(facts[topic]) for topic in ("length", "fold", "hashtags", "links")},
    )


def _source(fact: Mapping[str, Any]) -> Source:
    return Source(fact["source"], fact["date"])
