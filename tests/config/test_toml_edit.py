"""Adding an entry to a list of a settings file."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softsell.config.toml_edit import add_to_list, quote, remove_from_list
from softsell.errors import UsageError


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'ignore = ["a/b"]\n'),
        ('platform = "x"', 'platform = "x"\nignore = ["a/b"]\n'),
        ("ignore = []\n", 'ignore = ["a/b"]\n'),
        ("ignore = ['questions'] # few\n", "ignore = ['questions', \"a/b\"] # few\n"),
        ('ignore = "questions"\n', 'ignore = ["questions", "a/b"]\n'),
        ('ignore = [\n  "c/d", # why\n]\n', 'ignore = [\n  "c/d", "a/b", # why\n]\n'),
        ('ignore = ["a/b"]\n', 'ignore = ["a/b"]\n'),
        (
            'platform = "x"\n# Ours.\n[server]\nport = 1\n',
            'platform = "x"\nignore = ["a/b"]\n\n# Ours.\n[server]\nport = 1\n',
        ),
        ('[rules."c/d"]\nadd = ["x"]\n', 'ignore = ["a/b"]\n\n[rules."c/d"]\nadd = ["x"]\n'),
    ],
)
def test_it_is_added_where_a_person_would_add_it(before: str, after: str) -> None:
    assert add_to_list(before, (), "ignore", "a/b") == after


def test_a_table_is_made_if_there_is_none() -> None:
    made = add_to_list('platform = "x"\n', ("files", "a b.md"), "ignore", "a/b")
    assert made == 'platform = "x"\n\n[files."a b.md"]\nignore = ["a/b"]\n'
    again = add_to_list(made, ("files", "a b.md"), "ignore", "c/d")
    assert tomllib.loads(again)["files"] == {"a b.md": {"ignore": ["a/b", "c/d"]}}


def test_a_table_that_is_there_is_used() -> None:
    text = '[tool.softsell]\nplatform = "x"\n[tool.other]\nignore = 1\n'
    changed = add_to_list(text, ("tool", "softsell"), "ignore", "a/b")
    assert tomllib.loads(changed)["tool"] == {"softsell": {"platform": "x", "ignore": ["a/b"]}, "other": {"ignore": 1}}


@pytest.mark.parametrize("text", ["ignore = ", "ignore = 3\n", "files = {}\n[server]\n", "files = 1\n"])
def test_what_cannot_be_changed_safely_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"ignore = \[\"a/b\"\]"):
        add_to_list(text, ("files", "x.md") if "files" in text else (), "ignore", "a/b")


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=40))
def test_every_text_can_be_quoted(text: str) -> None:
    assert tomllib.loads(f"key = {quote(text)}")["key"] == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('packs = ["a"]\n', "packs = []\n"),
        ('packs = "a"\n', "packs = []\n"),
        ('packs = ["a", "b"]\n', 'packs = ["b"]\n'),
        ('packs = ["b", "a"]\n', 'packs = ["b"]\n'),
        ('packs = ["b", "a", "c"]\n', 'packs = ["b", "c"]\n'),
        ('packs = [\n  "b",\n  "a", # why\n]\n', 'packs = [\n  "b", # why\n]\n'),
        ('packs = ["b"]\n', 'packs = ["b"]\n'),
        ('[tool.softsell]\npacks = ["a"]\n', "[tool.softsell]\npacks = []\n"),
    ],
)
def test_an_entry_is_removed(before: str, after: str) -> None:
    table = ("tool", "softsell") if "tool" in before else ()
    assert remove_from_list(before, table, "packs", "a") == after
