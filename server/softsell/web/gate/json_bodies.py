"""Checks that bodies are declared as JSON."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from softsell.web.gate.caller import header
from softsell.web.problems import NOT_JSON, Refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class JsonBodies:
    """Refuses bodies that aren't declared as JSON, because a form on a web page can send any other kind.

    Args:
        requests: the methods and raw paths that take JSON. ``/v2`` takes forms; all other requests take no body.
    """

    def __init__(self, app: ASGIApp, *, requests: Container[tuple[str, bytes]]) -> None:
        self.app = app
        self._requests = requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (scope["method"], scope["raw_path"]) in self._requests:
            kind, _, parameters = (header(scope, b"content-type") or "").partition(";")
            charset = parameters.strip().lower().removeprefix("charset=").strip('"')
            if kind.strip().lower() != "application/json" or charset not in ("", "utf-8", "utf8"):
                raise Refusal(NOT_JSON, "Send the request as JSON, with the header Content-Type: application/json.")
        await self.app(scope, receive, send)
