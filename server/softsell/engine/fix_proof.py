"""Proves fixes that take words out: what is left still says what the post is about, stands by itself, and presses less.

A check that offers a cut knows one sentence and one rule. Here the whole post and all findings are known. A fix that fails is left out,
and the finding stays: its message tells a person what to say instead.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from operator import attrgetter

from msgspec.structs import replace

from softsell.checks.finding import Finding, Fix
from softsell.checks.mending import taking_out
from softsell.checks.rule import Rule
from softsell.draft.span import Span
from softsell.language.english.facts import content_of, has_figure
from softsell.language.reading import Reading
from softsell.language.sentence import Sentence
from softsell.language.token import Token

_ROUNDS = 3
"""A fix that goes leaves words that press, so another one may go for it."""
_DESCRIBING = frozenset(("who", "whose"))
"""What follows these tells only what kind of friend to tag."""
_FEWEST_CUT = 4
"""Words. A shorter cut leaves a post nearly what it was."""
_FEWEST_WORDS = 3
"""Words that a sentence has which says something by itself."""
_FEWEST_SENTENCES = 2
"""Sentences that a post without an order or a figure has at least after a cut. One alone says too little."""
_MANY = 60
"""Sentences before and after a cut that have a say: enough for any post, and a bound on the work."""
_LONGEST_SENTENCE = 100
"""Tokens of a sentence that have a say."""


def proved(findings: Sequence[Finding], rules: Mapping[str, Rule], reading: Reading) -> list[Finding]:
    """Return the findings, without the fixes that leave too little or go on pressing. Spans are into the prose."""
    found = list(findings)
    for _ in range(_ROUNDS):
        if not any(finding.fixes for finding in found):
            break
        proof = _Proof(found, rules, reading)
        kept = [
            replace(finding, fixes=tuple(fix for fix in finding.fixes if proof.holds(finding, fix)))
            if finding.fixes
            else finding
            for finding in found
        ]
        if kept == found:
            break
        found = kept
    return _together(found, rules, reading)


def _together(findings: list[Finding], rules: Mapping[str, Rule], reading: Reading) -> list[Finding]:
    """Return the findings, with one fix for cuts of words that stand side by side: "Don't wait! Act now!". With one of them left, a post
    presses as before. All of them have no fix if they are all that the post says.
    """
    cuts = sorted(
        (finding.fixes[0].span, place)
        for place, finding in enumerate(findings)
        if _presses(finding, rules[finding.rule])
        and finding.fixes
        and finding.fixes[0].safe
        and not finding.fixes[0].text
    )
    prose = reading.draft.prose
    rows: list[list[tuple[Span, int]]] = []
    for span, place in cuts:
        if rows:
            last, other = rows[-1][-1]
            beside = not prose[last.end : span.start].strip() and last.end < span.end
            if beside and findings[place].pack == findings[other].pack:
                rows[-1].append((span, place))
                continue
        rows.append([(span, place)])
    found = list(findings)
    for row in rows:
        if len(row) > 1:
            whole = _whole_cut(prose, Span(row[0][0].start, row[-1][0].end))
            fix = Fix(taking_out(prose[whole.start : whole.end]), whole, "")
            fixes = (fix,) if _leaves_a_post(reading, whole) else ()
            for _, place in row:
                found[place] = replace(found[place], fixes=fixes)
    return found


def _whole_cut(prose: str, span: Span) -> Span:
    """Return the span with the spaces before it, if nothing follows it in its line or in the post."""
    if span.end == len(prose):
        return Span(len(prose[: span.start].rstrip()), span.end)
    if prose[span.end] in "\r\n":
        return Span(len(prose[: span.start].rstrip(" \t")), span.end)
    return span


def _leaves_a_post(reading: Reading, span: Span) -> bool:
    """Return whether a sentence says something without the span."""
    at = bisect_left(reading.sentences, span.start, key=attrgetter("start"))
    for sentence in reading.sentences[max(0, at - _MANY) : at + _MANY]:
        left = [
            token
            for token in reading.tokens[sentence.first : min(sentence.last, reading.body)]
            if token.end <= span.start or token.start >= span.end
        ]
        if sum(token.kind == "word" and not token.clitic for token in left) >= _FEWEST_WORDS:
            return True
    return False


class _Proof:
    def __init__(self, findings: Sequence[Finding], rules: Mapping[str, Rule], reading: Reading) -> None:
        self._reading = reading
        self._rules = rules
        self._said: Counter[str] | None = None
        """How often the post says each content word. Counted when a fix first needs it."""
        self._pressing = sorted(
            (finding for finding in findings if _presses(finding, rules[finding.rule])), key=attrgetter("span")
        )

    def holds(self, finding: Finding, fix: Fix) -> bool:
        """Return whether a fix may stay."""
        cut = self._taken_out(fix)
        if not cut:
            return True
        sentence = self._reading.sentence_at(bisect_left(self._reading.tokens, cut[0].start, key=attrgetter("start")))
        if sentence is None:
            return True
        takes_more = bool(self._rules[finding.rule].options.get("cut"))
        return (
            self._keeps_topic(self._beyond(finding, cut))
            and (not takes_more or len(cut) < _FEWEST_CUT or self._says_enough(sentence, cut))
            and not self._presses_on(finding, fix, sentence)
        )

    def _taken_out(self, fix: Fix) -> list[Token]:
        """Return the words that a fix takes out; none if it writes others instead. It may rewrite the last letters: "Hurry, t" → "T"."""
        start, end = fix.span
        written = fix.text.strip().casefold()
        if not self._reading.draft.prose[start:end].casefold().endswith(written):
            return []
        tokens = self._reading.tokens
        first = bisect_left(tokens, start, key=attrgetter("start"))
        last = bisect_left(tokens, end - len(written), key=attrgetter("end"))
        last += last < len(tokens) and tokens[last].end == end - len(written)
        return [token for token in tokens[first:last] if token.kind == "word" and not token.clitic]

    def _beyond(self, finding: Finding, cut: Sequence[Token]) -> list[Token]:
        """Return the words of a cut that may say something: all of a sentence, and those around what a rule's patterns found.

        What the patterns found only presses, and "who would love this" behind it tells no more than what kind of friend to tag.
        """
        span = finding.span
        if span is None or self._rules[finding.rule].kind == "sentence":
            return list(cut)
        before = [token for token in cut if token.end <= span.start]
        after = [token for token in cut if token.start >= span.end]
        return before if after and after[0].norm in _DESCRIBING else before + after

    def _keeps_topic(self, cut: Sequence[Token]) -> bool:
        """Return whether the post says elsewhere what the cut words are about."""
        gone = Counter(word for token in cut for word in content_of(token))
        if not gone:
            return True
        if self._said is None:
            self._said = Counter(word for token in self._reading.tokens for word in content_of(token))
        return all(self._said[word] > times for word, times in gone.items())

    def _says_enough(self, sentence: Sentence, cut: Sequence[Token]) -> bool:
        """Return whether what's left is more than one bare statement: two sentences, an order, or a figure, a date, a link or a name."""
        tokens, body = self._reading.tokens, self._reading.body
        at = bisect_left(self._reading.sentences, sentence.first, key=attrgetter("first"))
        begin, end = cut[0].start, cut[-1].end
        full = 0
        for other in self._reading.sentences[max(0, at - _MANY) : at + 1 + _MANY]:
            left = [
                token
                for token in tokens[other.first : min(other.last, other.first + _LONGEST_SENTENCE)]
                if token.end <= begin or token.start >= end
            ]
            words = [token for token in left if token.kind == "word" and not token.clitic]
            if other.kind == "command" and len(words) >= _FEWEST_WORDS and (other.first > 0 or begin > words[0].start):
                return True
            if has_figure(left):
                return True
            full += other.first < body and len(words) >= _FEWEST_WORDS
            if full >= _FEWEST_SENTENCES:
                return True
        return False

    def _presses_on(self, finding: Finding, fix: Fix, sentence: Sentence) -> bool:
        """Return whether the sentence presses the same way with other words, or the one beside it says the same thing again.

        These have no fix of their own: with one, all of them may go.
        """
        if not _presses(finding, self._rules[finding.rule]):
            return False
        near = self._around(sentence)
        at = bisect_left(self._pressing, near.start, key=lambda other: other.span.start if other.span else 0)
        for other in self._pressing[at:]:
            span = other.span
            if span is None or span.start >= near.end:
                break
            if other.fixes or (span.start < fix.span.end and fix.span.start < span.end) or self._states(span):
                continue
            beside = span.end <= sentence.start or span.start >= sentence.end
            if other.pack == finding.pack and (not beside or other.rule == finding.rule):
                return True
        return False

    def _around(self, sentence: Sentence) -> Span:
        """Return the sentence with those before and after it."""
        sentences = self._reading.sentences
        at = bisect_left(sentences, sentence.first, key=attrgetter("first"))
        return Span(sentences[max(0, at - 1)].start, sentences[min(len(sentences) - 1, at + 1)].end)

    def _states(self, span: Span) -> bool:
        """Return whether the words tell a number or a date, which readers can use: "offer ends on Friday"."""
        tokens = self._reading.tokens
        first = bisect_left(tokens, span.start, key=attrgetter("start"))
        last = bisect_left(tokens, span.end, key=attrgetter("start"))
        return has_figure(tokens[first:last])


def _presses(finding: Finding, rule: Rule) -> bool:
    """Return whether a finding is about words that count against the post, and not about how they look."""
    return (
        finding.span is not None
        and rule.kind == "phrase"
        and rule.dimension is not None
        and rule.weight > 0
        and rule.severity != "suggestion"
    )
