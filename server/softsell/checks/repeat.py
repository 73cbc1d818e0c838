"""repeat: the same words, phrases, lines or emoji again and again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from softsell.checks.finding import Finding
from softsell.checks.hits import Hits, finding, span_of
from softsell.checks.rule import Rule
from softsell.draft.span import Span
from softsell.language.reading import Reading
from softsell.language.sentence import Sentence
from softsell.patterns import Compiler, Matches

_FEW = 3
_SAID = frozenset(("word", "number", "money", "percent", "time"))
_STRESSED = 2  # words in a sentence that people say twice on purpose
_SMALL = 3  # a word of three letters or fewer repeats in any text


class Options(Struct, frozen=True):
    of: Literal["emoji", "hashtag", "sentence", "phrase", "pattern"]
    """What comes again: the very same emoji, hashtag or sentence, a row of ``length`` words, or a match of ``patterns``."""
    at_most: int = 1
    """How often it may stand there."""
    length: int = 4
    """How many words a repeated phrase has."""
    patterns: list[str] | None = None
    """With ``of: pattern``: what may not repeat, whichever of its forms it takes."""


HOLD_PATTERNS = ("patterns",)


class Repeat(Struct, frozen=True):
    rule: Rule
    options: Options
    hits: Hits

    @property
    def groups(self) -> tuple[int, ...] | None:
        return (self.hits.group,) if self.options.of == "pattern" else None

    def run(self, reading: Reading, matches: Matches) -> Iterator[Finding]:
        if self.options.of == "pattern":
            spans = [span_of(hit, reading) for hit in self.hits.find(reading, matches)]
            things = [("", span) for span in spans]
        else:
            things = list(self._things(reading))
        seen: Counter[str] = Counter()
        told: set[str] = set()
        total = Counter(key for key, _ in things)
        for key, span in things:
            seen[key] += 1
            if seen[key] > self.options.at_most and key not in told:
                told.add(key)
                match = reading.draft.prose[span.start : span.end]
                yield finding(self.rule, span, match=match, count=total[key], bound=self.options.at_most)

    def _things(self, reading: Reading) -> Iterator[tuple[str, Span]]:
        if self.options.of == "sentence":
            for sentence in _alike(reading.sentences, reading) if self.options.at_most else reading.sentences:
                norms = [token.norm for token in reading.tokens[sentence.first : sentence.last] if token.kind in _SAID]
                if len(norms) > _STRESSED:  # "I know. I know."
                    yield " ".join(norms), sentence.span
        elif self.options.of == "phrase":
            yield from self._phrases(reading)
        else:
            for token in reading.tokens:
                if token.kind == self.options.of:
                    yield token.norm, Span(token.start, token.end)

    def _phrases(self, reading: Reading) -> Iterator[tuple[str, Span]]:
        words = [token for token in reading.tokens[: reading.body] if token.kind == "word"]
        norms = [token.norm for token in words]
        # Where no few words come twice in a row, no longer row does.
        few = list(zip(*(norms[at:] for at in range(min(self.options.length, _FEW))), strict=False))
        if self.options.at_most and len(set(few)) == len(few):
            return
        for start in range(len(words) - self.options.length + 1):
            row = words[start : start + self.options.length]
            if sum(len(token.norm) > _SMALL for token in row) * 2 >= len(row):
                yield " ".join(token.norm for token in row), Span(row[0].start, row[-1].end)


def _alike(sentences: list[Sentence], reading: Reading) -> list[Sentence]:
    """Return the sentences that begin as another one does: all that may say the same as another."""
    begun = [
        next((token.norm for token in reading.tokens[sentence.first : sentence.last] if token.kind in _SAID), "")
        for sentence in sentences
    ]
    if len(set(begun)) == len(begun):
        return []
    times = Counter(begun)
    return [sentence for sentence, word in zip(sentences, begun, strict=True) if times[word] > 1]


def compile(rule: Rule, compiler: Compiler) -> Repeat:
    options = Options(**rule.options)
    return Repeat(rule, options, Hits.compile(options.patterns or [], rule, compiler))
