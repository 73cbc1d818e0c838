"""Refuses other users of this computer."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from softsell.web.gate import peers
from softsell.web.problems import NOT_YOURS, Refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class OwnUser:
    """Refuses other users of this computer where softsell relies on its client being the user: pairing, links, pages, ``/v2``.

    On systems that can tell, it also refuses a client whose user isn't known.

    Args:
        paths: the raw paths to protect, besides those that begin with ``/v2``.
    """

    def __init__(self, app: ASGIApp, *, paths: Container[bytes]) -> None:
        self.app = app
        self._paths = paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and peers.CAN_TELL and self._is_protected(scope["raw_path"]):
            peer = peers.peer_of(scope["client"], scope["server"])
            if peer == "other":
                raise Refusal(
                    NOT_YOURS, "This softsell belongs to another user of this computer. Start your own at another port."
                )
            if peer == "unknown":
                raise Refusal(
                    NOT_YOURS,
                    "softsell can't tell which user of this computer asks. Keep the connection open until the answer arrives, "
                    "and don't use a proxy. For a script, “softsell pair --token NAME” makes a token.",
                )
        await self.app(scope, receive, send)

    def _is_protected(self, raw_path: bytes) -> bool:
        return raw_path in self._paths or raw_path.startswith(b"/v2")
