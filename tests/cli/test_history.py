"""``softsell history``."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.cli.conftest import Softsell, own_settings
from tests.feed.test_history import sent

from softsell.cli import CLEAN, WRONG_USE
from softsell.client.running import state_folder
from softsell.feed.history import FILE, History


@pytest.fixture
def history() -> Iterator[History]:
    """The history in the tests' own state folder, empty."""
    state_folder().mkdir(parents=True, exist_ok=True)
    found = History(state_folder())
    found.delete_all()
    yield found
    found.delete_all()


def test_without_a_history_it_says_how_to_get_one(softsell: Softsell, history: History) -> None:
    for command in ("show", "export"):
        result = softsell("history", command)
        assert (result.status, result.out) == (CLEAN, "")
        assert "“history = true” below [server]" in result.err
    assert not history.exists


def test_an_empty_history_that_is_on(softsell: Softsell, history: History) -> None:
    own_settings().write_text("[server]\nhistory = true\n", encoding="utf-8")
    assert "the history is empty." in softsell("history", "show").err
    assert not history.exists


def test_a_project_cant_turn_it_on(folder: Path, softsell: Softsell, history: History) -> None:
    (folder / "softsell.toml").write_text("[server]\nhistory = true\n", encoding="utf-8")
    result = softsell("doctor")
    assert "Only you can set “server”" in result.err + result.out


def test_show_and_export(softsell: Softsell, history: History) -> None:
    history.keep(sent("One \x1b[31mpost."), with_text=True, now=1_700_000_000)
    history.keep(sent("Two posts.", "linkedin", promotion=0.1), with_text=False, now=1_700_100_000)
    shown = softsell("history", "show").out.splitlines()
    assert [line.split()[0] for line in shown] == ["2", "1"]
    assert "linkedin" in shown[0]
    assert "sells" in shown[1]
    assert "\x1b" not in "".join(shown)
    assert softsell("history", "show", "--limit", "1", "--platform", "x").out.splitlines() == [shown[1]]
    exported = [json.loads(line) for line in softsell("history", "export").out.splitlines()]
    assert [kept["time"] for kept in exported] == [1_700_000_000, 1_700_100_000]
    assert "text" not in exported[1]
    assert exported[0]["text"] == "One \x1b[31mpost."


def test_delete(softsell: Softsell, history: History) -> None:
    moment = time.mktime((2026, 3, 1, 12, 0, 0, 0, 0, -1))
    for day in range(4):
        history.keep(sent(f"Post {'abcd'[day]}."), with_text=False, now=moment + day * 86_400)
    assert "deleted 1 post." in softsell("history", "delete", "4").err
    assert "deleted 2 posts." in softsell("history", "delete", "--before", "2026-03-03", "--yes").err
    (left,) = history.all()
    assert datetime.fromtimestamp(left.time, UTC).day == 3
    assert "the history is deleted." in softsell("history", "delete", "--all", "--yes").err
    assert not (state_folder() / FILE).exists()
    assert "there was no history." in softsell("history", "delete", "--all", "--yes").err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "Say what to delete"),
        (("1", "--all"), "Say what to delete"),
        (("77",), "There is no post 77"),
        (("--before", "soon", "--yes"), "isn't a day"),
        (("--all",), "add --yes"),
    ],
)
def test_wrong_use(softsell: Softsell, history: History, arguments: tuple[str, ...], says: str) -> None:
    history.keep(sent(), with_text=False)
    result = softsell("history", "delete", *arguments)
    assert result.status == WRONG_USE
    assert says in result.err
    assert history.exists
