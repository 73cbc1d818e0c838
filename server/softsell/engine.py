"""The engine: a draft and compiled rules in, a report out.

    text -> reader -> Draft -> language -> checks -> Report

``check`` is what ``import softsell`` offers. Faces that check many drafts hold an ``Engine``, which loads packs once and compiles the
rules once for each platform. Many drafts on several cores: ``batch``. Nothing here knows a face.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING

from softsell import platforms
from softsell.checks import compile_rule
from softsell.checks.finding import SEVERITIES, Finding, Fix
from softsell.checks.phrase import Phrase
from softsell.checks.regex import Regex, RegexSet
from softsell.checks.rule import Check, Dimension, Example, Rule, ScoredMeasure
from softsell.config.config import Audience, Config
from softsell.diagnostics import Diagnostic, nearest
from softsell.draft import read_text
from softsell.draft.draft import Context, Draft, Suppression
from softsell.draft.draft import audience as audience_named
from softsell.draft.readers import Markup
from softsell.draft.span import Span
from softsell.language.english.textstat_adapter import FURTHER_MEASURES, add_further_measures
from softsell.language.read import read_all
from softsell.language.reading import LazyTagger, Reading, ReadingOptions, Sentence, Tagger
from softsell.patterns import Compiler, Shelf
from softsell.scores import Points, add_up, scores

if TYPE_CHECKING:
    from softsell.checks.rule import Pack

NOT_ENGLISH = "softsell/not-english"
UNUSED_SUPPRESSION = "softsell/unused-suppression"
NO_REASON = "softsell/no-reason"
_HASHTAGS_ANYWHERE = 3
"""Hashtags that help where the platform is not known."""
_MAX_FINDINGS = 1000
"""Most findings of one draft, and of one rule in it; a wall of marks would otherwise yield a report larger than itself."""


@dataclass(frozen=True, slots=True)
class Report:
    """All that softsell has to say about one draft.

    Attributes:
        draft: the draft.
        findings: in the order of the text, those of the whole draft last.
        scores: ``pushiness``, ``self-focus``, ``questions`` and ``readability``, 0 (fine) to 100 (worst);
            readability is ``None`` for fewer than five words.
        sentences: with offsets in code points of ``draft.source``.
        measures: every measure by name; ``softsell.language.measures`` documents each with its unit.
        points: the parts that add up to the scores.
    """

    draft: Draft
    findings: tuple[Finding, ...]
    scores: dict[str, float | None]
    sentences: tuple[Sentence, ...]
    measures: dict[str, float]
    points: tuple[Points, ...]


class RuleSet:
    """Rules compiled together, for one platform.

    Args:
        rules: the rules.
        scored: the measures that feed each score.
        shelf: where their patterns may lie compiled; ``None`` for nowhere.
    """

    def __init__(
        self,
        rules: Sequence[Rule],
        scored: Mapping[Dimension, Sequence[ScoredMeasure]] | None = None,
        shelf: Shelf | None = None,
    ) -> None:
        compiler = Compiler(shelf)
        self.rules = {rule.id: rule for rule in rules}
        self._scored = scored or {}
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
        """The findings of all rules, with spans into the prose, rule by rule."""
        if self._further:
            add_further_measures(reading, self._further)
        matches = self._patterns.match(reading)
        due = dict(self._always)
        due.update(self._by_group[group] for group in matches.groups if group in self._by_group)
        due.update(self._by_regex[index] for index in self._regexes.found_in(reading.draft.prose))
        found = (islice(due[order].run(reading, matches), _MAX_FINDINGS) for order in sorted(due))
        return self._strongest(list(chain.from_iterable(found)))

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

    def report(self, reading: Reading) -> Report:
        """The whole report on a reading."""
        draft = reading.draft
        if not reading.english:
            return _not_english(reading)
        found = self.run(reading)
        findings, notes = _suppress((_to_source(finding, draft) for finding in _capped(found)), draft, self.rules)
        points = add_up(findings, self.rules, self._scored, reading.measures)
        return Report(
            draft,
            tuple(sorted(findings, key=_in_text_order)) + notes,
            scores(points, reading.measures["words"]),
            _sentences(reading),
            dict(reading.measures),
            points,
        )


def _further_measures(rules: Iterable[Rule], scored: Mapping[Dimension, Sequence[ScoredMeasure]]) -> tuple[str, ...]:
    """Those of textstat's measures that these rules or scores ask for; it is imported for nobody else."""
    asked = {entry.measure for entries in scored.values() for entry in entries}
    for rule in rules:
        asked.add(rule.options.get("measure", ""))
        for option in ("measures", "when", "enough"):
            asked.update(rule.options.get(option, ()))
    return tuple(measure.name for measure in FURTHER_MEASURES if measure.name in asked)


class Engine:
    """Packs and configuration, loaded once; thread-safe.

    Attributes:
        warnings: examples of the user's packs that fail with this model, although they held with another.

    Raises:
        PackError: a pack of the configuration can't be loaded.
        ConfigError: the configuration names a rule or phrase that is not there.
    """

    def __init__(self, config: Config | None = None, packs: Sequence[Pack] | None = None) -> None:
        self.config = config or Config()
        self.packs, self.warnings = (tuple(packs), ()) if packs is not None else _proved_packs(self.config)
        self._rule_sets: dict[tuple[str | None, str | None], RuleSet] = {}
        self.rule_set(self.config.platform)

    def rule_set(self, platform: str | None, audience: Audience | None = None) -> RuleSet:
        """The rules that hold on a platform, compiled; for another audience than the configuration's where one is named."""
        rule_set = self._rule_sets.get((platform, audience))
        if rule_set is None:
            config = replace(self.config, audience=audience, reading_level=None) if audience else self.config
            rule_set = self._rule_sets[platform, audience] = _compiled(self.packs, config, platform)
        return rule_set

    def check_draft(self, draft: Draft) -> Report:
        """The report on a draft from any reader. What the draft says of its platform and audience beats the configuration.

        Raises:
            UsageError: it names a platform or an audience that there is not.
        """
        return self.check_drafts([draft])[0]

    def check_drafts(self, drafts: Sequence[Draft]) -> list[Report]:
        """As ``check_draft``, for some drafts at once, which takes less time than one by one.

        Raises:
            UsageError: as ``check_draft``, for the first of them that does.
        """
        placed = [self._placed(draft) for draft in drafts]
        readings = read_drafts([(draft, self.config.on_platform(draft.context.platform)) for draft, _ in placed])
        return [self._shown(rule_set.report(reading)) for (_, rule_set), reading in zip(placed, readings, strict=True)]

    def _placed(self, draft: Draft) -> tuple[Draft, RuleSet]:
        """The draft with the platform's own name, and the rules that hold there."""
        named = draft.context.platform or self.config.platform
        platform = platforms.profile(named).name if named else None
        if draft.context.platform != platform:
            draft = replace(draft, context=replace(draft.context, platform=platform))
        audience = draft.context.audience
        return draft, self.rule_set(platform, audience_named(audience) if audience else None)

    def _shown(self, report: Report) -> Report:
        """The report without what is milder than the configuration wants to see."""
        lowest = SEVERITIES.index(self.config.on_platform(report.draft.context.platform).severity)
        if lowest == 0:
            return report
        shown = tuple(finding for finding in report.findings if SEVERITIES.index(finding.severity) >= lowest)
        return replace(report, findings=shown)

    def check(
        self, text: str, *, platform: str | None = None, markup: Markup = "plain", reply_to: str | None = None
    ) -> Report:
        """See ``softsell.check``."""
        return self.check_draft(read_text(text, markup=markup, context=Context(platform=platform, reply_to=reply_to)))


_MAX_COMPILED = 16
_compiled_sets: dict[str, RuleSet] = {}


def _compiled(packs: tuple[Pack, ...], config: Config, platform: str | None) -> RuleSet:
    """The rules of ``packs`` under ``config``, compiled; shared by all engines whose settings differ in nothing that rules see."""
    from softsell.packs.cache import PatternShelf
    from softsell.packs.resolve import resolve

    seen = replace(
        config,
        platform=None,
        brands=(),
        files=(),
        fail_on="warning",
        severity="suggestion",
        model="",
        port=0,
        root=None,
    )
    # A pack made in memory has no digest, and is told by what it is.
    key = repr((platform, seen, [(pack.name, pack.digest or id(pack)) for pack in packs]))
    rule_set = _compiled_sets.get(key)
    if rule_set is None:
        effective = resolve(packs, config, platform)
        rule_set = RuleSet(effective.rules, effective.measures, PatternShelf())
        while len(_compiled_sets) >= _MAX_COMPILED:
            _compiled_sets.pop(next(iter(_compiled_sets)), None)
        _compiled_sets[key] = rule_set
    return rule_set


def _proved_packs(config: Config) -> tuple[tuple[Pack, ...], tuple[Diagnostic, ...]]:
    """The packs in use, and what is doubtful about them. The built-in ones were proved when the wheel was built; the user's own
    are proved here, once.
    """
    from softsell.packs import load_builtin, load_packs

    if not config.packs:
        return load_builtin(), ()
    from softsell.packs.examples import prove

    packs = load_packs(config.packs)
    has_model = config.model != "none"
    doubts = [
        prove(pack, ExampleRunner(config.model, packs), f"softsell {config.model}", model=has_model)
        for pack in packs
        if not pack.builtin
    ]
    return packs, tuple(chain.from_iterable(doubts))


class ExampleRunner:
    """Runs one rule on one example, as ``packs.examples.Run`` wants it: on any platform, switched on or not.

    Args:
        model: which trained pipeline decides.
        packs: whose questions a rule may suggest; the built-in packs if not given.

    Keeps the last rule compiled, since it is asked for one rule many times in a row, and recent readings.
    """

    def __init__(self, model: str = "auto", packs: Sequence[Pack] | None = None) -> None:
        self._model = model
        self._packs = packs
        self._rule: Rule | None = None
        self._rules = RuleSet(())
        self._readings: dict[Example, Reading] = {}

    def __call__(self, rule: Rule, example: Example) -> list[Finding]:
        if rule is not self._rule:
            self._rule, self._rules = rule, RuleSet((self._with_questions(rule),))
        return [
            _to_source(finding, reading.draft)
            for reading in [self._read(example)]
            for finding in self._rules.run(reading)
        ]

    def _with_questions(self, rule: Rule) -> Rule:
        from softsell.packs import load_builtin
        from softsell.packs.resolve import with_questions

        if self._packs is None and rule.options.get("suggest"):
            self._packs = load_builtin()
        return with_questions(rule, self._packs or ())

    def _read(self, example: Example) -> Reading:
        reading = self._readings.get(example)
        if reading is None:
            if len(self._readings) > 500:
                self._readings.clear()
            brands = (example.brand,) if example.brand else ()
            context = Context(platform=example.platform, brands=brands, reply_to=example.reply_to)
            reading = self._readings[example] = read_draft(
                read_text(example.text, context=context), Config(model=self._model)
            )
        return reading


def check(
    text: str,
    *,
    platform: str | None = None,
    markup: Markup = "plain",
    reply_to: str | None = None,
    config: Config | None = None,
) -> Report:
    """Checks one draft.

    Args:
        text: the draft, as written.
        platform: where it will be posted; overrides the configuration's.
        markup: ``plain``, ``markdown`` or ``html``.
        reply_to: the message that the draft answers.
        config: settings; ``None`` is the built-in packs with their defaults, and no file is read.

    Raises:
        DraftError: the text can't be checked (a lone surrogate, too long).
        UsageError: an unknown platform or markup.
        PackError, ConfigError: see ``Engine``.
    """
    return engine_for(config or Config()).check(text, platform=platform, markup=markup, reply_to=reply_to)


_engines: dict[str, Engine] = {}
_MAX_ENGINES = 8


def engine_for(config: Config) -> Engine:
    """The engine for a configuration: the one made before, where an equal one was asked for lately.

    Raises:
        PackError, ConfigError: see ``Engine``.
    """
    key = repr(config)
    engine = _engines.get(key)
    if engine is None:
        while len(_engines) >= _MAX_ENGINES:
            _engines.pop(next(iter(_engines)), None)
        engine = _engines[key] = Engine(config)
    return engine


def read_draft(draft: Draft, config: Config) -> Reading:
    """The draft as the rules see it, under this configuration."""
    return read_drafts([(draft, config)])[0]


def read_drafts(drafts: Sequence[tuple[Draft, Config]]) -> list[Reading]:
    """As ``read_draft``, for each draft and its configuration."""
    readings = read_all([(draft, _reading_options(draft.context.platform, config)) for draft, config in drafts])
    for reading in readings:
        reading.measures.update(platform_measures(reading, reading.draft.context.platform))
    return readings


def _reading_options(platform: str | None, config: Config) -> ReadingOptions:
    fold = platforms.fold(platform) if platform else None
    return ReadingOptions(brands=config.brands, fold=fold, tagger=_lazy_tagger(config.model))


@lru_cache(maxsize=4)
def _lazy_tagger(name: str) -> LazyTagger | None:
    """What loads the trained pipeline of that name when a sentence first needs it; spaCy is imported then and not before."""
    if name == "none":
        return None

    def load() -> Tagger | None:
        from softsell.language.tagger import load_tagger

        return load_tagger(name)

    return load


def platform_measures(reading: Reading, platform: str | None) -> dict[str, float]:
    """What only the place knows: length as it counts, and how far the draft is over its limits.

    Returns:
        ``length``: characters as the platform counts them; code points without a platform.
        ``over_limit``: how many of them are too many; 0 without a platform or limit.
        ``hashtags_over``: hashtags beyond what the platform advises; beyond three without a platform.
    """
    prose = reading.draft.prose
    if platform is None:
        hashtags_over = max(0.0, reading.measures.get("hashtags", 0) - _HASHTAGS_ANYWHERE)
        return {"length": float(len(prose)), "over_limit": 0.0, "hashtags_over": hashtags_over}
    profile = platforms.profile(platform)
    length = platforms.count(prose, platform)
    return {
        "length": float(length),
        "over_limit": float(max(0, length - profile.limit)) if profile.limit else 0.0,
        "hashtags_over": max(0.0, reading.measures.get("hashtags", 0) - profile.hashtags_advised),
    }


def _not_english(reading: Reading) -> Report:
    note = Finding(
        NOT_ENGLISH,
        "suggestion",
        None,
        "This does not look like English, so it was not checked.",
        "The rules know English only; on any other language they would talk nonsense.",
    )
    words = reading.measures["words"]
    return Report(reading.draft, (note,), scores((), words), _sentences(reading), dict(reading.measures), ())


def _capped(findings: list[Finding]) -> list[Finding]:
    return findings if len(findings) <= _MAX_FINDINGS else sorted(findings, key=_in_text_order)[:_MAX_FINDINGS]


def _to_source(finding: Finding, draft: Draft) -> Finding:
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


def _suppress(
    findings: Iterable[Finding], draft: Draft, rules: Iterable[str]
) -> tuple[list[Finding], tuple[Finding, ...]]:
    """The findings that no comment of the writer's switches off, and a note on each comment that is idle or gives no reason."""
    if not draft.suppressions:
        return list(findings), ()
    used: set[Suppression] = set()
    kept = []
    for finding in findings:
        by = [suppression for suppression in draft.suppressions if _covers(suppression, finding, draft)]
        used.update(by)
        if not by:
            kept.append(finding)
    notes = (_note(suppression, suppression in used, rules) for suppression in draft.suppressions)
    return kept, tuple(note for note in notes if note is not None)


def _note(suppression: Suppression, used: bool, rules: Iterable[str]) -> Finding | None:
    if not used:
        message, why = (
            _nothing_off(suppression, rules),
            "A comment that no longer does anything hides what it once stood for.",
        )
        return Finding(UNUSED_SUPPRESSION, "suggestion", suppression.span, message, why)
    if not suppression.reason:
        message = "This switches something off and does not say why."
        why = (
            "Whoever reads it next wants to know whether it still holds. A comment has its reason behind a colon, "
            "front matter behind “reason:”."
        )
        return Finding(NO_REASON, "suggestion", suppression.span, message, why)
    return None


def _nothing_off(suppression: Suppression, rules: Iterable[str]) -> str:
    known = {name for rule in rules for name in (rule, rule.partition("/")[0])}
    for name in suppression.rules:
        if name not in known:
            return f"There is no rule called “{name[:60]}”. {nearest(name, known).capitalize()}".rstrip()
    return "This comment switches nothing off here."


def _covers(suppression: Suppression, finding: Finding, draft: Draft) -> bool:
    scope = suppression.scope
    if finding.span is None:
        inside = scope.start <= draft.span.start and draft.span.end <= scope.end
    else:
        inside = scope.start <= finding.span.start < max(scope.end, scope.start + 1)
    pack = finding.rule.partition("/")[0]
    return inside and (not suppression.rules or finding.rule in suppression.rules or pack in suppression.rules)


def _sentences(reading: Reading) -> tuple[Sentence, ...]:
    to_source = reading.draft.map.to_source
    mapped = []
    for sentence in reading.sentences:
        start, end = to_source(Span(sentence.start, sentence.end))
        mapped.append(replace(sentence, start=start, end=end))
    return tuple(mapped)


def _in_text_order(finding: Finding) -> tuple[bool, Span]:
    return (finding.span is None, finding.span or Span(0, 0))
