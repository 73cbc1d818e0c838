"""The JSON Schema that editors use is what the types say, and the lists that stand in two places agree."""

from __future__ import annotations

import json
from pathlib import Path

from msgspec.structs import fields

from softsell.checks import KINDS, pattern_options
from softsell.checks.rule import RuleSettings
from softsell.packs import schema

SCHEMA = Path(__file__).parents[2] / "rules" / "pack.schema.json"


def test_the_schema_in_rules_is_current() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema.schema_text(), (
        "run: softsell packs schema > rules/pack.schema.json"
    )


def test_the_schema_tells_every_key_in_a_sentence() -> None:
    definitions = json.loads(schema.schema_text())["$defs"]
    for entry in ("PackEntry", "RuleEntry", "ExampleEntry", "ExamplesEntry", "MeasureEntry", "ChangeEntry"):
        for key, value in definitions[entry]["properties"].items():
            assert value.get("description"), f"{entry}.{key}"
    for branch in definitions["RuleEntry"]["allOf"]:
        own = {key: value for key, value in branch["then"]["properties"].items() if value is not True}
        assert all(value.get("description") for value in own.values()), branch["if"]


def test_every_kind_can_be_named() -> None:
    definitions = json.loads(schema.schema_text())["$defs"]
    assert definitions["RuleEntry"]["properties"]["kind"]["enum"] == sorted(KINDS)


def test_lists_that_stand_twice_agree() -> None:
    assert set(schema.ChangeEntry.model_fields) == set(RuleSettings.__struct_fields__)


def test_no_kind_has_an_option_named_like_what_every_rule_has() -> None:
    for kind in KINDS:
        assert not set(schema.option_names(kind)) & set(schema.RULE_KEYS), kind


def test_every_option_that_may_hold_patterns_is_known_to() -> None:
    """A new kind's patterns must be checked when a pack loads, and covered by examples: its field must say that it holds some."""
    no_patterns = {"regex", "measures", "allow", "quote", "facts", "calls"}
    for kind, module in KINDS.items():
        lists = {field.name for field in fields(module.Options) if "list[str]" in str(field.type)}
        assert lists - no_patterns == set(pattern_options(kind)), kind
