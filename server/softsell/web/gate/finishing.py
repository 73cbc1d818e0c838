"""Finishes every answer: adds security headers and timing, and turns errors into problems."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from softsell.web.problems import FAILED, Refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


log = logging.getLogger("softsell.web")

PIECE = 16 * 1024
"""The bytes of an answer that are sent at once. The next piece is sent when the client has taken them."""

_SECURITY_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)

_NO_CONTENT_POLICY = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")


class Finishing:
    """Adds security headers and timing to every answer. Turns refusals into problems, and other exceptions into a plain 500."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()
        state = scope.setdefault("state", {})
        state["timings"] = {}
        state["answer_headers"] = []
        started = False

        async def finish(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = _finished_headers(message["headers"], state, time.perf_counter() - began)
            for piece in _pieces(message):
                await send(piece)

        try:
            await self.app(scope, receive, finish)
        except Refusal as refusal:
            if not started:
                await refusal(scope, receive, finish)
        except Exception as error:
            # The message isn't logged, because it may quote the draft.
            log.error("A request failed: %s at %s", type(error).__name__, _place(error))
            if not started:
                await failed()(scope, receive, finish)


def failed() -> Refusal:
    """Return the refusal for an unexpected exception."""
    return Refusal(FAILED, "softsell failed on this request. Its log says where, without your text.")


def _pieces(message: Message) -> Iterator[Message]:
    """Split a message with a large body into pieces. Each waits until the client has taken the one before it.

    Otherwise every connection would hold a copy of the rest of its answer. Large copies fragment the process's memory, which
    it then never gives back.
    """
    body = memoryview(message.get("body", b""))
    for start in range(0, len(body) - PIECE, PIECE):
        yield {**message, "body": body[start : start + PIECE], "more_body": True}
    yield {**message, "body": body[-(len(body) % PIECE or PIECE) :]} if len(body) > PIECE else message


def _finished_headers(
    headers: list[tuple[bytes, bytes]], state: dict[str, object], seconds: float
) -> list[tuple[bytes, bytes]]:
    given = {name for name, _ in headers}
    timings = {"app": seconds, **state["timings"]}  # type: ignore[dict-item]
    timing = ", ".join(f"{name};dur={duration * 1000:.2f}" for name, duration in timings.items())
    defaults = [*_SECURITY_HEADERS, _NO_CONTENT_POLICY, (b"server-timing", timing.encode())]
    finished = [*headers, *(item for item in defaults if item[0] not in given)]
    finished += state["answer_headers"]  # type: ignore[arg-type]
    return finished


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "an unknown place" if trace is None else f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
