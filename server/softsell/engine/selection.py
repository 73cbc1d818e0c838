"""Which findings are worth saying: by the kind of post, by the draft as a whole, and one remark for a stretch of words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from softsell.checks import LEARNED_KINDS, REMARKS_ON_POST, SUMMARY_KIND
from softsell.checks.finding import SEVERITIES, Finding
from softsell.checks.rule import Rule, WhenUnsure
from softsell.draft.span import Span
from softsell.language.reading import Reading
from softsell.vocabulary import POST_KINDS

_SURE = 0.6
"""From this likelihood on, the group of a post decides which rules have a say."""
_PROMOTES = 0.5
"""So does the group of posts that sell from this likelihood of promotion on: all hooks told that way, on rated posts that nobody read, were
hooks."""
_LEADS_NOWHERE = 0.45
"""Below this likelihood of promotion a post offers nothing that a hook could lead to."""
_MAY_LEAD = 0.3
"""The same where something is sold right after the hook."""
_SAME_SIZE = 3
"""Findings of different packs are about the same words only if neither is more than this many times as long as the other."""
_FEW_WORDS = 12
"""A draft with fewer words is mostly what a rule found in it: likelihoods of the whole say little more."""
_SHORT_KINDS = ("phrase", "swap")
_MOST_PLACES = 4
"""What judges the post as a whole marks places only until its pack marks this many: more would tell nobody more."""


def fitting(findings: Iterable[Finding], rules: Mapping[str, Rule], reading: Reading) -> list[Finding]:
    """Return the findings of rules that are about this kind of post.

    A guess that isn't sure only holds back suggestions. These are also held back from the very kind that the post is guessed to be.
    Findings about hooks go where the whole post shows that there are none.
    """
    said = reading.kind_likelihood >= 1
    group = POST_KINDS.get(reading.kind, "")
    names = {reading.kind, group} if said else {group}
    promotion = reading.measures.get("promotion")
    promotes = group == "sells" and ((promotion or 0) >= _PROMOTES or bool(reading.sure_hooks))
    sure = said or reading.group_likelihood >= _SURE or promotes
    offers = said or promotion is None or promotion >= _LEADS_NOWHERE
    hooks = {
        sentence.start
        for number, sentence in enumerate(reading.sentences)
        if sentence.sales_question and (offers or (number in reading.sure_hooks and (promotion or 0) >= _MAY_LEAD))
    }
    return [
        finding
        for finding in findings
        if _fits(rules[finding.rule], finding, names, sure=sure, said=said)
        and not (finding.severity == "suggestion" and reading.kind in rules[finding.rule].not_posts)
        and (not _tells_hooks(rules[finding.rule]) or finding.span is None or finding.span.start in hooks)
        and not _is_there(rules[finding.rule], reading)
    ]


def _is_there(rule: Rule, reading: Reading) -> bool:
    """Whether a rule found something missing that the post as a whole shows to be there, such as a question taken for a hook."""
    return rule.kind == "missing" and any(
        reading.measures.get(name, 0) > 0 for name in rule.options.get("measures", ())
    )


def _tells_hooks(rule: Rule) -> bool:
    return rule.kind == "sentence" and rule.options.get("of") == ["sales-question"]


def _fits(rule: Rule, finding: Finding, names: set[str], *, sure: bool, said: bool) -> bool:
    if not rule.posts and not rule.not_posts:
        return True
    if not sure:
        return not rule.posts or finding.severity != "suggestion"
    if rule.posts and names.isdisjoint(_widened(rule.posts, said=said)):
        return False
    return names.isdisjoint(rule.not_posts if said else _groups(rule.not_posts))


def _widened(names: Iterable[str], *, said: bool) -> set[str]:
    """Return the names, and the groups of kinds among them where only the group is known."""
    return set(names) if said else {*names, *(POST_KINDS[name] for name in names if name in POST_KINDS)}


def _groups(names: Iterable[str]) -> set[str]:
    """Only the groups among the names: a guessed group doesn't rule out each kind in it."""
    return {name for name in names if name not in POST_KINDS}


def checked_part(findings: Iterable[Finding], rules: Mapping[str, Rule], passed_over: Sequence[Span]) -> list[Finding]:
    """Return the findings about the English part of a draft in two languages, with fixes that change nothing else.

    What is missing there may be in the other part.
    """
    ends = [span.end for span in passed_over]

    def is_outside(span: Span) -> bool:
        following = bisect_right(ends, span.start)
        return following == len(passed_over) or passed_over[following].start >= span.end

    return [
        replace(finding, fixes=tuple(fix for fix in finding.fixes if is_outside(fix.span)))
        for finding in findings
        if (rules[finding.rule].kind != "missing" if finding.span is None else is_outside(finding.span))
    ]


def held_back(
    findings: Iterable[Finding], rules: Mapping[str, Rule], unsure: Mapping[str, WhenUnsure], reading: Reading
) -> list[Finding]:
    """Return the findings as the draft as a whole bears them out: see ``WhenUnsure``.

    Warnings of two rules of a pack bear each other out.
    """
    findings = list(findings)
    warning_rules = {
        finding.rule
        for finding in findings
        if finding.severity == "warning" and rules[finding.rule].kind not in LEARNED_KINDS
    }
    warnings = Counter(rule.partition("/")[0] for rule in warning_rules)
    kept = []
    for finding in findings:
        pack = finding.pack
        doubt = unsure.get(pack)
        value = None if doubt is None else reading.measures.get(doubt.measure)
        borne_out = finding.rule in warning_rules and warnings[pack] > 1
        if (
            doubt is None
            or not doubt.is_about(finding.rule)
            or value is None
            or value >= doubt.suggest_below
            or borne_out
            or finding.severity == "error"
            or rules[finding.rule].positive
        ):
            kept.append(finding)
        elif value >= doubt.drop_below and rules[finding.rule].kind not in LEARNED_KINDS:
            kept.append(replace(finding, severity="suggestion"))
    return kept


def is_shown(finding: Finding, rule: Rule, unsure: Mapping[str, WhenUnsure], reading: Reading) -> bool:
    """Whether a finding is worth showing, and doesn't only feed the score."""
    if rule.show == "never" or (rule.show == "with-fix" and not finding.fixes):
        return False
    doubt = unsure.get(rule.id.partition("/")[0])
    if doubt is None or not doubt.is_about(rule.id) or rule.severity != "suggestion" or rule.positive:
        return True
    value = reading.measures.get(doubt.measure)
    return value is None or value >= doubt.suggestions_from or reading.measures["words"] < _FEW_WORDS


def strongest(findings: list[Finding], rules: Mapping[str, Rule], *, across_packs: bool) -> list[Finding]:
    """One remark for a stretch of words, and one for a rule that asks for no more.

    "HUGE SALE" is hype, a price and shouting; the strongest of these is enough. A long sentence that hurries the reader is two
    things, since one is about the sentence and the other about two words in it. Scores count what is left of each pack; people are
    shown what is left ``across_packs``. What judges the post as a whole goes before suggestions about the words that it marks, but
    takes no points from them, and marks only a few places.
    """
    findings = _first_of_once(findings, rules)
    ranked = sorted(
        (finding for finding in findings if not finding.positive),
        key=lambda finding: _strength(finding, rules[finding.rule]),
        reverse=True,
    )
    dropped: set[int] = set()
    taken = _Taken(across_packs=across_packs)
    for finding in ranked:
        rule = rules[finding.rule]
        if finding.span is None or rule.kind in REMARKS_ON_POST or (_is_summary(rule) and not across_packs):
            continue
        if taken.says_it_already(finding.span, rule):
            dropped.add(id(finding))
        else:
            taken.add(finding.span, rule)
    left = [finding for finding in findings if id(finding) not in dropped] if dropped else findings
    return _with_one_on_the_post(_with_few_places(left, rules), rules) if across_packs else left


def _with_few_places(findings: list[Finding], rules: Mapping[str, Rule]) -> list[Finding]:
    """Return the findings, with as many of those that judge the post as a whole, from the first on, as their pack leaves room for."""
    if not any(_is_summary(rules[finding.rule]) for finding in findings):
        return findings
    marked = Counter(
        finding.pack
        for finding in findings
        if finding.span is not None and not finding.positive and not _is_summary(rules[finding.rule])
    )
    told: Counter[str] = Counter()
    kept = []
    for finding in findings:
        rule = rules[finding.rule]
        if _is_summary(rule):
            pack = finding.pack
            if told[rule.id] >= rule.options["at_most"] or marked[pack] >= _MOST_PLACES:
                continue
            told[rule.id] += 1
            marked[pack] += 1
        kept.append(finding)
    return kept


def _with_one_on_the_post(findings: list[Finding], rules: Mapping[str, Rule]) -> list[Finding]:
    """Return the findings, with the strongest remark on the whole post, if its pack's warnings don't show by themselves that it presses.

    Where it stands, what would only say it again goes: places that show what the whole does, counts, and suggestions in the stretch that
    it marks.
    """
    remarks = [finding for finding in findings if rules[finding.rule].kind in REMARKS_ON_POST]
    if not remarks:
        return findings
    warnings = Counter(
        finding.pack
        for finding in findings
        if finding.severity != "suggestion" and not finding.positive and finding not in remarks
    )
    told: dict[str, Finding] = {}
    for kind, most in REMARKS_ON_POST.items():
        for remark in remarks:
            if rules[remark.rule].kind == kind and warnings[remark.pack] <= most:
                told.setdefault(remark.pack, remark)

    def stays(finding: Finding) -> bool:
        rule = rules[finding.rule]
        if rule.kind in REMARKS_ON_POST:
            return told.get(finding.pack) is finding
        remark = told.get(finding.pack)
        if remark is None or finding.positive:
            return True
        if _counts_whole(rule):
            return False
        return finding.severity != "suggestion" or not _is_within(finding.span, remark.span)

    return [finding for finding in findings if stays(finding)]


def _is_within(span: Span | None, whole: Span | None) -> bool:
    return span is not None and (whole is None or (whole.start <= span.start and span.end <= whole.end))


def _counts_whole(rule: Rule) -> bool:
    """Whether what the rule says is about the post as a whole, even if it marks a place."""
    return _is_summary(rule) or rule.kind == "metric"


def _is_summary(rule: Rule) -> bool:
    """Whether the rule judges the post as a whole, and its findings only show the places that do most."""
    return rule.kind == SUMMARY_KIND


def _first_of_once(findings: list[Finding], rules: Mapping[str, Rule]) -> list[Finding]:
    """Return the findings, with only the first in the text of each rule that speaks once."""
    first: dict[str, Finding] = {}
    for finding in findings:
        if rules[finding.rule].once:
            known = first.setdefault(finding.rule, finding)
            if known.span is not None and finding.span is not None and finding.span < known.span:
                first[finding.rule] = finding
    return [finding for finding in findings if first.get(finding.rule, finding) is finding]


def _strength(finding: Finding, rule: Rule) -> tuple[bool, bool, int, bool, bool, float, int]:
    """Return what is shown before what only feeds the score; what is known by rule before what was learned; the more severe; words before
    their looks; a plain mistake before tone."""
    length = finding.span.end - finding.span.start if finding.span else 0
    severity = SEVERITIES.index(finding.severity)
    return (
        rule.show != "never",
        rule.kind not in LEARNED_KINDS or _is_summary(rule),
        severity,
        rule.kind != "shout",
        rule.dimension is None,
        abs(rule.weight),
        length,
    )


class _Taken:
    """The stretches that a finding was kept for, in order."""

    def __init__(self, *, across_packs: bool) -> None:
        self._across_packs = across_packs
        self._spans: list[tuple[int, int, str, str]] = []
        self._longest = 0

    def add(self, span: Span, rule: Rule) -> None:
        insort(self._spans, (span.start, span.end, rule.id.partition("/")[0], rule.kind))
        self._longest = max(self._longest, span.end - span.start)

    def says_it_already(self, span: Span, rule: Rule) -> bool:
        """Whether a finding that was kept is about these words."""
        pack = rule.id.partition("/")[0]
        place = _first_from(self._spans, span.start - self._longest)
        while place < len(self._spans) and self._spans[place][0] < span.end:
            start, end, other_pack, other_kind = self._spans[place]
            place += 1
            overlap = min(end, span.end) - max(start, span.start)
            if overlap <= 0 or (pack != other_pack and not self._across_packs):
                continue
            short, long = sorted((end - start, span.end - span.start))
            if 2 * overlap >= short and long <= _SAME_SIZE * short:
                return True
            kinds = {rule.kind, other_kind}
            if pack == other_pack and (not kinds.isdisjoint(LEARNED_KINDS) or kinds <= set(_SHORT_KINDS)):
                return True
        return False


def _first_from(spans: list[tuple[int, int, str, str]], start: int) -> int:
    return bisect_left(spans, (start, 0, "", ""))
