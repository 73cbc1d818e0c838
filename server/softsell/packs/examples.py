"""Runs examples as tests. Each rule must find its bad examples, exactly where they're marked, and nothing in its good ones.

Every pattern must also find something in an example. This module doesn't run rules itself; the engine passes in a function
that does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from softsell.checks import pattern_options
from softsell.checks.finding import Finding
from softsell.checks.rule import Example, Pack, Rule
from softsell.diagnostics import MAX_MISTAKES, Diagnostic
from softsell.errors import PackError
from softsell.packs import cache
from softsell.packs.marks import mark
from softsell.packs.places import Places
from softsell.wording import shortened


class Run(Protocol):
    """Runs rules on an example. Ignores their platforms and whether they're enabled.

    It's called for the same rules many times in a row, so it can keep the last ones compiled.
    """

    def __call__(self, rule: Rule, example: Example) -> Sequence[Finding]:
        """Return the findings of one rule, with spans into the example's text."""
        ...

    def finders(self, rules: Sequence[Rule], example: Example) -> set[str]:
        """Return the ids of those of the phrase rules that find something, each by itself."""
        ...


MOST_TRIED = 10_000_000
"""Maximum number of characters on which the patterns of a pack are tried."""
_COST_OF_TRYING = 200
"""The fixed cost of trying patterns on an example, and of each that finds something there, in characters."""


class ExampleReport(Struct, frozen=True):
    """The result of checking a pack's examples.

    Attributes:
        mistakes: the mistakes in the order of the rules, and no more than a person can use. Empty if the pack is proved.
        found: the total number of mistakes.
        rules: the number of rules checked.
        examples: the number of examples checked.
        patterns: the number of patterns checked.
        skipped: the number of examples skipped because they need the trained model.
    """

    mistakes: tuple[Diagnostic, ...]
    found: int
    rules: int
    examples: int
    patterns: int
    skipped: int


def check_examples(pack: Pack, run: Run, *, model: bool = True) -> ExampleReport:
    """Check all examples of a pack, and that every pattern finds something in one.

    Args:
        pack: the pack, as loaded.
        run: runs a rule on an example.
        model: whether the trained model is in use. If not, examples with ``needs: model`` are skipped.
    """
    found = _find_mistakes(pack, run, model)
    mistakes = list(islice(found, MAX_MISTAKES))
    rest = sum(1 for _ in found)
    if rest:
        mistakes.append(Diagnostic(pack.path, 0, 0, f"… and {rest} more mistakes."))
    skipped = 0 if model else sum(example.needs_model for rule in pack.rules for example in (*rule.bad, *rule.good))
    examples = sum(len(rule.bad) + len(rule.good) for rule in pack.rules)
    patterns = sum(1 for rule in pack.rules for _ in _iterate_patterns(rule))
    total = min(len(mistakes), MAX_MISTAKES) + rest
    return ExampleReport(tuple(mistakes), total, len(pack.rules), examples - skipped, patterns, skipped)


def _find_mistakes(pack: Pack, run: Run, model: bool) -> Iterator[Diagnostic]:
    places = Places(pack)
    effort = _Effort()
    for rule in pack.rules:
        yield from _check_bad(rule, run, places, model)
        yield from _check_good(rule, run, places, model)
        yield from _check_instead(rule, run, places)
        yield from _check_patterns(rule, run, places, model, effort)


class _Effort:
    """Limits how often patterns are tried. Every pattern can find something in each of a million examples."""

    def __init__(self) -> None:
        self._left = MOST_TRIED

    @property
    def spent(self) -> bool:
        return self._left <= 0

    def take(self, example: Example, finders: int) -> None:
        self._left -= len(example.text) + _COST_OF_TRYING * (1 + finders)


def prove(pack: Pack, run: Run, pipeline: str, *, model: bool = True) -> tuple[Diagnostic, ...]:
    """Check a pack's examples, once for each content of the pack and each pipeline.

    Args:
        pipeline: the name and version of the pipeline that reads drafts.

    Returns:
        Warnings about examples that fail here although this same pack passed with another pipeline. Authors can't try every
        pipeline, and users who change the model haven't changed the pack.

    Raises:
        PackError: examples fail, and the pack never passed.
    """
    if cache.is_proved(pack, pipeline):
        return ()
    mistakes = check_examples(pack, run, model=model).mistakes
    if not mistakes:
        cache.remember_proof(pack, pipeline)
    elif not cache.is_proved_elsewhere(pack, pipeline):
        raise PackError(mistakes)
    return tuple(replace(mistake, hint=f"{_PASSED_ELSEWHERE} {mistake.hint}".rstrip()) for mistake in mistakes)


_PASSED_ELSEWHERE = "It passed with another model or version of softsell, so the pack is still used."


def _select_usable(examples: Sequence[Example], model: bool) -> Iterator[tuple[int, Example]]:
    return ((index, example) for index, example in enumerate(examples) if model or not example.needs_model)


def _check_bad(rule: Rule, run: Run, places: Places, model: bool) -> Iterator[Diagnostic]:
    for index, example in _select_usable(rule.bad, model):
        spans = {finding.span and (finding.span.start, finding.span.end) for finding in run(rule, example)}
        if spans == {example.span}:
            continue
        message, hint = _describe_difference(example, spans)
        yield places.diagnostic(rule, ("examples", "bad", index, "text"), f"{rule.id}: {message}", hint)


def _describe_difference(example: Example, spans: set[tuple[int, int] | None]) -> tuple[str, str]:
    """Return a message about how the spans differ from the mark, and a hint."""
    if not spans:
        return (
            "the rule finds nothing in this bad example.",
            "Change the patterns or the example.",
        )
    found = sorted(span for span in spans if span is not None)
    shown = " and ".join(f"“{_first_words(example.text[start:end])}”" for start, end in found)
    if len(spans) > 1:
        shown = " and ".join(filter(None, [shown, "the whole draft" if None in spans else ""]))
        return f"the rule finds more than one thing here: {shown}.", "Write an example for each of them."
    if not found:
        return "the rule flags the whole draft, but a part is marked.", "Remove the marks [[ and ]]."
    hint = f"Mark what it finds: {mark(replace(example, span=found[0]))}"
    if example.span is None:
        return f"the rule finds {shown}, but it isn't marked.", hint
    start, end = example.span
    return f"the rule finds {shown}, but “{_first_words(example.text[start:end])}” is marked.", hint


def _check_good(rule: Rule, run: Run, places: Places, model: bool) -> Iterator[Diagnostic]:
    for index, example in _select_usable(rule.good, model):
        for finding in run(rule, example)[:1]:
            what = (
                "flags all of"
                if finding.span is None
                else f"finds “{_first_words(example.text[slice(*finding.span)])}” in"
            )
            yield places.diagnostic(
                rule,
                ("examples", "good", index, "text"),
                f"{rule.id}: the rule {what} this good example.",
                "Make the patterns narrower, add the phrase to “unless”, or make this a bad example.",
            )


def _check_instead(rule: Rule, run: Run, places: Places) -> Iterator[Diagnostic]:
    """Check that the rule has nothing to say about the text that it shows as a better one."""
    if rule.instead and run(rule, Example(rule.instead)):
        yield places.diagnostic(
            rule,
            ("instead",),
            f"{rule.id}: the rule finds something in the text that it shows as a better one.",
            "Write an “instead” that the rule leaves alone.",
        )


def _check_patterns(rule: Rule, run: Run, places: Places, model: bool, effort: _Effort) -> Iterator[Diagnostic]:
    """Check that each pattern finds something in an example, by running it as a rule of its own."""
    if effort.spent:
        return
    finds = rule.kind in ("phrase", "swap")
    # A good example can also exercise the patterns of a rule that counts or compares.
    examples = [example for _, example in _select_usable(rule.bad if finds else (*rule.bad, *rule.good), model)]
    if not model and any(example.needs_model for example in (*rule.bad, *rule.good)):
        return  # a skipped example may be the one
    patterns = list(_iterate_patterns(rule))
    probes = [
        replace(
            rule,
            id=f"{rule.id} {number}",
            kind="phrase",
            options={"regex" if option == "regex" else "patterns": [pattern]},
            unless=rule.unless if finds else (),
        )
        for number, (option, _, pattern) in enumerate(patterns)
    ]
    idle = _find_idle(run, probes, examples, effort)
    if idle and effort.spent:
        yield places.diagnostic(
            rule,
            (),
            f"{rule.id}: checking which patterns its examples use takes too long.",
            "Split it into several rules with fewer examples each.",
        )
        return
    what = "bad example" if finds else "example"
    for probe, (option, index, pattern) in zip(probes, patterns, strict=True):
        if probe.id not in idle:
            continue
        yield places.diagnostic(
            rule,
            (option, pattern if isinstance(rule.options[option], Mapping) else index),
            f"{rule.id}: this pattern finds nothing in any {what}.",
            f"Add a {what} for it, or remove the pattern.",
            key=isinstance(rule.options[option], Mapping),
        )


def _find_idle(run: Run, probes: Sequence[Rule], examples: Sequence[Example], effort: _Effort) -> set[str]:
    """Return the ids of the probes that find nothing in any example. Stops once the effort is spent."""
    idle = {probe.id for probe in probes}
    tried = probes
    for example in examples:
        if not idle or effort.spent:
            break
        if 2 * len(idle) <= len(tried):  # those that found something needn't run again
            tried = [probe for probe in tried if probe.id in idle]
        found = run.finders(tried, example)
        effort.take(example, len(found))
        idle -= found
    return idle


def _iterate_patterns(rule: Rule) -> Iterator[tuple[str, int, str]]:
    """Yield every pattern of a rule as (option, index, pattern)."""
    for option in (*pattern_options(rule.kind), *(("regex",) if rule.kind == "phrase" else ())):
        for index, pattern in enumerate(rule.options.get(option) or ()):
            yield option, index, pattern


def _first_words(text: str) -> str:
    return shortened(" ".join(text.split()), 80)
