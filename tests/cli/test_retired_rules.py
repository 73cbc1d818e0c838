"""Commands that meet the id of a rule that was renamed or removed: they go on, and say what became of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.conftest import Softsell

from softsell.cli import CLEAN, FINDINGS, WRONG_USE
from softsell.packs import names
from softsell.packs.names import retired_rules

HURRY = "Hurry, the jam is nearly gone.\n"
MADE_UP = """
[[retired]]
id = "pushiness/rush"
version = "0.2.0"
replaced-by = "pushiness/hurry"

[[retired]]
id = "pushiness/gone"
version = "0.2.0"
reason = "It found too little."
"""


@pytest.fixture(autouse=True)
def made_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (folder / "retired.toml").write_text(MADE_UP, encoding="utf-8")
    (folder / "softsell.toml").write_text('select = ["pushiness/hurry"]\n')
    (folder / "post.txt").write_text(HURRY)
    monkeypatch.setattr(names, "RETIRED", str(folder / "retired.toml"))
    retired_rules.cache_clear()
    yield
    monkeypatch.undo()
    retired_rules.cache_clear()


@pytest.mark.parametrize("option", ["--select", "--extend-select"])
def test_an_option_finds_the_rule_by_its_old_id(softsell: Softsell, option: str) -> None:
    result = softsell("check", "post.txt", option, "pushiness/rush", "--format", "concise")
    assert result.status == FINDINGS
    assert "pushiness/hurry" in result.out
    assert f"{option}: “pushiness/rush” has been called “pushiness/hurry”" in result.err


def test_ignore_does_too(softsell: Softsell) -> None:
    result = softsell("check", "post.txt", "--ignore", "pushiness/rush,pushiness/gone")
    assert result.status == CLEAN
    assert "“pushiness/gone” was removed in softsell 0.2.0. It found too little." in result.err


def test_settings_are_told_at_their_line_at_each_check(softsell: Softsell, folder: Path) -> None:
    (folder / "softsell.toml").write_text('select = ["pushiness"]\n[rules."pushiness/rush"]\nseverity = "error"\n')
    for _ in range(2):
        result = softsell("check", "post.txt", "--format", "concise", "--fail-on", "error")
        assert result.status == FINDINGS
        assert "softsell.toml:2:" in result.err


def test_a_comment_fails_no_check(softsell: Softsell, folder: Path) -> None:
    (folder / "post.md").write_text(f"<!-- softsell-disable-next pushiness/rush: it is -->\n{HURRY}")
    result = softsell("check", "post.md", "--format", "concise")
    assert result.status == CLEAN
    assert "softsell/retired-rule" in result.out


def test_explain_shows_the_rule_that_took_its_place(softsell: Softsell) -> None:
    result = softsell("explain", "pushiness/rush")
    assert result.status == CLEAN
    assert result.out.startswith("“pushiness/rush” has been called “pushiness/hurry”")
    assert "Says" in result.out


def test_explain_says_why_a_rule_was_removed(softsell: Softsell) -> None:
    result = softsell("explain", "pushiness/gone")
    assert (result.status, result.out) == (
        CLEAN,
        "“pushiness/gone” was removed in softsell 0.2.0. It found too little.\n\n",
    )


def test_explain_knows_the_note_itself(softsell: Softsell) -> None:
    assert softsell("explain", "softsell/retired-rule").status == CLEAN


def test_rules_lists_what_took_its_place(softsell: Softsell) -> None:
    result = softsell("rules", "pushiness/rush", "pushiness/gone")
    assert result.status == CLEAN
    assert [line.split()[0] for line in result.out.splitlines()] == ["pushiness/hurry"]
    assert "It found too little" in result.err
    assert softsell("rules", "pushiness/never-was").status == WRONG_USE


def test_rules_lists_nothing_where_nothing_did(softsell: Softsell) -> None:
    assert softsell("rules", "pushiness/gone").out == ""


def test_a_baseline_knows_findings_by_the_old_id(softsell: Softsell, folder: Path) -> None:
    digest = hashlib.sha256(b"pushiness/rush\0Hurry").hexdigest()[:20]
    known = {"version": 1, "files": {"post.txt": {f"pushiness/rush:{digest}": 1}}}
    (folder / "baseline.json").write_text(json.dumps(known))
    result = softsell("check", "post.txt", "--baseline", "baseline.json")
    assert result.status == CLEAN
    assert "The baseline names a retired rule: “pushiness/rush” has been called" in result.err


def test_a_pack_that_changes_retired_rules_is_valid(softsell: Softsell, folder: Path) -> None:
    (folder / "ours").mkdir()
    (folder / "ours" / "pack.yml").write_text(
        "name: ours\nversion: 1.0.0\ndescription: d\nlicense: MIT\nextends: [pushiness]\nrules:\n"
        "  pushiness/rush: {weight: 1}\n"
    )
    (folder / "ours" / "rules.yml").write_text(
        "- id: soap\n  kind: phrase\n  message: m\n  why: w\n  patterns: [soap]\n"
        '  examples: {bad: ["[[Soap]]."], good: ["Jam."]}\n'
    )
    for command in ("validate", "test"):
        result = softsell("packs", command, "ours")
        assert result.status == CLEAN, result.err
        assert "pack.yml:7:" in result.err
