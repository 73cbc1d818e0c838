"""Work spread over processes that are forked, so that they share the compiled rules.

A worker that dies (out of memory, killed) takes one item with it and no more: the others of its batch are handed out again, each by
itself, until the one that kills is found and told.
"""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import Generic, TypeVar

S = TypeVar("S")
T = TypeVar("T")

BATCH = 8
"""Items handed to a worker at once."""


def can_fork() -> bool:
    """Whether this system forks processes."""
    return hasattr(os, "fork")


def map_forked(
    work: Callable[[Sequence[S]], Sequence[T]],
    items: Sequence[S],
    workers: int,
    lost: Callable[[S, str], T],
    batch: int = BATCH,
) -> Iterator[T]:
    """What ``work`` makes of each item, in order, done by ``workers`` processes.

    Args:
        work: takes some items and gives as many results, which must be able to be pickled.
        items: what to do it with.
        workers: how many processes, at least 1.
        lost: what to yield for an item at which a worker died; takes the item and the reason.
        batch: how many items to hand out at once.
    """
    yield from _Pool(work, items, workers, lost, batch).results()


@dataclass(slots=True)
class _Worker:
    process: ForkProcess
    pipe: Connection
    batch: Sequence[int] = ()


class _Pool(Generic[S, T]):
    def __init__(
        self,
        work: Callable[[Sequence[S]], Sequence[T]],
        items: Sequence[S],
        workers: int,
        lost: Callable[[S, str], T],
        batch: int,
    ) -> None:
        self._work = work
        self._items = items
        self._lost = lost
        numbers = range(len(items))
        self._waiting: deque[Sequence[int]] = deque(numbers[at : at + batch] for at in numbers[::batch])
        self._done: dict[int, T] = {}
        self._workers: list[_Worker] = []
        self._wanted = workers

    def results(self) -> Iterator[T]:
        gc.freeze()  # what the collector never touches is never copied into the children
        due = 0
        try:
            for _ in range(min(self._wanted, len(self._waiting))):
                self._start()
            while due < len(self._items):
                while due in self._done:
                    yield self._done.pop(due)
                    due += 1
                if due < len(self._items):
                    self._collect()
        finally:
            self._stop()
            gc.unfreeze()

    def _start(self) -> None:
        ours, theirs = get_context("fork").Pipe()
        process = get_context("fork").Process(target=self._serve, args=(theirs, ours), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        self._hand_out(worker)

    def _serve(self, pipe: Connection, ours: Connection) -> None:
        """The worker's side: items in, results out, until the parent closes the pipe."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
        ours.close()
        try:
            while True:
                pipe.send(self._work([self._items[index] for index in pipe.recv()]))
        except (EOFError, OSError):
            return
        except Exception:  # whoever is told of it hears no more: a traceback would show the user's draft
            os._exit(1)

    def _hand_out(self, worker: _Worker) -> None:
        if not self._waiting:
            self._workers.remove(worker)
            _dismiss(worker)
            return
        worker.batch = self._waiting.popleft()
        try:
            worker.pipe.send(worker.batch)
        except OSError:
            self._bury(worker)

    def _collect(self) -> None:
        by_pipe = {worker.pipe: worker for worker in self._workers}
        for pipe in wait(list(by_pipe)):
            worker = by_pipe[pipe]  # type: ignore[index]  # only our own connections were given
            try:
                results = worker.pipe.recv()
            except (EOFError, OSError):
                self._bury(worker)
                continue
            self._done.update(zip(worker.batch, results, strict=True))
            self._hand_out(worker)

    def _bury(self, worker: _Worker) -> None:
        """Gives a dead worker's batch back item by item, or tells its only item, and starts another worker."""
        worker.pipe.close()
        worker.process.join()
        self._workers.remove(worker)
        if len(worker.batch) == 1:
            index = worker.batch[0]
            self._done[index] = self._lost(self._items[index], _how(worker.process.exitcode))
        else:
            self._waiting.extendleft([index] for index in reversed(worker.batch))
        if self._waiting:
            self._start()

    def _stop(self) -> None:
        while self._workers:
            _dismiss(self._workers.pop())


def _dismiss(worker: _Worker) -> None:
    """Ends a worker that is not needed. To close its pipe is not enough: workers started later hold the other end too."""
    worker.pipe.close()
    worker.process.terminate()
    worker.process.join()


def _how(exit_code: int | None) -> str:
    if exit_code == -signal.SIGKILL:
        return "it was killed, most likely because the memory ran out"
    if exit_code is not None and exit_code < 0:
        return f"it was stopped by {signal.Signals(-exit_code).name}"
    return "it ended by itself, which is a mistake of softsell's"
