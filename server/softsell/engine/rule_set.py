"""Compiles rules together and runs them on a reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from msgspec.structs import replace

from softsell.checks import LEARNED_KINDS, compile_rule, measure_options
from softsell.checks.finding import Finding, Fix
from softsell.checks.phrase import Phrase
from softsell.checks.regex import Regex, RegexSet
from softsell.checks.rule import Check, Dimension, Rule, ScoredMeasure, WhenUnsure
from softsell.checks.surroundings import Surroundings
from softsell.draft.draft import Draft
from softsell.draft.span import Span
from softsell.engine.fix_proof import proved
from softsell.engine.likelihoods import Explain, estimate
from softsell.engine.report import Report
from softsell.engine.scores import add_up, explained, scores
from softsell.engine.selection import checked_part, fitting, held_back, is_shown, strongest
from softsell.engine.suppression import suppress
from softsell.language.english.textstat_adapter import FURTHER_MEASURES, add_further_measures
from softsell.language.reading import Reading
from softsell.language.reading_measures import LEARNED
from softsell.language.sentence import Sentence
from softsell.patterns import Compiler, Matches, PatternCache
from softsell.vocabulary import DIMENSIONS

_REPOST = "RT @"
_FIRST_WORDS = 5
_FIRST_CHARACTERS = 60
"""Words and characters of what was passed over that the note about it repeats, at most."""
NOT_ENGLISH = "softsell/not-english"
PARTLY_ENGLISH = "softsell/partly-english"
FIXES_LEFT_OUT = "softsell/fixes-left-out"
_LEARNED = tuple(measure.name for measure in LEARNED)
_MAX_FINDINGS = 1000
"""Maximum number of findings of one draft, and of one rule in it. Without it, a report could be larger than the draft."""
_MAX_FIX_CHARACTERS = 100_000
"""Maximum total length of the fixes of one draft with their labels, because a pack's text is repeated for each hit."""


class _Compiled(NamedTuple):
    """A rule's check, with its surroundings if it has any. A late one needs what the learned weights say."""

    check: Check
    surroundings: Surroundings | None
    late: bool


class RuleSet:
    """Rules compiled together, for one platform.

    Args:
        rules: the rules.
        scored: the measures that feed each score.
        dimensions: the scores to report.
        untrusted: the names of packs whose fixes aren't safe, whatever their rules say.
        unsure: by pack, when its findings are held back. ``None`` for a rule that is proved by itself: then no finding is held back,
            neither by that nor by the kind of post.
        cache: a cache of compiled patterns.
    """

    def __init__(
        self,
        rules: Sequence[Rule],
        scored: Mapping[Dimension, Sequence[ScoredMeasure]] | None = None,
        cache: PatternCache | None = None,
        dimensions: Sequence[Dimension] = DIMENSIONS,
        untrusted: frozenset[str] = frozenset(),
        unsure: Mapping[str, WhenUnsure] | None = None,
    ) -> None:
        self._unsure = unsure
        self._untrusted = untrusted
        compiler = Compiler(cache)
        self.rules = {rule.id: rule for rule in rules}
        self._scored = scored or {}
        self._dimensions = dimensions
        self._further = _find_further_measures(rules, self._scored)
        self._always: list[tuple[int, _Compiled]] = []
        self._by_group: dict[int, tuple[int, _Compiled]] = {}
        self._by_regex: list[tuple[int, _Compiled]] = []
        regexes: list[Regex] = []
        for order, rule in enumerate(rules):
            check = compile_rule(rule, compiler)
            compiled = _Compiled(check, Surroundings.compile(rule, compiler), _is_late(rule))
            if check.groups is None:
                self._always.append((order, compiled))
            else:
                self._by_group.update(dict.fromkeys(check.groups, (order, compiled)))
            if isinstance(check, Phrase):
                regexes += check.regexes
                self._by_regex += [(order, compiled)] * len(check.regexes)
        self._patterns = compiler.compile()
        self._regexes = RegexSet(regexes)

    def run(self, reading: Reading) -> list[Finding]:
        """Return the findings of all rules, with spans into the prose. Sets on the reading what the learned weights say."""
        return self._run(reading)[0]

    def _run(self, reading: Reading) -> tuple[list[Finding], Explain]:
        matches, due = self._due(reading)
        found = _find(reading, matches, due, late=False)
        explain = estimate(reading, found)
        found += _find(reading, matches, due, late=True)
        if reading.passed_over:
            found = checked_part(found, self.rules, reading.passed_over)
        found = proved(found, self.rules, reading)
        return strongest(self._held_back(found, reading), self.rules, across_packs=False), explain

    def find(self, reading: Reading) -> list[Finding]:
        """Return what rules find that need no learned weights, before any finding is left out."""
        return _find(reading, *self._due(reading), late=False)

    def _due(self, reading: Reading) -> tuple[Matches, list[_Compiled]]:
        """Return the matches of all patterns, and the checks that may find something, rule by rule."""
        if self._further:
            add_further_measures(reading, self._further)
        matches = self._patterns.match(reading)
        due = dict(self._always)
        due.update(self._by_group[group] for group in matches.groups if group in self._by_group)
        due.update(self._by_regex[index] for index in self._regexes.found_in(reading.draft.prose))
        return matches, [due[order] for order in sorted(due)]

    def _held_back(self, findings: list[Finding], reading: Reading) -> list[Finding]:
        """Return the findings that this kind of post, and the draft as a whole, bear out. A rule proved by itself is never held back."""
        if self._unsure is None:
            return findings
        return held_back(fitting(findings, self.rules, reading), self.rules, self._unsure, reading)

    def report(self, reading: Reading, *, explain: bool = False) -> Report:
        """Return the report on a reading. With ``explain``, the points say what made them."""
        draft = reading.draft
        if not reading.english:
            estimate(reading, ())  # the writer may have said what kind of post it is
            return _report_not_english(reading, self._dimensions)
        found, reasons = self._run(reading)
        in_source = (self._mark_untrusted(to_source(finding, draft)) for finding in _limit_findings(found))
        findings, notes = suppress(in_source, draft, self.rules)
        points = add_up(findings, self.rules, self._scored, reading.measures)
        if explain:
            points = explained(points, findings, reasons)
        unsure = self._unsure or {}
        shown = [finding for finding in findings if is_shown(finding, self.rules[finding.rule], unsure, reading)]
        if draft.prose.startswith(_REPOST):
            # Somebody else's words: they can be left unshared, but not worded better.
            shown = [replace(one, fixes=()) for one in shown if one.positive or one.severity != "suggestion"]
        findings, left_out = _limit_fixes(strongest(shown, self.rules, across_packs=True))
        return Report(
            draft,
            tuple(sorted(findings, key=_order_in_text)) + notes + left_out + _note_part(reading),
            scores(points, reading.measures["words"], self._dimensions),
            _map_sentences(reading),
            _all_measures(reading),
            points,
            *_kind(reading),
        )

    def _mark_untrusted(self, finding: Finding) -> Finding:
        """Return the finding, with its fixes marked unsafe if its pack is untrusted."""
        if not finding.fixes or finding.pack not in self._untrusted:
            return finding
        return replace(finding, fixes=tuple(replace(fix, safe=False, untrusted=fix.safe) for fix in finding.fixes))


def _is_late(rule: Rule) -> bool:
    """Return whether a rule needs what the learned weights say: what a question may be about depends on the kind of post."""
    return rule.kind in LEARNED_KINDS or bool(rule.options.get("suggest"))


def _find(reading: Reading, matches: Matches, due: Iterable[_Compiled], *, late: bool) -> list[Finding]:
    """Return what the late checks find, or the others: of each rule what its surroundings let pass, up to a maximum."""
    found: list[Finding] = []
    for compiled in due:
        if compiled.late is not late:
            continue
        surroundings = compiled.surroundings
        own = compiled.check.run(reading, matches)
        if surroundings is not None:
            if not surroundings.lets_speak(matches):
                continue
            own = (one for one in own if surroundings.fits(one, reading, matches))
        found += islice(own, _MAX_FINDINGS)
    return found


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
        reading.draft,
        (note,),
        scores((), words, dimensions),
        _map_sentences(reading),
        _all_measures(reading),
        (),
        *_kind(reading),
    )


def _note_part(reading: Reading) -> tuple[Finding, ...]:
    """Return a note that says what wasn't checked, if a part of the draft is in another language."""
    if not reading.passed_over:
        return ()
    prose, (first, *others) = reading.draft.prose, reading.passed_over
    begins = " ".join(prose[first.start : first.end].split()[:_FIRST_WORDS])
    more = "" if not others else f" and {len(others):,} more sentence{'' if len(others) == 1 else 's'}"
    note = Finding(
        PARTLY_ENGLISH,
        "suggestion",
        None,
        f"Only the English part was checked, without “{begins[:_FIRST_CHARACTERS]} …”{more}.",
        "The rules are for English. Their findings in other languages would be wrong, so findings and scores are about the English part.",
    )
    return (note,)


def _all_measures(reading: Reading) -> dict[str, Any]:
    """Return the measures of a reading. The learned ones are ``None`` if nothing is known."""
    return {**reading.measures, **{name: reading.measures.get(name) for name in _LEARNED}}


def _kind(reading: Reading) -> tuple[str, float, float]:
    """Return what kind of post it is, and how likely that and its group are."""
    return reading.kind, reading.kind_likelihood, reading.group_likelihood


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
    source = draft.map
    if source.is_identity or (finding.span is None and not finding.fixes):
        return finding
    span = None if finding.span is None else source.to_source(finding.span)
    fixes = tuple(
        Fix(fix.label, source.to_source(fix.span), fix.text, fix.safe)
        for fix in finding.fixes
        if source.is_contiguous(fix.span)
    )
    return replace(finding, span=span, fixes=fixes)


def _map_sentences(reading: Reading) -> tuple[Sentence, ...]:
    source = reading.draft.map
    if source.is_identity:
        return tuple(reading.sentences)
    mapped = []
    for one in reading.sentences:
        start, end = source.to_source(Span(one.start, one.end))
        mapped.append(Sentence(start, end, one.kind, one.invites, one.sales_question, one.first, one.last))
    return tuple(mapped)


def _order_in_text(finding: Finding) -> tuple[bool, Span]:
    return (finding.span is None, finding.span or Span(0, 0))
