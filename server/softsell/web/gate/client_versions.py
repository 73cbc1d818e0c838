"""Tells client and server if their versions differ. Neither refuses the other for it."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from softsell.web.gate.caller import PUBLIC, header

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

log = logging.getLogger("softsell.web")

_CLIENT = re.compile(r"([a-z][a-z0-9-]{0,30})/(\d{1,6}\.\d{1,6})[A-Za-z0-9.+-]{0,40}")


class ClientVersions:
    """Adds ``Softsell-Version`` to answers to known callers, and ``Softsell-Notice`` if the first two numbers of their version differ.

    Args:
        version: softsell's own version.
        seen: filled with the version that each client last sent, by token id.
    """

    def __init__(self, app: ASGIApp, version: str, seen: dict[str, str]) -> None:
        self.app = app
        self._version = version
        self._seen = seen

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["state"]["caller"] is not PUBLIC:
            headers = scope["state"]["answer_headers"]
            headers.append((b"softsell-version", self._version.encode()))
            notice = self._notice(scope["state"]["caller"].id, header(scope, b"softsell-client") or "")
            if notice:
                headers.append((b"softsell-notice", notice.encode()))
        await self.app(scope, receive, send)

    def _notice(self, caller: str, client: str) -> str:
        shape = _CLIENT.fullmatch(client)
        if shape is None:
            return ""
        is_new = self._seen.get(caller) != client
        self._seen[caller] = client
        theirs, ours = _release(shape[2]), _release(self._version)
        if theirs == ours:
            return ""
        notice = "update-client" if theirs < ours else "update-server"
        if is_new:
            older = f"the {shape[1]}" if theirs < ours else "softsell"
            log.warning(
                "%s talks to softsell %s. Update %s so that both have the same version.", client, self._version, older
            )
        return notice


def is_same_release(client: str, version: str) -> bool:
    """Return whether a client (``extension/0.1.3``) has the same first two version numbers as ``version``.

    A client that names no version counts as the same."""
    shape = _CLIENT.fullmatch(client)
    return shape is None or _release(shape[2]) == _release(version)


def _release(version: str) -> tuple[int, int]:
    major, minor = version.split(".")[:2]
    return int(major), int(minor)
