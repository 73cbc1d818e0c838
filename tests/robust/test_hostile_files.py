"""A file that can't be checked gets a message that names it. A file that only looks bad is checked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.robust.conftest import Softsell, must_report
from tests.robust.hostile_files import CHECKED, REFUSED

SECONDS = 20
"""Processor time for any of them, including the start. Measured: up to 4."""
MEGABYTES = 300
"""Measured: up to 120, for the largest file that softsell reads."""


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_checked_is_reported(name: str, softsell: Softsell, tmp_path: Path) -> None:
    file = REFUSED[name]
    (tmp_path / file.name).write_bytes(file.make())
    ended = softsell("check", file.name, "--no-server")
    must_report(ended, f"{file.name}:", file.told)
    assert ended.err.startswith("error: ")
    assert ended.err.count("\n") == 1
    assert len(ended.err) < 500
    assert "bread" not in ended.err.casefold()  # messages never contain the draft
    assert ended.cost.seconds < SECONDS
    assert not ended.cost.megabytes > MEGABYTES


@pytest.mark.parametrize("name", CHECKED)
def test_a_file_that_only_looks_bad_is_checked(name: str, softsell: Softsell, tmp_path: Path) -> None:
    file = CHECKED[name]
    (tmp_path / file.name).write_bytes(file.make())
    ended = softsell("check", file.name, "--no-server", "--quiet")
    assert ended.status in (0, 1)
    assert ended.err == ""
    assert ended.cost.seconds < SECONDS
    assert not ended.cost.megabytes > MEGABYTES


def test_a_bad_file_among_good_ones_stops_none_of_them(softsell: Softsell, tmp_path: Path) -> None:
    for number, file in enumerate(REFUSED.values()):
        if number % 6 == 0:
            (tmp_path / f"{number:02}-{file.name}").write_bytes(file.make())
    (tmp_path / "99-good.txt").write_text("Last chance to buy our bread!\n")
    ended = softsell("check", ".", "--no-server", "--format", "concise")
    assert ended.status == 2
    assert "99-good.txt:1:1" in ended.out
    assert ended.err.count("error: ") == len(range(0, len(REFUSED), 6))
    assert "inside softsell" not in ended.err


def test_a_link_to_itself_among_good_files(softsell: Softsell, tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "good.txt").write_text("Our bread is baked at six.\n")
    ended = softsell("check", ".", "--no-server", "--quiet")
    assert (ended.status, ended.err) == (0, "")


def test_links_that_lead_nowhere_or_to_themselves(softsell: Softsell, tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "folder").symlink_to(".", target_is_directory=True)
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    must_report(softsell("check", "gone.txt", "--no-server"), "gone.txt", "The link is broken.")
    must_report(softsell("check", "loop.txt", "--no-server"), "loop.txt")


def test_a_name_longer_than_any_file_has(softsell: Softsell) -> None:
    must_report(softsell("check", "a" * 5_000 + ".txt", "--no-server"))


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no file without end here")
def test_a_file_without_end_is_read_no_further_than_allowed(softsell: Softsell, tmp_path: Path) -> None:
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    ended = softsell("check", "zero.txt", "--no-server")
    must_report(ended, "zero.txt", "up to 50,000,000")
    assert not ended.cost.megabytes > MEGABYTES


def test_a_name_that_would_rule_the_terminal(softsell: Softsell, tmp_path: Path) -> None:
    name = "\x1b[2J\u202epost.txt"
    (tmp_path / name).write_bytes(b"\0")
    ended = softsell("check", os.path.join(".", name), "--no-server")  # noqa: PTH118
    must_report(ended)
    assert "\x1b" not in ended.err
    assert "\u202e" not in ended.err
