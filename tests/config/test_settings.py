"""The template and the table for the README say what the reader really understands."""

from __future__ import annotations

import re
from pathlib import Path

from softsell.config import Config, Layer, RuleSettings, read_config, settings_table, template
from softsell.config.settings import LAYER, RULE, SERVER, TOP


def test_the_template_changes_nothing_until_it_is_edited(tmp_path: Path) -> None:
    path = tmp_path / "softsell.toml"
    path.write_text(template(), encoding="utf-8")
    assert read_config(path) == Config(root=str(tmp_path))


def test_every_line_of_the_template_works_when_its_mark_is_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "softsell.toml"
    (tmp_path / "my-pack").mkdir()
    lines = [re.sub(r"^# (?=[a-z-]+ = |\[)", "", line) for line in template().splitlines()]
    path.write_text("\n".join(lines), encoding="utf-8")
    config = read_config(path)
    assert config.platform == "linkedin"
    assert config.rules["pushiness/many-exclamations"].at_most == 5
    assert config.rules["pushiness/hurry"].add == ("while stocks last",)
    assert config.platforms["x"].ignore == ("readability",)
    assert config.files[0].layer.ignore == ("questions",)
    assert config.languagetool is True


def test_every_setting_is_in_the_table_and_sets_a_field() -> None:
    table = settings_table()
    for setting in (*LAYER, *TOP, *RULE, *SERVER):
        assert f"| `{setting.key}` | {setting.meaning}" in table
    assert {setting.field for setting in LAYER} == set(Layer.__dataclass_fields__) - {"rules"}
    assert {setting.field for setting in RULE} == set(RuleSettings.__dataclass_fields__)
    fields = {setting.field for setting in (*LAYER, *TOP, *SERVER)}
    assert fields == set(Config.__dataclass_fields__) - {"rules", "platforms", "files", "root", "places"}


def test_the_table_is_a_table() -> None:
    rows = settings_table().splitlines()
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 6 for row in rows)
