"""What is known about the ideas behind rules: written in packs, checked, and shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from softsell.checks.rule import Evidence
from softsell.errors import PackError
from softsell.packs import dump_packs, load_builtin, load_pack, parse_packs

HEAD = "name: style\nversion: 1.0.0\ndescription: Ours.\nlicense: MIT\n"
RULE = """\
- id: {name}
  kind: phrase
  message: Found.
  why: Ours.
  patterns: [{name}]
{more}  examples:
    bad: ["A [[{name}]]."]
    good: [Nothing.]
"""


def write(folder: Path, head: str = "", more: str = "") -> Path:
    """Writes a pack with three rules; ``more`` are further lines of the third."""
    (folder / "pack.yml").write_text(HEAD + head)
    rules = [RULE.format(name=name, more=more if name == "gnu" else "") for name in ("zebra", "yak", "gnu")]
    (folder / "rules.yml").write_text("".join(rules))
    return folder


def test_a_rule_has_its_own_or_what_names_it_or_what_is_about_all(tmp_path: Path) -> None:
    head = """\
evidence:
  - {found: All of them., sure: custom}
  - {found: A study., where: "Journal 1", sure: experiments, rules: [yak, gnu]}
"""
    pack = load_pack(write(tmp_path, head, "  evidence: [{found: Mine., sure: taste}]\n"))
    assert {rule.id: rule.evidence for rule in pack.rules} == {
        "style/zebra": (Evidence("All of them.", "", "custom"),),
        "style/yak": (Evidence("A study.", "Journal 1", "experiments"),),
        "style/gnu": (Evidence("Mine.", "", "taste"),),
    }
    assert parse_packs(dump_packs([pack])) == (pack,)


def test_a_pack_may_be_unsure_about_some_of_its_rules(tmp_path: Path) -> None:
    pack = load_pack(write(tmp_path, "when_unsure: {measure: pressure, drop_below: 0.2, rules: [yak, gnu]}\n"))
    assert pack.when_unsure is not None
    assert [rule.id for rule in pack.rules if pack.when_unsure.is_about(rule.id)] == ["style/yak", "style/gnu"]
    assert parse_packs(dump_packs([pack])) == (pack,)


@pytest.mark.parametrize(
    ("head", "more", "told"),
    [
        ("evidence:\n  - {found: A study., sure: field}\n", "", "doesn't say where"),
        ("evidence:\n  - {found: A study., where: ' ', sure: field}\n", "", "doesn't say where"),
        ("evidence:\n  - {found: Ours., sure: custom, rules: [zebr]}\n", "", "Did you mean “zebra”"),
        ("evidence:\n  - {found: Ours., sure: certain}\n", "", "experiments"),
        ("when_unsure: {measure: pressure, drop_below: 0.2, rules: [zebr]}\n", "", "Did you mean “zebra”"),
        ("", "  evidence: [{found: A study., sure: survey}]\n", "doesn't say where"),
        ("", "  evidence: [{found: A study., sure: taste, rules: [yak]}]\n", "rules"),
    ],
)
def test_mistakes_are_told_at_their_place(tmp_path: Path, head: str, more: str, told: str) -> None:
    with pytest.raises(PackError) as caught:
        load_pack(write(tmp_path, head, more))
    assert told in str(caught.value)
    assert all(mistake.line for mistake in caught.value.diagnostics)


def test_every_built_in_rule_says_what_is_known() -> None:
    rules = [rule for pack in load_builtin() for rule in pack.rules]
    assert [rule.id for rule in rules if not rule.evidence] == []


def test_the_packs_of_other_trades_are_off() -> None:
    rules = [rule for pack in load_builtin() if pack.name in ("appeals", "job-posts") for rule in pack.rules]
    assert rules
    assert not any(rule.enabled for rule in rules)
