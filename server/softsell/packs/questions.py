"""The questions of packs, as the rules that suggest one get them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from softsell.checks.rule import Pack, Rule


def with_questions(rule: Rule, packs: Sequence[Pack]) -> Rule:
    """The rule with the questions of these packs, if it suggests any. What a later pack says goes before what an earlier one says, so
    that a user's own questions come before the built-in ones.
    """
    if not rule.options.get("suggest"):
        return rule
    return replace(rule, questions=tuple(pack.questions for pack in reversed(packs) if pack.questions))
