"""The server's own pages: the playground, the page that asks about pairings, the entrance that a single-use link leads through.

Their HTML is in ``pages/``; every value put into it is escaped. None has an inline script, none may be framed. Not here: the
playground's front end, which is built into ``static/``.
"""

from __future__ import annotations

import html
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from softsell.web.gate import peers
from softsell.web.languagetool import open_notice
from softsell.web.problems import NOT_FOUND, Refusal

if TYPE_CHECKING:
    from softsell.web.api import Services
    from softsell.web.static_files import StaticFiles

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

_TEMPLATES = Path(__file__).parent / "pages"


class OwnPages:
    """The pages of one running server."""

    def __init__(self, services: Services, files: StaticFiles, cookie_name: str) -> None:
        self._services = services
        self._files = files
        self._cookie_name = cookie_name

    async def playground(self, request: Request) -> Response:
        """``/``. Data comes only through the API."""
        page = self._files.playground()
        if page is None:
            return message_page(
                "The playground is not here",
                "This softsell was installed without its playground: building it needs Node. Everything else works. "
                "To have it, install Node 20 or newer and install softsell again.",
                status=503,
            )
        return html_page(page.replace(b"<main", self._notice().encode() + b"<main", 1))

    async def pair(self, request: Request) -> Response:
        """``/pair``: who asks to pair, with a button for yes and one for no."""
        desk = self._services.desk
        card = "pair_card.html" if peers.CAN_TELL else "pair_card_terminal.html"
        cards = "".join(
            render(
                card,
                code=pairing.code,
                name=pairing.name,
                origin=pairing.origin or "a program on this computer, not a browser extension",
            )
            for pairing in desk.waiting()
        )
        page = _template("pair.html").substitute(
            cards=cards or _template("pair_none.html").template, notice=self._notice()
        )
        return html_page(page.encode())

    async def enter(self, request: Request) -> Response:
        """``/enter?key=…``: uses a single-use link up. Only a person's own navigation may: not a frame, a fetch or a prefetch."""
        mode = request.headers.get("sec-fetch-mode", "navigate")
        target = request.headers.get("sec-fetch-dest", "document")
        speculative = request.headers.get("sec-purpose") or request.headers.get("purpose")
        entered = None
        if request.method == "GET" and mode == "navigate" and target == "document" and not speculative:
            entered = self._services.sessions.redeem(request.query_params.get("key", ""))
        if entered is None:
            return message_page(
                "This link is used up",
                "A link to softsell works once and for ten minutes. Run “softsell pair” or “softsell serve” for a new one.",
                status=401,
            )
        cookie, page_key, page = entered
        self._services.browser.close(self._services.link(request.query_params["key"]))
        response = html_page(render("enter.html", page_key=page_key, page=page).encode())
        response.set_cookie(self._cookie_name, cookie, httponly=True, samesite="strict", path="/")
        return response

    def _notice(self) -> str:
        """What the user should know as long as it is so, as HTML."""
        is_open = self._services.setup.latest.config.languagetool
        return render("notice.html", text=open_notice()) if is_open else ""

    async def static(self, request: Request) -> Response:
        """A static file."""
        file = self._files.find(request.url.path)
        if file is None:
            raise Refusal(NOT_FOUND, "There is nothing at this address.")
        headers = {"content-security-policy": CONTENT_POLICY, "cache-control": "no-cache"}
        return Response(self._files.read(file), headers=headers, media_type=file.media_type)


def html_page(content: bytes, status: int = 200) -> Response:
    """A page with the strict policy of all our pages."""
    headers = {"content-security-policy": CONTENT_POLICY}
    return Response(content, status, headers, media_type="text/html; charset=utf-8")


def message_page(title: str, text: str, *, status: int) -> Response:
    """A page that says one thing."""
    return html_page(render("message.html", title=title, text=text).encode(), status)


def render(template: str, /, **values: str) -> str:
    """A template of ``pages/`` with its values escaped."""
    return _template(template).substitute({key: html.escape(value, quote=True) for key, value in values.items()})


def _template(name: str) -> Template:
    return Template((_TEMPLATES / name).read_text("utf-8"))
