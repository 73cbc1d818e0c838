"""The kinds of rule, one file each: what a kind needs, how it is compiled once, and the short loop that yields its findings.

To add a kind: one file here with an ``Options`` struct and a ``compile(rule, compiler)``, and one entry in ``KINDS``. The file
also has ``HOLD_PATTERNS`` and ``NAME_MEASURES``, if it has such options: see ``pattern_options`` and ``measure_options``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
        "hard-sell-post",
    )

    def __init__(self) -> None:
        self._modules: dict[str, ModuleType] = {}

    def __getitem__(self, name: str) -> ModuleType:
        module = self._modules.get(name)
        if module is None:
            if name not in self._names:
                raise KeyError(name)
            module = self._modules[name] = import_module(f"softsell.checks.{name.replace('-', '_')}")
        return module

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


KINDS: Mapping[str, ModuleType] = _Kinds()
SUMMARY_KIND = "hard-sell"
"""The kind that judges the post as a whole. Its findings only show the places that do most."""
POST_KIND = "hard-sell-post"
"""The kind that judges the post as a whole and says so once, without a place."""

LEARNED_KINDS = frozenset(("reads-like", SUMMARY_KIND, POST_KIND))
"""The kinds that need the learned weights. They run after the others, since likelihoods are learned from what rules find."""


def pattern_options(kind: str) -> tuple[str, ...]:
    """Return the names of a kind's options that hold patterns.

    They are checked when a pack loads, counted, and proved by examples. ``add`` and ``remove`` in the settings change the first.
    """
    return _named("HOLD_PATTERNS", kind)


def measure_options(kind: str) -> tuple[str, ...]:
    """Return the names of a kind's options that name measures, so a measure that costs time is only taken where a rule needs it."""
    return _named("NAME_MEASURES", kind)


def _named(what: str, kind: str) -> tuple[str, ...]:
    names: tuple[str, ...] = getattr(KINDS[kind], what, ()) if kind in KINDS else ()
    return names


def compile_rule(rule: Rule, compiler: Compiler) -> Check:
    """Return the rule, ready to run.

    Raises:
        PatternError: one of its patterns doesn't parse. Those of rules from ``packs`` do, and their expressions compile.
    """
    check: Check = KINDS[rule.kind].compile(rule, compiler)
    return check
