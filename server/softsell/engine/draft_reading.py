"""Reads drafts for the rules: with brands, the platform's fold and length, and the trained pipeline."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from softsell import platforms
from softsell.config.config import Config
from softsell.draft.draft import Draft
from softsell.language.reading import LazyTagger, Namer, Reading, ReadingOptions, Tagger
from softsell.language.reading_builder import read_all

_OWN = frozenset(("auto", "none"))
"""The values of ``model`` that name no pipeline of the user's own."""
_HASHTAGS_ANYWHERE = 3
"""Number of hashtags that are fine if the platform is unknown."""


def read_draft(draft: Draft, config: Config) -> Reading:
    """Return the reading of a draft under a configuration."""
    return read_drafts([(draft, config)])[0]


def read_drafts(drafts: Sequence[tuple[Draft, Config]]) -> list[Reading]:
    """Return the reading of each draft under its configuration. Faster than one by one."""
    readings = read_all([(draft, _reading_options(draft.context.platform, config)) for draft, config in drafts])
    for reading in readings:
        reading.measures.update(platform_measures(reading, reading.draft.context.platform))
    return readings


def _reading_options(platform: str | None, config: Config) -> ReadingOptions:
    fold = platforms.fold(platform) if platform else None
    namer = None if config.model in _OWN else _load_namer(config.model)
    return ReadingOptions(brands=config.brands, fold=fold, tagger=_lazy_tagger(config.model), namer=namer)


@lru_cache(maxsize=4)
def _load_namer(name: str) -> Namer | None:
    """Return what finds names, if the user's own pipeline does."""
    from softsell.language.tagger import load_namer

    return load_namer(name)


@lru_cache(maxsize=4)
def _lazy_tagger(name: str) -> LazyTagger | None:
    """Return a function that loads a trained pipeline when a sentence first needs it. Only then spaCy is imported, if at all."""
    if name == "none":
        return None

    def load() -> Tagger | None:
        from softsell.language.tagger import load_tagger

        return load_tagger(name)

    return load


def platform_measures(reading: Reading, platform: str | None) -> dict[str, float]:
    """Return the measures that depend on the platform.

    Returns:
        ``length``: characters as the platform counts them, or code points without a platform.
        ``over_limit``: the number of characters above the limit, or 0 without a platform or limit.
        ``hashtags_over``: the number of hashtags above what the platform advises, or above three without a platform.
    """
    prose = reading.draft.prose
    if platform is None:
        hashtags_over = max(0.0, reading.measures.get("hashtags", 0) - _HASHTAGS_ANYWHERE)
        return {"length": float(len(prose)), "over_limit": 0.0, "hashtags_over": hashtags_over}
    profile = platforms.profile(platform)
    length = platforms.count(prose, platform)
    return {
        "length": float(length),
        "over_limit": float(max(0, length - profile.limit)) if profile.limit else 0.0,
        "hashtags_over": max(0.0, reading.measures.get("hashtags", 0) - profile.hashtags_advised),
    }
