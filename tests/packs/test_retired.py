"""A rule that was renamed or removed is still known wherever its id is written, and its writer is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import softsell
from softsell import Config, Engine, RuleSettings
from softsell.config import Layer
from softsell.errors import ConfigError
from softsell.packs import load_builtin, names
from softsell.packs.names import current_ids, find_retired, former_ids, retired_rules
from softsell.packs.resolve import retired_notes

ROOT = Path(__file__).resolve().parents[2]
HURRY = "Hurry, the jam is nearly gone."
MADE_UP = """
[[retired]]
id = "pushiness/rush"
version = "0.2.0"
replaced-by = "pushiness/haste"

[[retired]]
id = "pushiness/haste"
version = "0.3.0"
replaced-by = "pushiness/hurry"

[[retired]]
id = "pushiness/gone"
version = "0.3.0"
reason = "It found too little."

[[retired]]
id = "oldpack/long"
version = "0.3.0"
replaced-by = "readability/long-sentence"
"""


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A list of retired rules with every kind of entry."""
    (tmp_path / "retired.toml").write_text(MADE_UP, encoding="utf-8")
    monkeypatch.setattr(names, "RETIRED", str(tmp_path / "retired.toml"))
    retired_rules.cache_clear()
    yield
    monkeypatch.undo()
    retired_rules.cache_clear()


def rules_of(config: Config, text: str = HURRY) -> list[str]:
    return [finding.rule for finding in Engine(config).check(text).findings]


def notes_of(config: Config) -> list[str]:
    return [note.message for note in Engine(config).warnings]


@pytest.mark.usefixtures("made_up")
class TestSettings:
    @pytest.mark.parametrize("old", ["pushiness/rush", "pushiness/haste"])
    def test_a_renamed_rule_is_ignored_by_its_old_id(self, old: str) -> None:
        config = Config(ignore=(old,))
        assert "pushiness/hurry" not in rules_of(config)
        (note,) = notes_of(config)
        assert old in note

    @pytest.mark.parametrize(
        "config",
        [
            Config(select=("pushiness/rush",)),
            Config(select=("readability",), extend_select=("pushiness/rush",)),
        ],
    )
    def test_and_selected(self, config: Config) -> None:
        assert "pushiness/hurry" in rules_of(config)

    def test_a_removed_rule_is_told_and_changes_nothing(self) -> None:
        config = Config(ignore=("pushiness/gone",))
        assert "pushiness/hurry" in rules_of(config)
        assert notes_of(config) == ["“pushiness/gone” was removed in softsell 0.3.0. It found too little."]

    def test_to_select_a_removed_rule_alone_selects_nothing(self) -> None:
        assert rules_of(Config(select=("pushiness/gone",))) == []

    def test_a_pack_that_is_gone_means_what_became_of_its_rules(self) -> None:
        config = Config(select=("oldpack",))
        long = "We " + "bake and bake and " * 40 + "rest."
        assert rules_of(config, long) == ["readability/long-sentence"]

    def test_changes_of_a_rule_follow_it(self) -> None:
        config = Config(rules={"pushiness/rush": RuleSettings(severity="error")})
        (finding,) = [one for one in Engine(config).check(HURRY).findings if one.rule == "pushiness/hurry"]
        assert finding.severity == "error"

    def test_changes_by_the_present_id_win(self) -> None:
        changes = {
            "pushiness/hurry": RuleSettings(severity="suggestion"),
            "pushiness/rush": RuleSettings(severity="error", weight=9),
        }
        engine = Engine(Config(rules=changes))
        rule = engine.rule_set(None).rules["pushiness/hurry"]
        assert (rule.severity, rule.weight) == ("suggestion", 9)

    def test_changes_that_the_new_rule_cannot_take_are_left_out_and_told(self) -> None:
        config = Config(rules={"pushiness/rush": RuleSettings(severity="error", at_most=3, remove=("no such words",))})
        assert Engine(config).rule_set(None).rules["pushiness/hurry"].severity == "error"
        (note,) = notes_of(config)
        assert "at-most" in note
        assert "remove" in note

    def test_changes_of_a_removed_rule_are_told(self) -> None:
        assert len(notes_of(Config(rules={"pushiness/gone": RuleSettings(at_most=3)}))) == 1

    def test_settings_for_one_platform_are_told_too(self) -> None:
        config = Config(platforms={"x": Layer(ignore=("pushiness/rush",))})
        assert len(notes_of(config)) == 1
        assert "pushiness/hurry" not in [finding.rule for finding in Engine(config).check(HURRY, platform="x").findings]

    def test_a_name_that_never_was_is_still_a_mistake(self) -> None:
        with pytest.raises(ConfigError):
            Engine(Config(ignore=("pushiness/never-was",)))


@pytest.mark.usefixtures("made_up")
class TestDrafts:
    @pytest.mark.parametrize(
        "draft",
        [
            f"<!-- softsell-disable-next pushiness/rush: it is true -->\n{HURRY}",
            f"---\nsoftsell:\n  ignore: [pushiness/rush]\n  reason: it is true\n---\n{HURRY}",
        ],
    )
    def test_a_comment_or_front_matter_with_an_old_id_holds(self, draft: str) -> None:
        findings = softsell.check(draft, markup="markdown").findings
        assert "pushiness/hurry" not in [finding.rule for finding in findings]
        (note,) = [finding for finding in findings if finding.rule == "softsell/retired-rule"]
        assert (note.severity, "pushiness/haste" in note.message) == ("suggestion", True)

    def test_one_with_a_removed_rule_is_told_what_became_of_it(self) -> None:
        draft = f"<!-- softsell-disable-next pushiness/gone: it is true -->\n{HURRY}"
        findings = softsell.check(draft, markup="markdown").findings
        assert {"softsell/retired-rule", "pushiness/hurry"} <= {finding.rule for finding in findings}


@pytest.mark.usefixtures("made_up")
def test_a_pack_may_still_change_a_retired_rule(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "pack.yml").write_text(
        "name: ours\nversion: 1.0.0\ndescription: d\nlicense: MIT\nextends: [pushiness]\nrules:\n"
        "  pushiness/rush: {severity: error, at_most: 3}\n"
        "  pushiness/gone: {enabled: false}\n"
    )
    engine = Engine(Config(packs=(str(tmp_path / "ours"),)))
    assert engine.rule_set(None).rules["pushiness/hurry"].severity == "error"
    renamed, removed = engine.warnings
    assert (renamed.line, removed.line) == (7, 8)
    assert "at-most" in renamed.message


@pytest.mark.usefixtures("made_up")
def test_names_are_followed_both_ways() -> None:
    assert current_ids(find_retired("pushiness/rush"), {"pushiness/hurry"}) == ("pushiness/hurry",)
    assert set(former_ids("pushiness/hurry")) == {"pushiness/rush", "pushiness/haste"}


def test_no_name_is_told_while_none_is_retired() -> None:
    assert retired_notes(load_builtin(), Config(ignore=("pushiness",))) == ()


class TestTheList:
    """What must hold of rules/retired.toml itself, whatever stands in it."""

    def test_no_retired_id_is_in_use(self) -> None:
        in_use = {rule.id for pack in load_builtin() for rule in pack.rules}
        assert not in_use & set(retired_rules())

    def test_every_entry_leads_to_a_rule_or_gives_a_reason(self) -> None:
        in_use = {rule.id for pack in load_builtin() for rule in pack.rules}
        for rule in retired_rules().values():
            assert current_ids((rule,), in_use) or (not rule.replaced_by and rule.reason), rule.id

    def test_an_entry_stays_for_two_versions(self) -> None:
        changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
        released = list(dict.fromkeys(re.findall(r"^## (\d+\.\d+)\.\d+", changelog, re.MULTILINE)))
        for rule in retired_rules().values():
            version = rule.version.rpartition(".")[0]
            assert version not in released[2:], f"{rule.id} has been retired for two versions; delete its entry"
