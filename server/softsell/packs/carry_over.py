"""Replaces retired rules in settings and packs with the rules that replaced them, and writes a note about each."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from softsell.checks.rule import Pack, Rule, RuleSettings
from softsell.config.config import Config, Layer, SettingPath
from softsell.diagnostics import Diagnostic
from softsell.packs.changes import fit_settings
from softsell.packs.names import RetiredRule, covers, current_ids, find_retired, retired_rules

_NAME_LISTS = ("select", "extend_select", "ignore")


def carry_over(config: Config, rules: Mapping[str, Rule]) -> tuple[Config, tuple[Diagnostic, ...]]:
    """Rename the retired rules in ``config``.

    A name without a successor stays in its list and has no effect. Removing it could leave ``select`` empty, which means all rules.

    Returns:
        The configuration, and a note for each retired name at its place.
    """
    notes: list[Diagnostic] = []
    lists: dict[str, tuple[str, ...]] = {}
    for setting in _NAME_LISTS:
        names: list[str] = []
        for name in getattr(config, setting):
            retired = _find_if_unknown(name, rules)
            names += current_ids(retired, rules) or (name,)
            notes += (_write_note(config.place_of(setting, name), rule) for rule in retired)
        lists[setting] = tuple(dict.fromkeys(names))
    changes, places = _rename_changes(config, rules, notes)
    if not notes:
        return config, ()
    carried = replace(config, **lists, rules=changes, places={**places, **config.places})
    return carried, tuple(notes)


def carry_changes(pack: Pack, rules: Mapping[str, Rule]) -> tuple[Mapping[str, RuleSettings], tuple[Diagnostic, ...]]:
    """Return the pack's changes to rules of other packs by their current ids, and a note for each retired id at its place in pack.yml."""
    if all(rule_id in rules or rule_id not in retired_rules() for rule_id in pack.changes):
        return pack.changes, ()
    from softsell.packs.places import Places

    as_config = Config(
        rules=pack.changes,
        places={
            ("rules", rule_id): Places(pack).in_head(("rules", rule_id), "", key=True)
            for rule_id in pack.changes
            if rule_id in retired_rules()
        },
    )
    carried, notes = carry_over(as_config, rules)
    return carried.rules, notes


def _find_if_unknown(name: str, rules: Mapping[str, Rule]) -> tuple[RetiredRule, ...]:
    if name in rules or any(covers(name, rule) for rule in rules):
        return ()
    return find_retired(name)


def _rename_changes(
    config: Config, rules: Mapping[str, Rule], notes: list[Diagnostic]
) -> tuple[Mapping[str, RuleSettings], dict[SettingPath, Diagnostic]]:
    """Return the changes to single rules, and the places of those with a new id. Adds to ``notes``."""
    former = {rule_id: retired_rules()[rule_id] for rule_id in config.rules if _is_retired(rule_id, rules)}
    present = {rule_id: settings for rule_id, settings in config.rules.items() if rule_id not in former}
    carried = Config()
    places: dict[SettingPath, Diagnostic] = {}
    for old, rule in former.items():
        unfit: tuple[str, ...] = ()
        for new in current_ids((rule,), rules):
            settings, unfit = fit_settings(rules[new], config.rules[old])
            carried = carried.with_layer(Layer(rules={new: settings}))
            for path, place in config.places.items():
                if path[:2] == ("rules", old):
                    places["rules", new, *path[2:]] = place
        notes.append(_write_note(config.place_of("rules", old), rule, unfit))
    # Settings for a rule's current id override those for an old one.
    return carried.with_layer(Layer(rules=present)).rules, places


def _is_retired(rule_id: str, rules: Mapping[str, Rule]) -> bool:
    return rule_id not in rules and rule_id in retired_rules()


def _write_note(place: Diagnostic, rule: RetiredRule, unfit: tuple[str, ...] = ()) -> Diagnostic:
    left_out = (
        f" That rule can't take {' or '.join(key.replace('_', '-') for key in unfit)} from here." if unfit else ""
    )
    return replace(place, message=rule.message + left_out, hint=rule.hint)
