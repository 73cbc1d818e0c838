"""Limits how many headers a request may have, and how long they may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softsell.web.problems import HEADERS, Refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


MAX_HEADERS = 64

MAX_HEADER_BYTES = 12 * 1024


class HeaderLimits:
    """Refuses requests with too many or too long headers. ``http_protocol`` has already refused heads that are too long to parse."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = scope["headers"]
            if len(headers) > MAX_HEADERS or sum(len(name) + len(value) for name, value in headers) > MAX_HEADER_BYTES:
                raise Refusal(
                    HEADERS,
                    "The request has more headers than softsell takes. In a browser, delete the cookies of 127.0.0.1: "
                    "another program on this computer has set too many.",
                )
        await self.app(scope, receive, send)
