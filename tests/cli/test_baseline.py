"""The baseline: the findings a team has agreed to live with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Softsell

from softsell.cli import CLEAN, WRONG_USE

SALE = "Hurry in for the beeswax candles.\n"


def test_a_baseline_passes_over_what_was_there(softsell: Softsell) -> None:
    Path("posts/a.txt").write_text(SALE)
    Path("posts/b.txt").write_text("Get rich quick.\n")
    written = softsell("check", "posts", "--write-baseline")
    assert written.status == CLEAN
    assert (
        "Wrote 2 findings to softsell-baseline.json. To hide them, check with --baseline softsell-baseline.json."
        in written.err
    )
    known = softsell("check", "posts", "--baseline", "softsell-baseline.json")
    assert known.status == CLEAN
    assert "nothing to fix" not in known.out
    assert "Left out 2 findings in the baseline." in known.out
    Path("posts/a.txt").write_text("A new line above.\n\n" + SALE)
    assert softsell("check", "posts", "--baseline", "softsell-baseline.json").status == CLEAN
    Path("posts/a.txt").write_text(SALE + "Hurry in!\n")
    result = softsell("check", "posts", "--baseline", "softsell-baseline.json", "--format", "concise")
    assert result.concise == ["posts/a.txt:2:1: warning house/hurry"]


@pytest.mark.parametrize("name", ["softsell-baseline.json", "known.json"])
def test_a_baseline_in_the_folder_isnt_told_as_a_file_without_posts(softsell: Softsell, name: str) -> None:
    Path("posts/a.txt").write_text(SALE)
    Path("posts/other.json").write_text('{"a": 1}')
    softsell("check", "posts", "--write-baseline", "--baseline", f"posts/{name}")
    result = softsell("check", "posts", "--baseline", f"posts/{name}")
    assert "Passed over" in result.err
    assert "other.json" in result.err
    assert name not in result.err


def test_a_baseline_holds_no_text_and_is_found_from_elsewhere(
    softsell: Softsell, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("posts/a.txt").write_text(SALE)
    softsell("check", "posts", "--write-baseline", "--baseline", "known.json")
    text = Path("known.json").read_text()
    assert "Hurry" not in text
    assert list(json.loads(text)["files"]) == ["posts/a.txt"]
    monkeypatch.chdir(folder / "posts")
    assert softsell("check", ".", "--baseline", "../known.json").status == CLEAN


def test_what_no_longer_occurs_is_told(softsell: Softsell) -> None:
    Path("posts/a.txt").write_text(SALE)
    softsell("check", "posts", "--write-baseline")
    Path("posts/a.txt").write_text("Soup.\n")
    result = softsell("check", "posts", "--baseline", "softsell-baseline.json")
    assert "1 finding in the baseline no longer occurs." in result.err


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"version": 9, "files": {}}', '{"version": 1, "files": [1]}'])
def test_a_file_that_is_no_baseline_is_told(softsell: Softsell, content: str) -> None:
    Path("known.json").write_text(content)
    result = softsell("check", "posts", "--baseline", "known.json")
    assert result.status == WRONG_USE
    assert "softsell check --write-baseline" in result.err


def test_a_missing_baseline_is_told(softsell: Softsell) -> None:
    assert "the baseline can't be read" in softsell("check", "posts", "--baseline", "none.json").err


def test_a_baseline_is_never_written_over_something_else(softsell: Softsell, folder: Path) -> None:
    Path("posts/a.txt").write_text("Hurry in.\n")
    Path("mine.txt").write_text("My own notes.")
    Path("outside.json").symlink_to("mine.txt")
    Path("nowhere.json").symlink_to("new.txt")
    Path("list.json").write_text("[1]")
    for name, told in (
        ("mine.txt", "holds something other than a baseline"),
        ("outside.json", "no baseline was written, because this is a link"),
        ("list.json", "holds something other than a baseline"),
        ("nowhere.json", "no baseline was written, because this is a link"),
    ):
        result = softsell("check", "posts", "--write-baseline", "--baseline", name)
        assert result.status == WRONG_USE
        assert name in result.err
        assert told in result.err
    assert Path("mine.txt").read_text() == "My own notes."
    assert Path("list.json").read_text() == "[1]"
    assert not Path("new.txt").exists()


def test_an_empty_file_becomes_the_baseline_and_is_written_anew(softsell: Softsell) -> None:
    Path("posts/a.txt").write_text("Hurry in.\n")
    Path("softsell-baseline.json").write_text("")
    for _ in range(2):
        assert softsell("check", "posts", "--write-baseline").status == CLEAN
    assert softsell("check", "posts", "--baseline", "softsell-baseline.json").status == CLEAN
