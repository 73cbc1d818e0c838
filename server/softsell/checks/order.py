"""order: one thing comes before another that should come first, such as the ask before anything is given."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from softsell.checks.finding import Finding
from softsell.checks.hits import Hits, finding, span_of, whole_words
from softsell.checks.rule import Rule
from softsell.language.reading import Reading
from softsell.patterns import Compiler, Matches


class Options(Struct, frozen=True):
    early: list[str]
    """Patterns of what comes too soon."""
    late: list[str]
    """Patterns of what should stand before it."""
    within_words: int | None = None
    """How many words at the start count as too soon; leave away for all of them."""
    or_missing: bool = True
    """Whether to speak also where nothing of ``late`` is there at all."""


HOLD_PATTERNS = ("early", "late")


class Order(Struct, frozen=True):
    rule: Rule
    early: Hits
    late: Hits
    options: Options

    @property
    def groups(self) -> tuple[int, ...] | None:
        return (self.early.group,)

    def run(self, reading: Reading, matches: Matches) -> Iterator[Finding]:
        early = self.early.find(reading, matches)
        if not early:
            return
        late = self.late.find(reading, matches)
        if not late and not self.options.or_missing:
            return
        first = early[0]
        if late and late[0].first < first.first:
            return
        if self.options.within_words is not None:
            words_before = sum(token.kind == "word" and not token.clitic for token in reading.tokens[: first.first])
            if words_before >= self.options.within_words:
                return
        span = span_of(first, reading)
        yield finding(self.rule, span, match=whole_words(reading.draft.prose, span))


def compile(rule: Rule, compiler: Compiler) -> Order:
    options = Options(**rule.options)
    return Order(rule, Hits.compile(options.early, rule, compiler), Hits.compile(options.late, rule, compiler), options)
