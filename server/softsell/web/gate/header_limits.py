"""Bounds on headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softsell.web.problems import HEADERS, Refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


MAX_HEADERS = 64

MAX_HEADER_BYTES = 12 * 1024


class HeaderLimits:
    """Refuses floods of headers. ``protocol`` has already refused what no parser should hold."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = scope["headers"]
            if len(headers) > MAX_HEADERS or sum(len(name) + len(value) for name, value in headers) > MAX_HEADER_BYTES:
                raise Refusal(
                    HEADERS,
                    "softsell takes no more headers than a browser sends. In a browser, delete the cookies of 127.0.0.1: "
                    "another program on this computer has set too many.",
                )
        await self.app(scope, receive, send)
