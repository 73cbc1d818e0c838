"""Runs checks in a thread of their own, from a bounded and fair queue, while the event loop keeps answering.

There is one thread, because Python runs one check at a time anyway, and the engine's compiled state is then never shared. Small jobs
go first, so a person who is typing doesn't wait behind long drafts, or behind many of them. Large jobs still get their turn. Among
jobs of the same size, clients take turns, so a script with a thousand posts doesn't hold up a person.

A short job that finds the thread at rest may run in the event loop at once: handing it over and waking both threads would take about
a tenth of its time, and much more while other programs keep the processors busy. The loop does at most one such job in each of its
turns, so it still answers others in between.
"""

from __future__ import annotations

import asyncio
import threading
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")

MAX_JOBS = 1_500
MAX_JOBS_PER_CLIENT = 1_200
MAX_BYTES = 32 * 1024 * 1024
MAX_BYTES_PER_CLIENT = 24 * 1024 * 1024
SMALL_BYTES = 10_000
"""Jobs up to this size go before larger ones. A post takes a few hundredths of a second."""
SHORT_BYTES = 1_000
"""Jobs up to this size may run in the event loop. A post takes a millisecond or two; the slowest texts that we know of take thirty."""
SMALL_IN_A_ROW = 20
"""After this many small jobs, a waiting large one gets its turn."""
MAX_BATCHES = 8
MAX_BATCHES_PER_CLIENT = 4
"""Requests of many jobs at once. Each holds the results of its jobs in memory until the last one is done."""
STOP_SECONDS = 5


class QueueFull(Exception):
    """Too many jobs, or too much text, are waiting."""


@dataclass(slots=True)
class _Job:
    work: Callable[[], Any]
    size: int
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]


@dataclass(slots=True)
class _Queue:
    """Waiting jobs, taken from each client in turn."""

    clients: OrderedDict[str, deque[_Job]] = field(default_factory=OrderedDict)

    def put(self, client: str, job: _Job) -> None:
        self.clients.setdefault(client, deque()).append(job)

    def take(self) -> tuple[str, _Job]:
        client, jobs = self.clients.popitem(last=False)
        job = jobs.popleft()
        if jobs:
            self.clients[client] = jobs
        return client, job


class Worker:
    """A thread that runs one job at a time.

    Args:
        idle: called in the thread while no job waits, until it returns that there is nothing more to do.
    """

    def __init__(self, idle: Callable[[], bool] | None = None) -> None:
        self._idle = idle
        self._wake = threading.Condition()
        self._small, self._large = _Queue(), _Queue()
        self._small_in_a_row = 0
        self._jobs = Counter[str]()
        self._bytes = Counter[str]()
        self._batches = Counter[str]()
        self._stopped = False
        self._resting = False
        self._ran_at_once = False
        self._thread = threading.Thread(target=self._work, name="softsell-checks", daemon=True)

    @property
    def waiting(self) -> int:
        """The number of waiting jobs."""
        with self._wake:
            return self._jobs.total()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Stop after the current job, or without it if it takes too long. Jobs that still wait are dropped."""
        with self._wake:
            self._stopped = True
            self._wake.notify()
        self._thread.join(timeout=STOP_SECONDS)

    @contextmanager
    def batch(self, client: str) -> Iterator[None]:
        """Count a request of many jobs until the end of the block. Call it in the event loop.

        Raises:
            QueueFull: too many are running already.
        """
        if self._batches.total() >= MAX_BATCHES or self._batches[client] >= MAX_BATCHES_PER_CLIENT:
            raise QueueFull
        self._batches[client] += 1
        try:
            yield
        finally:
            self._batches[client] -= 1
            if not self._batches[client]:
                del self._batches[client]

    def submit(
        self,
        client: str,
        work: Callable[[], T],
        size: int = 0,
        *,
        patient: bool = False,
        at_once: Callable[[], bool] | None = None,
    ) -> asyncio.Future[T]:
        """Queue a job. Return a future of the running loop for what ``work`` returns or raises; cancelling it drops a waiting job.

        Args:
            client: the id of the client; clients take turns.
            work: called in the thread, or in the event loop; never while another job runs.
            size: the number of characters or bytes that the job keeps in memory while it waits.
            patient: whether the job goes with the large ones whatever its size, because it's a piece of something larger.
            at_once: whether ``work`` takes no longer than a short check. If so, it may run before this method returns. Called in
                the event loop while the thread rests.

        Raises:
            QueueFull: too much is waiting already.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        if at_once is not None and size <= SHORT_BYTES and self._is_free() and at_once():
            self._ran_at_once = True
            loop.call_soon(self._end_turn)
            _settle(future, *_outcome(work))
            return future
        with self._wake:
            if (
                self._jobs.total() >= MAX_JOBS
                or self._jobs[client] >= MAX_JOBS_PER_CLIENT
                or self._bytes.total() + size > MAX_BYTES
                or self._bytes[client] + size > MAX_BYTES_PER_CLIENT
            ):
                raise QueueFull
            queue = self._large if patient or size > SMALL_BYTES else self._small
            queue.put(client, _Job(work, size, loop, future))
            self._jobs[client] += 1
            self._bytes[client] += size
            self._wake.notify()
        return future

    def _is_free(self) -> bool:
        """Return whether a job may run in the event loop. Only the loop hands in jobs, so the thread then rests until the job is done."""
        with self._wake:
            return self._resting and not self._jobs and not self._ran_at_once

    def _end_turn(self) -> None:
        self._ran_at_once = False

    def _work(self) -> None:
        while (job := self._next_or_idle()) is not None:
            if job.future.cancelled():
                continue
            try:
                job.loop.call_soon_threadsafe(_settle, job.future, *_outcome(job.work))
            except RuntimeError:
                # The loop is closed, so nobody is waiting for the result.
                return

    def _next_or_idle(self) -> _Job | None:
        while self._idle is not None and not self._jobs and not self._stopped:
            if not self._idle():
                break
        return self._next()

    def _next(self) -> _Job | None:
        with self._wake:
            while not self._jobs and not self._stopped:
                self._resting = True
                self._wake.wait()
            self._resting = False
            if self._stopped:
                return None
            client, job = self._next_queue().take()
            self._jobs[client] -= 1
            self._bytes[client] -= job.size
            if not self._jobs[client]:
                del self._jobs[client], self._bytes[client]
            return job

    def _next_queue(self) -> _Queue:
        """Return the queue to take the next job from."""
        if self._small.clients and (not self._large.clients or self._small_in_a_row < SMALL_IN_A_ROW):
            self._small_in_a_row = self._small_in_a_row + 1 if self._large.clients else 0
            return self._small
        self._small_in_a_row = 0
        return self._large


def _outcome(work: Callable[[], Any]) -> tuple[Any, Exception | None]:
    try:
        return work(), None
    except Exception as error:
        return None, error


def _settle(future: asyncio.Future[Any], result: Any, error: Exception | None) -> None:
    if future.cancelled():
        return
    if error is not None:
        future.set_exception(error)
    else:
        future.set_result(result)
