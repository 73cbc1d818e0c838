"""phrase: certain words in a row, wherever the scope lets them stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from softsell.checks import mending
from softsell.checks.finding import Finding, Fix
from softsell.checks.hits import Hits, finding, in_scope, sentence_of, span_of
from softsell.checks.regex import Regex
from softsell.checks.rule import HOLDS_PATTERNS, Rule
from softsell.draft.span import Span
from softsell.language.reading import Reading, Sentence
from softsell.patterns import Compiler, Match, Matches

SentenceType = Literal["statement", "question", "sales-question", "invitation", "command", "fragment"]


@dataclass(frozen=True)
class Options:
    __pydantic_config__ = {"extra": "forbid", "use_attribute_docstrings": True}

    patterns: list[str] = field(default_factory=list, metadata=HOLDS_PATTERNS)
    """What to look for, one pattern a line."""
    regex: list[str] = field(default_factory=list)
    """For experts: RE2 expressions over the text as written. Prefer patterns."""
    fix: str | None = None
    """What to put in its place; empty takes it out where that leaves whole sentences. Leave away for no fix."""
    sentences: list[SentenceType] = field(default_factory=list)
    """Only in sentences of these kinds. Empty for all."""
    hashtags: bool = False
    """Whether the patterns also read the words inside hashtags: #LastChance is "last chance"."""


@dataclass(frozen=True, slots=True)
class Phrase:
    rule: Rule
    hits: Hits
    regexes: tuple[Regex, ...]
    fix: str | None
    sentences: frozenset[str]
    in_hashtags: Hits | None = None

    @property
    def groups(self) -> tuple[int, ...]:
        """Of its patterns; its ``regexes`` give it something to say too."""
        return (self.hits.group,) if self.in_hashtags is None else (self.hits.group, self.in_hashtags.group)

    def run(self, reading: Reading, matches: Matches) -> Iterator[Finding]:
        for hit in self.hits.find(reading, matches):
            if not self.sentences or self._fits(hit, reading):
                yield self._finding(span_of(hit, reading), reading)
        if self.in_hashtags is not None:
            prose = reading.draft.prose
            for hit in self.in_hashtags.find(reading, matches):
                span = span_of(hit, reading)
                yield finding(self.rule, span, match=prose[span.start : span.end])
        for regex in self.regexes:
            for span, hit in regex.find(reading):
                if not self.hits.is_said(hit, reading):
                    continue
                if in_scope(hit, self.rule.scope, reading) and (not self.sentences or self._fits(hit, reading)):
                    yield self._finding(span, reading)

    def _fits(self, hit: Match, reading: Reading) -> bool:
        sentence = sentence_of(hit.first, reading)
        return sentence is not None and not self.sentences.isdisjoint(types_of(sentence))

    def _finding(self, span: Span, reading: Reading) -> Finding:
        prose = reading.draft.prose
        return finding(self.rule, span, match=prose[span.start : span.end], fixes=self._fixes(prose, span))

    def _fixes(self, prose: str, span: Span) -> tuple[Fix, ...]:
        if self.fix is None:
            return ()
        fix = mending.replace(prose, span, self.fix) if self.fix else mending.delete_clause(prose, span)
        return (fix,) if fix is not None else ()


def types_of(sentence: Sentence) -> set[str]:
    """All the names by which a rule may ask for this sentence."""
    types: set[str] = {sentence.kind}
    if sentence.invites:
        types.add("invitation")
    if sentence.sales_question:
        types.add("sales-question")
    return types


def compile(rule: Rule, compiler: Compiler) -> Phrase:
    options: dict[str, Any] = dict(rule.options)
    own = Options(**options)
    return Phrase(
        rule,
        Hits.compile(own.patterns, rule, compiler, words="meant"),
        tuple(Regex(text) for text in own.regex),
        own.fix,
        frozenset(own.sentences),
        Hits.compile(own.patterns, rule, compiler, words="meant", hashtags=True) if own.hashtags else None,
    )
