"""phrase: certain words in a row, wherever the scope lets them stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from operator import attrgetter
from typing import Any, Literal

from msgspec import Struct

from softsell.checks import cutting, mending
from softsell.checks.finding import Finding, Fix
from softsell.checks.hits import Hits, finding, in_scope, span_of, whole_words
from softsell.checks.plain_deeds import say_plainly
from softsell.checks.regex import Regex
from softsell.checks.rule import Rule
from softsell.draft.span import Span
from softsell.language.reading import Reading
from softsell.language.sentence import Sentence
from softsell.language.token import WORD_KINDS
from softsell.patterns import Compiler, Match, Matches

SentenceType = Literal["statement", "question", "sales-question", "invitation", "command", "fragment"]


class Options(Struct, frozen=True):
    patterns: list[str] = []
    """What to look for, one pattern a line."""
    regex: list[str] = []
    """For experts: RE2 expressions over the text as written. Prefer patterns."""
    fix: str | None = None
    """What to put in its place; empty takes it out where that leaves whole sentences. Leave away for no fix."""
    sentences: list[SentenceType] = []
    """Only in sentences of these kinds. Empty for all."""
    cut: Literal["clause", "sentence"] = "clause"
    """With an empty ``fix``: ``sentence`` also takes out the words that follow what was found, up to the end of the clause."""
    plainly: bool = False
    """Whether a fix says what the writer does in the place of how they feel: “we're proud to support” becomes “we support”."""
    drop: list[str] = []
    """Patterns of words that can go alone, such as “now” in “book your table now”. Tried before ``fix``."""
    first_words: int | None = None
    """Only among the first so many words of the draft."""
    after_words: int = 0
    """Only behind so many words of the draft."""
    hashtags: bool = False
    """Whether the patterns also read the words inside hashtags: #LastChance is "last chance"."""
    to_sentence_end: bool = False
    """Whether to underline all from the words to the end of their sentence, such as a question of which the patterns have the head."""


HOLD_PATTERNS = ("patterns", "drop")


class Phrase(Struct, frozen=True):
    rule: Rule
    hits: Hits
    regexes: tuple[Regex, ...]
    fix: str | None
    sentences: frozenset[str]
    in_hashtags: Hits | None = None
    cut: str = "clause"
    droppable: int | None = None
    plainly: bool = False
    first_words: int | None = None
    after_words: int = 0
    to_sentence_end: bool = False

    @property
    def groups(self) -> tuple[int, ...]:
        """Of its patterns; its ``regexes`` give it something to say too."""
        return (self.hits.group,) if self.in_hashtags is None else (self.hits.group, self.in_hashtags.group)

    def run(self, reading: Reading, matches: Matches) -> Iterator[Finding]:
        first, last = self._reach(reading)
        for hit in self.hits.find(reading, matches):
            if first <= hit.first < last and (not self.sentences or self._fits(hit, reading)):
                span = span_of(hit, reading)
                fixes = self._fixes(hit, reading, matches, span)
                sentence = reading.sentence_at(hit.first) if self.to_sentence_end else None
                yield self._finding(Span(span.start, sentence.end) if sentence else span, reading, fixes)
        if self.in_hashtags is not None:
            for hit in self.in_hashtags.find(reading, matches):
                if first <= hit.first < last:
                    yield self._finding(span_of(hit, reading), reading, ())
        for regex in self.regexes:
            found = [(span, hit) for span, hit in regex.find(reading) if first <= hit.first < last]
            unexcepted = set(self.hits.unexcepted([hit for _, hit in found], matches))
            for span, hit in found:
                if hit not in unexcepted or not self.hits.is_said(hit, reading):
                    continue
                if in_scope(hit, self.rule.scope, reading) and (not self.sentences or self._fits(hit, reading)):
                    fixes = self._fixes(hit, reading, matches, span)
                    yield self._finding(span, reading, fixes)

    def _reach(self, reading: Reading) -> tuple[int, int]:
        """Return the first token at which a hit may begin, and the one before which it must."""
        count = len(reading.tokens)
        last = count if self.first_words is None else _index_behind(self.first_words, reading)
        return (_index_behind(self.after_words, reading) if self.after_words else 0), last

    def _fits(self, hit: Match, reading: Reading) -> bool:
        sentence = reading.sentence_at(hit.first)
        return sentence is not None and not self.sentences.isdisjoint(types_of(sentence))

    def _finding(self, span: Span, reading: Reading, fixes: tuple[Fix, ...]) -> Finding:
        return finding(self.rule, span, match=whole_words(reading.draft.prose, span), fixes=fixes)

    def _fixes(self, hit: Match, reading: Reading, matches: Matches, span: Span) -> tuple[Fix, ...]:
        prose = reading.draft.prose
        if mending.in_quotation(prose, span.start):
            return ()
        if self.fix:
            return (mending.replace(prose, span, self.fix),)
        fix = say_plainly(reading, hit) if self.plainly else next(self._dropped(hit, reading, matches), None)
        if fix is None and self.fix is not None:
            if not any(map(str.isalnum, prose[span.start : span.end])):
                fix = mending.delete(prose, span)  # no sentence misses its marks and emoji
            elif span == span_of(hit, reading):
                fix = cutting.cut(reading, hit, sentence=self.cut == "sentence")
        return (fix,) if fix is not None else ()

    def _dropped(self, hit: Match, reading: Reading, matches: Matches) -> Iterator[Fix]:
        """Yield fixes that take out single words of the hit, such as "now"."""
        words = matches.of(self.droppable) if self.droppable is not None else []
        for word in words[bisect_left(words, hit.first, key=attrgetter("last")) :]:
            if word.first >= hit.last:
                break
            fix = cutting.drop(reading, word) if word.last > hit.first else None
            if fix is not None:
                yield fix


def _index_behind(words: int, reading: Reading) -> int:
    """Return the index behind the first so many words, or ``len(tokens)`` if there are fewer."""
    if words < 1:
        return 0
    tokens = reading.tokens
    said = (at for at, token in enumerate(tokens) if token.kind in WORD_KINDS and not token.clitic)
    return next(islice(said, words - 1, None), len(tokens) - 1) + 1


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
        own.cut,
        compiler.add(own.drop) if own.drop else None,
        own.plainly,
        own.first_words,
        own.after_words,
        own.to_sentence_end,
    )
