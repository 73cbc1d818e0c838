"""Applies changes to packs for one platform: those of packs that extend them, then those of the user's configuration.

The packs themselves never change. If a configuration names something that no pack has, that's a mistake, shown with the nearest name.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import FieldInfo, fields, replace

from softsell.checks import KINDS, pattern_options
from softsell.checks.rule import Dimension, Pack, Rule, RuleSettings, ScoredMeasure
from softsell.compile_later import compile_later
from softsell.config.config import BetterWord, Config, SettingPath
from softsell.diagnostics import MAX_MISTAKES, Diagnostic, first_of, nearest, sentence
from softsell.errors import ConfigError, PackError
from softsell.packs.carry_over import carry_changes, carry_over
from softsell.packs.known_measures import may_be_negative
from softsell.packs.names import covers, find_retired
from softsell.patterns import PatternError, parse
from softsell.vocabulary import AUDIENCES, DIMENSIONS

if TYPE_CHECKING:
    from softsell.packs.places import Places

CUSTOM = "custom"
BANNED = "custom/banned"
"""The rule for the configuration's ``ban``."""
_OF_A_WORD = compile_later(r"[^a-z0-9]+")

GRADE = "flesch_kincaid_grade"
PER_GRADE: Mapping[str, float] = {GRADE: 1.0, "flesch_reading_ease": -84.6 / 11.8, "reading_difficulty": 2.6}
"""How one more grade changes each measure of readability.

Reading ease: the ratio of the weights that the two formulas give to syllables, for sentences of equal length. Difficulty: the ratio of
the standard deviations (2.58 and 2.61) on two sets of brand posts of 20 words or more.
"""


class Effective(Struct, frozen=True):
    """What softsell checks: rules with all changes applied, and how measures feed the scores.

    Attributes:
        rules: the enabled rules for the platform, in the order of the packs.
        measures: the measures that feed each dimension's score. Dimensions without measures are left out.
        dimensions: all scores: the four, then those that packs declare.
    """

    rules: tuple[Rule, ...]
    measures: Mapping[Dimension, tuple[ScoredMeasure, ...]]
    dimensions: tuple[Dimension, ...]


def resolve(packs: Sequence[Pack], config: Config, platform: str | None = None) -> Effective:
    """Return the rules for this configuration and platform. Applies the configuration's settings for the platform.

    Raises:
        ConfigError: the configuration names a rule, pack or pattern that doesn't exist. Lists all such mistakes.
        PackError: the same for a pack that extends another.
    """
    config = config.on_platform(platform)
    rules = tuple(
        with_questions(rule, packs) for rule in all_rules(packs, config) if rule.enabled and holds_on(rule, platform)
    )
    dimensions = tuple(dict.fromkeys([*DIMENSIONS, *(name for pack in packs for name in pack.dimensions)]))
    return Effective(rules, _shift_scored_measures(packs, dimensions, _grade_shift(packs, config)), dimensions)


def all_rules(packs: Sequence[Pack], config: Config) -> tuple[Rule, ...]:
    """Return every rule of the packs with all changes applied, including rules that are off (see ``Rule.enabled``).

    Raises:
        ConfigError: see ``resolve``.
        PackError: see ``resolve``.
    """
    rules, packs_mistakes, _notes = _extend_rules(packs)
    if packs_mistakes:
        raise PackError(packs_mistakes)
    overlay = _Overlay(rules, config, _grade_shift(packs, config))
    changed = tuple(overlay.rules())
    if overlay.mistakes:
        raise ConfigError(first_of(overlay.mistakes))
    return changed


def with_questions(rule: Rule, packs: Sequence[Pack]) -> Rule:
    """Return the rule with the questions of these packs, if it suggests any. Later packs come first, so that the user's own questions
    come before the built-in ones.
    """
    if not rule.options.get("suggest"):
        return rule
    return replace(rule, questions=tuple(pack.questions for pack in reversed(packs) if pack.questions))


def retired_notes(packs: Sequence[Pack], config: Config) -> tuple[Diagnostic, ...]:
    """Return notes on the retired rules that the packs and the configuration still name, each at its place.

    These aren't mistakes. ``resolve`` uses the rules that replaced them.
    """
    rules, _mistakes, notes = _extend_rules(packs)
    for platform in (None, *config.platforms):
        _carried, more = carry_over(config.on_platform(platform), rules, _fit_settings)
        notes += more
    return tuple(dict.fromkeys(notes))


def holds_on(rule: Rule, platform: str | None) -> bool:
    """Return whether the rule applies on a platform. Rules for certain platforms don't apply if the platform is unknown."""
    return "all" in rule.platforms or platform in rule.platforms


def _extend_rules(packs: Sequence[Pack]) -> tuple[dict[str, Rule], list[Diagnostic], list[Diagnostic]]:
    """Return all rules by id with the changes of extending packs, the mistakes in these changes, and notes on retired rules."""
    rules = {rule.id: rule for pack in packs for rule in pack.rules}
    mistakes: list[Diagnostic] = []
    notes: list[Diagnostic] = []
    for pack in packs:
        places = None
        pack_changes, pack_notes = carry_changes(pack, rules, _fit_settings)
        notes += pack_notes
        for rule_id, settings in pack_changes.items():
            if rule_id in rules:
                changes = _Changes(rules[rule_id], settings)
                rules[rule_id] = changes.apply()
                if changes.mistakes:
                    places = places or _open_places(pack)
                    mistakes += (_find_in_pack(places, rule_id, settings, mistake) for mistake in changes.mistakes)
            if len(mistakes) > MAX_MISTAKES:
                return rules, first_of(mistakes), notes
    return rules, mistakes, notes


def _open_places(pack: Pack) -> Places:
    from softsell.packs.places import Places

    return Places(pack)


def _find_in_pack(places: Places, rule_id: str, settings: RuleSettings, mistake: _Mistake) -> Diagnostic:
    """Return the mistake at its place in the pack's pack.yml, where list items have numbers."""
    setting, *items = mistake.path
    numbers = [getattr(settings, str(setting)).index(item) for item in items]
    path = ("rules", rule_id, setting, *numbers)
    return places.in_head(path, f"{rule_id}: {mistake.message}", mistake.hint)


class _Overlay:
    """Applies one configuration to rules and collects ``mistakes``."""

    def __init__(self, rules: Mapping[str, Rule], config: Config, grade_shift: float) -> None:
        self._grade_shift = grade_shift
        self._rules = dict(rules)
        if config.ban:
            self._rules[BANNED] = _make_ban_rule(config.ban)
        for better in config.better:
            rule = _make_better_rule(better, self._rules)
            self._rules[rule.id] = rule
        self._config, _notes = carry_over(config, self._rules, _fit_settings)
        used = {rule.id.partition("/")[0] for rule in self._rules.values() if rule.enabled}
        named = {*self._config.select, *self._config.extend_select}
        self._switched_on = named - used
        """What the settings name that is off as a whole, such as a pack for one trade."""
        self.mistakes: list[Diagnostic] = []

    def rules(self) -> Iterator[Rule]:
        self._check_names()
        for setting in ("allow", "ban"):
            for pattern in getattr(self._config, setting):
                mistake = _find_pattern_mistake(pattern, (setting, pattern))
                if mistake:
                    self._report(mistake)
        for better in self._config.better:
            mistake = _find_pattern_mistake(better.word, ("better", better.word))
            if mistake:
                self._report(mistake)
        for rule in self._rules.values():
            settings = self._config.rules.get(rule.id, RuleSettings())
            changes = _Changes(_shift_bounds(rule, self._grade_shift, self._config.reading_level), settings)
            changed = changes.apply()
            for mistake in changes.mistakes:
                self._report(replace(mistake, path=("rules", rule.id, *mistake.path)))
            unless = (*changed.unless, *self._config.allow)
            yield replace(changed, unless=unless, enabled=self._is_on(rule, settings))

    def _check_names(self) -> None:
        for setting in ("select", "extend_select", "ignore"):
            for name in getattr(self._config, setting):
                # A rule that the settings make may be gone; its name is still valid.
                if name.startswith(f"{CUSTOM}/"):
                    continue
                if not any(covers(name, rule) for rule in (*self._rules, BANNED)) and not find_retired(name):
                    self._report(self._unknown(name, (setting, name)))
        for rule in self._config.rules:
            if rule not in self._rules:
                self._report(self._unknown(rule, ("rules", rule)))

    def _unknown(self, name: str, path: SettingPath) -> _Mistake:
        what = "rule" if path[0] == "rules" else "rule or pack"
        message = f"“{name}” isn't a {what}."
        if len(self.mistakes) > MAX_MISTAKES:
            return _Mistake(path, message, "")  # it isn't shown, and searching for a suggestion is slow
        rules = list(self._rules)
        packs = [] if path[0] == "rules" else sorted({rule.partition("/")[0] for rule in rules})
        hint = nearest(name, [*packs, *rules])
        if not hint:
            own_names = {rule.rpartition("/")[2]: rule for rule in rules}
            near = nearest(name.rpartition("/")[2], own_names)
            hint = f"did you mean “{own_names[near.split('“')[1].split('”')[0]]}”?" if near else ""
        return _Mistake(path, message, sentence(hint) or "“softsell rules” lists all rules.")

    def _is_on(self, rule: Rule, settings: RuleSettings) -> bool:
        """Return whether a rule is on. Its full id switches it on regardless of its default. The id of its pack only does if every rule
        of the pack is off, because it would do nothing otherwise.
        """
        config = self._config
        default = rule.enabled if settings.enabled is None else settings.enabled
        if settings.enabled is None and config.reading_level is not None and _measures_grade(rule):
            default = True  # who sets a level wants to hear of what is above it
        if any(covers(name, rule.id) for name in config.ignore):
            return False
        if rule.id in config.extend_select or rule.id in config.select:
            return True
        if rule.id.partition("/")[0] in self._switched_on:
            return settings.enabled is not False
        if covers(CUSTOM, rule.id):
            return default  # users who select rules still want what they ban
        named = not config.select or any(covers(name, rule.id) for name in (*config.select, *config.extend_select))
        return default and named

    def _report(self, mistake: _Mistake) -> None:
        place = self._config.place_of(*mistake.path)
        self.mistakes.append(replace(place, message=mistake.message, hint=mistake.hint))


class _Mistake(Struct, frozen=True):
    """A change that can't be applied. ``path`` is its path in the settings."""

    path: SettingPath
    message: str
    hint: str


class _Changes:
    """Applies one ``RuleSettings`` to one rule and collects ``mistakes``."""

    def __init__(self, rule: Rule, settings: RuleSettings) -> None:
        self._rule = rule
        self._settings = settings
        self.mistakes: list[_Mistake] = []

    def apply(self) -> Rule:
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
            mistake = _find_pattern_mistake(pattern, (setting, pattern))
            if mistake:
                self.mistakes.append(mistake)
            if len(self.mistakes) > MAX_MISTAKES:
                return

    def _report(self, setting: str, message: str, hint: str, *item: str) -> None:
        self.mistakes.append(_Mistake((setting, *item), message, hint))


def _fit_settings(rule: Rule, settings: RuleSettings) -> tuple[RuleSettings, tuple[str, ...]]:
    """Return the part of another rule's ``settings`` that this rule can take, and the keys of the rest."""
    unfit: dict[str, Any] = {}
    while True:
        changes = _Changes(rule, settings)
        changes.apply()
        if not changes.mistakes:
            return settings, tuple(unfit)
        unfit |= {str(mistake.path[0]): getattr(RuleSettings(), str(mistake.path[0])) for mistake in changes.mistakes}
        settings = replace(settings, **unfit)


def _find_pattern_mistake(pattern: str, path: SettingPath) -> _Mistake | None:
    try:
        parse(pattern)
    except PatternError as error:
        return _Mistake(path, f"“{pattern}” isn't a valid pattern: {error.message}.", sentence(error.hint))
    return None


def _has_default(field: FieldInfo | None) -> bool:
    return field is not None and isinstance(field.default, int | float)


def _remove_pattern(patterns: Any, pattern: str) -> Any:
    if isinstance(patterns, Mapping):
        return {key: value for key, value in patterns.items() if key != pattern}
    return [written for written in patterns if written != pattern]


def _kebab(name: str) -> str:
    return name.replace("_", "-")


def _make_ban_rule(patterns: Sequence[str]) -> Rule:
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


def _make_better_rule(better: BetterWord, taken: Container[str]) -> Rule:
    """Return the rule for one word of the configuration's ``better``. Its id names the word, so it can be switched off alone."""
    name = _OF_A_WORD.sub("-", better.word.casefold()).strip("-") or "word"
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


def _grade_shift(packs: Sequence[Pack], config: Config) -> float:
    """Return by how many grades to shift the readability bounds, so that the strictest becomes the reading level."""
    level = config.reading_level if config.reading_level is not None else AUDIENCES[config.audience]
    bounds = [
        rule.options["at_most"]
        for pack in packs
        for rule in pack.rules
        if _measures_grade(rule) and rule.options.get("at_most") is not None
    ]
    return 0.0 if level is None or not bounds else level - min(bounds)


def _shift_of(measure: str, grade_shift: float) -> float:
    """Return the shift of a measure's bounds for a shift in grades."""
    return grade_shift * PER_GRADE.get(measure, 0.0)


def _measures_grade(rule: Rule) -> bool:
    return rule.kind == "metric" and rule.options.get("measure") == GRADE


def _shift_bounds(rule: Rule, grade_shift: float, level: float | None) -> Rule:
    """Return the rule with its readability bounds shifted. A level that the user set holds on every platform."""
    shift = _shift_of(rule.options.get("measure", ""), grade_shift) if rule.kind == "metric" else 0.0
    if not shift:
        return rule
    moved = {key: rule.options[key] + shift for key in ("at_most", "at_least") if rule.options.get(key) is not None}
    platforms = {} if level is not None and _measures_grade(rule) else rule.options.get("on", {})
    on = {platform: bound + shift for platform, bound in platforms.items()}
    return replace(rule, options={**rule.options, **moved, "on": on})


def _shift_scored_measures(
    packs: Sequence[Pack], dimensions: Sequence[Dimension], grade_shift: float
) -> dict[Dimension, tuple[ScoredMeasure, ...]]:
    scored: dict[Dimension, tuple[ScoredMeasure, ...]] = {}
    for dimension in dimensions:
        found = tuple(
            replace(measure, low=measure.low + shift, high=measure.high + shift)
            for pack in packs
            if pack.dimension == dimension
            for measure in pack.measures
            for shift in (_shift_of(measure.measure, grade_shift),)
        )
        if found:
            scored[dimension] = found
    return scored
