"""Limits the size of bodies and the time they take to arrive."""

from __future__ import annotations

import asyncio
from collections.abc import Container
from typing import TYPE_CHECKING

from softsell.web.gate.caller import PUBLIC, header
from softsell.web.problems import SLOW, TOO_LARGE, Refusal, busy

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


MAX_BODY = 1024 * 1024

MAX_FILES_BODY = 27 * 1024 * 1024
"""Of requests that carry files: 20 MB of them in base64."""

MAX_PUBLIC_BODY = 4 * 1024

MAX_BUFFERED = 32 * 1024 * 1024
"""Of all bodies of known callers together, and as much again for unknown ones, who therefore can't use up the room of the known."""

BODY_SECONDS = 10.0


class BodyLimits:
    """Reads the whole body before anything works on it. Limits its size, the time it takes, and the memory of all bodies together.

    Args:
        files: the raw paths that take files. Only the user's own pages and programs may send so much.
        seconds: how long a body may take to arrive.
    """

    def __init__(self, app: ASGIApp, *, files: Container[bytes] = (), seconds: float = BODY_SECONDS) -> None:
        self.app = app
        self._files = files
        self._seconds = seconds
        self._buffered = {True: 0, False: 0}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        caller = scope["state"]["caller"]
        known = caller is not PUBLIC
        limit = MAX_BODY if known or scope["raw_path"].startswith(b"/v2/") else MAX_PUBLIC_BODY
        if caller.kind in ("owner", "page") and scope["raw_path"] in self._files:
            limit = MAX_FILES_BODY
        stated = header(scope, b"content-length") or "0"
        if not stated.isdecimal() or len(stated) > 18 or int(stated) > limit:
            raise _too_large(limit)
        body = bytearray()
        try:
            try:
                async with asyncio.timeout(self._seconds):
                    complete = await self._read(receive, body, limit, known=known)
            except TimeoutError:
                raise Refusal(SLOW, "The request took too long to arrive.", headers={"connection": "close"}) from None
            if complete:
                await self.app(scope, _replay(bytes(body), receive), send)
        finally:
            self._buffered[known] -= len(body)

    async def _read(self, receive: Receive, body: bytearray, limit: int, *, known: bool) -> bool:
        """Fill ``body`` and return whether it is complete; it isn't if the client disconnected."""
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return False
            chunk = message.get("body", b"")
            body += chunk
            self._buffered[known] += len(chunk)
            if len(body) > limit:
                raise _too_large(limit)
            if self._buffered[known] > MAX_BUFFERED:
                raise busy()
            if not message.get("more_body", False):
                return True


def _replay(body: bytes, receive: Receive) -> Receive:
    given = False

    async def replayed() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed


def _too_large(limit: int) -> Refusal:
    return Refusal(TOO_LARGE, f"softsell takes requests of up to {limit // 1024} KB. Send a shorter text.")
