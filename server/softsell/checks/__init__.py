"""The kinds of rule, one file each: what a kind needs, how it is compiled once, and the short loop that yields its findings.

To add a kind: one file here with an ``Options`` dataclass and a ``compile(rule, compiler)``, and one entry in ``KINDS``.
"""

from __future__ import annotations

from types import ModuleType

from softsell.checks import count, metric, missing, order, phrase, ratio, repeat, sentence, shout, swap
from softsell.checks.rule import Check, Rule
from softsell.patterns import Compiler

KINDS: dict[str, ModuleType] = {
    "phrase": phrase,
    "swap": swap,
    "count": count,
    "ratio": ratio,
    "missing": missing,
    "order": order,
    "metric": metric,
    "repeat": repeat,
    "shout": shout,
    "sentence": sentence,
}


def compile_rule(rule: Rule, compiler: Compiler) -> Check:
    """The rule, ready to run.

    Raises:
        PatternError, RegexError: one of its patterns does not parse. Rules from ``packs`` are known to.
    """
    check: Check = KINDS[rule.kind].compile(rule, compiler)
    return check
