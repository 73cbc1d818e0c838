"""Runs commands and measures wall clock, processor time and memory. The commands take turns."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_LONG_SECONDS = 40
"""A command that takes longer than this is measured only once."""
FAILED = "failed"
"""How the reason begins that stands in the row of a command that failed."""
_LONGEST_REASON = 200


_AS_INSTALLED = {"PYTHONDONTWRITEBYTECODE": ""}
"""Compiles modules. pip does this for an installed program, and the first run does it in a checkout."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command: wall clock and processor time in seconds, memory in MB, and how much it found."""

    wall: float
    processor: float
    memory: float
    found: int
    failure: str = ""


@dataclass(slots=True)
class Command:
    """A command to measure.

    Attributes:
        name: of its row.
        arguments: the program and its arguments.
        finding: matches one finding in its output; ``None`` if it isn't a linter.
        codes: exit codes that aren't failures; ``None`` for all.
        environment: added to this process's environment.
        runs: the measured runs.
    """

    name: str
    arguments: Sequence[str]
    finding: str | None = None
    codes: tuple[int, ...] | None = (0, 1)
    environment: Mapping[str, str] = field(default_factory=dict)
    runs: list[Run] = field(default_factory=list)

    @property
    def failure(self) -> str:
        """Why its row has failed; empty if it hasn't."""
        return next((run.failure for run in self.runs if run.failure), "")

    @property
    def wall(self) -> float:
        """Median, seconds."""
        return statistics.median(run.wall for run in self.runs)

    @property
    def processor(self) -> float:
        """Median, seconds."""
        return statistics.median(run.processor for run in self.runs)

    @property
    def memory(self) -> float:
        """Maximum memory of its largest process, in MB."""
        return max(run.memory for run in self.runs)

    def run(self) -> Run:
        """Run it once."""
        with tempfile.TemporaryFile() as output:
            began = time.perf_counter()
            process = subprocess.Popen(
                self.arguments,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **_AS_INSTALLED, **self.environment},
            )
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - began
            code = process.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            written = output.read().decode("utf-8", "replace")
        found = len(re.findall(self.finding, written, re.MULTILINE)) if self.finding else 0
        return Run(
            wall,
            usage.ru_utime + usage.ru_stime,
            usage.ru_maxrss / 1024,
            found,
            self._failure(code, written, found),
        )

    def _failure(self, code: int, written: str, found: int) -> str:
        last = (written.strip().splitlines() or [""])[-1][:_LONGEST_REASON].replace("|", "/")
        if self.codes is not None and code not in self.codes:
            return f"{FAILED} with exit code {code}: {last}"
        if "Traceback (most recent call last)" in written:
            return f"{FAILED} with a traceback: {last}"
        if self.finding and not found:
            return f"{FAILED}: found nothing"
        return ""


def measure(commands: Sequence[Command], rounds: int) -> None:
    """Warm every command once, then run all of them in turns, ``rounds`` times. Don't repeat one that fails or takes
    very long."""
    for command in commands:
        warm = command.run()
        if warm.failure or warm.wall > _LONG_SECONDS:
            command.runs.append(warm)
    for _ in range(rounds):
        for command in commands:
            if not command.failure and not (command.runs and command.runs[0].wall > _LONG_SECONDS):
                command.runs.append(command.run())


def softsell(name: str, *arguments: str | Path, **environment: str) -> Command:
    """Return ``softsell check`` as it's installed."""
    return Command(
        name,
        [sys.executable, "-c", _ENTRY_POINT, "check", "--format", "concise", *map(str, arguments)],
        finding=r"^.+:\d+:\d+: ",
        environment=environment,
    )


_ENTRY_POINT = "import sys; from softsell.cli import main; sys.exit(main())"
"""The code of the installed command ``softsell``."""


def seconds(value: float) -> str:
    """Format a time for people."""
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.0f} ms" if value >= 0.01 else f"{value * 1000:.2f} ms"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Format a Markdown table. The first column is text, the others are numbers."""
    lines = ["| " + " | ".join(header) + " |", "|---|" + "---:|" * (len(header) - 1)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def compared(commands: Sequence[Command], against: Sequence[str]) -> str:
    """Format a comparison: medians, and each row's wall clock as a multiple of the rows named in ``against``."""
    by_name = {command.name: command for command in commands}
    bases = [by_name[name] for name in against if name in by_name and not by_name[name].failure]
    rows = []
    for command in commands:
        if command.failure:
            rows.append([command.name, f"**{command.failure}**", *[""] * (3 + len(bases))])
            continue
        rows.append(
            [
                command.name,
                seconds(command.wall),
                seconds(command.processor),
                f"{command.memory:.0f} MB",
                f"{command.runs[-1].found:,}" if command.finding else "",
                *(f"{command.wall / base.wall:.2f} ({command.processor / base.processor:.2f})" for base in bases),
            ]
        )
    header = ["", "wall clock", "processor", "memory", "found", *(f"x {base.name}" for base in bases)]
    return table(header, rows)
