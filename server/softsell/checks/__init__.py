"""The kinds of rule, one file each: what a kind needs, how it is compiled once, and the short loop that yields its findings.

To add a kind: one file here with an ``Options`` dataclass and a ``compile(rule, compiler)``, and one entry in ``KINDS``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from softsell.checks.rule import Check, Rule

if TYPE_CHECKING:
    from softsell.patterns import Compiler


class _Kinds(Mapping[str, ModuleType]):
    """Each kind's module by its name, imported when it is asked for: who only shows findings needs none of them."""

    _names = (
        "phrase",
        "swap",
        "count",
        "ratio",
        "missing",
        "order",
        "metric",
        "repeat",
        "shout",
        "sentence",
        "buried",
        "fold",
        "reply",
        "wrong-words",
        "reads-like",
        "hard-sell",
    )

    def __getitem__(self, name: str) -> ModuleType:
        if name not in self._names:
            raise KeyError(name)
        return import_module(f"softsell.checks.{name.replace('-', '_')}")

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


KINDS: Mapping[str, ModuleType] = _Kinds()
LEARNED_KINDS = frozenset(("reads-like", "hard-sell"))
"""The kinds that need the learned weights. They run after the others, since likelihoods are learned from what rules find."""


@cache
def pattern_options(kind: str) -> tuple[str, ...]:
    """The names of a kind's options that hold patterns."""
    return _options_that_hold("patterns", kind)


@cache
def measure_options(kind: str) -> tuple[str, ...]:
    """The names of a kind's options that name measures."""
    return _options_that_hold("measures", kind)


def _options_that_hold(what: str, kind: str) -> tuple[str, ...]:
    if kind not in KINDS:
        return ()
    return tuple(field.name for field in fields(KINDS[kind].Options) if field.metadata.get("holds") == what)


def compile_rule(rule: Rule, compiler: Compiler) -> Check:
    """The rule, ready to run.

    Raises:
        PatternError, RegexError: one of its patterns does not parse. Rules from ``packs`` are known to.
    """
    check: Check = KINDS[rule.kind].compile(rule, compiler)
    return check
