"""The pool of worker processes: order, dead workers, bounds, and what is left when it ends."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence

import pytest

from softsell.files.workers import map_forked


def _work(items: Sequence[str]) -> list[str]:
    for item in items:
        if item == "fatal":
            os.kill(os.getpid(), signal.SIGKILL)
        if item == "quits":
            os._exit(3)
        if item == "fails":
            raise ValueError("what the draft says")
    return [item.upper() for item in items]


def _lost(item: str, how: str) -> str:
    return f"{item}: {how}"


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_a_worker_that_dies_takes_one_item_with_it(workers: int) -> None:
    items = [*"abcdefghij", "fatal", *"klm", "quits", "fatal", *"nopqrstuvwxyz"]
    results = list(map_forked(_work, items, workers, _lost))
    assert [result for result in results if len(result) == 1] == [item.upper() for item in items if len(item) == 1]
    assert results[10] == "fatal: it was killed, most likely because there wasn't enough memory"
    assert results[14] == "quits: it ended by itself, which is a bug in softsell"
    assert results[15].startswith("fatal: ")


def test_a_worker_s_mistake_is_told_without_what_it_was_at(capfd: pytest.CaptureFixture[str]) -> None:
    results = list(map_forked(_work, ["a", "fails", "b"], 2, _lost))
    assert results == ["A", "fails: it ended by itself, which is a bug in softsell", "B"]
    assert capfd.readouterr().err == ""


def test_workers_that_are_no_longer_wanted_are_gone() -> None:
    before = set(multiprocessing.active_children())
    results = map_forked(_work, ["a"] * 500, 2, _lost)
    next(results)
    assert len(set(multiprocessing.active_children()) - before) == 2
    results.close()  # type: ignore[attr-defined]
    assert set(multiprocessing.active_children()) <= before


def test_workers_are_gone_when_the_work_is_done() -> None:
    before = set(multiprocessing.active_children())
    assert list(map_forked(_work, ["a"] * 20, 3, _lost)) == ["A"] * 20
    assert set(multiprocessing.active_children()) <= before


def test_items_are_read_a_bounded_number_ahead() -> None:
    read = []

    def endless() -> Iterator[str]:
        for number in itertools.count():
            read.append(number)
            yield "abc"[number % 3]

    results = map_forked(_work, endless(), 2, _lost)
    assert list(itertools.islice(results, 100)) == ["ABC"[number % 3] for number in range(100)]
    assert len(read) < 300
    results.close()  # type: ignore[attr-defined]
