"""Proves packs by their examples, with the engine's own rules and readings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from operator import is_

from softsell.checks import LEARNED_KINDS, SUMMARY_KIND
from softsell.checks.finding import Finding
from softsell.checks.rule import Example, Pack, Rule
from softsell.config.config import Config
from softsell.diagnostics import Diagnostic
from softsell.draft import read_text
from softsell.draft.draft import Context
from softsell.engine.draft_reading import read_draft
from softsell.engine.rule_set import RuleSet, to_source
from softsell.language.reading import Reading
from softsell.patterns import PatternCache


def proved_packs(config: Config) -> tuple[tuple[Pack, ...], tuple[Diagnostic, ...]]:
    """Return the packs in use, and warnings about their examples.

    The build of the wheel proves the built-in packs. This proves the user's own packs, once.
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
    """Runs one rule on one example, as ``packs.examples.Run`` requires: on any platform, whether or not it's enabled.

    Args:
        model: the name of the trained pipeline.
        packs: the packs whose questions a rule can suggest, by default the built-in packs.
        cache: a cache of compiled patterns.

    Keeps the last rules compiled, because it's called for the same ones many times in a row, and keeps recent readings.
    """

    def __init__(
        self, model: str = "auto", packs: Sequence[Pack] | None = None, cache: PatternCache | None = None
    ) -> None:
        self._model = model
        self._packs = packs
        self._cache = cache
        self._last: Sequence[Rule] = ()
        self._rules = RuleSet(())
        self._readings: dict[Example, Reading] = {}

    def __call__(self, rule: Rule, example: Example) -> list[Finding]:
        self._compile((rule,))
        found = [
            to_source(finding, reading.draft)
            for reading in [self._read(example)]
            for finding in self._rules.run(reading)
            if finding.rule == rule.id
        ]
        return found[:1] if rule.kind == SUMMARY_KIND else found  # an example shows the place that presses most

    def first_messages(self, rules: Sequence[Rule]) -> dict[str, str]:
        """Return what each rule says about the first of its examples that it finds, by its id. Compiles the rules together, once."""
        together = RuleSet([self._with_questions(rule) for rule in rules], cache=self._cache)
        said = {}
        for rule in rules:
            # Beside all others a rule's finding may be left out for a stronger one. Then the rule runs alone.
            found = chain(
                (
                    finding
                    for example in rule.bad[:1]
                    for finding in together.run(self._read(example))
                    if finding.rule == rule.id
                ),
                (finding for example in rule.bad for finding in self(rule, example)),
            )
            if (finding := next(found, None)) is not None:
                said[rule.id] = finding.message
        return said

    def finders(self, rules: Sequence[Rule], example: Example) -> set[str]:
        """Return the ids of the rules that find something."""
        self._compile(rules)
        return {finding.rule for finding in self._rules.find(self._read(example))}

    def _compile(self, rules: Sequence[Rule]) -> None:
        if len(rules) == len(self._last) and all(map(is_, rules, self._last)):
            return
        self._last = rules
        if all(rule.kind not in LEARNED_KINDS for rule in rules):
            self._rules = RuleSet([self._with_questions(rule) for rule in rules])
        elif all(self._builtin.rules.get(rule.id) == rule for rule in rules):
            self._rules = self._builtin  # compiling them all takes a second
        else:
            own = {rule.id for rule in rules}
            around = (rule for rule in self._builtin.rules.values() if rule.id not in own)
            self._rules = RuleSet((*around, *map(self._with_questions, rules)))

    @cached_property
    def _builtin(self) -> RuleSet:
        """The built-in rules in use, whose findings the learned likelihoods are made of."""
        from softsell.packs import load_builtin

        return RuleSet([rule for pack in load_builtin() for rule in pack.rules if rule.enabled], cache=self._cache)

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
