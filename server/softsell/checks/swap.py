"""swap: words for which there is a better one, which the fix puts in their place, in the same case and inflection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from softsell.checks import mending
from softsell.checks.finding import Finding
from softsell.checks.hits import Hits, finding, span_of
from softsell.checks.rule import HOLDS_PATTERNS, Rule
from softsell.language.reading import Reading
from softsell.patterns import Compiler, Matches


@dataclass(frozen=True)
class Options:
    __pydantic_config__ = {"extra": "forbid", "use_attribute_docstrings": True}

    swap: dict[str, str | list[str]] = field(metadata=HOLDS_PATTERNS)
    """Pattern: what to write instead, or several, best first. ``~use`` bends as the word it replaces."""


@dataclass(frozen=True, slots=True)
class Swap:
    rule: Rule
    hits: Hits
    replacements: tuple[tuple[str, ...], ...]

    @property
    def groups(self) -> tuple[int, ...] | None:
        return (self.hits.group,)

    def run(self, reading: Reading, matches: Matches) -> Iterator[Finding]:
        prose = reading.draft.prose
        for hit in self.hits.find(reading, matches):
            span = span_of(hit, reading)
            original = prose[span.start : span.end]
            bent = [mending.inflected(text, original) for text in self.replacements[hit.line]]
            fixes = [mending.replace(prose, span, text) if text else mending.delete(prose, span) for text in bent]
            yield finding(self.rule, span, match=original, replacement=bent[0], fixes=fixes)


def compile(rule: Rule, compiler: Compiler) -> Swap:
    swap = Options(**rule.options).swap
    replacements = tuple((value,) if isinstance(value, str) else tuple(value) for value in swap.values())
    return Swap(rule, Hits.compile(list(swap), rule, compiler, words="meant"), replacements)
