"""sentence: sentences that do a certain thing, such as asking a question that is only a hook."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from softsell.checks import cutting, mending
from softsell.checks.finding import Finding
from softsell.checks.hits import Hits, finding, holds_any
from softsell.checks.phrase import SentenceType, types_of
from softsell.checks.rule import AlwaysRuns, Rule
from softsell.language.reading import Reading
from softsell.language.sentence import Sentence
from softsell.patterns import Compiler, Matches


class Options(Struct, frozen=True):
    of: list[SentenceType]
    """The kinds of sentence that count, any of them."""
    at_most: int = 0
    """How many are fine."""
    in_a_row: bool = False
    """Whether only sentences that follow each other count together."""
    cut: bool = False
    """Whether a fix takes the sentence out where the post stands without it. For questions that only lead to an offer."""


class SentenceCheck(AlwaysRuns, frozen=True):
    """``unless`` means here: a sentence in which one of these stands does not count."""

    hits: Hits
    options: Options

    def run(self, reading: Reading, matches: Matches) -> Iterator[Finding]:
        exceptions = self.hits.exceptions(matches)
        run: list[Sentence] = []
        for sentence in self._candidates(reading):
            if not types_of(sentence).isdisjoint(self.options.of) and not holds_any(sentence, exceptions):
                run.append(sentence)
            elif self.options.in_a_row:
                yield from self._judge(run, reading)
                run = []
        yield from self._judge(run, reading)

    def _candidates(self, reading: Reading) -> Iterator[Sentence]:
        last_index = len(reading.sentences) - 1
        for index, sentence in enumerate(reading.sentences):
            if self.rule.scope == "opening" and sentence.first >= max(1, reading.opening):
                continue
            if self.rule.scope == "closing" and index != last_index:
                continue
            yield sentence

    def _judge(self, sentences: list[Sentence], reading: Reading) -> Iterator[Finding]:
        if len(sentences) <= self.options.at_most:
            return
        # With a bound, the finding is the first one too many; without, each sentence is its own.
        told = sentences[self.options.at_most :] if self.options.at_most == 0 else [sentences[self.options.at_most]]
        for sentence in told:
            match = reading.draft.prose[sentence.start : sentence.end]
            own = self.options.cut and not mending.in_quotation(reading.draft.prose, sentence.start)
            fix = cutting.cut_hook(reading, sentence) if own else None
            fixes = (fix,) if fix is not None else ()
            yield finding(
                self.rule, sentence.span, match=match, count=len(sentences), bound=self.options.at_most, fixes=fixes
            )


def compile(rule: Rule, compiler: Compiler) -> SentenceCheck:
    return SentenceCheck(rule, Hits.compile([], rule, compiler), Options(**rule.options))
