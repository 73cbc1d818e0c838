"""metric: a measure of the draft, or of each sentence, against a bound."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from softsell.checks import mending
from softsell.checks.finding import Finding, Fix
from softsell.checks.hits import finding
from softsell.checks.paragraphs import break_longest, longest_paragraph
from softsell.checks.rule import AlwaysRuns, Rule
from softsell.draft.span import Span
from softsell.language.english.readability import spoken_length
from softsell.language.reading import Reading
from softsell.language.sentence import Sentence
from softsell.patterns import Compiler, Matches


class Options(Struct, frozen=True):
    measure: str
    """The measure's name; ``rules/README.md`` lists them. With ``scope: sentence`` only ``words``."""
    at_most: float | None = None
    """The largest value that is fine."""
    at_least: float | None = None
    """The smallest value that is fine."""
    on: dict[str, float] = {}
    """Another bound for some platforms, such as ``x: 20``."""
    when: dict[str, float] = {}
    """Only where each of these measures is at least so large, such as ``words: 12``."""
    mark: Literal["draft", "first-sentence", "longest-sentence", "longest-paragraph"] = "draft"
    """What the finding underlines. A draft's only paragraph is the whole draft."""
    offer: Literal["new-paragraph"] | None = None
    """A fix: ``new-paragraph`` puts an empty line near the middle of the longest paragraph."""


NAME_MEASURES = ("measure", "when")


class Metric(AlwaysRuns, frozen=True):
    options: Options

    def run(self, reading: Reading, matches: Matches) -> Iterator[Finding]:
        for name, least in self.options.when.items():
            if (reading.measures.get(name) or 0) < least:
                return
        if self.rule.scope == "sentence":
            # A sentence has no more words than tokens.
            only_most = self.options.at_least is None and not self.options.on
            fine = self.options.at_most if only_most and self.options.at_most is not None else -1.0
            for sentence in reading.sentences:
                if sentence.last - sentence.first <= fine:
                    continue
                yield from self._judge(words_in(sentence, reading), sentence.span, reading)
            return
        value = reading.measures.get(self.options.measure)
        if value is not None:
            if self.options.mark == "longest-sentence" and any(self._judge(value, None, reading)):
                value = max((words_in(sentence, reading) for sentence in self._own(reading)), default=0)
            for found in self._judge(value, None, reading):
                yield replace(found, span=self._marked(reading), fixes=self._fixes(reading))

    def _judge(self, value: float, span: Span | None, reading: Reading) -> Iterator[Finding]:
        most, least = self.options.at_most, self.options.at_least
        platform = reading.draft.context.platform
        if platform is not None and platform in self.options.on:
            bound = self.options.on[platform]
            most, least = (bound, None) if most is not None else (None, bound)
        if most is not None and value > most:
            yield finding(self.rule, span, value=value, count=value, bound=most)
        elif least is not None and value < least:
            yield finding(self.rule, span, value=value, count=value, bound=least)

    def _fixes(self, reading: Reading) -> tuple[Fix, ...]:
        fix = break_longest(reading) if self.options.offer == "new-paragraph" else None
        return (fix,) if fix is not None else ()

    def _own(self, reading: Reading) -> list[Sentence]:
        """Return the sentences that nobody else says: a quoted one isn't the writer's to shorten, even if its source stands behind it."""
        return [one for one in reading.sentences if not _is_quoted(reading.draft.prose, one)]

    def _marked(self, reading: Reading) -> Span | None:
        if self.options.mark == "draft":
            return None
        if self.options.mark == "longest-paragraph":
            return longest_paragraph(reading)
        quoted = self.options.mark != "longest-sentence"
        sentences = [s for s in (reading.sentences if quoted else self._own(reading)) if words_in(s, reading)]
        if not sentences:
            return None
        longest = max(sentences, key=lambda sentence: words_in(sentence, reading))
        return (sentences[0] if self.options.mark == "first-sentence" else longest).span


def _is_quoted(prose: str, sentence: Sentence) -> bool:
    """Return whether a quotation begins the sentence, or has begun before it, and is still open in its middle."""
    opens = mending.in_quotation(prose, sentence.start) or mending.in_quotation(prose, sentence.start + 1)
    return opens and mending.in_quotation(prose, (sentence.start + sentence.end) // 2)


def words_in(sentence: Sentence, reading: Reading) -> int:
    """Return how many words make the sentence long, as ``measures["longest_sentence"]`` counts them."""
    return spoken_length(reading.tokens, sentence.first, min(sentence.last, reading.body))


def compile(rule: Rule, compiler: Compiler) -> Metric:
    return Metric(rule, Options(**rule.options))
