"""Reports in files, annotated sheets, what changed in git, and the exit code that a build wants."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from tests.cli.conftest import Softsell, serving

from softsell.cli import CLEAN, FINDINGS, WRONG_USE
from softsell.report import FORMATS

SALE, CALM = "Hurry in for our candles.\n", "Thank you for the jam.\n"
SHEET = 'date,post,notes\r\n2026-01-02,"Hurry in! ""Now""",x\r\n\r\n2026-01-03,Thank you for the jam.,=1+1\r\n2026-01-04,\r\n'


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def leftovers() -> list[str]:
    return [path.name for path in Path().iterdir() if path.name.endswith(".softsell")]


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_report_in_a_file_is_what_would_be_printed(softsell: Softsell, format_name: str) -> None:
    write("a.txt", SALE)
    printed = softsell("check", "a.txt", "--format", format_name)
    result = softsell("check", "a.txt", "--format", format_name, "--output", "report")
    assert (result.status, result.out, result.err) == (FINDINGS, "", "note: Wrote report.\n")
    assert Path("report").read_bytes().decode() == printed.out
    assert leftovers() == []


def test_a_report_is_written_whole_or_not_at_all(softsell: Softsell, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.txt", SALE)
    old = write("report.html", "the old report")

    def fail(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    result = softsell("check", "a.txt", "--format", "html", "--output", "report.html")
    assert result.status == WRONG_USE
    assert "the disk is full" in result.err
    assert old.read_text() == "the old report"
    assert leftovers() == []


def test_a_report_has_the_usual_rights(softsell: Softsell) -> None:
    write("a.txt", SALE)
    softsell("check", "a.txt", "--output", "report.txt")
    assert stat.S_IMODE(Path("report.txt").stat().st_mode) == 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_folder_is_no_name_for_a_report(softsell: Softsell) -> None:
    write("a.txt", FRIENDLY)
    result = softsell("check", "a.txt", "--format", "html", "--output", ".")
    assert result.status == WRONG_USE
    assert "there is a folder" in result.err


@pytest.mark.parametrize("option", ["--output", "--annotate"])
def test_nothing_is_written_over_what_the_check_reads(softsell: Softsell, option: str) -> None:
    sheet = write("plan.csv", SHEET)
    write("mine.toml", "")
    Path("link.csv").symlink_to("plan.csv")
    os.link("plan.csv", "hard.csv")
    for name in ("plan.csv", "./plan.csv", "link.csv", "hard.csv", "mine.toml"):
        result = softsell("check", "plan.csv", "--config", "mine.toml", option, name)
        assert result.status == WRONG_USE, name
        assert "this check reads or writes" in result.err, name
    assert sheet.read_bytes() == SHEET.encode()


@pytest.mark.parametrize("name", ["posts", "link.txt", "pipe", "nowhere/report.txt"])
def test_only_a_plain_file_is_replaced(softsell: Softsell, name: str) -> None:
    write("a.txt", SALE)
    outside = write("posts/other.md", "mine")
    Path("link.txt").symlink_to(outside)
    os.mkfifo("pipe")
    result = softsell("check", "a.txt", "--output", name)
    assert result.status == WRONG_USE
    assert f"{name}: the file wasn't written" in result.err
    assert outside.read_text() == "mine"


@pytest.mark.parametrize("format_name", ["html", "markdown", "csv", "json"])
def test_the_last_report_in_a_folder_is_not_a_draft(softsell: Softsell, format_name: str) -> None:
    name = {"html": "report.html", "markdown": "report.md", "csv": "report.csv", "json": "report.json"}[format_name]
    write("posts/a.txt", SALE)
    first = softsell("check", "posts", "--format", format_name, "--output", f"posts/{name}")
    written = Path("posts", name).read_bytes()
    assert softsell("check", "posts", "--format", format_name, "--output", f"posts/{name}") == first
    assert Path("posts", name).read_bytes() == written


def test_a_draft_in_a_folder_is_not_taken_for_a_report(softsell: Softsell) -> None:
    draft = write("posts/a.md", SALE)
    assert softsell("check", "posts", "--output", "posts/a.md").status == WRONG_USE
    assert draft.read_text() == SALE


def test_exit_zero_is_for_findings_only(softsell: Softsell) -> None:
    write("a.txt", SALE)
    assert softsell("check", "a.txt").status == FINDINGS
    result = softsell("check", "a.txt", "--exit-zero", "--format", "concise")
    assert result.status == CLEAN
    assert result.concise == ["a.txt:1:1: warning house/hurry"]
    assert softsell("check", "a.txt", "nowhere.txt", "--exit-zero").status == WRONG_USE
    write("b.txt", "\0")
    assert softsell("check", "a.txt", "b.txt", "--exit-zero").status == WRONG_USE


def test_statistics_by_platform_and_file(softsell: Softsell) -> None:
    write("a.txt", f"---\nplatform: x\n---\n{SALE}---\nplatform: linkedin\n---\n{CALM}")
    write("b.md", f"---\nplatform: x\n---\n{SALE}{SALE}")
    assert softsell("check", "a.txt", "b.md", "--statistics").out.splitlines() == [
        "     3  warning     house/hurry  --fix fixes 3",
        "",
        "findings  drafts  nothing to fix  platform",
        "       3       2               0  X",
        "       0       1               1  LinkedIn",
        "",
        "findings  drafts  nothing to fix  file",
        "       2       1               0  b.md",
        "       1       2               1  a.txt",
    ]
    document = json.loads(softsell("check", "a.txt", "b.md", "--statistics", "--format", "json").out)
    assert document["platforms"] == [
        {"platform": "x", "drafts": 2, "clean": 0, "findings": 3},
        {"platform": "linkedin", "drafts": 1, "clean": 1, "findings": 0},
    ]
    assert document["files"][1] == {"path": "a.txt", "drafts": 2, "clean": 1, "findings": 1}


def test_statistics_of_many_files_show_the_worst_twenty(softsell: Softsell) -> None:
    for number in range(25):
        write(f"posts/{number:02}.txt", SALE if number > 20 else CALM)
    lines = softsell("check", "posts", "--statistics").out.splitlines()
    assert lines[3].endswith("posts/21.txt")
    assert lines[-1].split() == ["0", "5", "5", "5", "more"]


def annotated(name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(Path(name).read_bytes().decode(), newline="")))


def test_a_sheet_comes_back_with_columns_and_is_else_the_same_to_the_byte(softsell: Softsell) -> None:
    write("plan.csv", SHEET)
    result = softsell("check", "plan.csv", "--annotate", "out.csv", "--format", "concise")
    assert result.status == FINDINGS
    assert result.concise == ["plan.csv:2:13: warning house/hurry"]
    head, sale, _, calm, empty, *_ = Path("out.csv").read_bytes().split(b"\r\n")
    lines = SHEET.encode().split(b"\r\n")
    assert head == lines[0] + (
        b",softsell_pushiness,softsell_self_focus,softsell_questions,softsell_readability,softsell_other_scores"
        b",softsell_to_mend,softsell_findings,softsell_suggestions"
    )
    assert sale.startswith(lines[1] + b",")
    assert calm.startswith(lines[3] + b",0,")
    assert empty == lines[4]
    rows = annotated("out.csv")
    assert rows[1][8:10] == ["1", "warning house/hurry: “Hurry in” hurries."]
    assert {len(row) for row in (rows[0], rows[1], rows[3])} == {11}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_kind_of_csv_is_kept(softsell: Softsell, encoding: str, line_end: str, delimiter: str) -> None:
    cells = [
        ["id", "post", "who"],
        ["1", f'"Hurry in{line_end}{delimiter} friends"', "Ana"],
        ["2", "Thank you for it."],
    ]
    text = "".join(delimiter.join(row) + line_end for row in cells)
    Path("plan.csv").write_bytes(text.encode(encoding))
    softsell("check", "plan.csv", "--annotate", "out.csv")
    copy = Path("out.csv").read_bytes().decode(encoding)
    names = [f"softsell_{name}" for name in ("pushiness", "self_focus", "questions", "readability")]
    assert copy.startswith(delimiter.join([*cells[0], *names]))
    read = list(csv.reader(io.StringIO(copy, newline=""), delimiter=delimiter))
    assert [row[:3] for row in read] == [
        ["id", "post", "who"],
        ["1", f"Hurry in{line_end}{delimiter} friends", "Ana"],
        ["2", "Thank you for it.", ""],  # a short row is filled up, so the columns stay in line
    ]
    assert {len(row) for row in read} == {11}


def test_a_sheet_can_be_annotated_again(softsell: Softsell) -> None:
    write("plan.csv", SHEET)
    softsell("check", "plan.csv", "--annotate", "one.csv")
    softsell("check", "one.csv", "--column", "post", "--annotate", "two.csv")
    names = annotated("two.csv")[0]
    assert len(set(names)) == len(names)
    assert names[-1] == "softsell_suggestions_2"


def test_what_a_draft_says_cannot_become_a_formula(softsell: Softsell) -> None:
    Path("softsell.toml").write_text('ban = ["=cmd"]\nselect = ["custom"]\n')
    write("plan.csv", "id,post\n1,=cmd is what we say.\n")
    softsell("check", "plan.csv", "--annotate", "out.csv")
    softsell("check", "plan.csv", "--format", "csv", "--output", "report.csv")
    rows = annotated("out.csv")
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for row in rows for cell in row[2:])
    assert rows[1][1] == "=cmd is what we say."  # the user's own cell is theirs
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for row in annotated("report.csv") for cell in row)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["plan.csv", "a.txt", "--annotate", "out.csv"], "one sheet at a time"),
        (["a.txt", "--annotate", "out.csv"], "a.txt isn't one"),
        (["plan.csv", "--annotate", "out.xlsx"], "a .csv file is written back as .csv"),
        (["plan.csv", "--annotate", "out.csv", "--output", "out.csv"], "this check reads or writes out.csv too"),
        (["plan.csv", "--annotate", "out.csv", "--fix"], "--annotate and --fix can't be used together"),
        (["plan.csv", "--output", "out.txt", "--watch"], "--output and --watch can't be used together"),
        (["-", "--diff-base", "HEAD"], "--diff-base and - can't be used together"),
    ],
)
def test_what_cannot_be_written_is_refused_first(softsell: Softsell, arguments: list[str], reason: str) -> None:
    write("plan.csv", SHEET)
    write("a.txt", SALE)
    result = softsell("check", *arguments)
    assert (result.status, result.out) == (WRONG_USE, "")
    assert reason in result.err
    assert not list(Path().glob("out.*"))


def git(*arguments: str) -> None:
    identity = ["-c", "user.name=Ana", "-c", "user.email=ana@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True, timeout=60)


needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git isn't installed here")


@pytest.fixture
def repository(folder: Path) -> Path:
    write("old.txt", SALE)
    write("two.txt", f"{SALE}---\n{CALM}")
    write("plan.csv", SHEET)
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-q", "-m", "First")
    return folder


@needs_git
def test_only_changed_posts_are_checked(softsell: Softsell, repository: Path) -> None:
    result = softsell("check", ".", "--diff-base", "HEAD")
    assert (result.status, result.out) == (CLEAN, "")
    assert "No post changed since HEAD." in result.err
    write("two.txt", f"{CALM}---\n{SALE}---\nHurry in for soap.\n")  # two posts swapped, and a new one
    write("new.txt", SALE)
    write("plan.csv", SHEET.replace("jam.", "jam. Hurry in!"))
    result = softsell("check", ".", "--diff-base", "HEAD", "--format", "concise")
    assert result.concise == [
        "new.txt:1:1: warning house/hurry",
        "plan.csv:4:35: warning house/hurry",
        "two.txt:5:1: warning house/hurry",
    ]
    git("add", ".")
    git("commit", "-q", "-m", "Second")
    assert softsell("check", ".", "--diff-base", "HEAD").status == CLEAN
    assert softsell("check", ".", "--diff-base", "HEAD~1", "--format", "concise").out == result.out


@needs_git
def test_a_record_may_be_fixed_to_what_it_was(softsell: Softsell, repository: Path) -> None:
    was = "post\nDrop by for soap.\nHurry in, Ana.\n"
    write("posts.csv", was)
    git("add", ".")
    git("commit", "-q", "-m", "Posts")
    write("posts.csv", was.replace("Drop by", "Hurry in"))
    softsell("check", "posts.csv", "--diff-base", "HEAD", "--fix")
    assert Path("posts.csv").read_text() == was


@needs_git
def test_what_the_other_branch_did_since_is_not_ours(softsell: Softsell, repository: Path) -> None:
    git("checkout", "-q", "-b", "mine")
    write("new.txt", SALE)
    git("add", ".")
    git("commit", "-q", "-m", "Mine")
    git("checkout", "-q", "main")
    write("old.txt", CALM)
    git("commit", "-q", "-a", "-m", "Theirs")
    git("checkout", "-q", "mine")
    result = softsell("check", ".", "--diff-base", "main", "--format", "concise")
    assert result.concise == ["new.txt:1:1: warning house/hurry"]


@needs_git
def test_line_ends_that_git_changes_are_not_changes(softsell: Softsell, repository: Path) -> None:
    write("two.txt", f"{SALE}---\n{CALM}".replace("\n", "\r\n"))
    assert softsell("check", "two.txt", "--diff-base", "HEAD").out == ""


@needs_git
def test_fixes_leave_old_posts_alone(softsell: Softsell, repository: Path) -> None:
    write("two.txt", f"{SALE}---\n{CALM}---\nHurry in for soap.\n")
    softsell("check", "two.txt", "--diff-base", "HEAD", "--fix")
    assert Path("two.txt").read_text() == f"{SALE}---\n{CALM}---\nDrop by for soap.\n"


@needs_git
def test_a_base_that_is_not_there_is_told(
    softsell: Softsell, repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for name in ("nope", "--output=x", "HEAD:two.txt"):
        result = softsell("check", ".", f"--diff-base={name}")
        assert result.status == WRONG_USE, name
        assert "there is no commit or branch" in result.err, name
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "a.txt"
    elsewhere.write_text(SALE)
    result = softsell("check", elsewhere, "--diff-base", "HEAD")
    assert result.status == WRONG_USE
    assert "isn't in a git repository" in result.err


@needs_git
def test_git_runs_no_program_that_a_repository_names(
    softsell: Softsell, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = repository / "trap.sh"
    write("trap.sh", "#!/bin/sh\ntouch " + str(repository / "sprung") + "\ncat\n")
    trap.chmod(0o755)
    for key in ("diff.external", "diff.evil.command", "diff.evil.textconv", "filter.evil.clean", "filter.evil.smudge"):
        git("config", key, str(trap))
    git("config", "core.fsmonitor", str(trap))
    git("config", "core.hooksPath", str(repository))
    git("config", "core.pager", str(trap))
    for hook in ("post-index-change", "reference-transaction"):
        shutil.copy(trap, repository / hook)
    write(".gitattributes", "* diff=evil filter=evil\n")
    (repository / "sprung").unlink(missing_ok=True)
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(trap))
    write("two.txt", f"{SALE}---\nHurry in for soap.\n")
    result = softsell("check", ".", "--diff-base", "HEAD", "--format", "concise")
    assert result.concise == ["two.txt:3:1: warning house/hurry"]
    assert not (repository / "sprung").exists()
    # The trap works: git's own command springs it.
    subprocess.run(["git", "diff"], check=False, capture_output=True, timeout=60)
    assert (repository / "sprung").exists()


def test_a_running_server_prints_the_same_reports(folder: Path, state: Path, port: int) -> None:
    write("a.txt", SALE)

    def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "softsell", "check", "a.txt", *arguments]
        return subprocess.run(command, capture_output=True, check=False, timeout=60)

    choices = [["--format", name] for name in ("html", "markdown", "csv", "agent")] + [
        ["--exit-zero"],
        ["--output", "r"],
    ]
    alone = [run("--no-server", *choice) for choice in choices]
    with serving():
        for choice, expected in zip(choices, alone, strict=True):
            result = run(*choice)
            assert (result.returncode, result.stdout) == (expected.returncode, expected.stdout), choice


PRESSING, FRIENDLY = "Hurry in for our candles today.", "Thank you for the plum jam, Ana."


@pytest.mark.parametrize(
    ("sheet", "marked"),
    [
        (f'sep=;\r\nDate;Post\r\n2026-07-06;"{PRESSING}"\r\n2026-07-07;{FRIENDLY}\r\n', [1, 2, 3]),
        (f'Our plan for July\n\nDate,Post,Notes\n2026-07-06,{PRESSING},\n2026-07-07,"{FRIENDLY}"  \n', [1, 2, 3]),
        (f'Our plan for July,,\n,,\nDate,Post,Notes\n2026-07-06,{PRESSING},\n2026-07-07,"{FRIENDLY}",\n', [2, 3, 4]),
        (f'2026-07-06 09:00,{PRESSING},https://e.x\n2026-07-07 09:00,"{FRIENDLY}",\n', [0, 1]),
    ],
)
def test_sheets_as_people_have_them_keep_their_lines(softsell: Softsell, sheet: str, marked: list[int]) -> None:
    write("plan.csv", sheet)
    result = softsell("check", "plan.csv", "--annotate", "out.csv", "-q")
    assert result.status == FINDINGS, result.err
    lines = [line for line in sheet.splitlines() if line]
    copied = [line for line in Path("out.csv").read_bytes().decode().splitlines() if line]
    assert [line.startswith(before) for before, line in zip(lines, copied, strict=True)] == [True] * len(lines)
    longer = [number for number, (before, line) in enumerate(zip(lines, copied, strict=True)) if line != before]
    assert longer == marked
    delimiter = ";" if sheet.startswith("sep") else ","
    rows = list(csv.reader(copied, delimiter=delimiter))
    assert len({len(rows[number]) for number in marked}) == 1  # the added columns are in line


def test_an_excel_sheet_comes_back_with_columns(softsell: Softsell) -> None:
    workbook = Workbook()
    sheet: Any = workbook.active
    for row in (["Date", "Post"], ["2026-07-06", PRESSING], ["2026-07-07", FRIENDLY]):
        sheet.append(row)
    workbook.save("plan.xlsx")
    result = softsell("check", "plan.xlsx", "--annotate", "out.xlsx", "--format", "concise")
    assert result.status == FINDINGS, result.err
    assert "house/hurry" in result.out
    copy: Any = load_workbook("out.xlsx").active
    assert [cell.value for cell in copy[2]][7:9] == [1, "warning house/hurry: “Hurry in” hurries."]
    assert copy["H3"].value == 0


def test_a_list_whose_commas_are_not_separators_is_refused(softsell: Softsell) -> None:
    write("plan.csv", f"Post\n{PRESSING}\n{FRIENDLY}\n")
    result = softsell("check", "plan.csv", "--annotate", "out.csv")
    assert result.status == WRONG_USE
    assert "row 3 has a “,” in a post without quotes" in result.err
    assert not Path("out.csv").exists()


def test_a_sheet_of_campaigns_becomes_a_report_by_campaign(softsell: Softsell) -> None:
    write(
        "plan.csv",
        f'ID,Date,Platform,Campaign,Post\n7,2026-07-06,LinkedIn,Candles,{PRESSING}\n8,2026-08-07,X,Jam,"{FRIENDLY}"\n',
    )
    report = softsell("check", "plan.csv", "--format", "markdown").out
    for words in (
        "## By platform",
        "## By campaign",
        "| Candles | 1 | 0% |",
        "| July 2026 |",
        "row 3, id 8, X, 2026-08-07",
    ):
        assert words in report, words
