"""Checks that the Host header names this server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softsell.web.gate.caller import LOOPBACK_NAMES, header
from softsell.web.problems import HOST, Refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class OwnHost:
    """Refuses every Host except a loopback name with our port.

    Args:
        port: the port that the server listens on. Only port 80 may be left out of a Host.
    """

    def __init__(self, app: ASGIApp, port: int) -> None:
        self.app = app
        self._port = port
        self._hosts = {f"{name}:{port}" for name in LOOPBACK_NAMES}
        if port == 80:
            self._hosts.update(LOOPBACK_NAMES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and header(scope, b"host") not in self._hosts:
            raise Refusal(
                HOST, f"softsell only answers at its own address on this computer: http://127.0.0.1:{self._port}."
            )
        await self.app(scope, receive, send)
