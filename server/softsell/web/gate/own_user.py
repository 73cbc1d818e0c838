"""Refuses other users of this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softsell.web.gate import peers
from softsell.web.gate.paths import PERSONAL
from softsell.web.problems import NOT_YOURS, Refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class OwnUser:
    """Refuses other users of this computer where softsell relies on its client being the user: pairing, approving, links, pages, ``/v2``.

    A client that can't be told from another user is refused too, on systems that can tell.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and peers.CAN_TELL and _is_personal(scope["raw_path"]):
            peer = peers.peer_of(scope["client"], scope["server"])
            if peer == "other":
                raise Refusal(
                    NOT_YOURS, "This softsell belongs to another user of this computer. Start your own at another port."
                )
            if peer == "unknown":
                raise Refusal(
                    NOT_YOURS,
                    "softsell can't tell which user of this computer asks. Keep the connection open until the answer is there, "
                    "and don't go through another program. For a script, “softsell pair --token NAME” makes a token.",
                )
        await self.app(scope, receive, send)


def _is_personal(raw_path: bytes) -> bool:
    return raw_path in PERSONAL or raw_path.startswith(b"/v2")
