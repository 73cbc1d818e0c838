"""A run that is killed goes on where it was, and its output is the same to the byte."""

from __future__ import annotations

import csv
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.archive.conftest import POSTS, Archive, kill, start

from softsell.archive.units import UNIT_ROWS, cut_units
from softsell.archive.work_folder import folder_of
from softsell.files.workers import can_fork

needs_kill = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9")

INPUT, OUTPUT = Path("posts.csv"), Path("out.jsonl")


def write_posts(count: int) -> None:
    """Writes a sheet of short posts, with a bad row now and then, and settings that make checking quick."""
    chance = random.Random(5)
    with INPUT.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Id", "Caption"])
        for number in range(count):
            writer.writerow([number, f"{number}. {chance.choice(POSTS)}"])
            if number % 700 == 50:
                file.write(f'{number},"junk" after a quote\n')
    Path("softsell.toml").write_text('select = ["pushiness"]\n')


def parts() -> int:
    """Returns how many parts there are."""
    return len(list(folder_of(OUTPUT).glob("*.part")))


def wait_until(condition: Callable[[], bool], process: subprocess.Popen[bytes]) -> bool:
    """Waits for a condition, or the end of a process; returns whether the process still runs."""
    while process.poll() is None:
        if condition():
            return True
        time.sleep(0.002)
    return False


@needs_kill
def test_killed_at_ten_random_moments_it_still_writes_the_same_bytes(archive: Archive) -> None:
    units = 30
    write_posts(units * UNIT_ROWS)
    assert archive(INPUT, "expected.jsonl").status == 0
    chance = random.Random()
    kills = resumed = 0
    while kills < 10:
        begun = parts()
        # 0: before this run has done anything. The last units are left for the last run, which isn't killed.
        step = 1 if kills < 4 else chance.choice((0, 0, 1, 1, 2))
        more = max(begun, min(begun + step, units - 8))
        process = start(INPUT, OUTPUT)
        assert wait_until(lambda more=more: folder_of(OUTPUT).exists() and parts() >= more, process)  # type: ignore[misc]
        kill(process)
        kills += 1
        resumed += begun > 0
        assert not OUTPUT.exists()
    assert resumed > 3
    process = start(INPUT, OUTPUT)
    _, err = process.communicate()
    assert process.returncode == 0
    assert b"Going on with the run that was stopped" in err
    assert OUTPUT.read_bytes() == Path("expected.jsonl").read_bytes()
    assert not folder_of(OUTPUT).exists()
    assert [path.name for path in Path().glob("out*")] == ["out.jsonl"]


def _interrupted(count: int = 1_000) -> None:
    write_posts(count)
    process = start(INPUT, OUTPUT)
    assert wait_until(lambda: parts() >= 2, process)
    kill(process)


@needs_kill
@pytest.mark.parametrize("change", ["input", "settings", "platform", "version"])
def test_after_a_change_it_starts_anew_and_says_so(
    change: str, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    _interrupted()
    options = []
    if change == "input":
        INPUT.write_text(INPUT.read_text().replace("breakfast", "breakfasts", 1))
    elif change == "settings":
        Path("softsell.toml").write_text('select = ["self-focus"]\n')
    elif change == "platform":
        options = ["--platform", "x"]
    else:
        monkeypatch.setattr("softsell.__version__", "99.0.0")
    done = archive(*options, INPUT, OUTPUT)
    assert done.status == 0
    assert "Starting from the beginning, because the inputs, the settings or softsell changed" in done.err
    assert archive(*options, INPUT, "expected.jsonl").status == 0
    assert OUTPUT.read_bytes() == Path("expected.jsonl").read_bytes()


@needs_kill
def test_a_damaged_part_is_told(archive: Archive) -> None:
    _interrupted()
    (folder_of(OUTPUT) / "00000001.part").write_bytes(b"damaged")
    done = archive(INPUT, OUTPUT)
    assert done.status == 2
    assert "Delete this folder" in done.err
    assert not OUTPUT.exists()


@needs_kill
def test_parts_of_two_formats_are_the_same(archive: Archive) -> None:
    """Parts don't depend on the output's format, but each output has a folder of its own."""
    _interrupted(1_000)
    assert archive(INPUT, "out.csv").status == 0
    assert parts() >= 2


def test_an_input_that_changes_meanwhile_is_told(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    write_posts(300)
    cut = cut_units

    def change_and_cut(rows: object) -> object:
        INPUT.write_text(INPUT.read_text() + "901,One more post\n")
        return cut(rows)  # type: ignore[arg-type]

    monkeypatch.setattr("softsell.archive.run.cut_units", change_and_cut)
    done = archive(INPUT, OUTPUT)
    assert done.status == 2
    assert "changed while it was read" in done.err
    assert not OUTPUT.exists()


@needs_kill
@pytest.mark.skipif(not Path("/proc/self/task").exists() or not can_fork(), reason="the workers are found in /proc")
def test_a_dead_worker_does_not_end_the_run(archive: Archive) -> None:
    write_posts(2_000)
    assert archive(INPUT, "expected.jsonl").status == 0
    process = start("--jobs", 2, INPUT, OUTPUT)
    killed: list[int] = []

    def alive() -> list[int]:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        return [child for child in map(int, children) if child not in killed]

    for number in (1, 3, 5):
        assert wait_until(lambda number=number: parts() >= number and bool(alive()), process)  # type: ignore[misc]
        killed.append(alive()[0])
        os.kill(killed[-1], signal.SIGKILL)
    _, err = process.communicate()
    assert process.returncode == 0, err
    assert len(set(killed)) == 3
    assert OUTPUT.read_bytes() == Path("expected.jsonl").read_bytes()


@needs_kill
def test_ctrl_c_keeps_what_was_done(archive: Archive) -> None:
    write_posts(1_600)
    process = start(INPUT, OUTPUT)
    assert wait_until(lambda: parts() >= 1, process)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert process.returncode == 130
    assert b"Traceback" not in err
    assert b"What was checked is kept" in err
    assert parts() >= 1
    assert "Going on with the run that was stopped" in archive(INPUT, OUTPUT).err
