"""Reading a request, running work in the worker, and writing JSON. Not here: what requests and answers hold (``models``)."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from softsell.errors import DiagnosedError, DraftTooLarge, PackError, SoftsellError
from softsell.web.api import models
from softsell.web.api.mistakes import describe_mistake
from softsell.web.api.serialize import serialize_diagnostic
from softsell.web.problems import INVALID, SETTINGS, TOO_LARGE, Refusal, busy
from softsell.web.strict_json import parse
from softsell.web.worker import QueueFull, Worker

if TYPE_CHECKING:
    from softsell.web.gate.caller import Caller

M = TypeVar("M", bound=models.Request)
T = TypeVar("T")

# Most requests are done sooner. After this time, softsell watches whether the client is still connected.
_PATIENCE_SECONDS = 0.05


def caller_of(request: Request) -> Caller:
    """Return who sent the request, as the gate found out."""
    found: Caller = request.scope["state"]["caller"]
    return found


async def read_body(request: Request, model: type[M]) -> M:
    """Read the request's body as a ``model``.

    Raises:
        Refusal: 400, with the first mistake and its key, never with a value.
    """
    return validate(parse(await request.body()), model)


def validate(body: object, model: type[M]) -> M:
    """Return a parsed body as a ``model``.

    Raises:
        Refusal: as for ``read_body``.
    """
    try:
        return model.model_validate(body)
    except ValidationError as error:
        raise Refusal(INVALID, describe_mistake(error, model)) from None


def check_length(text: str, limit: int, key: str) -> None:
    """Refuse a text that is too long.

    Raises:
        Refusal: 413.
    """
    if len(text) > limit:
        raise Refusal(TOO_LARGE, f"“{key}” has {len(text):,} characters; softsell takes up to {limit:,}.")


async def run_in_worker(
    request: Request,
    worker: Worker,
    work: Callable[[], T],
    size: int = 0,
    *,
    patient: bool = False,
    at_once: Callable[[], bool] | None = None,
) -> T:
    """Run ``work`` by the worker and return its result. If the client disconnects, the work is dropped.

    Args:
        request: the request that needs the work; its timings are filled in.
        worker: runs the work.
        work: called in the worker's thread, or with ``at_once`` perhaps in the event loop.
        size, patient, at_once: see ``Worker.submit``.

    Raises:
        Refusal: ``work`` raised a ``SoftsellError``, or too much work waits (503).
    """
    began = time.perf_counter()
    busy_seconds = 0.0

    def timed() -> T:
        nonlocal busy_seconds
        start = time.perf_counter()
        try:
            return work()
        finally:
            busy_seconds = time.perf_counter() - start

    try:
        future = worker.submit(caller_of(request).id, timed, size, patient=patient, at_once=at_once)
    except QueueFull:
        raise busy() from None
    try:
        if not future.done() and not (await asyncio.wait((future,), timeout=_PATIENCE_SECONDS))[0]:
            await _wait_until_done_or_disconnected(request, future)
        result = await future
    except SoftsellError as error:
        raise refusal_of(error) from None
    finally:
        future.cancel()
    timings = request.scope["state"]["timings"]
    waited = max(0.0, time.perf_counter() - began - busy_seconds)
    timings["check"] = timings.get("check", 0.0) + busy_seconds
    timings["queue"] = timings.get("queue", 0.0) + waited
    return result


def refusal_of(error: SoftsellError) -> Refusal:
    """Return the refusal that says what an error says."""
    if isinstance(error, DraftTooLarge):
        return Refusal(TOO_LARGE, str(error))
    if isinstance(error, DiagnosedError) and error.diagnostics:
        first = error.diagnostics[0]
        detail = first.message
        if isinstance(error, PackError):
            detail = (
                f"A rule pack has a mistake. {first.path}, line {first.line}: {first.message} {first.hint}".rstrip()
            )
        problems = [serialize_diagnostic(diagnostic) for diagnostic in error.diagnostics]
        return Refusal(SETTINGS, detail, members={"problems": problems})
    return Refusal(INVALID, str(error))


@contextmanager
def batch(request: Request, worker: Worker) -> Iterator[None]:
    """Make room for a request that needs many jobs, until the end of the block.

    Raises:
        Refusal: 503, if too many such requests run.
    """
    try:
        with worker.batch(caller_of(request).id):
            yield
    except QueueFull:
        raise busy() from None


async def _wait_until_done_or_disconnected(request: Request, future: asyncio.Future[Any]) -> None:
    disconnected = asyncio.ensure_future(_wait_for_disconnect(request))
    try:
        await asyncio.wait((future, disconnected), return_when=asyncio.FIRST_COMPLETED)
        if not future.done():
            # Nobody will read this answer.
            raise busy()
    finally:
        disconnected.cancel()


async def _wait_for_disconnect(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def json_response(content: object, headers: dict[str, str] | None = None) -> Response:
    """Return a response with ``content`` as JSON in UTF-8."""
    return Response(to_json(content), media_type="application/json", headers=headers)


def to_json(content: object) -> bytes:
    """Return ``content`` as JSON in UTF-8."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
