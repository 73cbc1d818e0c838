"""The template and the table for the README say what the reader really understands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

import softsell
from softsell.config import Config, Goals, Layer, RuleSettings, parse_settings, read_config, template
from softsell.config.settings import FEED, LAYER, RULE, SERVER, TOP, Author
from softsell.errors import ConfigError


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own file of settings, which isn't there yet."""
    monkeypatch.setattr("softsell.config.locate.settings_path", lambda: str(tmp_path))
    return tmp_path / "softsell.toml"


@pytest.mark.parametrize("author", ["user", "project"])
def test_the_template_changes_nothing_until_it_is_edited(author: Author, tmp_path: Path) -> None:
    path = tmp_path / "softsell.toml"
    path.write_text(template(author), encoding="utf-8")
    assert read_config(path) == Config(root=str(tmp_path))


def unmarked(author: Author) -> str:
    return "\n".join(re.sub(r"^# (?=[a-z-]+ = |\[)", "", line) for line in template(author).splitlines())


def test_every_line_of_the_template_works_when_its_mark_is_taken_away(own: Path) -> None:
    (own.parent / "my-pack").mkdir()
    own.write_text(unmarked("user"), encoding="utf-8")
    config = read_config(own)
    assert config.platform == "linkedin"
    assert config.rules["pushiness/many-exclamations"].at_most == 5
    assert config.rules["pushiness/hurry"].add == ("while stocks last",)
    assert config.platforms["x"].ignore == ("readability",)
    assert config.files[0].layer.ignore == ("questions",)
    assert config.languagetool is True
    assert config.feed == Goals(3, 20, 30, 24, "we")


def test_a_projects_template_holds_only_what_a_project_may_set(own: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "my-pack").mkdir(parents=True)
    (project / "softsell.toml").write_text(unmarked("project"), encoding="utf-8")
    config = read_config(project / "softsell.toml")
    assert config.platform == "linkedin"
    assert config.notes == ()


def test_every_setting_is_a_field_with_its_concern_and_layers_have_theirs() -> None:
    own = {"rules", "platforms", "files", "feed", "root", "untrusted", "notes", "places"}
    assert {one.field for one in (*LAYER, *TOP, *SERVER)} == set(Config.__struct_fields__) - own
    assert {one.field for one in LAYER} == set(Layer.__struct_fields__) - {"rules"}
    assert {one.field for one in RULE} == set(RuleSettings.__struct_fields__)
    assert {one.field for one in FEED} == set(Goals.__struct_fields__)


def test_keep_sets_back_what_bears_on_something_else() -> None:
    config = Config(brands=("Juno",), ban=("cheap",), severity="error", fail_on="error", port=1, languagetool=True)
    assert config.keep("rules") == Config(ban=("cheap",))
    assert config.keep("rules", "reading", "report") == Config(brands=("Juno",), ban=("cheap",), severity="error")


def test_a_setting_that_is_added_merges_without_further_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Layers, comparisons and requests read the definitions; none of them lists the fields itself."""
    added = replace(next(one for one in LAYER if one.field == "ban"), field="allow", replaces=True)
    layers = tuple(added if one.field == "allow" else one for one in LAYER)
    monkeypatch.setattr("softsell.config.config.LAYER", layers)
    assert Config(allow=("a",)).with_layer(Layer(allow=("b",))).allow == ("b",)


def test_a_better_word_is_offered_with_the_users_reason() -> None:
    better = [{"word": "~utilize", "instead": "~use", "why": "It's shorter."}, {"word": "cheap", "instead": ""}]
    report = softsell.check("We utilized cheap rye.", config=parse_settings({"better": better}))
    found = {finding.rule: finding for finding in report.findings}
    assert [fix.text for fix in found["custom/utilize"].fixes] == ["used"]
    assert found["custom/utilize"].why == "It's shorter."
    assert "leave out" in found["custom/cheap"].message
    # Switching off a word that is gone from the list is no mistake.
    assert softsell.check("We utilize.", config=parse_settings({"ignore": ["custom/gone"]})) is not None


@pytest.mark.parametrize(
    "better",
    [
        "utilize",
        ["utilize"],
        [{"word": "x"}],
        [{"word": "", "instead": "y"}],
        [{"word": "x", "instead": 1}],
        [{"word": "x", "instead": "y", "else": "z"}],
        [{"word": "x", "instead": "y" * 1_001}],
    ],
)
def test_a_better_word_is_a_table(better: object) -> None:
    with pytest.raises(ConfigError):
        parse_settings({"better": better})


def test_words_with_the_same_name_are_two_rules() -> None:
    better = [
        {"word": "cheap", "instead": "low"},
        {"word": "(cheap)? rye", "instead": "rye"},
        {"word": "~cheap", "instead": "x"},
    ]
    rules = {
        finding.rule for finding in softsell.check("A cheap thing.", config=parse_settings({"better": better})).findings
    }
    assert rules & {"custom/cheap", "custom/cheap-1"}
