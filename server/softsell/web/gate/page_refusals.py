"""Shows refusals as pages to people, and leads them on where they mistyped an address."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse

from softsell.web.gate.caller import header
from softsell.web.own_pages import front_door, message_page, no_such_page
from softsell.web.problems import ORIGIN, UNAUTHORISED, Refusal

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send


class PageRefusals:
    """Answers with a page instead of JSON if a person who opens a page is refused.

    An address of a page with a slash too many leads to the page. Where nothing is for people, a browser's address bar gets a
    page that says so, and not a demand for a token.

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
            page = self._page(scope, refusal) if scope["type"] == "http" and scope["method"] == "GET" else None
            if page is None:
                raise
            await page(scope, receive, send)

    def _page(self, scope: Scope, refusal: Refusal) -> Response | None:
        path: bytes = scope["raw_path"]
        destination = header(scope, b"sec-fetch-dest")
        if refusal.problem is UNAUTHORISED:
            page = path.removesuffix(b"/")
            if page != path and not page.endswith(b"/") and self._is_page(page):
                return RedirectResponse(page.decode("ascii", "replace"), 307)
            if _is_for_person(scope, destination) or path.startswith(self._below):
                return no_such_page()
        if not self._is_page(path):
            return None
        if refusal.problem is ORIGIN and destination in (None, "document"):
            # A link on another page leads here. That page must not open ours by itself, but a press of the person may.
            answer = front_door(path.decode())
        else:
            answer = message_page(refusal.problem.title, refusal.detail, status=refusal.problem.status)
        answer.headers.update(refusal.headers)
        return answer

    def _is_page(self, raw_path: bytes) -> bool:
        return raw_path in self._paths or raw_path.startswith(self._below)


def _is_for_person(scope: Scope, destination: str | None) -> bool:
    """Whether a browser opens this address as a page. Browsers before 2023 don't say so, but ask for HTML."""
    return destination == "document" or (destination is None and "text/html" in (header(scope, b"accept") or ""))
