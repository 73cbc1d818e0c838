"""The rules that the user's own words make: those that ``ban`` forbids, and those that ``better`` replaces."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import count

from softsell.checks.rule import Rule
from softsell.compile_later import compile_later
from softsell.config.config import BetterWord

CUSTOM = "custom"
BANNED = "custom/banned"
"""The rule for the configuration's ``ban``."""
_BETWEEN_WORDS = compile_later(r"[^a-z0-9]+")


def make_ban_rule(patterns: Sequence[str]) -> Rule:
    """Return the rule for the configuration's ``ban``."""
    return Rule(
        id=BANNED,
        kind="phrase",
        options={"patterns": list(patterns)},
        severity="warning",
        weight=0,
        message="“{match}” is on your list of banned phrases.",
        why="Your settings ban it.",
        place="settings",
    )


def make_better_rule(better: BetterWord, taken: Container[str]) -> Rule:
    """Return the rule for one word of the configuration's ``better``. Its id names the word, so it can be switched off alone."""
    name = _BETWEEN_WORDS.sub("-", better.word.casefold()).strip("-") or "word"
    ids = (f"{CUSTOM}/{name}-{number}" if number else f"{CUSTOM}/{name}" for number in count())
    return Rule(
        id=next(rule_id for rule_id in ids if rule_id not in taken),
        kind="swap",
        options={"swap": {better.word: better.instead}},
        severity="warning",
        weight=0,
        message="“{match}” is on your list. You prefer “{replacement}”."
        if better.instead
        else "“{match}” is on your list of words to leave out.",
        why=better.why or "Your settings say so.",
        place="settings",
    )
