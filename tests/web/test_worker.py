"""The worker's queue: bounded, fair, and nothing done for those who have gone."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from functools import partial

import pytest

from softsell.web import worker as worker_module
from softsell.web.worker import QueueFull, Worker


def with_worker(story: Callable[[Worker], Awaitable[None]], idle: Callable[[], bool] | None = None) -> None:
    """Runs a story with a worker that is stopped at its end."""

    async def run() -> None:
        worker = Worker(idle)
        worker.start()
        try:
            await story(worker)
        finally:
            worker.stop()

    asyncio.run(run())


def test_results_and_errors_come_back() -> None:
    async def story(worker: Worker) -> None:
        assert await worker.submit("a", lambda: 7) == 7
        with pytest.raises(ZeroDivisionError):
            await worker.submit("a", lambda: 1 / 0)

    with_worker(story)


def test_clients_take_turns() -> None:
    async def story(worker: Worker) -> None:
        gate = threading.Event()
        done: list[str] = []
        first = worker.submit("greedy", gate.wait)
        jobs = [worker.submit("greedy", lambda: done.append("greedy")) for _ in range(5)]
        jobs.append(worker.submit("typing", lambda: done.append("typing")))
        gate.set()
        await asyncio.gather(first, *jobs)
        assert done.index("typing") <= 1

    with_worker(story)


def order_of(jobs: list[tuple[str, int]]) -> list[str]:
    """The names of jobs of one client in the order in which they are done, if all wait at once."""
    done: list[str] = []

    async def story(worker: Worker) -> None:
        gate = threading.Event()
        first = worker.submit("a", gate.wait)
        submitted = [worker.submit("a", partial(done.append, name), size) for name, size in jobs]
        gate.set()
        await asyncio.gather(first, *submitted)

    with_worker(story)
    return done


def test_small_jobs_go_before_large_ones() -> None:
    large, small = worker_module.SMALL_BYTES + 1, worker_module.SMALL_BYTES
    done = order_of([*[("large", large)] * 30, ("typed", small), ("typed", 0)])
    # The first of the large ones may have been taken before the small ones came.
    assert done.index("typed") <= 1
    assert done[2:].count("large") >= 29


def test_small_jobs_never_shut_a_large_one_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_module, "SMALL_IN_A_ROW", 3)
    done = order_of([*[("large", 1_000_000)] * 3, *[("small", 1)] * 12])
    assert "small small small small" not in " ".join(done[:12])
    assert done.count("large") == 3
    assert max(place for place, name in enumerate(done) if name == "large") < 12


def test_a_job_that_nobody_waits_for_is_not_done() -> None:
    async def story(worker: Worker) -> None:
        gate = threading.Event()
        done: list[str] = []
        first = worker.submit("a", gate.wait)
        worker.submit("a", lambda: done.append("gone")).cancel()
        last = worker.submit("a", lambda: done.append("here"))
        gate.set()
        await asyncio.gather(first, last)
        assert done == ["here"]

    with_worker(story)


def test_the_queue_is_bounded_by_jobs_and_bytes_and_per_client(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_module, "MAX_JOBS", 4)
    monkeypatch.setattr(worker_module, "MAX_JOBS_PER_CLIENT", 3)
    monkeypatch.setattr(worker_module, "MAX_BYTES", 100)
    monkeypatch.setattr(worker_module, "MAX_BYTES_PER_CLIENT", 80)

    async def story(worker: Worker) -> None:
        gate, started = threading.Event(), threading.Event()

        def hold() -> None:
            started.set()
            gate.wait()

        jobs = [worker.submit("a", hold)]
        await asyncio.to_thread(started.wait)
        jobs += [worker.submit("a", lambda: None, 10) for _ in range(3)]
        with pytest.raises(QueueFull):
            worker.submit("a", lambda: None)
        with pytest.raises(QueueFull):
            worker.submit("b", lambda: None, 71)
        jobs.append(worker.submit("b", lambda: None, 50))
        with pytest.raises(QueueFull):
            worker.submit("b", lambda: None, 31)
        with pytest.raises(QueueFull):
            worker.submit("c", lambda: None)
        gate.set()
        await asyncio.gather(*jobs)

    with_worker(story)


def test_idle_time_is_used_until_there_is_nothing_left_to_do() -> None:
    left = iter([True, True, False])
    steps: list[bool] = []
    finished = threading.Event()

    def idle() -> bool:
        more = next(left, False)
        steps.append(more)
        if not more:
            finished.set()
        return more

    async def story(worker: Worker) -> None:
        await asyncio.to_thread(finished.wait)
        assert steps[:3] == [True, True, False]
        assert await worker.submit("a", lambda: 1) == 1

    with_worker(story, idle)


async def runs_here(worker: Worker, size: int = 0) -> bool:
    """Whether a job that may run at once does so in the event loop's thread."""
    return await worker.submit("a", threading.get_ident, size, at_once=lambda: True) == threading.get_ident()


async def rested(worker: Worker) -> None:
    """Returns once the thread rests, in a new turn of the loop."""
    while not await runs_here(worker):
        pass
    await asyncio.sleep(0)


def test_a_short_job_runs_in_the_event_loop_while_the_thread_rests() -> None:
    async def story(worker: Worker) -> None:
        await rested(worker)
        assert worker.submit("a", lambda: 7, at_once=lambda: True).result() == 7
        await asyncio.sleep(0)
        with pytest.raises(ZeroDivisionError):
            worker.submit("a", lambda: 1 / 0, at_once=lambda: True).result()

    with_worker(story)


def test_a_long_job_or_one_that_may_not_runs_in_the_thread() -> None:
    async def story(worker: Worker) -> None:
        await rested(worker)
        assert not await runs_here(worker, worker_module.SHORT_BYTES + 1)
        await rested(worker)
        assert await worker.submit("a", threading.get_ident, at_once=lambda: False) != threading.get_ident()
        assert await worker.submit("a", threading.get_ident) != threading.get_ident()

    with_worker(story)


def test_the_event_loop_runs_one_job_in_a_turn() -> None:
    async def story(worker: Worker) -> None:
        await rested(worker)
        places = await asyncio.gather(
            *(worker.submit("a", threading.get_ident, at_once=lambda: True) for _ in range(5))
        )
        assert places.count(threading.get_ident()) == 1

    with_worker(story)


def test_no_job_runs_in_the_event_loop_beside_one_in_the_thread() -> None:
    async def story(worker: Worker) -> None:
        await rested(worker)
        gate, started = threading.Event(), threading.Event()

        def hold() -> None:
            started.set()
            gate.wait()

        first = worker.submit("a", hold)
        waiting = worker.submit("a", threading.get_ident, at_once=lambda: True)
        await asyncio.to_thread(started.wait)
        beside = worker.submit("a", threading.get_ident, at_once=lambda: True)
        gate.set()
        await first
        assert threading.get_ident() not in (await waiting, await beside)

    with_worker(story)


def test_no_job_runs_in_the_event_loop_before_idle_time_is_over() -> None:
    gate, started = threading.Event(), threading.Event()

    def idle() -> bool:
        started.set()
        gate.wait()
        return False

    async def story(worker: Worker) -> None:
        await asyncio.to_thread(started.wait)
        beside = worker.submit("a", threading.get_ident, at_once=lambda: True)
        gate.set()
        assert await beside != threading.get_ident()
        await rested(worker)

    with_worker(story, idle)
