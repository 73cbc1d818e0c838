"""Where checks run: one thread of its own, so that the event loop goes on answering, and a queue that is bounded and fair.

One thread, because Python runs one check at a time anyway and the engine's compiled state is then never shared. Fair, because the next
job is taken from each client in turn: a script with a thousand posts does not keep the one who is typing waiting.
"""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")

MAX_JOBS = 1_500
MAX_JOBS_PER_CLIENT = 1_200
STOP_SECONDS = 5
MAX_BYTES = 32 * 1024 * 1024


class QueueFull(Exception):
    """There are more jobs, or more text, than may wait."""


@dataclass(slots=True)
class _Job:
    work: Callable[[], Any]
    size: int
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]


class Worker:
    """A thread that does one job at a time.

    Args:
        idle: called in the thread while no job waits, for as long as it says that there is more to do.
    """

    def __init__(self, idle: Callable[[], bool] | None = None) -> None:
        self._idle = idle
        self._wake = threading.Condition()
        self._queues: OrderedDict[str, deque[_Job]] = OrderedDict()
        self._jobs = 0
        self._bytes = 0
        self._stopped = False
        self._thread = threading.Thread(target=self._work, name="softsell-checks", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ends after the job at hand, or without it where it takes too long. Jobs that still wait are never done."""
        with self._wake:
            self._stopped = True
            self._wake.notify()
        self._thread.join(timeout=STOP_SECONDS)

    def submit(self, client: str, work: Callable[[], T], size: int = 0) -> asyncio.Future[T]:
        """A future of the running loop for what ``work`` returns or raises. Cancelling it before its turn drops the job.

        Args:
            client: whose job it is; clients take turns.
            work: called in the thread.
            size: bytes that the job keeps in memory while it waits.

        Raises:
            QueueFull: too much waits already.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        with self._wake:
            queue = self._queues.get(client)
            if (
                self._jobs >= MAX_JOBS
                or self._bytes + size > MAX_BYTES
                or (queue is not None and len(queue) >= MAX_JOBS_PER_CLIENT)
            ):
                raise QueueFull
            if queue is None:
                queue = self._queues[client] = deque()
            queue.append(_Job(work, size, loop, future))
            self._jobs += 1
            self._bytes += size
            self._wake.notify()
        return future

    def _work(self) -> None:
        while (job := self._next_or_idle()) is not None:
            if job.future.cancelled():
                continue
            try:
                result, error = job.work(), None
            except Exception as raised:
                result, error = None, raised
            try:
                job.loop.call_soon_threadsafe(_settle, job.future, result, error)
            except RuntimeError:
                # The loop is closed: nobody waits any more.
                return

    def _next_or_idle(self) -> _Job | None:
        while self._idle is not None and not self._queues and not self._stopped:
            if not self._idle():
                break
        return self._next()

    def _next(self) -> _Job | None:
        with self._wake:
            while not self._queues and not self._stopped:
                self._wake.wait()
            if self._stopped:
                return None
            client, queue = self._queues.popitem(last=False)
            job = queue.popleft()
            if queue:
                self._queues[client] = queue
            self._jobs -= 1
            self._bytes -= job.size
            return job


def _settle(future: asyncio.Future[Any], result: Any, error: Exception | None) -> None:
    if future.cancelled():
        return
    if error is not None:
        future.set_exception(error)
    else:
        future.set_result(result)
