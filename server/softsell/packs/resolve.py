"""Applies changes to packs for one platform: those of packs that extend them, then those of the user's configuration.

The packs themselves never change. If a configuration names something that no pack has, that's a mistake, shown with the nearest name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from softsell.checks.rule import Dimension, Pack, Rule, RuleSettings, ScoredMeasure
from softsell.config.config import Config, SettingPath
from softsell.diagnostics import MAX_MISTAKES, Diagnostic, first_of, sentence
from softsell.errors import ConfigError, PackError
from softsell.packs.carry_over import carry_changes, carry_over
from softsell.packs.changes import Changes, Mistake, find_pattern_mistake
from softsell.packs.names import covers, find_retired, nearest_rule
from softsell.packs.own_words import BANNED, CUSTOM, make_ban_rule, make_better_rule
from softsell.packs.reading_level import find_grade_shift, measures_grade, shift_bounds, shift_scored_measures
from softsell.vocabulary import DIMENSIONS

if TYPE_CHECKING:
    from softsell.packs.places import Places


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
    return Effective(rules, shift_scored_measures(packs, dimensions, find_grade_shift(packs, config)), dimensions)


def all_rules(packs: Sequence[Pack], config: Config) -> tuple[Rule, ...]:
    """Return every rule of the packs with all changes applied, including rules that are off (see ``Rule.enabled``).

    Raises:
        ConfigError: see ``resolve``.
        PackError: see ``resolve``.
    """
    rules, packs_mistakes, _notes = _extend_rules(packs)
    if packs_mistakes:
        raise PackError(packs_mistakes)
    overlay = _Overlay(rules, config, find_grade_shift(packs, config))
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
        _carried, more = carry_over(config.on_platform(platform), rules)
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
        pack_changes, pack_notes = carry_changes(pack, rules)
        notes += pack_notes
        for rule_id, settings in pack_changes.items():
            if rule_id in rules:
                changes = Changes(rules[rule_id], settings)
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


def _find_in_pack(places: Places, rule_id: str, settings: RuleSettings, mistake: Mistake) -> Diagnostic:
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
            self._rules[BANNED] = make_ban_rule(config.ban)
        for better in config.better:
            rule = make_better_rule(better, self._rules)
            self._rules[rule.id] = rule
        self._config, _notes = carry_over(config, self._rules)
        used = {rule.id.partition("/")[0] for rule in self._rules.values() if rule.enabled}
        named = {*self._config.select, *self._config.extend_select}
        self._switched_on = named - used
        """What the settings name that is off as a whole, such as a pack for one trade."""
        self.mistakes: list[Diagnostic] = []

    def rules(self) -> Iterator[Rule]:
        self._check_names()
        for setting in ("allow", "ban"):
            for pattern in getattr(self._config, setting):
                mistake = find_pattern_mistake(pattern, (setting, pattern))
                if mistake:
                    self._report(mistake)
        for better in self._config.better:
            mistake = find_pattern_mistake(better.word, ("better", better.word))
            if mistake:
                self._report(mistake)
        for rule in self._rules.values():
            settings = self._config.rules.get(rule.id, RuleSettings())
            changes = Changes(shift_bounds(rule, self._grade_shift, self._config.reading_level), settings)
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

    def _unknown(self, name: str, path: SettingPath) -> Mistake:
        what = "rule" if path[0] == "rules" else "rule or pack"
        message = f"“{name}” isn't a {what}."
        if len(self.mistakes) > MAX_MISTAKES:
            return Mistake(path, message, "")  # it isn't shown, and searching for a suggestion is slow
        rules = list(self._rules)
        packs = [] if path[0] == "rules" else sorted({rule.partition("/")[0] for rule in rules})
        hint = sentence(nearest_rule(name, rules, packs))
        return Mistake(path, message, hint or "“softsell rules” lists all rules.")

    def _is_on(self, rule: Rule, settings: RuleSettings) -> bool:
        """Return whether a rule is on. Its full id switches it on regardless of its default. The id of its pack only does if every rule
        of the pack is off, because it would do nothing otherwise.
        """
        config = self._config
        default = rule.enabled if settings.enabled is None else settings.enabled
        if settings.enabled is None and config.reading_level is not None and measures_grade(rule):
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

    def _report(self, mistake: Mistake) -> None:
        place = self._config.place_of(*mistake.path)
        self.mistakes.append(replace(place, message=mistake.message, hint=mistake.hint))
