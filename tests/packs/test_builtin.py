"""The built-in packs: every rule proves itself, with at least three examples of each side."""

from __future__ import annotations

import pytest

from softsell.checks.rule import Pack, Rule
from softsell.packs import load_builtin
from softsell.packs.examples import Run, check_examples
from softsell.packs.load import builtin_folder, builtin_folders

PACKS = load_builtin(use_cache=False)
RULES = [rule for pack in PACKS for rule in pack.rules]


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_the_examples_hold_and_exercise_every_pattern(pack: Pack, run_rule: Run) -> None:
    report = check_examples(pack, run_rule, model=False)
    assert not report.mistakes, "\n\n".join(map(str, report.mistakes))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_three_bad_and_three_good_examples(rule: Rule) -> None:
    assert len(rule.bad) >= 3
    assert len(rule.good) >= 3
    assert len({example.text for example in (*rule.bad, *rule.good)}) == len(rule.bad) + len(rule.good)


@pytest.mark.parametrize("folder", builtin_folders(builtin_folder()), ids=lambda folder: folder.name)
def test_a_pack_is_named_like_its_folder(folder: object) -> None:
    assert any(pack.path == f"rules/{pack.name}" for pack in PACKS if folder == builtin_folder() / pack.name)
