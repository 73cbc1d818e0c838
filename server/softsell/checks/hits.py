"""Hits: what every kind that looks for patterns shares: where the rule looks, what it leaves alone, what its message says."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Literal

from msgspec import Struct

from softsell.checks.finding import Finding, Fix
from softsell.checks.menu_labels import is_menu_label
from softsell.checks.rule import Rule, Scope
from softsell.compile_later import compile_later
from softsell.draft.span import Span
from softsell.language.reading import Reading
from softsell.language.sentence import Sentence
from softsell.patterns import Compiler, Match, Matches

_LONGEST_REPLACEMENT = 160
_HOLE = compile_later(r"\{(\w+)\}")
_CLITIC = compile_later("n?['’](?=[a-z])", re.IGNORECASE)
"""How the second half of a contraction begins: 're, n't."""
_LONGEST_MESSAGE = 1_000
Words = Literal["all", "said", "meant"]
"""Which words count for a kind: all; only those that the writer says, which leaves out quotes and names; or of these only those
that nobody denies. A rule with ``quoted: true`` looks at all of them."""


class Hits(Struct, frozen=True):
    """A group of patterns, within a scope, with its exceptions.

    Attributes:
        group: of the patterns, in ``Matches``.
        unless: group of the exceptions, or ``None``.
        scope: where hits count.
        spoken: only hits in words that the writer says count.
        meant: only hits in words that nobody denies count.
    """

    group: int
    unless: int | None
    scope: Scope
    spoken: bool = False
    meant: bool = False

    @classmethod
    def compile(
        cls, patterns: Sequence[str], rule: Rule, compiler: Compiler, *, words: Words = "all", hashtags: bool = False
    ) -> Hits:
        """Compile patterns of a rule. ``words`` says which count; ``hashtags`` looks inside hashtags, as the scope of that name does."""
        hashtags = hashtags or rule.scope == "hashtags"
        group = compiler.add(patterns, hashtags=hashtags)
        unless = compiler.share(tuple(rule.unless), hashtags=hashtags) if rule.unless else None
        if rule.quoted:
            words = "all"
        return cls(group, unless, rule.scope, spoken=words != "all", meant=words == "meant")

    def is_said(self, hit: Match, reading: Reading) -> bool:
        """Return whether the hit's words are the writer's own, if the rule looks only for those."""
        if self.meant:
            return not reading.is_borrowed(hit.first, hit.last) and not is_menu_label(reading, hit.first)
        return not (self.spoken and reading.is_quoted(hit.first, hit.last))

    def exceptions(self, matches: Matches) -> list[Match]:
        """Return where the exceptions are, for a kind that leaves out whole sentences."""
        return matches.of(self.unless) if self.unless is not None else []

    def unexcepted(self, hits: list[Match], matches: Matches) -> list[Match]:
        """Return those of the hits that share no word with an exception."""
        return without(hits, matches.all_of(self.unless)) if hits and self.unless is not None else hits

    def find(self, reading: Reading, matches: Matches) -> list[Match]:
        """Return the hits, in order, none overlapping another."""
        hits = matches.of(self.group)
        hits = self.unexcepted(hits, matches)
        if hits and self.spoken:
            hits = [hit for hit in hits if self.is_said(hit, reading)]
        return [hit for hit in hits if in_scope(hit, self.scope, reading)] if hits else hits


def without(hits: list[Match], exceptions: list[Match]) -> list[Match]:
    """Return the hits that share no token with any of the exceptions, which are sorted by where they begin."""
    begins = [exception.first for exception in exceptions]
    reach = [0, *accumulate((exception.last for exception in exceptions), max)]
    return [hit for hit in hits if reach[bisect_left(begins, hit.last)] <= hit.first]


def in_scope(hit: Match, scope: Scope, reading: Reading) -> bool:
    """Return whether the hit lies where the rule looks."""
    match scope:
        case "opening":
            return hit.last <= reading.opening
        case "closing":
            closing = reading.closing_sentence()
            return closing is not None and closing.first <= hit.first < closing.last
        case "sentence-start":
            sentence = reading.sentence_at(hit.first)
            return sentence is not None and reading.next_word(sentence.first) >= hit.first
        case "draft-start":
            return reading.next_word(0) >= hit.first
        case _:
            return True


def holds_any(sentence: Sentence, hits: Iterable[Match]) -> bool:
    """Return whether one of the hits begins in the sentence."""
    return any(sentence.first <= hit.first < sentence.last for hit in hits)


def span_of(hit: Match, reading: Reading) -> Span:
    """Return the hit's stretch of the prose."""
    return Span(reading.tokens[hit.first].start, reading.tokens[hit.last - 1].end)


def whole_words(text: str, span: Span) -> str:
    """Return the words of a stretch to quote. One that begins inside “they're” or “don't” is quoted from where the word begins."""
    start = span.start
    if _CLITIC.match(text, start):
        while start > 0 and text[start - 1].isalpha():
            start -= 1
    return text[start : span.end]


def quote(text: str, most: int = 60) -> str:
    """Return ``text`` on one line and short, for a message."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def finding(
    rule: Rule,
    span: Span | None,
    *,
    match: str = "",
    count: float = 0,
    bound: float = 0,
    value: float = 0,
    replacement: str = "",
    listing: str = "",
    fixes: Sequence[Fix] = (),
) -> Finding:
    """Return a finding of ``rule`` whose message has its holes filled. A hole that this kind does not know is left empty.

    ``listing`` fills the hole of ``match`` as it is, for kinds that quote several things. What fills a hole isn't looked through again:
    a post may say "{count}".
    """
    message = rule.message
    if "{" in message:
        holes = {
            "match": listing or quote(match),
            "count": number(count),
            "bound": number(bound),
            "value": number(value),
            "replacement": quote(replacement, _LONGEST_REPLACEMENT),
        }
        message = _HOLE.sub(lambda hole: holes.get(hole[1], hole[0]), message)
        if len(message) > _LONGEST_MESSAGE:  # a pack may name a hole as often as it likes
            message = f"{message[: _LONGEST_MESSAGE - 1]}…"
    return Finding(rule.id, rule.severity, span, message, rule.why, tuple(fixes), rule.positive, rule.dimension)


def number(value: float) -> str:
    """Return a number as a person writes it: no needless decimals."""
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.1f}"
