"""Limits how long an answer may take."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from softsell.web.problems import busy

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


REQUEST_SECONDS = 30.0


class TimeLimit:
    """Gives up on answers that take too long."""

    def __init__(self, app: ASGIApp, *, seconds: float = REQUEST_SECONDS) -> None:
        self.app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self._seconds):
                await self.app(scope, receive, send)
        except TimeoutError:
            raise busy(5) from None
