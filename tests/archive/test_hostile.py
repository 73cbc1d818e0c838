"""Hostile inputs and outputs: a bad row costs that row, and nothing is lost or half written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.archive.conftest import POSTS, Archive, Result, rows_of, start

from softsell.archive.row_checks import InputRow, InputRules, RowChecker, RowResult
from softsell.archive.run import on_this_machine
from softsell.archive.text_rows import LONGEST_ROW, TextRow
from softsell.archive.units import cut_units, unpack
from softsell.archive.work_folder import folder_of, open_work_folder
from softsell.files.workers import can_fork

GOOD = "What do you read before breakfast? I like the paper and a bit of poetry."


def run_on(archive: Archive, name: str, data: bytes) -> tuple[Result, list[dict[str, object]]]:
    """Runs an archive on one file."""
    Path(name).write_bytes(data)
    done = archive("--isolated", name, "out.jsonl")
    assert "Traceback" not in done.err
    assert "went wrong inside softsell" not in done.err
    return done, rows_of("out.jsonl") if Path("out.jsonl").exists() else []


@pytest.mark.parametrize(
    "bad",
    [
        b"bad \0 bytes, as it is",
        b"bad \xff bytes",
        b'"never closed',
        b'"closed" too early',
        b"too long " * (LONGEST_ROW // 8),
        b'"' + b"quoted " * (LONGEST_ROW // 6) + b'"',
        b"word " * 30_000,
    ],
    ids=["nul", "not-utf-8", "never-closed", "junk-after-quote", "no-line-end", "huge-cell", "huge-post"],
)
def test_a_bad_row_of_a_sheet_costs_that_row(bad: bytes, archive: Archive) -> None:
    good = GOOD.encode()
    done, rows = run_on(archive, "a.csv", b"\n".join([b"Caption", good, bad, good, b""]))
    assert done.status == 0
    assert [row["row"] for row in rows] == [2, 3, 4]
    assert [bool(row["error"]) for row in rows] == [False, True, False]
    assert rows[0]["scores"] == rows[2]["scores"] != {}
    assert "1 of 3 rows couldn't be read" in done.err
    assert "bytes, as" not in str(rows[1]["error"])


@pytest.mark.parametrize(
    "bad",
    [
        b'{"text": "cut o',
        b'{"text": 12}',
        b'{"text": {"a": 1}, "id": 3}',
        b'{"text": "half \\ud83d a character"}',
        b'{"text": "a NUL \\u0000 in it"}',
        b"[" * 100_000,
        b'{"text": "' + b"x" * LONGEST_ROW + b'"}',
        b'{"text": "\xff"}',
        b'"only a text" "and another"',
        b'{"text": [' + b", ".join([b'"Hello, how are you?"'] * 2_000) + b"]}",
    ],
    ids=["cut", "number", "object", "half-character", "nul", "deep", "huge", "not-utf-8", "two", "many-posts"],
)
def test_a_bad_record_costs_that_record(bad: bytes, archive: Archive) -> None:
    good = json.dumps({"text": GOOD}).encode()
    done, rows = run_on(archive, "a.jsonl", b"\n".join([good, bad, good, b""]))
    assert done.status == 0
    if bad != b'{"text": {"a": 1}, "id": 3}':  # has no text, so there is nothing to check
        assert [(row["row"], bool(row["error"])) for row in rows] == [(1, False), (2, True), (3, False)]
    assert rows[0]["scores"] == rows[-1]["scores"] != {}


def test_a_sheet_of_ten_thousand_columns(archive: Archive) -> None:
    done, rows = run_on(archive, "a.csv", b"\n".join([b",".join([b"x"] * 10_000)] * 20))
    assert (done.status, rows) == (2, [])
    assert "more than 1,000 columns" in done.err
    wide = ",".join([GOOD, *["x"] * 10_000]).encode()
    done, rows = run_on(archive, "b.csv", b"\n".join([b"Caption,Notes", *[GOOD.encode() + b",note"] * 20, wide]))
    assert done.status == 0
    assert len(rows) == 21
    assert "1 row has more cells than there are names" in done.err


def test_a_record_of_ten_thousand_keys(archive: Archive) -> None:
    record = {"text": GOOD, **{f"key{number}": number for number in range(10_000)}}
    done, rows = run_on(archive, "a.jsonl", (json.dumps(record) + "\n").encode() * 3)
    assert done.status == 0
    assert [row["error"] for row in rows] == [None] * 3


def test_only_bad_rows_are_a_failure(archive: Archive) -> None:
    done, rows = run_on(archive, "a.jsonl", b'{"a"\n' * 5)
    assert done.status == 2
    assert all(row["error"] for row in rows)
    assert len(rows) == 5


@pytest.mark.parametrize("data", [b"", b"\n\n\n", b"Caption\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_input_without_posts_makes_an_output_without_rows(data: bytes, archive: Archive) -> None:
    done, rows = run_on(archive, "a.csv", data)
    assert (done.status, rows) == (0, [])
    assert Path("out.jsonl").read_bytes() == b""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes, and a link needs rights there")
def test_names_that_cannot_be(archive: Archive) -> None:
    Path("a.csv").write_text(f"Caption\n{GOOD}\n")
    Path("linked.csv").symlink_to("a.csv")
    Path("link.jsonl").symlink_to("elsewhere.jsonl")
    Path("folder.jsonl").mkdir()
    Path("a.txt").write_text(GOOD)
    os.mkfifo("pipe.csv")
    before = {path: path.lstat().st_mtime_ns for path in Path().iterdir()}
    for words, says in (
        (["a.csv"], "last the file to write"),
        (["a.csv", "a.csv"], "is one of the inputs"),
        (["a.csv", "linked.csv"], "a link"),
        (["a.csv", "link.jsonl"], "a link"),
        (["a.csv", "folder.jsonl"], "a folder"),
        (["a.csv", "out.xlsx"], "Its ending decides the format"),
        (["a.csv", "out"], "Its ending decides the format"),
        (["a.txt", "out.jsonl"], "softsell archive reads"),
        (["missing.csv", "out.jsonl"], "No such file"),
        ([".", "out.jsonl"], "is a folder"),
        (["pipe.csv", "out.jsonl"], "isn't a plain file"),
        (["a.csv", "missing/out.jsonl"], "make the folder first"),
    ):
        done = archive("--isolated", *words)
        assert done.status == 2, words
        assert says in done.err, done.err
    assert {path: path.lstat().st_mtime_ns for path in Path().iterdir()} == before


@pytest.mark.skipif(os.name == "nt", reason="a link needs rights on Windows")
def test_a_folder_of_that_name_that_is_not_ours_stays(archive: Archive) -> None:
    Path("a.csv").write_text(f"Caption\n{GOOD}\n")
    Path("out.jsonl.softsell-archive").mkdir()
    Path("out.jsonl.softsell-archive/mine.txt").write_text("dear to me")
    done = archive("--isolated", "a.csv", "out.jsonl")
    assert done.status == 2
    assert Path("out.jsonl.softsell-archive/mine.txt").read_text() == "dear to me"
    Path("out.jsonl.softsell-archive/mine.txt").unlink()
    Path("out.jsonl.softsell-archive").rmdir()
    Path("elsewhere").mkdir()
    Path("out.jsonl.softsell-archive").symlink_to("elsewhere")
    assert archive("--isolated", "a.csv", "out.jsonl").status == 2
    assert not list(Path("elsewhere").iterdir())


@pytest.mark.skipif(os.name == "nt", reason="Windows has other access rights")
def test_a_folder_of_that_name_that_others_can_write_is_not_used(archive: Archive) -> None:
    """Somebody else could put links into it, and we would write where they lead."""
    Path("a.csv").write_text(f"Caption\n{GOOD}\n")
    Path("precious.txt").write_text("dear to me")
    Path("out.jsonl.softsell-archive").mkdir()
    Path("out.jsonl.softsell-archive").chmod(0o777)
    assert archive("--isolated", "a.csv", "out.jsonl").status == 2
    Path("out.jsonl.softsell-archive").chmod(0o700)
    Path("out.jsonl.softsell-archive/00000000.part.new").symlink_to(Path("precious.txt").resolve())
    assert archive("--isolated", "a.csv", "out.jsonl").status == 2
    assert Path("precious.txt").read_text() == "dear to me"


@pytest.mark.parametrize("text", ['[{"text": "a"}]', '[\n  {"text": "a"}\n]', '{\n  "text": "a"\n}'])
def test_a_json_document_is_told_from_json_lines(text: str, archive: Archive) -> None:
    Path("a.jsonl").write_text(text)
    done = archive("--isolated", "a.jsonl", "out.jsonl")
    assert done.status == 2
    assert "this is one JSON document" in done.err
    assert not list(Path().glob("out*"))


def test_a_folder_that_cannot_be_written(archive: Archive) -> None:
    if os.name == "nt" or os.geteuid() == 0:
        pytest.skip("Windows has other access rights, and root may write everywhere")
    Path("a.csv").write_text(f"Caption\n{GOOD}\n")
    Path("closed").mkdir(mode=0o500)
    done = archive("--isolated", "a.csv", "closed/out.jsonl")
    assert done.status == 2
    assert "permission" in done.err


def test_two_runs_do_not_write_one_output(archive: Archive) -> None:
    Path("a.csv").write_text(f"Caption\n{GOOD}\n")
    with open_work_folder(Path("out.jsonl"), "another run"):
        done = archive("--isolated", "a.csv", "out.jsonl")
        assert done.status == 2
        assert "another run" in done.err


def _limit_files(most: int) -> Callable[[], None]:
    def limit() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    return limit


@pytest.mark.skipif(os.name == "nt", reason="Windows can't limit the size of files")
@pytest.mark.parametrize("most", [2_000, 60_000], ids=["a part doesn't fit", "the output doesn't fit"])
def test_no_room_for_the_output_loses_nothing(most: int, archive: Archive) -> None:
    rows = "".join(f'"{number}: {post}"\n' for number, post in enumerate(POSTS * 30) if '"' not in post)
    Path("a.csv").write_text(f"Caption\n{rows}")
    Path("out.jsonl").write_text("an older output\n")
    assert archive("--isolated", "a.csv", "expected.jsonl").status == 0  # fills the cache of rules, too
    process = start("--isolated", "a.csv", "out.jsonl", preexec_fn=_limit_files(most))
    _, err = process.communicate()
    assert process.returncode == 2
    assert b"wasn't written" in err
    assert b"Traceback" not in err
    assert Path("out.jsonl").read_text() == "an older output\n"
    assert not list(Path().glob("*.softsell"))
    assert folder_of(Path("out.jsonl")).is_dir()
    assert archive("--isolated", "a.csv", "out.jsonl").status == 0
    assert Path("out.jsonl").read_bytes() == Path("expected.jsonl").read_bytes()
    assert not folder_of(Path("out.jsonl")).exists()


class _Dying(RowChecker):
    """Its process ends at a row that says so."""

    def warm_up(self) -> None:
        """Do nothing."""

    def check(self, rows: list[InputRow]) -> list[RowResult]:  # type: ignore[override]
        """Return a line for each row."""
        if any(row.row.text == "fatal" for row in rows):
            os._exit(9)
        return [RowResult((row.row.text,), posts=1) for row in rows]


@pytest.mark.skipif(not can_fork(), reason="this system has no fork, so there are no workers")
def test_a_row_that_ends_its_worker_costs_that_row() -> None:
    from softsell.config.config import Config

    checker = _Dying([InputRules("a.csv", None, Config(), ())])
    words = [*map(str, range(350)), "fatal", *map(str, range(500)), "fatal"]
    units = cut_units(InputRow(0, TextRow(number, word)) for number, word in enumerate(words, 1))
    parts = [unpack(part) for _, part in on_this_machine(2)(checker, enumerate(units))]
    lines = [line for _, some in parts for line in some]
    assert [line if line.isdigit() else "fatal" for line in lines] == words
    assert "its worker process ended" in json.loads(lines[350])["error"]
    assert sum(totals.failed for totals, _ in parts) == 2


def test_the_text_of_a_post_is_in_no_message(archive: Archive) -> None:
    Path("a.csv").write_text(f'Caption\n{GOOD}\n"secret" words\n"secret \0"\n')
    done = archive("--isolated", "a.csv", "out.jsonl")
    assert "secret" not in done.err + done.out + Path("out.jsonl").read_text()


def test_an_unknown_option_is_told(archive: Archive) -> None:
    assert archive("--nonsense", "a.csv", "b.csv").status == 2


def test_the_help_needs_nothing_heavy() -> None:
    script = (
        "import sys; from softsell.cli import run; status = run(['archive', '--help']); "
        "print([name for name in ('pyarrow', 'daft', 'ray', 'numpy', 'softsell.archive') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
