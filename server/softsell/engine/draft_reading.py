"""Reads drafts as the rules see them: with brands, fold and length of the platform, and the trained pipeline."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from softsell import platforms
from softsell.config.config import Config
from softsell.draft.draft import Draft
from softsell.language.reading import LazyTagger, Reading, ReadingOptions, Tagger
from softsell.language.reading_builder import read_all

_HASHTAGS_ANYWHERE = 3
"""Hashtags that help where the platform is not known."""


def read_draft(draft: Draft, config: Config) -> Reading:
    """The draft as the rules see it, under this configuration."""
    return read_drafts([(draft, config)])[0]


def read_drafts(drafts: Sequence[tuple[Draft, Config]]) -> list[Reading]:
    """As ``read_draft``, for each draft and its configuration."""
    readings = read_all([(draft, _reading_options(draft.context.platform, config)) for draft, config in drafts])
    for reading in readings:
        reading.measures.update(platform_measures(reading, reading.draft.context.platform))
    return readings


def _reading_options(platform: str | None, config: Config) -> ReadingOptions:
    fold = platforms.fold(platform) if platform else None
    return ReadingOptions(brands=config.brands, fold=fold, tagger=_lazy_tagger(config.model))


@lru_cache(maxsize=4)
def _lazy_tagger(name: str) -> LazyTagger | None:
    """What loads the trained pipeline of that name when a sentence first needs it; spaCy is imported then and not before."""
    if name == "none":
        return None

    def load() -> Tagger | None:
        from softsell.language.tagger import load_tagger

        return load_tagger(name)

    return load


def platform_measures(reading: Reading, platform: str | None) -> dict[str, float]:
    """What only the place knows: length as it counts, and how far the draft is over its limits.

    Returns:
        ``length``: characters as the platform counts them; code points without a platform.
        ``over_limit``: how many of them are too many; 0 without a platform or limit.
        ``hashtags_over``: hashtags beyond what the platform advises; beyond three without a platform.
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
