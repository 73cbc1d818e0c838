"""The kinds of rule, one file each: what a kind needs, how it is compiled once, and the short loop that yields its findings.

To add a kind: one file here with an ``Options`` dataclass and a ``compile(rule, compiler)``, and one entry in ``KINDS``.
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


def compile_rule(rule: Rule, compiler: Compiler) -> Check:
    """The rule, ready to run.

    Raises:
        PatternError, RegexError: one of its patterns does not parse. Rules from ``packs`` are known to.
    """
    check: Check = KINDS[rule.kind].compile(rule, compiler)
    return check
