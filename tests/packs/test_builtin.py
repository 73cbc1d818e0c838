"""The built-in packs: every rule proves itself, with at least three examples of each side."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import softsell
from softsell.checks.rule import Pack, Rule
from softsell.config import AUDIENCES, Audience, Config, read_config, template
from softsell.engine.proving import ExampleRunner
from softsell.language.tagger import load_tagger
from softsell.packs import load_builtin
from softsell.packs.examples import check_examples
from softsell.packs.folders import builtin_folder, builtin_folders
from softsell.packs.resolve import resolve

PACKS = load_builtin(use_cache=False)
RULES = [rule for pack in PACKS for rule in pack.rules]


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
@pytest.mark.parametrize("model", ["none", "auto"])
def test_the_examples_hold_and_exercise_every_pattern(pack: Pack, model: str) -> None:
    has_model = load_tagger(model) is not None
    if model == "auto" and not has_model:
        pytest.skip("no trained model here")
    report = check_examples(pack, ExampleRunner(model), model=has_model)
    assert not report.mistakes, "\n\n".join(map(str, report.mistakes))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_three_bad_and_three_good_examples(rule: Rule) -> None:
    assert len(rule.bad) >= 3
    assert len(rule.good) >= 3
    assert len({*rule.bad, *rule.good}) == len(rule.bad) + len(rule.good)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.instead], ids=lambda rule: rule.id)
def test_no_rule_finds_fault_with_what_another_shows_as_better(rule: Rule) -> None:
    findings = [one.rule for one in softsell.check(rule.instead).findings if not one.positive]
    assert [one for one in findings if one != "questions/no-question"] == []


@pytest.mark.parametrize("folder", builtin_folders(builtin_folder()), ids=lambda folder: folder.name)
def test_a_pack_is_named_like_its_folder(folder: object) -> None:
    assert any(pack.path == f"rules/{pack.name}" for pack in PACKS if folder == builtin_folder() / pack.name)


def test_every_setting_of_the_template_fits_the_built_in_rules(tmp_path: Path) -> None:
    path = tmp_path / "softsell.toml"
    (tmp_path / "my-pack").mkdir()
    lines = [re.sub(r"^# (?=[a-z-]+ = |\[)", "", line) for line in template().splitlines()]
    path.write_text("\n".join(lines), encoding="utf-8")
    config = read_config(path)
    for platform in (None, "x", "linkedin"):
        assert resolve(PACKS, config, platform).rules


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_audience_moves_the_bounds_of_the_built_in_packs(audience: Audience) -> None:
    usual, moved = (resolve(PACKS, config).measures["readability"] for config in (Config(), Config(audience=audience)))
    assert (usual != moved) == (audience != "everyone")


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_each_rule_has_a_name_of_its_own_that_a_list_has_room_for(pack: Pack) -> None:
    names = [rule.name for rule in pack.rules]
    assert len({*names}) == len(names)
    assert all(3 < len(name) <= 40 and name[0].isupper() | (name[0] == "“") and name[-1] != "." for name in names)


def test_a_rule_without_a_title_is_called_as_its_id() -> None:
    rules = {rule.id: rule.name for rule in RULES}
    assert rules["pushiness/hurry"] == "Hurry"
    assert rules["self-focus/us-not-you"] == "More about you than about them"
