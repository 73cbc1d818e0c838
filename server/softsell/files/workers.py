"""Spreads work over forked processes, which share the compiled rules.

If a worker dies (out of memory, killed), only one item is lost. The items of its batch are handed out again one by one, which finds
the item that killed it.
"""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import Generic, TypeVar

from msgspec import Struct, field

S = TypeVar("S")
T = TypeVar("T")

BATCH = 8
"""How many items a worker gets at once."""
_AHEAD = 4
"""How many batches per worker may be read ahead of the oldest result that hasn't been taken."""


def can_fork() -> bool:
    """Whether this system can fork processes."""
    return hasattr(os, "fork")


def map_forked(
    work: Callable[[Sequence[S]], Sequence[T]],
    items: Iterable[S],
    workers: int,
    lose: Callable[[S, str], T],
    batch: int = BATCH,
) -> Iterator[T]:
    """Call ``work`` on items in several processes and yield the results in order.

    Items are read lazily, a limited number ahead of the next result.

    Args:
        work: takes some items and returns as many results. Items and results are pickled; anything else that ``work`` needs it can
            close over, because workers are forked.
        items: the items to work on.
        workers: how many processes, at least 1.
        lose: returns the result for an item that killed its worker; takes the item and the reason.
        batch: how many items to hand out at once.
    """
    yield from _Pool(work, items, workers, lose, batch).results()


class _Worker(Struct, Generic[S]):
    process: ForkProcess
    pipe: Connection
    batch: list[tuple[int, S]] = field(default_factory=list)


class _Pool(Generic[S, T]):
    def __init__(
        self,
        work: Callable[[Sequence[S]], Sequence[T]],
        items: Iterable[S],
        workers: int,
        lose: Callable[[S, str], T],
        batch: int,
    ) -> None:
        self._work = work
        self._items = enumerate(items)
        self._lose = lose
        self._wanted = workers
        self._size = batch
        self._again: deque[list[tuple[int, S]]] = deque()
        self._read = 0
        self._due = 0
        self._done: dict[int, T] = {}
        self._idle: list[_Worker[S]] = []
        self._busy: list[_Worker[S]] = []

    def results(self) -> Iterator[T]:
        gc.freeze()  # the collector would touch shared memory, which copies it into the children
        try:
            while True:
                self._hand_out()
                if not self._busy and not self._done:
                    return
                if self._due in self._done:
                    self._due += 1
                    yield self._done.pop(self._due - 1)
                else:
                    self._collect()
        finally:
            self._stop()
            gc.unfreeze()

    def _hand_out(self) -> None:
        """Give every idle worker a batch while there are any."""
        while (self._idle or len(self._busy) < self._wanted) and (batch := self._next_batch()):
            worker = self._idle.pop() if self._idle else self._start_worker()
            worker.batch = batch
            self._busy.append(worker)
            try:
                worker.pipe.send([item for _, item in batch])
            except OSError:
                self._bury(worker)

    def _next_batch(self) -> list[tuple[int, S]]:
        if self._again:
            return self._again.popleft()
        if self._read - self._due >= _AHEAD * self._wanted * self._size:
            return []
        batch = list(islice(self._items, self._size))
        self._read += len(batch)
        return batch

    def _start_worker(self) -> _Worker[S]:
        ours, theirs = get_context("fork").Pipe()
        process = get_context("fork").Process(target=self._serve, args=(theirs, ours), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _serve(self, pipe: Connection, ours: Connection) -> None:
        """Run in the worker: receive items and send results until the parent closes the pipe."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent handles Ctrl-C
        ours.close()
        try:
            while True:
                pipe.send(self._work(pipe.recv()))
        except (EOFError, OSError):
            return
        except Exception:  # the parent reports which item failed; a traceback would show the user's draft
            os._exit(1)

    def _collect(self) -> None:
        by_pipe = {worker.pipe: worker for worker in self._busy}
        for pipe in wait(list(by_pipe)):
            worker = by_pipe[pipe]  # type: ignore[index]  # only our own connections were given
            try:
                results = worker.pipe.recv()
            except (EOFError, OSError):
                self._bury(worker)
                continue
            self._done.update((index, result) for (index, _), result in zip(worker.batch, results, strict=True))
            self._busy.remove(worker)
            self._idle.append(worker)

    def _bury(self, worker: _Worker[S]) -> None:
        """Take back the batch of a dead worker. A single item is lost; several are handed out again one by one."""
        worker.pipe.close()
        worker.process.join()
        self._busy.remove(worker)
        if len(worker.batch) == 1:
            index, item = worker.batch[0]
            self._done[index] = self._lose(item, _describe_end(worker.process.exitcode))
        else:
            self._again.extendleft([numbered] for numbered in reversed(worker.batch))

    def _stop(self) -> None:
        for worker in self._busy + self._idle:
            _dismiss(worker)


def _dismiss(worker: _Worker[S]) -> None:
    """End a worker. Closing its pipe isn't enough, because workers started later hold the other end too."""
    worker.pipe.close()
    worker.process.terminate()
    worker.process.join()


def _describe_end(exit_code: int | None) -> str:
    if exit_code == -signal.SIGKILL:
        return "it was killed, most likely because there wasn't enough memory"
    if exit_code is not None and exit_code < 0:
        return f"it was stopped by {signal.Signals(-exit_code).name}"
    return "it ended by itself, which is a bug in softsell"
