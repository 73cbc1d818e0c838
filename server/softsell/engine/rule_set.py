"""Rules compiled together, and run on a reading."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import Any

from softsell.checks import compile_rule, measure_options
from softsell.checks.finding import SEVERITIES, Finding, Fix
from softsell.checks.phrase import Phrase
from softsell.checks.regex import Regex, RegexSet
from softsell.checks.rule import Check, Dimension, Rule, ScoredMeasure
from softsell.draft.draft import Draft
from softsell.draft.span import Span
from softsell.engine.likelihoods import Explain, estimate
from softsell.engine.report import Report
from softsell.engine.scores import add_up, explained, scores
from softsell.engine.suppression import suppress
from softsell.language.english.textstat_adapter import FURTHER_MEASURES, add_further_measures
from softsell.language.reading import Reading, Sentence
from softsell.language.reading_measures import LEARNED
from softsell.patterns import Compiler, PatternCache
from softsell.vocabulary import DIMENSIONS

NOT_ENGLISH = "softsell/not-english"
FIXES_LEFT_OUT = "softsell/fixes-left-out"
_LEARNED = tuple(measure.name for measure in LEARNED)
_MAX_FINDINGS = 1000
"""Most findings of one draft, and of one rule in it; a wall of marks would otherwise yield a report larger than itself."""
_MAX_FIX_CHARACTERS = 100_000
"""Most characters of all fixes of one draft, their labels too: what packs write is multiplied by the hits."""


class RuleSet:
    """Rules compiled together, for one platform.

    Args:
        rules: the rules.
        scored: the measures that feed each score.
        dimensions: the scores to report.
        untrusted: names of packs whose fixes are not safe, whatever their rules say.
        cache: where to look for their compiled patterns, if anywhere.
    """

    def __init__(
        self,
        rules: Sequence[Rule],
        scored: Mapping[Dimension, Sequence[ScoredMeasure]] | None = None,
        cache: PatternCache | None = None,
        dimensions: Sequence[Dimension] = DIMENSIONS,
        untrusted: frozenset[str] = frozenset(),
    ) -> None:
        self._untrusted = untrusted
        compiler = Compiler(cache)
        self.rules = {rule.id: rule for rule in rules}
        self._scored = scored or {}
        self._dimensions = dimensions
        self._further = _further_measures(rules, self._scored)
        self._always: list[tuple[int, Check]] = []
        self._by_group: dict[int, tuple[int, Check]] = {}
        self._by_regex: list[tuple[int, Check]] = []
        regexes: list[Regex] = []
        for order, rule in enumerate(rules):
            check = compile_rule(rule, compiler)
            if check.groups is None:
                self._always.append((order, check))
            else:
                self._by_group.update(dict.fromkeys(check.groups, (order, check)))
            if isinstance(check, Phrase):
                regexes += check.regexes
                self._by_regex += [(order, check)] * len(check.regexes)
        self._patterns = compiler.compile()
        self._regexes = RegexSet(regexes)

    def run(self, reading: Reading) -> list[Finding]:
        """The findings of all rules, with spans into the prose, rule by rule. Sets on the reading what the learned weights say."""
        return self._run(reading)[0]

    def _run(self, reading: Reading) -> tuple[list[Finding], Explain]:
        found = self.find(reading)
        explain = estimate(reading, found)
        return self._strongest(found), explain

    def find(self, reading: Reading) -> list[Finding]:
        """As ``run``, without what the learned weights say and before overlapping findings are left out."""
        if self._further:
            add_further_measures(reading, self._further)
        matches = self._patterns.match(reading)
        due = dict(self._always)
        due.update(self._by_group[group] for group in matches.groups if group in self._by_group)
        due.update(self._by_regex[index] for index in self._regexes.found_in(reading.draft.prose))
        found = (islice(due[order].run(reading, matches), _MAX_FINDINGS) for order in sorted(due))
        return list(chain.from_iterable(found))

    def _strongest(self, findings: list[Finding]) -> list[Finding]:
        """The findings without those that say less about words of which another finding of the same pack says more.

        "HUGE SALE" is hype, a price and an advertisement; one of them is enough, and counts once.
        """
        ranked = sorted(findings, key=self._strength, reverse=True)
        dropped: set[int] = set()
        taken: dict[str, list[Span]] = {}
        for finding in ranked:
            if finding.span is None or self.rules[finding.rule].kind not in ("phrase", "swap"):
                continue
            spans = taken.setdefault(finding.rule.partition("/")[0], [])
            # What is kept never overlaps, so only the two neighbours can.
            place = bisect(spans, finding.span)
            if any(finding.span.overlaps(span) for span in spans[max(0, place - 1) : place + 1]):
                dropped.add(id(finding))
            else:
                spans.insert(place, finding.span)
        return [finding for finding in findings if id(finding) not in dropped] if dropped else findings

    def _strength(self, finding: Finding) -> tuple[int, float, int]:
        length = finding.span.end - finding.span.start if finding.span else 0
        return SEVERITIES.index(finding.severity), abs(self.rules[finding.rule].weight), length

    def report(self, reading: Reading, *, explain: bool = False) -> Report:
        """The whole report on a reading; with ``explain``, points of learned measures say which words carried them."""
        draft = reading.draft
        if not reading.english:
            estimate(reading, ())  # the writer may have said what kind of post it is
            return _not_english(reading, self._dimensions)
        found, reasons = self._run(reading)
        in_source = (self._distrusted(to_source(finding, draft)) for finding in _capped(found))
        findings, notes = suppress(in_source, draft, self.rules)
        findings, left_out = _with_bounded_fixes(findings)
        points = add_up(findings, self.rules, self._scored, reading.measures)
        if explain:
            points = explained(points, reasons)
        return Report(
            draft,
            tuple(sorted(findings, key=_in_text_order)) + notes + left_out,
            scores(points, reading.measures["words"], self._dimensions),
            _sentences(reading),
            _all_measures(reading),
            points,
            *_kind(reading),
        )

    def _distrusted(self, finding: Finding) -> Finding:
        """The finding; the fixes of an untrusted pack are for a person to look at."""
        if not finding.fixes or finding.rule.partition("/")[0] not in self._untrusted:
            return finding
        return replace(finding, fixes=tuple(replace(fix, safe=False, untrusted=fix.safe) for fix in finding.fixes))


def _further_measures(rules: Iterable[Rule], scored: Mapping[Dimension, Sequence[ScoredMeasure]]) -> tuple[str, ...]:
    """Those of textstat's measures that these rules or scores ask for; it is imported for nobody else."""
    asked = {entry.measure for entries in scored.values() for entry in entries}
    for rule in rules:
        for option in measure_options(rule.kind):
            named = rule.options.get(option, ())
            asked.update([named] if isinstance(named, str) else named)
    return tuple(measure.name for measure in FURTHER_MEASURES if measure.name in asked)


def _not_english(reading: Reading, dimensions: Sequence[Dimension]) -> Report:
    note = Finding(
        NOT_ENGLISH,
        "suggestion",
        None,
        "This does not look like English, so it was not checked.",
        "The rules know English only; on any other language they would talk nonsense.",
    )
    words = reading.measures["words"]
    return Report(
        reading.draft,
        (note,),
        scores((), words, dimensions),
        _sentences(reading),
        _all_measures(reading),
        (),
        *_kind(reading),
    )


def _all_measures(reading: Reading) -> dict[str, Any]:
    """The measures of a reading; the learned ones are ``None`` where nothing is known."""
    return {**reading.measures, **{name: reading.measures.get(name) for name in _LEARNED}}


def _kind(reading: Reading) -> tuple[str, float, float]:
    """What kind of post it is, and how likely that and its group are."""
    return reading.kind, reading.kind_likelihood, reading.group_likelihood


def _capped(findings: list[Finding]) -> list[Finding]:
    return findings if len(findings) <= _MAX_FINDINGS else sorted(findings, key=_in_text_order)[:_MAX_FINDINGS]


def _with_bounded_fixes(findings: list[Finding]) -> tuple[list[Finding], tuple[Finding, ...]]:
    """The findings without the fixes that are too much for one draft, and a note that says so if there are any."""
    sizes = [sum(len(fix.text) + len(fix.label) for fix in finding.fixes) for finding in findings]
    if sum(sizes) <= _MAX_FIX_CHARACTERS:
        return findings, ()
    kept = []
    room, left_out = _MAX_FIX_CHARACTERS, 0
    for finding, size in zip(findings, sizes, strict=True):
        room -= size
        if room < 0 < size:
            left_out += 1
            finding = replace(finding, fixes=())
        kept.append(finding)
    note = Finding(
        FIXES_LEFT_OUT,
        "suggestion",
        None,
        f"The fixes for this draft are longer than {_MAX_FIX_CHARACTERS:,} characters together, so {left_out:,} findings have none.",
        "Mend what you can and check again, or check the draft in parts.",
    )
    return kept, (note,)


def to_source(finding: Finding, draft: Draft) -> Finding:
    """The same finding with its spans in the source. A fix whose stretch holds markup is dropped: it would eat it."""
    if finding.span is None and not finding.fixes:
        return finding
    span = None if finding.span is None else draft.map.to_source(finding.span)
    fixes = tuple(
        Fix(fix.label, draft.map.to_source(fix.span), fix.text, fix.safe)
        for fix in finding.fixes
        if draft.map.is_contiguous(fix.span)
    )
    return replace(finding, span=span, fixes=fixes)


def _sentences(reading: Reading) -> tuple[Sentence, ...]:
    to_source = reading.draft.map.to_source
    mapped = []
    for sentence in reading.sentences:
        start, end = to_source(Span(sentence.start, sentence.end))
        mapped.append(replace(sentence, start=start, end=end))
    return tuple(mapped)


def _in_text_order(finding: Finding) -> tuple[bool, Span]:
    return (finding.span is None, finding.span or Span(0, 0))
