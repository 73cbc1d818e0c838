"""Measures ``softsell archive``: speed beside ``check_many``, cost as rows double, and memory over a long run.

python -m tests.bench.archive write N FILE    writes a sheet of N different posts
python -m tests.bench.archive many FILE       checks the same posts with check_many, and prints how many
"""

from __future__ import annotations

import csv
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

from tests.bench.measure import Command, measure, seconds, table

_TENTHS = 10
_UNIT = 200


def compared(folder: Path, count: int, rounds: int) -> str:
    """Measure this many posts with ``softsell archive``, in each format, and with ``check_many``."""
    sheet = write(folder, count)
    commands = [
        Command("check_many, reports counted", [sys.executable, "-m", "tests.bench.archive", "many", str(sheet)]),
        *(_archive(f"archive to {ending}", sheet, ending) for ending in (".jsonl", ".csv", ".parquet")),
    ]
    measure(commands, rounds)
    rows = [
        [
            command.name,
            f"{count / command.wall:,.0f}",
            seconds(command.wall),
            seconds(command.processor),
            f"{command.memory:.0f} MB",
            f"{command.processor / commands[0].processor:.2f}",
        ]
        for command in commands
    ]
    return table(
        (
            f"{count:,} posts",
            "posts a second",
            "wall clock",
            "processor",
            "largest process",
            "processor, to check_many",
        ),
        rows,
    )


def doubled(folder: Path, counts: tuple[int, ...]) -> str:
    """Measure how cost grows with rows."""
    rows = []
    for count in counts:
        command = _archive(f"{count:,} rows", write(folder, count), ".jsonl")
        measure([command], 1)
        each = f"{command.processor / count * 1000:.2f} ms"
        rows.append([command.name, seconds(command.wall), seconds(command.processor), each, f"{command.memory:.0f} MB"])
    return table(("", "wall clock", "processor", "processor each", "largest process"), rows)


def memory(folder: Path, count: int) -> str:
    """Measure the memory of each process while this many rows are checked, at each tenth."""
    sheet, out = write(folder, count), folder / "memory.jsonl"
    parts = Path(f"{out}.softsell-archive")
    words = [sys.executable, "-m", "softsell", "archive", "--isolated", "--quiet", str(sheet), str(out)]
    rows = []
    began = time.perf_counter()
    with subprocess.Popen(words) as process:
        for tenth in range(1, _TENTHS):
            due = parts / f"{tenth * count // _TENTHS // _UNIT - 1:08}.part"
            while process.poll() is None and not due.exists():
                time.sleep(0.05)
            if process.poll() is None:
                main, workers = _resident(process.pid)
                rows.append([f"after {tenth * count // _TENTHS:,} rows", f"{main:.0f} MB", f"{workers:.0f} MB"])
    assert process.returncode == 0, "softsell archive failed"
    took = time.perf_counter() - began
    out.unlink()
    text = table((f"{count:,} rows", "main process", "largest worker"), rows)
    return f"{text}\n{count:,} rows took {seconds(took)}, {count / took:,.0f} posts a second.\n"


def write(folder: Path, count: int) -> Path:
    """Write a sheet of this many posts, in another process, which remembers all of them."""
    path = folder / f"archive-{count}.csv"
    if not path.exists():
        subprocess.run([sys.executable, "-m", "tests.bench.archive", "write", str(count), str(path)], check=True)
    return path


def _archive(name: str, sheet: Path, ending: str) -> Command:
    out = sheet.with_name(f"out{ending}")
    return Command(name, [sys.executable, "-m", "softsell", "archive", "--isolated", str(sheet), str(out)], codes=(0,))


def _resident(process: int) -> tuple[float, float]:
    """Return the memory of a process and of the largest of its children, in MB."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    return _of(str(process)), max(map(_of, children), default=0.0)


def _of(process: str) -> float:
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def _write(count: int, path: Path) -> None:
    from tests.bench.posts import Posts

    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "platform", "date", "caption"))
        for number, post in enumerate(Posts(9).posts(count)):
            writer.writerow((number, ("X", "LinkedIn", "Instagram")[number % 3], f"2026-03-{number % 28 + 1:02}", post))


def _check_many(path: Path) -> int:
    from softsell.files.check_texts import check_many

    with path.open(encoding="utf-8", newline="") as file:
        texts = (row[3] for row in islice(csv.reader(file), 1, None))
        return sum(1 for _ in check_many(texts))


if __name__ == "__main__":
    if sys.argv[1] == "write":
        _write(int(sys.argv[2]), Path(sys.argv[3]))
    else:
        print(_check_many(Path(sys.argv[2])))
