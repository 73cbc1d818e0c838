"""Checks many drafts in order, on several processor cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain, groupby, islice
from pathlib import Path
from typing import Any, Literal, overload

from softsell.config.config import Config
from softsell.diagnostics import nearest
from softsell.draft.readers import Markup
from softsell.engine.engine import Engine, as_config, engine_for
from softsell.engine.report import Report
from softsell.engine.texts import Text
from softsell.engine.texts import check_texts as check_by_engine
from softsell.errors import SoftsellError, UsageError
from softsell.files.workers import can_fork, map_forked

BATCH = 64
"""Drafts sent to a worker at once: enough to make sending cheap, few enough that the first results come soon."""
_WORTH_FORKING = 256
"""With fewer drafts than this, starting workers takes longer than they save."""

_OPTIONS = (*Text.__struct_fields__, "config")
"""The keys of a draft with options of its own."""


@overload
def check_many(
    texts: Iterable[str | Mapping[str, Any]],
    *,
    workers: int | None = None,
    platform: str | None = None,
    markup: Markup = "plain",
    worth: bool = False,
    config: Config | str | Path | None = None,
    errors: Literal["raise"] = "raise",
) -> Iterator[Report]: ...


@overload
def check_many(
    texts: Iterable[str | Mapping[str, Any]],
    *,
    workers: int | None = None,
    platform: str | None = None,
    markup: Markup = "plain",
    worth: bool = False,
    config: Config | str | Path | None = None,
    errors: Literal["yield"],
) -> Iterator[Report | SoftsellError]: ...


def check_many(
    texts: Iterable[str | Mapping[str, Any]],
    *,
    workers: int | None = None,
    platform: str | None = None,
    markup: Markup = "plain",
    worth: bool = False,
    config: Config | str | Path | None = None,
    errors: Literal["raise", "yield"] = "raise",
) -> Iterator[Report] | Iterator[Report | SoftsellError]:
    """Check many drafts and yield their reports in the order of ``texts``.

    Args:
        texts: the drafts. One with options of its own is a mapping of the arguments of ``softsell.check``:
            ``{"text": "Hurry in!", "platform": "x", "reply_to": "When do you open?"}``. They are read lazily, a few batches ahead.
        workers: how many processes to use; ``None`` to decide by the number of drafts, 1 for this process only.
        platform, markup, worth, config: the same as for ``softsell.check``, for drafts that don't say otherwise.
        errors: what happens at a draft that can't be checked: ``raise`` raises its error when its turn comes, which ends the check;
            ``yield`` gives the error in place of its report, and the others are checked.

    Raises:
        ConfigError, PackError: ``config`` has mistakes.
        UsageError: ``errors`` is neither of both.
        SoftsellError: a draft can't be checked, or a worker process ended early, for example because it ran out of memory.
    """
    if errors not in ("raise", "yield"):
        raise UsageError("“errors” is “raise” or “yield”.")
    usual: Mapping[str, Any] = {"platform": platform, "markup": markup, "worth": worth, "config": as_config(config)}
    engine = engine_for(usual["config"])
    return _check_many(texts, workers, usual, engine, raises=errors == "raise")


def _check_many(
    texts: Iterable[str | Mapping[str, Any]],
    workers: int | None,
    usual: Mapping[str, Any],
    engine: Engine,
    *,
    raises: bool,
) -> Iterator[Any]:
    source = iter(texts)
    first = list(islice(source, _WORTH_FORKING))
    count = workers if workers is not None else (os.cpu_count() or 1)

    def check_some(some: Sequence[str | Mapping[str, Any]]) -> list[Report | SoftsellError]:
        return list(_check_some(some, usual, engine))

    results: Iterator[Report | SoftsellError]
    if count <= 1 or len(first) < _WORTH_FORKING or not can_fork():
        results = _check_here(check_some, chain(first, source))
    else:
        with suppress(SoftsellError):  # every draft says what is wrong with the platform
            engine.rule_set(usual["platform"])  # compile once for all workers
        results = map_forked(check_some, chain(first, source), count, _lose, BATCH)
    for result in results:
        if raises and isinstance(result, SoftsellError):
            raise result
        yield result


def _check_here(
    check_some: Callable[[Sequence[str | Mapping[str, Any]]], list[Report | SoftsellError]],
    texts: Iterator[str | Mapping[str, Any]],
) -> Iterator[Report | SoftsellError]:
    while some := list(islice(texts, BATCH)):
        yield from check_some(some)


def _check_some(
    some: Sequence[str | Mapping[str, Any]], usual: Mapping[str, Any], engine: Engine
) -> Iterator[Report | SoftsellError]:
    """Check some drafts, those with the same settings together."""
    read = [_read(one, usual, engine) for one in some]
    for own, group in groupby(read, key=lambda pair: pair[0]):
        if own is None:
            yield from (what for _, what in group if isinstance(what, SoftsellError))
        else:
            yield from check_by_engine(own, [what for _, what in group if isinstance(what, Text)])


def _read(
    one: str | Mapping[str, Any], usual: Mapping[str, Any], engine: Engine
) -> tuple[Engine, Text] | tuple[None, SoftsellError]:
    """Return a draft with what checks it, or what is wrong with its options."""
    try:
        options = dict(usual, text=one) if isinstance(one, str) else {**usual, **_validated(one)}
        config = options.pop("config")
        own = engine if config is usual["config"] else engine_for(as_config(config))
        return own, Text(**options)
    except SoftsellError as error:
        return None, error


def _validated(one: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a draft's options.

    Raises:
        UsageError: they aren't those of ``softsell.check``.
    """
    if not isinstance(one, Mapping) or not isinstance(one.get("text"), str):
        raise UsageError("A draft is a text, or a mapping with its text: {“text”: “Hurry in!”, “platform”: “x”}.")
    for key, value in one.items():
        if key not in _OPTIONS:
            known = nearest(str(key), _OPTIONS) or f"there are {', '.join(_OPTIONS)}."
            raise UsageError(f"A draft has no option “{str(key)[:40]}”; {known}")
        if key in ("platform", "reply_to", "kind") and not isinstance(value, str | None):
            raise UsageError(f"“{key}” of a draft is a text.")
    return one


def _lose(_text: str | Mapping[str, Any], how: str) -> SoftsellError:
    return SoftsellError(f"A draft wasn't checked, because its worker process ended: {how}.")
