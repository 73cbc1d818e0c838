"""Many drafts on several processor cores, in order.

Workers are forked where the system can, so that rules compiled before are shared and not compiled again.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice

from softsell.config.config import Config
from softsell.draft import read_text
from softsell.draft.draft import Context
from softsell.draft.readers import Markup
from softsell.engine import Report, engine_for

BATCH = 64
"""Drafts sent to a worker at once: enough that sending costs little, few enough that the first answers come soon."""
_WORTH_FORKING = 256
"""Below this many drafts, starting workers takes longer than they save."""


def check_many(
    texts: Iterable[str],
    *,
    workers: int | None = None,
    platform: str | None = None,
    markup: Markup = "plain",
    config: Config | None = None,
) -> Iterator[Report]:
    """Checks many drafts and yields their reports in the order of ``texts``.

    Args:
        texts: the drafts; read lazily, a batch at a time.
        workers: processes to use; ``None`` for as many as pay, 1 for none but this one.
        platform, markup, config: as for ``softsell.check``, for all of them.

    Raises:
        As ``softsell.check``, when the draft at fault is reached.
    """
    config = config or Config()
    source = iter(texts)
    first = list(islice(source, _WORTH_FORKING))
    count = workers if workers is not None else (os.cpu_count() or 1)
    engine = engine_for(config)
    if count <= 1 or len(first) < _WORTH_FORKING or "fork" not in multiprocessing.get_all_start_methods():
        for texts_left in (first, source):
            for text in texts_left:
                yield engine.check(text, platform=platform, markup=markup)
        return
    engine.rule_set(platform)
    yield from _forked(first, source, count, platform, markup, config)


def _forked(
    first: list[str], rest: Iterator[str], workers: int, platform: str | None, markup: Markup, config: Config
) -> Iterator[Report]:
    def batches() -> Iterator[list[str]]:
        for start in range(0, len(first), BATCH):
            yield first[start : start + BATCH]
        while batch := list(islice(rest, BATCH)):
            yield batch

    with ProcessPoolExecutor(workers, multiprocessing.get_context("fork")) as pool:
        waiting: deque[Future[list[Report]]] = deque()
        for batch in batches():
            waiting.append(pool.submit(_check_batch, batch, platform, markup, config))
            if len(waiting) > 2 * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _check_batch(texts: list[str], platform: str | None, markup: Markup, config: Config) -> list[Report]:
    context = Context(platform=platform)
    return engine_for(config).check_drafts([read_text(text, markup=markup, context=context) for text in texts])
