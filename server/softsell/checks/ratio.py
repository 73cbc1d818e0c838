"""ratio: the share of one thing among two, such as "we" among "we" and "you"."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from softsell.checks.finding import Finding
from softsell.checks.hits import Hits, finding
from softsell.checks.rule import Rule
from softsell.language.reading import Reading
from softsell.patterns import Compiler, Matches


class Options(Struct, frozen=True):
    of: list[str]
    """Patterns of the thing whose share is taken."""
    to: list[str]
    """Patterns of the thing it is held against."""
    at_most: float | None = None
    """The largest share of the first that is fine, 0 to 1."""
    at_least: float | None = None
    """The smallest share of the first that is fine, 0 to 1."""
    min: int = 1
    """How many of the first there must be before the rule speaks."""
    words_each: int | None = None
    """How thinly the first may be spread: with 5, the rule speaks where it's one word in five or more."""


HOLD_PATTERNS = ("of", "to")


class Ratio(Struct, frozen=True):
    rule: Rule
    of: Hits
    to: Hits
    options: Options

    @property
    def groups(self) -> tuple[int, ...] | None:
        return (self.of.group,) if self.options.at_least is None and self.options.min > 0 else None

    def run(self, reading: Reading, matches: Matches) -> Iterator[Finding]:
        count = len(self.of.find(reading, matches))
        total = count + len(self.to.find(reading, matches))
        if count < self.options.min or total == 0 or self._is_thin(count, reading):
            return
        share = count / total
        most, least = self.options.at_most, self.options.at_least
        if most is not None and share > most:
            yield finding(self.rule, None, count=count, bound=round(100 * most), value=round(100 * share))
        elif least is not None and share < least:
            yield finding(self.rule, None, count=count, bound=round(100 * least), value=round(100 * share))

    def _is_thin(self, count: int, reading: Reading) -> bool:
        each = self.options.words_each
        return each is not None and reading.measures["words"] > each * count


def compile(rule: Rule, compiler: Compiler) -> Ratio:
    options = Options(**rule.options)
    of, to = (Hits.compile(patterns, rule, compiler, words="said") for patterns in (options.of, options.to))
    return Ratio(rule, of, to, options)
