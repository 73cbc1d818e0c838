"""Pages instead of JSON, where a person opens one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softsell.web.gate.paths import PAGES
from softsell.web.own_pages import message_page
from softsell.web.problems import Refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class PageRefusals:
    """Refuses a person who opens a page with a page, not with JSON."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self.app(scope, receive, send)
        except Refusal as refusal:
            if scope["type"] == "http" and scope["raw_path"] in PAGES and scope["method"] == "GET":
                page = message_page(refusal.problem.title, refusal.detail, status=refusal.problem.status)
                page.headers.update(refusal.headers)
                await page(scope, receive, send)
            else:
                raise
