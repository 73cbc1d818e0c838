"""Measures the time and memory of work in this process, and of the real command in its own process. Needs Linux for /proc."""

from __future__ import annotations

import gc
import os
import resource
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

_PEAK = Path("/proc/self/clear_refs")
_STATUS = Path("/proc/self/status")
_PATIENCE_SECONDS = 300
"""A command that still runs after this time hangs. A busy machine may need minutes; tests assert processor time."""

# The system includes the memory a child had before it became another program, so the command writes down its own peak.
_COMMAND = """\
import atexit, pathlib, runpy, sys
peak = pathlib.Path(sys.argv.pop(1))
status = pathlib.Path("/proc/self/status")
atexit.register(lambda: peak.write_text(status.read_text().partition("VmHWM:")[2].split()[0]))
runpy.run_module("softsell", run_name="__main__", alter_sys=True)
"""


class Cost(NamedTuple):
    """Processor seconds, which other work on the machine doesn't affect, and the peak in megabytes."""

    seconds: float
    megabytes: float


class Ended(NamedTuple):
    """How a command ended, and its cost."""

    status: int
    out: str
    err: str
    cost: Cost


def can_measure() -> bool:
    """Whether this system reports peaks of memory."""
    return _PEAK.exists()


def cost_of(work: Callable[[], object], most_seconds: int = 60) -> Cost:
    """Run ``work`` in a fork of this process and return its cost. Its memory is what it needs beyond the current use.

    Raises:
        AssertionError: ``work`` raised an error, or didn't finish within the limit of processor time.
    """
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        told = "died"
        try:
            gc.freeze()  # Memory that the collector never touches is never copied.
            resource.setrlimit(resource.RLIMIT_CPU, (most_seconds, most_seconds))
            told = " ".join(map(repr, _measured(work)))
        except BaseException:  # Sent to the parent, which raises it.
            told = traceback.format_exc()
        finally:
            os.write(theirs, told[-4_000:].encode("utf-8", "backslashreplace"))
            os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, encoding="utf-8") as pipe:
        told = pipe.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status == 0, f"signal {-status} ended the work"
    try:
        return Cost(*map(float, told.split()))
    except (ValueError, TypeError):
        raise AssertionError(told) from None


def _measured(work: Callable[[], object]) -> Cost:
    _PEAK.write_text("5")  # The peak counts from here on.
    before = _megabytes("VmRSS")
    began = time.process_time()
    work()
    return Cost(time.process_time() - began, _megabytes("VmHWM") - before)


def least_cost(work: Callable[[], object], limit: Cost, tries: int = 3) -> Cost:
    """Return the cost of ``work``. Tries again if it's over the limit, because a busy machine only makes work more expensive."""
    least = cost_of(work)
    for _ in range(tries - 1):
        if least.seconds < limit.seconds and least.megabytes < limit.megabytes:
            break
        least = Cost(*map(min, least, cost_of(work)))
    return least


_LONG_SECONDS = 0.5
"""Processor time beside which what a busy machine adds is little."""
SLACK_SECONDS = 0.2
"""Always allowed, in processor time. Near zero, ratios mean nothing."""


def must_cost_like(ordinary: float, hostile: Callable[[], object], ratio: float = 20) -> None:
    """Fail if hostile work takes more than ``ratio`` times the processor time of ordinary work of its size.

    Hostile work is tried again if it's over the limit, because a busy machine only makes work more expensive. Work that grows with the
    square of the size takes some hundred times too long.

    Args:
        ordinary: the processor time of ordinary work, from ``least_seconds``. Measure it once for all hostile work that it's compared with.
        hostile: the work.
        ratio: how many times as long it may take.
    """
    most = ratio * ordinary + SLACK_SECONDS
    assert any(_seconds(hostile) < most for _ in range(3))


def least_seconds(work: Callable[[], object]) -> float:
    """Return the processor time of the best of three runs, or of two long ones. The first may import what the others find."""
    least = min(_seconds(work) for _ in range(2))
    return least if least > _LONG_SECONDS else min(least, _seconds(work))


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def run_softsell(*arguments: str, folder: Path, home: Path) -> Ended:
    """Run the command in ``folder`` with a time limit. Its settings and state are in ``home``, not in the user's folders."""
    with tempfile.TemporaryDirectory() as notes:
        peak = Path(notes) / "peak"
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            **dict.fromkeys(("XDG_CONFIG_HOME", "XDG_STATE_HOME"), str(home)),
        }
        out, err = Path(notes) / "out", Path(notes) / "err"
        with out.open("wb") as out_file, err.open("wb") as err_file:
            words = [sys.executable, "-c", _COMMAND, str(peak), *arguments]
            process = subprocess.Popen(words, cwd=folder, env=environment, stdout=out_file, stderr=err_file)
            status, used = _wait(process, _PATIENCE_SECONDS)
        megabytes = int(peak.read_text()) / 1024 if peak.exists() else float("nan")
        told, complained = (path.read_text(encoding="utf-8", errors="replace") for path in (out, err))
        return Ended(status, told, complained, Cost(used, megabytes))


def _wait(process: subprocess.Popen[bytes], seconds: float) -> tuple[int, float]:
    """Return the exit code and processor seconds of the process. Kills one that takes too long."""
    end = time.monotonic() + seconds
    while True:
        done, status, usage = os.wait4(process.pid, os.WNOHANG)
        if done:
            process.returncode = os.waitstatus_to_exitcode(status)
            return process.returncode, usage.ru_utime + usage.ru_stime
        if time.monotonic() > end:
            process.kill()
            end = float("inf")
        time.sleep(0.005)


def _megabytes(name: str) -> float:
    return int(_STATUS.read_text().partition(f"{name}:")[2].split()[0]) / 1024
