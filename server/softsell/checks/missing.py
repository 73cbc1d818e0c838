"""missing: nothing of a kind is in the draft, where something of it would do good."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from softsell.checks.finding import Finding
from softsell.checks.hits import Hits, finding, in_scope
from softsell.checks.rule import AlwaysRuns, Rule
from softsell.checks.suggestions import suggester
from softsell.language.reading import Reading
from softsell.patterns import Compiler, Matches


class Options(Struct, frozen=True):
    patterns: list[str] = []
    """What would be enough, any of them."""
    measures: list[str] = []
    """Measures of which one above zero is enough, such as ``invitations``."""
    enough: dict[str, float] = {}
    """Measures of which one this large is enough, such as ``words: 2``."""
    when: dict[str, float] = {}
    """Only where each of these measures is at least so large, such as ``words: 12``."""
    suggest: suggester.Subject | None = None
    """What to offer: ``question`` makes one from the draft's own topic, out of the questions of all packs in use."""


HOLD_PATTERNS = ("patterns",)
NAME_MEASURES = ("measures", "enough", "when")


class Missing(AlwaysRuns, frozen=True):
    """``unless`` means here: quiet where one of these stands anywhere in the draft."""

    hits: Hits
    options: Options
    suggester: suggester.Suggester

    def run(self, reading: Reading, matches: Matches) -> Iterator[Finding]:
        measures = reading.measures
        if any((measures.get(name) or 0) < least for name, least in self.options.when.items()):
            return
        if any((measures.get(name) or 0) > 0 for name in self.options.measures):
            return
        if any((measures.get(name) or 0) >= least for name, least in self.options.enough.items()):
            return
        if any(in_scope(hit, self.rule.scope, reading) for hit in matches.of(self.hits.group)):
            return
        if self.hits.unless is not None and matches.of(self.hits.unless):
            return
        fixes = self.suggester.suggest(self.options.suggest, reading) if self.options.suggest else ()
        if self.options.suggest and not fixes:
            return
        yield finding(self.rule, None, fixes=fixes, replacement=fixes[0].text.strip() if fixes else "")


def compile(rule: Rule, compiler: Compiler) -> Missing:
    options = Options(**rule.options)
    return Missing(
        rule,
        Hits.compile(options.patterns, rule, compiler),
        options,
        suggester.suggester(rule.questions, compiler.cache),
    )
