"""The server's own pages: the playground, the documentation, the pairing page, and the page that a single-use link opens first.

Their HTML is in ``pages/``. Every value that is put into it is escaped. No page has an inline script, and none may be framed.
Not here: the playground's front end, which is built into ``static/``, and the documentation, which ``server/docs`` builds.
"""

from __future__ import annotations

import html
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from softsell.web.addresses import LEADS, PAGES
from softsell.web.gate import peers
from softsell.web.gate.caller import cookies_of
from softsell.web.open_notice import open_notice
from softsell.web.problems import NOT_FOUND, Refusal

if TYPE_CHECKING:
    from softsell.web.services import Services

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

_TEMPLATES = Path(__file__).parent / "pages"


async def playground(services: Services, _request: Request) -> Response:
    """Serve ``/``. The page gets its data through the API."""
    page = services.files.playground()
    if page is None:
        return message_page(
            "The playground isn't here",
            "This softsell was installed without its playground, because building it needs Node. Everything else works. "
            "To get the playground, install Node 20 or newer and install softsell again.",
            status=503,
        )
    return _html_response(_fill(services, page))


async def feed(services: Services, _request: Request) -> Response:
    """Serve ``/feed``: files of posts, and the report on them. The page gets it through the API."""
    page = services.files.feed()
    if page is None:
        return message_page(
            "The page isn't here",
            "This softsell was installed without its playground, because building it needs Node. In a terminal, "
            f"“{services.command} feed FILES …” prints the same report.",
            status=503,
        )
    return _html_response(_fill(services, page))


def _fill(services: Services, page: bytes) -> bytes:
    """Put what the user types in a terminal, and a notice if there is one, into a page of the playground."""
    command = f'<body data-command="{html.escape(services.command, quote=True)}"'.encode()
    return page.replace(b"<body", command, 1).replace(b"<main", _notice(services).encode() + b"<main", 1)


async def lead(_services: Services, request: Request) -> Response:
    """Lead from an address that somebody guessed to the page. It holds no data, so it needs no checks of its own."""
    return RedirectResponse(LEADS[request.url.path], 307)


async def pair(services: Services, _request: Request) -> Response:
    """Serve ``/pair``: the requests to pair, with buttons to allow or deny each. ``pair.js`` gets them through the API."""
    answer = _template("pair_allow.html" if peers.CAN_TELL else "pair_allow_in_terminal.html")
    card = _template("pair_card.html").substitute(answer=answer.substitute(_escape(command=services.command)))
    main = _template("pair.html").substitute(
        _escape(command=services.command),
        card=card,
        nobody=_template("pair_none.html").template,
        notice=_notice(services),
    )
    return _html_response(_render_page("Pair with softsell", main, scripts=("door.js", "pair.js"), services=services))


async def enter(services: Services, request: Request) -> Response:
    """Serve ``/enter?key=…``, which uses up a single-use link. Only a person's own navigation does: no frame, fetch or prefetch."""
    mode = request.headers.get("sec-fetch-mode", "navigate")
    target = request.headers.get("sec-fetch-dest", "document")
    speculative = request.headers.get("sec-purpose") or request.headers.get("purpose")
    entered = None
    if request.method == "GET" and mode == "navigate" and target == "document" and not speculative:
        entered = services.sessions.redeem(
            request.query_params.get("key", ""), cookies_of(request.scope, services.cookie_name)
        )
    if entered is None:
        return message_page(
            "This link is used up",
            "A link to softsell works once, and for ten minutes. You don't need one: the button below opens softsell.",
            status=401,
            onward="/",
        )
    cookie, page_key, page = entered
    services.browser.close(services.link(request.query_params["key"]))
    main = _template("enter.html").substitute(_escape(page=page, page_key=page_key))
    response = _html_response(_render_page("softsell", main, scripts=("enter.js",)))
    response.set_cookie(services.cookie_name, cookie, httponly=True, samesite="strict", path="/")
    return response


async def static(services: Services, request: Request) -> Response:
    """Serve a static file."""
    file = services.files.find(request.url.path)
    if file is None:
        raise Refusal(NOT_FOUND, "There is nothing at this address.")
    headers = {"content-security-policy": CONTENT_POLICY, "cache-control": "no-cache"}
    return Response(services.files.read(file), headers=headers, media_type=file.media_type)


async def docs(services: Services, request: Request) -> Response:
    """Serve ``/docs`` and all below it."""
    if services.files.has(request.url.path):
        return await static(services, request)
    if services.files.has("/docs"):
        text = "The documentation has no page at this address. Rules of your own packs have none; “softsell explain” shows them."
        return message_page("There's no such page", text, status=404, onward="/docs")
    return message_page(
        "The documentation isn't here",
        "It wasn't built with this softsell. In softsell's source, “make docs” builds it, and so does “make wheel” for a softsell "
        "to install. “softsell --help” and “softsell explain” work without it.",
        status=503,
    )


def message_page(title: str, text: str, *, status: int, onward: str = "") -> Response:
    """Return a page that shows one message, and a button that leads to ``onward``, one of our own paths, if there is one."""
    button = _template("onward.html").substitute(_escape(page=onward)) if onward else ""
    main = _template("message.html").substitute(_escape(title=title, text=text), button=button)
    return _html_response(_render_page(f"{title} · softsell", main), status)


def no_such_page() -> Response:
    """Return the page for an address where there is nothing. It names the pages that there are."""
    links = "".join(
        _template("page_link.html").substitute(_escape(page=page, name=name)) for page, name in PAGES.items()
    )
    main = _template("no_such_page.html").substitute(links=links)
    return _html_response(_render_page("There's no such page · softsell", main), 404)


def front_door(page: str) -> Response:
    """Return the page for a person whom a link on another page led to one of ours. One press goes on."""
    return message_page(
        "softsell runs on this computer",
        "Another page led you here. softsell only opens when you say so.",
        status=403,
        onward=page,
    )


def _notice(services: Services) -> str:
    """Return the notice that the LanguageTool API is on, as HTML; empty if it's off."""
    if not services.setup.latest.config.languagetool:
        return ""
    return _template("notice.html").substitute(_escape(text=open_notice()))


def _render_page(title: str, main: str, *, scripts: tuple[str, ...] = (), services: Services | None = None) -> bytes:
    """Return a whole page.

    Args:
        title: plain text.
        main: HTML, with its values escaped.
        scripts: files of ``pages/``.
        services: for pages that say what to type in a terminal.
    """
    tags = "".join(f'<script src="/pages/{script}" defer></script>\n' for script in scripts)
    command = services.command if services is not None else ""
    return _template("page.html").substitute(_escape(title=title, command=command), scripts=tags, main=main).encode()


def _html_response(content: bytes, status: int = 200) -> Response:
    """Return a page with the strict policy of all our pages."""
    headers = {"content-security-policy": CONTENT_POLICY}
    return Response(content, status, headers, media_type="text/html; charset=utf-8")


def _escape(**values: str) -> dict[str, str]:
    return {key: html.escape(value, quote=True) for key, value in values.items()}


def _template(name: str) -> Template:
    return Template((_TEMPLATES / name).read_text("utf-8"))
