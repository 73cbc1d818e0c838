"""``softsell feed``."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Softsell

from softsell.cli import CLEAN, WRONG_USE

POSTS = """text
"Big sale today! 20% off all loaves. Last chance, order now at https://shop.example"
"How do you keep bread fresh for a week? Tell us below."
"Big sale today! 30% off all cakes. Last chance, order now at https://shop.example"
"""


def test_it_reads_files_and_says_what_they_add_up_to(folder: Path, softsell: Softsell) -> None:
    (folder / "planned.csv").write_text(POSTS, encoding="utf-8")
    (folder / "post.txt").write_text("The rain filled the barrel.", encoding="utf-8")
    result = softsell("feed", "planned.csv", "post.txt")
    assert result.status == CLEAN
    assert result.out.startswith("4 posts. No post has a date")
    assert "2 of 4 posts sell" not in result.out
    assert "2 of all 4 posts sell (50 %)." in result.out
    assert "1 of 4 posts repeat an earlier one, or its template (25 %)." in result.out


def test_json(folder: Path, softsell: Softsell) -> None:
    (folder / "planned.csv").write_text(POSTS, encoding="utf-8")
    result = softsell("feed", "planned.csv", "--format", "json", "--platform", "x")
    document = json.loads(result.out)
    assert [post["platforms"] for post in document["posts"]] == [["x"]] * 3
    assert document["promotion"]["all"] == {"count": 2, "of": 3}


def test_rules_that_are_off_for_checks_still_count(folder: Path, softsell: Softsell) -> None:
    # The tests' settings select their own pack only
    (folder / "post.txt").write_text("Here is how to keep bread fresh: a clean tea towel.", encoding="utf-8")
    document = json.loads(softsell("feed", "post.txt", "--format", "json").out)
    assert document["posts"][0]["gives"] is True


def test_goals_come_from_the_settings(folder: Path, softsell: Softsell) -> None:
    (folder / "softsell.toml").write_text("[feed]\npromotion = 40\n", encoding="utf-8")
    (folder / "planned.csv").write_text(POSTS, encoding="utf-8")
    out = softsell("feed", "planned.csv").out
    assert "Your bound is 40 %." in out
    assert "at most 40 % sell" in out


def test_wrong_goals_are_told_at_their_line(folder: Path, softsell: Softsell) -> None:
    (folder / "softsell.toml").write_text('[feed]\npromotion = 140\nvoice = "you"\n', encoding="utf-8")
    (folder / "planned.csv").write_text(POSTS, encoding="utf-8")
    result = softsell("feed", "planned.csv")
    assert result.status == WRONG_USE
    assert "“promotion” must be between 0 and 100." in result.err
    assert 'Write one of "I", "we".' in result.err


def test_a_file_that_cant_be_read_is_told_and_the_others_count(folder: Path, softsell: Softsell) -> None:
    (folder / "post.txt").write_text("The rain filled the barrel.", encoding="utf-8")
    (folder / "bad.json").write_text("{", encoding="utf-8")
    result = softsell("feed", "bad.json", "post.txt")
    assert result.status == WRONG_USE
    assert "bad.json" in result.err
    assert "Traceback" not in result.err
    assert result.out.startswith("1 post.")


def test_wrong_use(folder: Path, softsell: Softsell) -> None:
    (folder / "post.txt").write_text("Rain.", encoding="utf-8")
    zone = softsell("feed", "post.txt", "--time-zone", "Berlin/../../etc")
    assert (zone.status, "There is no time zone called" in zone.err) == (WRONG_USE, True)
    assert softsell("feed", "nowhere.txt").status == WRONG_USE
    assert softsell("feed").status == WRONG_USE
