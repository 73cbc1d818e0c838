"""Every command that takes a rule or a platform takes every built-in one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Softsell

from softsell.checks.rule import Rule
from softsell.cli import CLEAN, FINDINGS
from softsell.packs import load_builtin
from softsell.platforms import PLATFORMS, profile
from softsell.vocabulary import SCOPES

RULES = [rule for pack in load_builtin() for rule in pack.rules]
POST = "Hurry in!!! Do you love soup? We are the best. https://joes.example #soup #sale\n"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_is_explained(softsell: Softsell, rule: Rule) -> None:
    result = softsell("explain", rule.id, "--isolated")
    assert (result.status, result.err) == (CLEAN, "")
    assert result.out.startswith(f"{rule.id}  ")
    assert SCOPES[rule.scope] in " ".join(result.out.split())


def test_the_built_in_rules_use_more_than_one_scope() -> None:
    assert {"draft", "sentence-start"} < {rule.scope for rule in RULES} <= set(SCOPES)


def test_every_rule_is_checked_and_ignored_by_its_id(softsell: Softsell) -> None:
    Path("post.txt").write_text(POST)
    for rule in RULES:
        alone = softsell("check", "post.txt", "--isolated", "--select", rule.id, "--format", "json", "--no-cache")
        assert alone.status in (CLEAN, FINDINGS), rule.id
        (draft,) = json.loads(alone.out)["files"][0]["drafts"]
        assert {finding["rule"] for finding in draft["findings"]} <= {rule.id}
        assert {finding["dimension"] for finding in draft["findings"]} <= {rule.dimension}
    without = softsell("check", "post.txt", "--isolated", *(f"--ignore={rule.id}" for rule in RULES), "--quiet")
    assert (without.status, without.out) == (CLEAN, "")


def test_every_pack_is_listed(softsell: Softsell) -> None:
    for pack in load_builtin():
        result = softsell("rules", pack.name, "--isolated")
        assert [line.split()[0] for line in result.out.splitlines()] == [rule.id for rule in pack.rules]


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_platform_is_taken(softsell: Softsell, platform: str) -> None:
    Path("post.txt").write_text(POST)
    for name in (platform, *profile(platform).also):
        result = softsell("check", "post.txt", "--isolated", "--platform", name, "--format", "json")
        assert (result.status, result.err) == (FINDINGS, ""), name
    Path("softsell.toml").unlink()
    assert softsell("init", "--platform", platform).status == CLEAN
    assert softsell("check", "post.txt").status == FINDINGS
