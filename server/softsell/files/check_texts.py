"""Checks many drafts in order, on several processor cores."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from softsell.config.config import Config
from softsell.draft import read_text
from softsell.draft.draft import Context
from softsell.draft.readers import Markup
from softsell.engine.engine import as_config, engine_for
from softsell.engine.report import Report
from softsell.errors import SoftsellError
from softsell.files.workers import can_fork, map_forked

BATCH = 64
"""Drafts sent to a worker at once: enough to make sending cheap, few enough that the first results come soon."""
_WORTH_FORKING = 256
"""With fewer drafts than this, starting workers takes longer than they save."""


def check_many(
    texts: Iterable[str],
    *,
    workers: int | None = None,
    platform: str | None = None,
    markup: Markup = "plain",
    config: Config | str | Path | None = None,
) -> Iterator[Report]:
    """Checks many drafts and yields their reports in the order of ``texts``.

    Args:
        texts: the drafts. They are read lazily, a few batches ahead.
        workers: how many processes to use; ``None`` to decide by the number of drafts, 1 for this process only.
        platform, markup, config: the same as for ``softsell.check``; they apply to all drafts.

    Raises:
        SoftsellError: a draft can't be checked (raised when its turn comes), or a worker process ended early, for example because it ran
            out of memory.
    """
    engine = engine_for(as_config(config))
    source = iter(texts)
    first = list(islice(source, _WORTH_FORKING))
    count = workers if workers is not None else (os.cpu_count() or 1)
    if count <= 1 or len(first) < _WORTH_FORKING or not can_fork():
        for text in chain(first, source):
            yield engine.check(text, platform=platform, markup=markup)
        return

    context = Context(platform=platform)

    def check_some(some: Sequence[str]) -> list[Report | SoftsellError]:
        try:
            return list(engine.check_drafts([read_text(text, markup=markup, context=context) for text in some]))
        except SoftsellError as error:
            if len(some) == 1:
                return [error]
            return [result for text in some for result in check_some([text])]

    engine.rule_set(platform)  # compile once for all workers
    for result in map_forked(check_some, chain(first, source), count, _lose, BATCH):
        if isinstance(result, SoftsellError):
            raise result
        yield result


def _lose(_text: str, how: str) -> SoftsellError:
    return SoftsellError(f"A draft wasn't checked, because its worker process ended: {how}.")
