"""reads-like: sentences that read like something, as the learned likelihoods say, whatever their words.

The pack sets the bound and the words; what was learned comes with softsell. Without the learned files the rule says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from softsell.checks.finding import Finding
from softsell.checks.hits import Hits, finding, holds_any
from softsell.checks.rule import AlwaysRuns, Rule
from softsell.language.reading import Reading
from softsell.patterns import Compiler, Matches

Learned = Literal["pressure", "pitch", "praise", "invitation", "hook"]
_OF_POST: dict[Learned, str] = {"pressure": "pressure", "pitch": "promotion", "praise": "self_focus"}
"""What was learned of whole posts, by the name of what was learned of sentences."""


class Options(Struct, frozen=True):
    like: Learned
    """What the sentence has to read like: pressure, pitch (a sales pitch), praise (of oneself), invitation, or hook (a question
    that leads to a sale)."""
    at_least: float
    """How likely that must be, 0 to 1."""
    post_at_least: float = 0.0
    """How likely the post as a whole has to be as well, before sentences in it are marked."""


class ReadsLike(AlwaysRuns, frozen=True):
    """Marks whole sentences. ``unless`` leaves out sentences with one of its patterns."""

    hits: Hits
    options: Options

    def run(self, reading: Reading, matches: Matches) -> Iterator[Finding]:
        exceptions = self.hits.exceptions(matches)
        if self._of_post(reading) < self.options.post_at_least:
            return
        for sentence, likelihoods in zip(reading.sentences, reading.likelihoods, strict=False):
            likelihood = likelihoods.get(self.options.like, 0.0)
            if likelihood < self.options.at_least or holds_any(sentence, exceptions):
                continue
            match = reading.draft.prose[sentence.start : sentence.end]
            yield finding(self.rule, sentence.span, match=match, value=likelihood, bound=self.options.at_least)

    def _of_post(self, reading: Reading) -> float:
        measure = _OF_POST.get(self.options.like)
        if measure is not None:
            return reading.measures.get(measure, 0.0)
        return max((likelihoods.get(self.options.like, 0.0) for likelihoods in reading.likelihoods), default=0.0)


def compile(rule: Rule, compiler: Compiler) -> ReadsLike:
    """Return the rule, ready to run."""
    return ReadsLike(rule, Hits.compile([], rule, compiler), Options(**rule.options))
