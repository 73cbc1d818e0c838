"""Applies a user's or a pack's changes to one rule: other bounds, more or fewer patterns, another severity or weight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import FieldInfo, fields, replace

from softsell.checks import KINDS, pattern_options
from softsell.checks.rule import Rule, RuleSettings
from softsell.config.config import SettingPath
from softsell.diagnostics import MAX_MISTAKES, nearest, sentence
from softsell.packs.known_measures import may_be_negative
from softsell.patterns import PatternError, parse


class Mistake(Struct, frozen=True):
    """A change that can't be applied. ``path`` is its path in the settings."""

    path: SettingPath
    message: str
    hint: str


class Changes:
    """Applies one ``RuleSettings`` to one rule and collects ``mistakes``."""

    def __init__(self, rule: Rule, settings: RuleSettings) -> None:
        self._rule = rule
        self._settings = settings
        self.mistakes: list[Mistake] = []

    def apply(self) -> Rule:
        """Return the rule with the changes that it can take."""
        rule, settings = self._rule, self._settings
        if settings == RuleSettings():
            return rule
        if rule.positive and settings.severity not in (None, "suggestion"):
            self._report("severity", "This rule praises, so its severity is always suggestion.", "Delete the line.")
        options = dict(rule.options)
        self._bound(options, "at_most", settings.at_most)
        self._bound(options, "at_least", settings.at_least)
        self._remove(options)
        self._add(options)
        self._check_patterns("allow", settings.allow)
        return replace(
            rule,
            options=options,
            enabled=rule.enabled if settings.enabled is None else settings.enabled,
            severity=settings.severity or rule.severity,
            show=rule.show if settings.severity is None else "always",
            weight=rule.weight if settings.weight is None else settings.weight,
            unless=(*rule.unless, *settings.allow),
        )

    def _bound(self, options: dict[str, Any], name: str, bound: float | None) -> None:
        if bound is None:
            return
        known = {field.name: field for field in fields(KINDS[self._rule.kind].Options)}
        present = {
            key for key in ("at_most", "at_least") if options.get(key) is not None or _has_default(known.get(key))
        }
        if name not in present:
            other = " and ".join(_kebab(key) for key in sorted(present))
            hint = f"It has {other}." if present else "You can change its severity or weight, or switch it off."
            self._report(name, f"This rule has no {_kebab(name)} to change.", hint)
        elif bound < 0 and not may_be_negative(options.get("measure")):
            self._report(
                name, f"{_kebab(name)} can't be below 0, because this rule counts something.", "Write 0 or more."
            )
        elif known[name].type is int and bound != int(bound):
            self._report(name, "This must be a whole number.", f"For example: {int(bound)}.")
        else:
            options[name] = int(bound) if known[name].type is int else bound
            if "on" in options:
                options["on"] = {}  # the user's bound applies on every platform

    def _remove(self, options: dict[str, Any]) -> None:
        names = (*pattern_options(self._rule.kind), "regex")
        for pattern in self._settings.remove:
            homes = [name for name in names if pattern in (options.get(name) or ())]
            if not homes and len(self.mistakes) > MAX_MISTAKES:
                return  # more aren't shown
            if not homes:
                present = [written for name in names for written in options.get(name) or ()]
                hint = sentence(nearest(pattern, present)) or f"“softsell explain {self._rule.id}” shows its patterns."
                self._report("remove", f"This rule has no pattern “{pattern}”.", hint, pattern)
            for name in homes:
                options[name] = _remove_pattern(options[name], pattern)
        removed = self._settings.remove and not self.mistakes
        if removed and not self._settings.add and not any(options.get(name) for name in names):
            self._report(
                "remove", "This leaves the rule nothing to look for.", "To switch it off, write enabled = false."
            )

    def _add(self, options: dict[str, Any]) -> None:
        if not self._settings.add:
            return
        names = pattern_options(self._rule.kind)
        if not names or self._rule.kind == "swap":
            reason = "needs replacements" if self._rule.kind == "swap" else "doesn't look for patterns"
            self._report(
                "add",
                f"This rule {reason}, so you can't add any here.",
                "Write your own rule: “softsell packs new”.",
            )
            return
        self._check_patterns("add", self._settings.add)
        options[names[0]] = [*(options.get(names[0]) or ()), *self._settings.add]

    def _check_patterns(self, setting: str, patterns: Iterable[str]) -> None:
        for pattern in patterns:
            mistake = find_pattern_mistake(pattern, (setting, pattern))
            if mistake:
                self.mistakes.append(mistake)
            if len(self.mistakes) > MAX_MISTAKES:
                return

    def _report(self, setting: str, message: str, hint: str, *item: str) -> None:
        self.mistakes.append(Mistake((setting, *item), message, hint))


def fit_settings(rule: Rule, settings: RuleSettings) -> tuple[RuleSettings, tuple[str, ...]]:
    """Return the part of another rule's ``settings`` that this rule can take, and the keys of the rest."""
    unfit: dict[str, Any] = {}
    while True:
        changes = Changes(rule, settings)
        changes.apply()
        if not changes.mistakes:
            return settings, tuple(unfit)
        unfit |= {str(mistake.path[0]): getattr(RuleSettings(), str(mistake.path[0])) for mistake in changes.mistakes}
        settings = replace(settings, **unfit)


def find_pattern_mistake(pattern: str, path: SettingPath) -> Mistake | None:
    """Return what is wrong with a pattern, if something is."""
    try:
        parse(pattern)
    except PatternError as error:
        return Mistake(path, f"“{pattern}” isn't a valid pattern: {error.message}.", sentence(error.hint))
    return None


def _has_default(field: FieldInfo | None) -> bool:
    return field is not None and isinstance(field.default, int | float)


def _remove_pattern(patterns: Any, pattern: str) -> Any:
    if isinstance(patterns, Mapping):
        return {key: value for key, value in patterns.items() if key != pattern}
    return [written for written in patterns if written != pattern]


def _kebab(name: str) -> str:
    return name.replace("_", "-")
