"""buried: a sentence that deserves a place where it is seen stands in the middle of a long draft, with much after it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from softsell.checks.finding import Finding
from softsell.checks.hits import finding
from softsell.checks.metric import words_in
from softsell.checks.phrase import SentenceType, types_of
from softsell.checks.rule import AlwaysRuns, Rule
from softsell.language.reading import Reading
from softsell.patterns import Compiler, Matches


class Options(Struct, frozen=True):
    of: list[SentenceType]
    """The kinds of sentence that should be seen, any of them."""
    at_most: float = 25
    """How many words may come after the last one of them."""
    before: float = 12
    """How many words before it make it buried: what opens a draft is seen."""


class Buried(AlwaysRuns, frozen=True):
    """Looks at the last sentence of these kinds; ``{count}`` is how many words come after it."""

    options: Options

    def run(self, reading: Reading, matches: Matches) -> Iterator[Finding]:
        after = 0
        for index in range(len(reading.sentences) - 1, -1, -1):
            sentence = reading.sentences[index]
            if not types_of(sentence).isdisjoint(self.options.of):
                before = sum(words_in(earlier, reading) for earlier in reading.sentences[:index])
                if after > self.options.at_most and before >= self.options.before:
                    match = reading.draft.prose[sentence.start : sentence.end]
                    yield finding(self.rule, sentence.span, match=match, count=after, bound=self.options.at_most)
                return
            after += words_in(sentence, reading)


def compile(rule: Rule, compiler: Compiler) -> Buried:
    return Buried(rule, Options(**rule.options))
