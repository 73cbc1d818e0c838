"""Sheets and archives at the command line: what is told of them, and how the user settles what is unclear."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from tests.cli.conftest import Softsell

from softsell.cli import CLEAN, FINDINGS, WRONG_USE

PLAN = """\
Date,Platform,Status,Copy
2026-07-06,Twitter,Scheduled,"Hurry in today."
2026-07-07,Nextdoor,Draft,"We bake at six. What would you like?"
"""
TWO = 'Theme,LinkedIn copy,Instagram copy\nBread,"We bake our rye at six in the morning.","Hurry in today, and bring your friends."\n'


def test_the_choice_is_told_once_a_file(softsell: Softsell) -> None:
    Path("plan.csv").write_text(PLAN, encoding="utf-8")
    said = softsell("check", "plan.csv")
    assert said.status == FINDINGS
    assert said.err.splitlines() == [
        "note: plan.csv: post text: column Copy; platform: column Platform; date: column Date",
        "note: plan.csv: “Nextdoor” (row 3) isn't a platform that softsell knows, so those posts are checked without its limits.",
    ]
    assert "post text" not in softsell("check", "plan.csv", "--quiet").err
    assert "post text" in softsell("check", "plan.csv", "--format", "json").err


def test_two_columns_that_fit_stop_the_check_until_the_user_says_which(softsell: Softsell) -> None:
    path = Path("plan.csv")
    path.write_text(TWO, encoding="utf-8")
    said = softsell("check", "plan.csv")
    assert said.status == WRONG_USE
    assert "LinkedIn copy (“We bake our rye at …”); Instagram copy (“Hurry in today, and bring …”)" in said.err
    assert softsell("check", "plan.csv", "--column", "LinkedIn copy").status == CLEAN
    assert softsell("check", "plan.csv", "--column", "instagram copy").status == FINDINGS
    assert softsell("check", "plan.csv", "--key", "3").status == FINDINGS

    settings = Path("softsell.toml")
    kept = settings.read_text(encoding="utf-8")
    settings.write_text(f'{kept}\n[files."plan.csv"]\ncolumn = "Instagram copy"\n', encoding="utf-8")
    assert softsell("check", "plan.csv").status == FINDINGS
    assert softsell("check", "plan.csv", "--column", "LinkedIn copy").status == CLEAN


@pytest.mark.parametrize("value", ["3", '""', '["a"]'])
def test_a_column_is_a_text(softsell: Softsell, value: str) -> None:
    settings = Path("softsell.toml")
    settings.write_text(f"column = {value}\n{settings.read_text(encoding='utf-8')}", encoding="utf-8")
    said = softsell("check", "-", stdin="Hi.")
    assert said.status == WRONG_USE
    assert 'Write it in quotes: column = "Final copy".' in said.err


def test_a_folder_with_scripts_is_searched_for_archives_only(softsell: Softsell) -> None:
    Path("site").mkdir()
    Path("site/app.js").write_text("alert(1)", encoding="utf-8")
    Path("site/tweets-part1.js").write_text(
        'window.YTD.tweets.part1 = [{"tweet": {"full_text": "Hurry in."}}]', encoding="utf-8"
    )
    said = softsell("check", "site")
    assert said.status == FINDINGS
    assert "app.js" not in said.out + said.err
    assert softsell("check", "site/app.js").status == WRONG_USE


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_nothing_is_written_into_files_of_office(softsell: Softsell, option: str) -> None:
    book = openpyxl.Workbook()
    for row in (["Date", "Copy"], ["2026-07-06", "Hurry in today."]):
        book.worksheets[0].append(row)
    book.save("plan.xlsx")
    before = Path("plan.xlsx").read_bytes()
    assert softsell("check", "plan.xlsx").status == FINDINGS
    assert softsell("check", ".").status == FINDINGS
    said = softsell("check", option, "plan.xlsx")
    assert said.status == WRONG_USE
    assert "plan.xlsx: not fixed, because softsell doesn't write into Excel, LibreOffice, Word" in said.err
    assert "Save it as “CSV UTF-8”" in said.err
    assert Path("plan.xlsx").read_bytes() == before


@pytest.fixture
def archive() -> Path:
    """An unpacked archive from LinkedIn, and the settings of a site beside it."""
    folder = Path("archive")
    folder.mkdir()
    (folder / "Shares.csv").write_text(
        'Date,ShareLink,ShareCommentary\n2026-07-06 09:00:00,https://l.example,"Hurry in today."\n', encoding="utf-8"
    )
    (folder / "messages.csv").write_text(
        'CONVERSATION ID,FROM,TO,CONTENT\n1,Kim,Ann,"Hurry in today, please."\n', encoding="utf-8"
    )
    (folder / "Skills.csv").write_text("Name\nBaking\nBicycle repair\n", encoding="utf-8")
    (folder / "tsconfig.json").write_text('{\n  // Strict\n  "compilerOptions": {}\n}', encoding="utf-8")
    return folder


@pytest.mark.parametrize("command", [("check", "--format", "concise"), ("feed", "--format", "json")])
def test_of_a_folder_only_what_reads_like_posts_is_read(
    softsell: Softsell, archive: Path, command: tuple[str, ...]
) -> None:
    said = softsell(*command, str(archive))
    assert said.status == (FINDINGS if command[0] == "check" else CLEAN)
    assert "messages.csv:" not in said.out
    assert (
        f"note: Passed over, because nothing there reads like posts: {archive}/Skills.csv, {archive}/messages.csv, "
        f"{archive}/tsconfig.json. To read such a file, name it and its --column."
    ) in said.err
    assert "error:" not in said.err


def test_a_file_that_is_named_is_read_or_refused(softsell: Softsell, archive: Path) -> None:
    said = softsell("check", str(archive / "messages.csv"))
    assert said.status == WRONG_USE
    assert "this is a list of messages, which has no posts of yours" in said.err
    assert softsell("check", str(archive / "messages.csv"), "--column", "CONTENT").status == FINDINGS


def test_a_folder_with_two_columns_that_fit_still_stops_the_check(softsell: Softsell, archive: Path) -> None:
    (archive / "plan.csv").write_text(TWO, encoding="utf-8")
    assert softsell("check", str(archive)).status == WRONG_USE
