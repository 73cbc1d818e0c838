"""Checks many files in order, on several processes if that is faster."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from softsell.errors import SoftsellError
from softsell.files.checker import Checker, Progress
from softsell.files.task import Outcome, Task

_WORTH_FORKING = 24
"""With fewer files than this, starting workers takes longer than checking."""
_FEWEST_TOGETHER, _MOST_TOGETHER = 8, 32
"""How many files are checked together: more where there are many, as long as every process gets its share of the last ones."""
_BATCHES_EACH = 8
"""How many batches a process gets at least, if there are enough files."""


def check_files(
    paths: Sequence[str], task: Task, *, jobs: int | None = None, progress: Progress[Any] | None = None
) -> Iterator[Outcome]:
    """Check files and yield their outcomes in the order of ``paths``.

    Args:
        paths: the files, each once.
        task: how to check them.
        jobs: how many processes to use; ``None`` for one per core. Files given as bytes (``Task.contents``) are checked in this
            process, because a server must not fork while other threads hold locks.
        progress: shows how far the drafts of a single large file have come.
    """
    jobs = 1 if task.contents is not None else jobs if jobs is not None else count_cores()
    if len(paths) < _WORTH_FORKING:
        return _check_here(Checker(task, jobs, progress=progress), paths)
    from softsell.files.workers import can_fork, map_forked

    checker = Checker(task)
    together = min(_MOST_TOGETHER, max(_FEWEST_TOGETHER, len(paths) // (jobs * _BATCHES_EACH)))
    if jobs == 1 or not can_fork():
        return _check_here(checker, paths, together)
    with suppress(SoftsellError):  # mistakes in the settings are reported for each file
        task.settings.engine(paths[0]).rule_set(task.context.platform)  # compile once for all workers
    return map_forked(checker.check_all, paths, jobs, _lose, together)


def _check_here(checker: Checker, paths: Sequence[str], together: int = _FEWEST_TOGETHER) -> Iterator[Outcome]:
    for at in range(0, len(paths), together):
        yield from checker.check_all(paths[at : at + together])


def count_cores() -> int:
    """Return how many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def _lose(path: str, how: str) -> Outcome:
    return Outcome(path, error=f"{path}: not checked, because its worker process ended: {how}.")
