"""wrong-words: what belongs to another platform than the one this draft goes to. Which words those are stands with the platform's facts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from softsell.checks.finding import Finding
from softsell.checks.hits import finding, span_of
from softsell.checks.rule import AlwaysRuns, Rule
from softsell.language.reading import Reading
from softsell.patterns import Compiler, Matches, PatternSet
from softsell.platforms import PLATFORMS, WrongWords, profile


class Options(Struct, frozen=True):
    """It has none."""


class WrongWordsCheck(AlwaysRuns, frozen=True):
    """``{replacement}`` in the message is what to say or do on this platform instead."""

    def run(self, reading: Reading, matches: Matches) -> Iterator[Finding]:
        platform = reading.draft.context.platform
        if platform not in PLATFORMS:
            return
        patterns, entries = _compiled(platform)
        found = patterns.match(reading)
        for group, entry in enumerate(entries):
            for hit in found.of(group):
                span = span_of(hit, reading)
                match = reading.draft.prose[span.start : span.end]
                yield finding(self.rule, span, match=match, replacement=entry.instead)


@lru_cache(maxsize=len(PLATFORMS))
def _compiled(platform: str) -> tuple[PatternSet, tuple[WrongWords, ...]]:
    """Return the platform's words as patterns; one group for each entry, in their order."""
    compiler = Compiler()
    entries = profile(platform).wrong_words
    for entry in entries:
        compiler.add(entry.words)
    return compiler.compile(), entries


def compile(rule: Rule, compiler: Compiler) -> WrongWordsCheck:
    return WrongWordsCheck(rule)
