"""Compiles rules together and runs them on a reading."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice

from softsell.checks import compile_rule, measure_options
from softsell.checks.finding import SEVERITIES, Finding, Fix
from softsell.checks.phrase import Phrase
from softsell.checks.regex import Regex, RegexSet
from softsell.checks.rule import Check, Dimension, Rule, ScoredMeasure
from softsell.checks.surroundings import Surroundings
from softsell.draft.draft import Draft
from softsell.draft.span import Span
from softsell.engine.report import Report
from softsell.engine.scores import add_up, scores
from softsell.engine.suppression import suppress
from softsell.language.english.textstat_adapter import FURTHER_MEASURES, add_further_measures
from softsell.language.reading import Reading, Sentence
from softsell.patterns import Compiler, Matches, PatternCache
from softsell.vocabulary import DIMENSIONS

NOT_ENGLISH = "softsell/not-english"
FIXES_LEFT_OUT = "softsell/fixes-left-out"
_MAX_FINDINGS = 1000
"""Maximum number of findings of one draft, and of one rule in it. Without it, a report could be larger than the draft."""
_MAX_FIX_CHARACTERS = 100_000
"""Maximum total length of the fixes of one draft with their labels, because a pack's text is repeated for each hit."""


class RuleSet:
    """Rules compiled together, for one platform.

    Args:
        rules: the rules.
        scored: the measures that feed each score.
        dimensions: the scores to report.
        untrusted: the names of packs whose fixes aren't safe, whatever their rules say.
        cache: a cache of compiled patterns.
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
        self._further = _find_further_measures(rules, self._scored)
        self._always: list[tuple[int, Check]] = []
        self._by_group: dict[int, tuple[int, Check]] = {}
        self._by_regex: list[tuple[int, Check]] = []
        self._surroundings: dict[int, Surroundings] = {}
        regexes: list[Regex] = []
        for order, rule in enumerate(rules):
            check = compile_rule(rule, compiler)
            surroundings = Surroundings.compile(rule, compiler)
            if surroundings is not None:
                self._surroundings[order] = surroundings
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
        """Return the findings of all rules, rule by rule, with spans into the prose."""
        if self._further:
            add_further_measures(reading, self._further)
        matches = self._patterns.match(reading)
        due = dict(self._always)
        due.update(self._by_group[group] for group in matches.groups if group in self._by_group)
        due.update(self._by_regex[index] for index in self._regexes.found_in(reading.draft.prose))
        found = (islice(self._found(order, due[order], reading, matches), _MAX_FINDINGS) for order in sorted(due))
        return self._keep_strongest(list(chain.from_iterable(found)))

    def _found(self, order: int, check: Check, reading: Reading, matches: Matches) -> Iterable[Finding]:
        """The findings of one rule that its surroundings let pass; the first of them for a rule that speaks once."""
        surroundings = self._surroundings.get(order)
        found: Iterable[Finding] = ()
        if surroundings is None:
            found = check.run(reading, matches)
        elif surroundings.lets_speak(matches):
            found = (one for one in check.run(reading, matches) if surroundings.fits(one, reading, matches))
        return islice(found, 1) if check.rule.once else found

    def _keep_strongest(self, findings: list[Finding]) -> list[Finding]:
        """Return the findings without those that overlap a stronger finding of the same pack.

        "HUGE SALE" is hype, a price and an advertisement. One of them is enough, and counts once.
        """
        ranked = sorted(findings, key=self._rank, reverse=True)
        dropped: set[int] = set()
        taken: dict[str, list[Span]] = {}
        for finding in ranked:
            if finding.span is None or self.rules[finding.rule].kind not in ("phrase", "swap"):
                continue
            spans = taken.setdefault(finding.rule.partition("/")[0], [])
            # Kept spans never overlap each other, so only the two neighbours can overlap this one.
            place = bisect(spans, finding.span)
            if any(finding.span.overlaps(span) for span in spans[max(0, place - 1) : place + 1]):
                dropped.add(id(finding))
            else:
                spans.insert(place, finding.span)
        return [finding for finding in findings if id(finding) not in dropped] if dropped else findings

    def _rank(self, finding: Finding) -> tuple[int, float, int]:
        length = finding.span.end - finding.span.start if finding.span else 0
        return SEVERITIES.index(finding.severity), abs(self.rules[finding.rule].weight), length

    def report(self, reading: Reading) -> Report:
        """Return the report on a reading."""
        draft = reading.draft
        if not reading.english:
            return _report_not_english(reading, self._dimensions)
        found = self.run(reading)
        in_source = (self._mark_untrusted(to_source(finding, draft)) for finding in _limit_findings(found))
        findings, notes = suppress(in_source, draft, self.rules)
        findings, left_out = _limit_fixes(findings)
        points = add_up(findings, self.rules, self._scored, reading.measures)
        return Report(
            draft,
            tuple(sorted(findings, key=_order_in_text)) + notes + left_out,
            scores(points, reading.measures["words"], self._dimensions),
            _map_sentences(reading),
            dict(reading.measures),
            points,
        )

    def _mark_untrusted(self, finding: Finding) -> Finding:
        """Return the finding, with its fixes marked unsafe if its pack is untrusted."""
        if not finding.fixes or finding.rule.partition("/")[0] not in self._untrusted:
            return finding
        return replace(finding, fixes=tuple(replace(fix, safe=False, untrusted=fix.safe) for fix in finding.fixes))


def _find_further_measures(
    rules: Iterable[Rule], scored: Mapping[Dimension, Sequence[ScoredMeasure]]
) -> tuple[str, ...]:
    """Return the textstat measures that these rules or scores use. textstat is only imported if there are any."""
    asked = {entry.measure for entries in scored.values() for entry in entries}
    for rule in rules:
        for option in measure_options(rule.kind):
            named = rule.options.get(option, ())
            asked.update([named] if isinstance(named, str) else named)
    return tuple(measure.name for measure in FURTHER_MEASURES if measure.name in asked)


def _report_not_english(reading: Reading, dimensions: Sequence[Dimension]) -> Report:
    note = Finding(
        NOT_ENGLISH,
        "suggestion",
        None,
        "This doesn't look like English, so softsell didn't check it.",
        "The rules are for English. Their findings in other languages would be wrong.",
    )
    words = reading.measures["words"]
    return Report(
        reading.draft, (note,), scores((), words, dimensions), _map_sentences(reading), dict(reading.measures), ()
    )


def _limit_findings(findings: list[Finding]) -> list[Finding]:
    return findings if len(findings) <= _MAX_FINDINGS else sorted(findings, key=_order_in_text)[:_MAX_FINDINGS]


def _limit_fixes(findings: list[Finding]) -> tuple[list[Finding], tuple[Finding, ...]]:
    """Return the findings without the fixes above the maximum, and a note about them if there are any."""
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
        f"The fixes for this draft have more than {_MAX_FIX_CHARACTERS:,} characters, so softsell left out those of {left_out:,} findings.",
        "Fix what you can and check again, or check the draft in parts.",
    )
    return kept, (note,)


def to_source(finding: Finding, draft: Draft) -> Finding:
    """Return the finding with its spans in the source. Drops fixes that would overwrite markup."""
    if finding.span is None and not finding.fixes:
        return finding
    span = None if finding.span is None else draft.map.to_source(finding.span)
    fixes = tuple(
        Fix(fix.label, draft.map.to_source(fix.span), fix.text, fix.safe)
        for fix in finding.fixes
        if draft.map.is_contiguous(fix.span)
    )
    return replace(finding, span=span, fixes=fixes)


def _map_sentences(reading: Reading) -> tuple[Sentence, ...]:
    to_source = reading.draft.map.to_source
    mapped = []
    for sentence in reading.sentences:
        start, end = to_source(Span(sentence.start, sentence.end))
        mapped.append(replace(sentence, start=start, end=end))
    return tuple(mapped)


def _order_in_text(finding: Finding) -> tuple[bool, Span]:
    return (finding.span is None, finding.span or Span(0, 0))
