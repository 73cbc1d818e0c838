"""Examples as tests: each rule has to find its bad examples, exactly where they are marked, and leave its good ones alone.

And they have to be enough: a pattern that no example exercises is a mistake too. Nothing here runs rules itself: the engine does,
handed in as a function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from softsell.checks import pattern_options
from softsell.checks.finding import Finding
from softsell.checks.rule import Example, Pack, Rule
from softsell.diagnostics import MAX_MISTAKES, Diagnostic
from softsell.errors import PackError
from softsell.packs import cache
from softsell.packs.marks import marked
from softsell.packs.places import Places

Run = Callable[[Rule, Example], Sequence[Finding]]
"""Runs one rule on one example, whatever its platforms and whether it is on, and gives its findings, with spans into the
example's text. It is asked for one rule many times in a row, so it may keep the last rule compiled."""


MOST_TRIED = 10_000_000
"""How many characters of examples the patterns of a pack may be tried on, each by itself, before that is given up."""
_COST_OF_TRYING = 200
"""What trying a pattern on an example costs even if it is short, in characters."""


@dataclass(frozen=True, slots=True)
class ExampleReport:
    """What checking a pack's examples showed.

    Attributes:
        mistakes: what does not hold, in the order of the rules, no more than a person can use; empty when the pack is
            proved.
        found: how many mistakes there are in all.
        rules, examples, patterns: how many were checked.
        skipped: examples that need the trained model, where there was none.
    """

    mistakes: tuple[Diagnostic, ...]
    found: int
    rules: int
    examples: int
    patterns: int
    skipped: int


def check_examples(pack: Pack, run: Run, *, model: bool = True) -> ExampleReport:
    """Checks all examples of a pack, and that they exercise every pattern.

    Args:
        pack: the pack, as loaded.
        run: runs a rule on an example.
        model: whether the trained model is in use; without it, examples with ``needs: model`` are passed over.
    """
    found = _mistakes(pack, run, model)
    mistakes = list(islice(found, MAX_MISTAKES))
    rest = sum(1 for _ in found)
    if rest:
        mistakes.append(Diagnostic(pack.path, 0, 0, f"… and {rest} mistakes more."))
    skipped = 0 if model else sum(example.needs_model for rule in pack.rules for example in (*rule.bad, *rule.good))
    examples = sum(len(rule.bad) + len(rule.good) for rule in pack.rules)
    patterns = sum(1 for rule in pack.rules for _ in _patterns(rule))
    total = min(len(mistakes), MAX_MISTAKES) + rest
    return ExampleReport(tuple(mistakes), total, len(pack.rules), examples - skipped, patterns, skipped)


def _mistakes(pack: Pack, run: Run, model: bool) -> Iterator[Diagnostic]:
    places = Places(pack)
    effort = _Effort()
    for rule in pack.rules:
        yield from _check_bad(rule, run, places, model)
        yield from _check_good(rule, run, places, model)
        yield from _check_patterns(rule, run, places, model, effort)


class _Effort:
    """How much more trying of patterns a pack is worth: every pattern on every example may be a million tries."""

    def __init__(self) -> None:
        self._left = MOST_TRIED

    @property
    def spent(self) -> bool:
        return self._left <= 0

    def take(self, example: Example) -> None:
        self._left -= len(example.text) + _COST_OF_TRYING


def prove(pack: Pack, run: Run, pipeline: str, *, model: bool = True) -> tuple[Diagnostic, ...]:
    """Makes sure that a pack's examples hold, once for each content of the pack and each pipeline.

    Args:
        pipeline: names what reads the drafts, with its version; another one has to be proved anew.

    Returns:
        warnings to tell: examples that do not hold here although this very pack held with another pipeline. Its author
        can't try them all, and whoever changes the model has done nothing to the pack.

    Raises:
        PackError: they do not hold, and never did.
    """
    if cache.is_proved(pack, pipeline):
        return ()
    mistakes = check_examples(pack, run, model=model).mistakes
    if not mistakes:
        cache.remember_proof(pack, pipeline)
    elif not cache.is_proved_elsewhere(pack, pipeline):
        raise PackError(mistakes)
    return tuple(replace(mistake, hint=f"{_HELD_ELSEWHERE} {mistake.hint}".rstrip()) for mistake in mistakes)


_HELD_ELSEWHERE = "It held with another model or version of softsell, so the pack is used all the same."


def _usable(examples: Sequence[Example], model: bool) -> Iterator[tuple[int, Example]]:
    return ((index, example) for index, example in enumerate(examples) if model or not example.needs_model)


def _check_bad(rule: Rule, run: Run, places: Places, model: bool) -> Iterator[Diagnostic]:
    for index, example in _usable(rule.bad, model):
        spans = {finding.span and (finding.span.start, finding.span.end) for finding in run(rule, example)}
        if spans == {example.span}:
            continue
        message, hint = _unlike(example, spans)
        yield places.diagnostic(rule, ("examples", "bad", index, "text"), f"{rule.id}: {message}", hint)


def _unlike(example: Example, spans: set[tuple[int, int] | None]) -> tuple[str, str]:
    """How what was found differs from what is marked, and the way out."""
    if not spans:
        return (
            "the rule finds nothing in this bad example.",
            "Change the patterns so that they find it, or the example.",
        )
    found = sorted(span for span in spans if span is not None)
    shown = " and ".join(f"“{_shown(example.text[start:end])}”" for start, end in found)
    if len(spans) > 1:
        shown = " and ".join(filter(None, [shown, "the draft as a whole" if None in spans else ""]))
        return f"the rule finds more than one thing here: {shown}.", "Make an example of each, so that each is proved."
    if not found:
        return "the rule finds fault with the draft as a whole, but a part is marked.", "Take the marks [[ and ]] away."
    mark = f"Mark what it finds: {marked(replace(example, span=found[0]))}"
    if example.span is None:
        return f"the rule finds {shown}, and no marks stand around it.", mark
    start, end = example.span
    return f"the rule finds {shown}, but “{_shown(example.text[start:end])}” is marked.", mark


def _check_good(rule: Rule, run: Run, places: Places, model: bool) -> Iterator[Diagnostic]:
    for index, example in _usable(rule.good, model):
        for finding in run(rule, example)[:1]:
            what = "fault with the whole" if finding.span is None else f"“{_shown(example.text[slice(*finding.span)])}”"
            yield places.diagnostic(
                rule,
                ("examples", "good", index, "text"),
                f"{rule.id}: the rule finds {what} in this good example.",
                "Narrow the patterns, add what is fine here to “unless”, or make it a bad example.",
            )


def _check_patterns(rule: Rule, run: Run, places: Places, model: bool, effort: _Effort) -> Iterator[Diagnostic]:
    """Each pattern by itself, as a rule of its own, has to find something in an example."""
    if effort.spent:
        return
    finds = rule.kind in ("phrase", "swap")
    # Kinds that count or compare may also be proved by what a good example has enough of.
    examples = [example for _, example in _usable(rule.bad if finds else (*rule.bad, *rule.good), model)]
    if not model and any(example.needs_model for example in (*rule.bad, *rule.good)):
        return  # an example that was passed over may be the one
    for number, (option, index, pattern) in enumerate(_patterns(rule)):
        probe = replace(
            rule,
            kind="phrase",
            options={"regex" if option == "regex" else "patterns": [pattern]},
            unless=rule.unless if finds else (),
        )
        # People write examples in the order of the patterns, so the one that exercises it is most often found at once.
        likely = number % len(examples) if examples else 0
        if any(_exercises(run, probe, example, effort) for example in (*examples[likely:], *examples[:likely])):
            continue
        if effort.spent:
            yield places.diagnostic(
                rule,
                (),
                f"{rule.id}: it takes too long to find out which examples exercise its patterns.",
                "Make several rules of it, and give each pattern an example in the same order.",
            )
            return
        what = "bad example" if finds else "example"
        yield places.diagnostic(
            rule,
            (option, pattern if option == "swap" else index),
            f"{rule.id}: no {what} exercises this pattern.",
            f"Add a {what} that it finds, or take the pattern out.",
            key=option == "swap",
        )


def _exercises(run: Run, probe: Rule, example: Example, effort: _Effort) -> bool:
    """Whether the pattern that ``probe`` consists of finds something here; nothing is tried once the effort is spent."""
    if effort.spent:
        return False
    effort.take(example)
    return bool(run(probe, example))


def _patterns(rule: Rule) -> Iterator[tuple[str, int, str]]:
    """Every pattern of a rule as (option, index, pattern)."""
    for option in (*pattern_options(rule.kind), *(("regex",) if rule.kind == "phrase" else ())):
        for index, pattern in enumerate(rule.options.get(option) or ()):
            yield option, index, pattern


def _shown(text: str, limit: int = 80) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"
