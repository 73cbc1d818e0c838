"""hard-sell: a post that presses from end to end, told at the places that press most, each with what it does there.

The learned likelihood of the whole post decides whether the rule speaks at all. Where it does, a sentence counts that the learned
weights find pressing, if one can say what it does: one of several exclamations, or a question that leads to the offer. Orders are
left to other rules: of 25 sentences marked as one order too many, judges who hadn't seen the rules found 5 right. So are other lines
that press, however sure the weights are: of 79 in such posts, judges found 37 right and 26 wrong, since a plain fact about a product
reads to the weights like a slogan.
Without the learned files the rule says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from softsell.checks.finding import Finding
from softsell.checks.hits import Hits, finding, holds_any
from softsell.checks.rule import AlwaysRuns, Rule
from softsell.draft.span import Span
from softsell.language.reading import Reading
from softsell.language.sentence import Sentence
from softsell.language.token import Token
from softsell.patterns import Compiler, Matches

FEWEST_WORDS = 8
"""A shorter post says too little to be judged as a whole."""
_COUNTED = 0.3
"""From this likelihood of pressure on, an exclamation is counted. "Happy birthday, Ann!" presses nobody."""
_EXCLAMATION = 0.5
_HOOK = 0.7
"""From these likelihoods of pressure on, an exclamation or a hook is marked."""
_FEWEST_EXCLAMATIONS = 3
"""Two are fine in any post."""
_FEWEST_IN_SENTENCE, _MOST_IN_SENTENCE = 2, 25
"""A sentence with more words is no single place. Often it's several that no mark parts."""
_KEYCAP = "\N{COMBINING ENCLOSING KEYCAP}"
_INSIDE = frozenset(("word", "number", "money", "percent"))


class Options(Struct, frozen=True):
    at_least: float
    """How likely it must be that readers find the post as a whole a hard sell, 0 to 1."""
    at_most: int
    """How many places are marked, the most pressing ones. Places that other findings of the pack mark are left to these."""
    hook: str
    """The message about a question that leads to the offer. The rule's ``message`` is about one of ``{count}`` exclamations."""


class _Place(NamedTuple):
    """A sentence, how likely it presses (0 to 1), and what it does."""

    sentence: Sentence
    likelihood: float
    exclaims: bool


class HardSell(AlwaysRuns, frozen=True):
    """``unless`` leaves out sentences with one of its patterns: they are neither marked nor counted."""

    hits: Hits
    options: Options

    def run(self, reading: Reading, matches: Matches) -> Iterator[Finding]:
        """Yield the findings, most pressing place first."""
        if reading.measures["words"] < FEWEST_WORDS or reading.strong.get("pressure", 0.0) < self.options.at_least:
            return
        places = self._places(reading, matches)
        exclamations = sum(place.exclaims for place in places)
        told = [(place, *said) for place in places if (said := self._said(place, exclamations)) is not None]
        for place, message, count in sorted(told, key=lambda one: -one[0].likelihood):
            span = _span_of(place.sentence, reading)
            match = reading.draft.prose[span.start : span.end]
            yield finding(replace(self.rule, message=message), span, match=match, count=count)

    def _places(self, reading: Reading, matches: Matches) -> list[_Place]:
        """Return the sentences that may count, in the order of the text."""
        exceptions = self.hits.exceptions(matches)
        found = []
        for sentence, likelihoods in zip(reading.sentences, reading.likelihoods, strict=False):
            likelihood = likelihoods.get("pressure", 0.0)
            tokens = reading.tokens[sentence.first : sentence.last]
            words = sum(token.kind == "word" for token in tokens)
            if likelihood < _COUNTED or not _FEWEST_IN_SENTENCE <= words <= _MOST_IN_SENTENCE or is_step(tokens):
                continue
            if reading.is_quoted(sentence.first, sentence.last) or holds_any(sentence, exceptions):
                continue
            exclaims = sentence.kind != "question" and any(t.kind == "punctuation" and "!" in t.text for t in tokens)
            found.append(_Place(sentence, likelihood, exclaims))
        return found

    def _said(self, place: _Place, exclamations: int) -> tuple[str, int] | None:
        """Return the message about a place with its count; ``None`` if it isn't worth one. ``exclamations``: how many sentences exclaim."""
        if place.exclaims and exclamations >= _FEWEST_EXCLAMATIONS and place.likelihood >= _EXCLAMATION:
            return self.rule.message, exclamations
        if place.sentence.sales_question and place.likelihood >= _HOOK:
            return self.options.hook, 0
        return None


def is_step(tokens: Sequence[Token]) -> bool:
    """Return whether a sentence is a numbered step, which tells readers how to do something."""
    first = next((token for token in tokens if token.kind != "newline"), None)
    return first is not None and (first.kind == "number" or _KEYCAP in first.text or first.norm == "step")


def _span_of(sentence: Sentence, reading: Reading) -> Span:
    """Return where the sentence's words stand, with the marks behind them: without emoji before, and hashtags and links after."""
    tokens = reading.tokens[sentence.first : sentence.last]
    words = [at for at, token in enumerate(tokens) if token.kind in _INSIDE]
    first, last = words[0], words[-1]
    while (
        last + 1 < len(tokens) and tokens[last + 1].kind == "punctuation" and tokens[last + 1].start == tokens[last].end
    ):
        last += 1
    return Span(tokens[first].start, tokens[last].end)


def compile(rule: Rule, compiler: Compiler) -> HardSell:
    """Return the rule, ready to run."""
    options = Options(**rule.options)
    return HardSell(rule, Hits.compile((), rule, compiler), options)
