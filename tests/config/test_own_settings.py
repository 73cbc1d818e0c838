"""The settings page's edits of softsell.toml: exactly what was asked for, and nothing else in the file changes."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softsell.config.own_settings import (
    EDITABLE,
    EDITABLE_OF_RULE,
    EDITABLE_TABLES,
    make_shareable,
    pick_editable,
    read_editable,
    rewrite,
)
from softsell.config.settings import LAYER, RULE

FILE = """\
# Juno's own
platform = "x" # where we are
brands = "Juno"
ban = [
  "cheap", # never
  # from the boss
  "best", # no one believes it
  "free",
]
packs = ["house"] # ours
model = "none"
trust = ["~/shop"]

[rules."pushiness/hurry"] # the bus
enabled = false # it really leaves
add = ["chop chop"]

[platforms.linkedin]
reading_level = 12 # they read more

[platforms.linkedin.rules."value/jargon"]
severity = "error"

[files."replies/*"]
ignore = ["questions"]

[server]
port = 7400 # taken otherwise
"""


def test_the_page_may_change_what_the_user_may_set_for_drafts_and_no_more() -> None:
    assert LAYER == EDITABLE
    assert EDITABLE_OF_RULE == RULE
    assert EDITABLE_TABLES == ("feed", "rules", "platforms")
    picked = read_editable(FILE)
    assert {"packs", "model", "trust", "files", "server"}.isdisjoint(picked)
    assert picked == {
        "platform": "x",
        "brand": ["Juno"],
        "ban": ["cheap", "best", "free"],
        "rules": {"pushiness/hurry": {"enabled": False, "add": ["chop chop"]}},
        "platforms": {"linkedin": {"reading-level": 12, "rules": {"value/jargon": {"severity": "error"}}}},
    }


def test_what_is_not_changed_stays_as_it_is() -> None:
    assert rewrite(FILE, read_editable(FILE)) == FILE


def test_an_edit_keeps_every_comment_beside_what_stays() -> None:
    wanted = read_editable(FILE)
    wanted["ban"] = ["best", "free", "now"]
    wanted["better"] = [{"word": "~utilize", "instead": "~use", "why": "It's shorter."}]
    wanted["rules"]["value/jargon"] = {"severity": "error"}
    wanted["platforms"]["linkedin"]["reading-level"] = 9
    wanted["platforms"]["x"] = {"allow": ["hey"]}
    del wanted["platform"]
    text = rewrite(FILE, wanted)
    assert read_editable(text) == wanted
    for comment in (
        "# Juno's own",
        "# no one believes it",
        "# from the boss",
        "# ours",
        "# it really leaves",
        "# taken",
    ):
        assert comment in text
    for gone in ("# never", "# where we are"):
        assert gone not in text
    rest, before = tomllib.loads(text), tomllib.loads(FILE)
    for key in ("packs", "model", "trust", "files", "server"):
        assert rest[key] == before[key]


def test_an_emptied_part_goes_and_a_new_file_says_what_it_is() -> None:
    text = rewrite(FILE, {})
    assert tomllib.loads(text) == {
        key: tomllib.loads(FILE)[key] for key in ("packs", "model", "trust", "files", "server")
    }
    new = rewrite("", {"ban": ["cheap"]})
    assert new.startswith("# Your own settings")
    assert tomllib.loads(new) == {"ban": ["cheap"]}


def test_what_is_shared_holds_nothing_of_this_computer() -> None:
    shared = make_shareable(FILE)
    assert tomllib.loads(shared).keys() == {"platform", "brands", "ban", "rules", "platforms"}
    assert read_editable(shared) == read_editable(FILE)
    assert "# it really leaves" in shared


words = st.lists(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=6),
    max_size=4,
    unique=True,
)
layers = st.fixed_dictionaries(
    {},
    optional={
        "brand": words,
        "ban": words,
        "audience": st.sampled_from(["teenagers", "experts"]),
        "reading-level": st.integers(1, 20),
        "better": st.lists(st.fixed_dictionaries({"word": st.just("a"), "instead": st.text("bc'\"\\")}), max_size=2),
    },
)
rules = st.dictionaries(
    st.sampled_from(["pushiness/hurry", "value/jargon"]),
    st.fixed_dictionaries({}, optional={"enabled": st.booleans(), "weight": st.floats(-9, 9), "add": words}),
)


def complete(layer: dict[str, Any], some_rules: dict[str, Any]) -> dict[str, Any]:
    used = {rule: table for rule, table in some_rules.items() if table}
    return {**layer, **({"rules": used} if used else {})}


whole = st.builds(
    lambda top, platforms: {
        **top,
        **({"platforms": platforms} if (platforms := {k: v for k, v in platforms.items() if v}) else {}),
    },
    st.builds(complete, layers, rules),
    st.dictionaries(st.sampled_from(["x", "linkedin"]), st.builds(complete, layers, rules)),
)


@given(first=whole, second=whole)
@settings(deadline=None, max_examples=60)
def test_whatever_is_wanted_is_in_the_file_afterwards(first: dict[str, Any], second: dict[str, Any]) -> None:
    text = rewrite(rewrite(FILE, first), second)
    found, before = tomllib.loads(text), tomllib.loads(FILE)
    assert sorted_lists(pick_editable(found)) == sorted_lists(second)
    assert {key: found[key] for key in ("packs", "model", "trust", "files", "server")} == {
        key: before[key] for key in ("packs", "model", "trust", "files", "server")
    }


def sorted_lists(value: Any) -> Any:
    """Lists keep the order of the file, so new items come last."""
    if isinstance(value, dict):
        return {key: sorted_lists(entry) for key, entry in value.items()}
    return sorted(value) if isinstance(value, list) and all(isinstance(entry, str) for entry in value) else value


@pytest.mark.parametrize("table", [{"rules": 1}, {"platforms": {"x": 1}}, {"rules": {"a/b": "off"}}, {"ban": 7}])
def test_what_is_no_setting_does_no_harm(table: dict[str, Any]) -> None:
    assert set(pick_editable(table)) <= {"rules", "platforms", "ban"}
