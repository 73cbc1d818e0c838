"""Limits how many requests run at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softsell.web.problems import busy

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


MAX_REQUESTS = 2_000


class Concurrency:
    """Refuses requests while ``limit`` others are running, which also bounds memory."""

    def __init__(self, app: ASGIApp, *, limit: int = MAX_REQUESTS) -> None:
        self.app = app
        self._limit = limit
        self._running = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if self._running >= self._limit:
            raise busy()
        self._running += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._running -= 1
