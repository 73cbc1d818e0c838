"""count: too many, or too few, of something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from softsell.checks.finding import Finding
from softsell.checks.hits import Hits, finding, span_of
from softsell.checks.rule import Rule
from softsell.draft.span import Span
from softsell.language.reading import Reading
from softsell.patterns import Compiler, Matches


class Options(Struct, frozen=True):
    of: list[str]
    """Patterns of what is counted, such as ``<hashtag>``."""
    at_most: float | None = None
    """The most that is fine."""
    at_least: float | None = None
    """The least that is fine."""
    per: Literal["draft", "sentence", "100-words"] = "draft"
    """Counted in the whole draft, in each sentence, or for every hundred words."""


HOLD_PATTERNS = ("of",)


class Count(Struct, frozen=True):
    rule: Rule
    hits: Hits
    options: Options

    @property
    def groups(self) -> tuple[int, ...] | None:
        return (self.hits.group,) if self.options.at_least is None else None

    def run(self, reading: Reading, matches: Matches) -> Iterator[Finding]:
        hits = self.hits.find(reading, matches)
        if self.options.per == "sentence":
            for sentence in reading.sentences:
                last = min(sentence.last, reading.body)
                inside = [hit for hit in hits if sentence.first <= hit.first < last]
                yield from self._judge(len(inside), [span_of(hit, reading) for hit in inside])
            return
        scale = 1.0
        if self.options.per == "100-words":
            # Short posts would reach any rate with a single hit, so they count as a hundred words.
            scale = 100 / max(100.0, reading.measures["words"])
        yield from self._judge(len(hits) * scale, [span_of(hit, reading) for hit in hits])

    def _judge(self, count: float, spans: list[Span]) -> Iterator[Finding]:
        most, least = self.options.at_most, self.options.at_least
        if most is not None and count > most and spans:
            first_too_many = min(int(most), len(spans) - 1)
            yield finding(self.rule, spans[first_too_many], count=count, bound=most, value=count)
        elif least is not None and count < least:
            yield finding(self.rule, None, count=count, bound=least, value=count)


def compile(rule: Rule, compiler: Compiler) -> Count:
    options = Options(**rule.options)
    return Count(rule, Hits.compile(options.of, rule, compiler, words="said"), options)
