"""Shows refusals as pages to people."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from softsell.web.gate.caller import header
from softsell.web.own_pages import front_door, message_page
from softsell.web.problems import ORIGIN, Refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class PageRefusals:
    """Answers with a page instead of JSON if a person who opens a page is refused.

    Args:
        paths: the raw paths of pages.
        below: how the raw paths of further pages begin."""

    def __init__(self, app: ASGIApp, *, paths: Container[bytes], below: bytes) -> None:
        self.app = app
        self._paths = paths
        self._below = below

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self.app(scope, receive, send)
        except Refusal as refusal:
            if scope["type"] == "http" and self._is_page(scope["raw_path"]) and scope["method"] == "GET":
                if refusal.problem is ORIGIN and header(scope, b"sec-fetch-dest") in (None, "document"):
                    # A link on another page leads here. That page must not open ours by itself, but a press of the person may.
                    page = front_door(scope["raw_path"].decode())
                else:
                    page = message_page(refusal.problem.title, refusal.detail, status=refusal.problem.status)
                page.headers.update(refusal.headers)
                await page(scope, receive, send)
            else:
                raise

    def _is_page(self, raw_path: bytes) -> bool:
        return raw_path in self._paths or raw_path.startswith(self._below)
