"""The application: routes inside, the gate around them. Not here: opening the port and running it (``serve``)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from softsell.web import languagetool
from softsell.web.api import Api, Services, json_answer
from softsell.web.gate.allowed_origin import AllowedOrigin
from softsell.web.gate.authorisation import Authorisation
from softsell.web.gate.body_limits import BodyLimits
from softsell.web.gate.client_versions import Versions
from softsell.web.gate.concurrency import Concurrency
from softsell.web.gate.finishing import Finishing, failed
from softsell.web.gate.header_limits import HeaderLimits
from softsell.web.gate.json_bodies import JsonBodies
from softsell.web.gate.own_host import OwnHost
from softsell.web.gate.own_user import OwnUser
from softsell.web.gate.page_refusals import PageRefusals
from softsell.web.gate.time_limit import TimeLimit
from softsell.web.openapi import OPERATIONS, document
from softsell.web.own_pages import OwnPages
from softsell.web.problems import METHOD, NOT_FOUND, Refusal
from softsell.web.static_files import StaticFiles

if TYPE_CHECKING:
    from starlette.types import ASGIApp


def build_app(services: Services, *, port: int, files: StaticFiles | None = None) -> ASGIApp:
    """The whole application, gate included.

    Args:
        services: what the endpoints work with; the worker is started and stopped with the application.
        port: what the server listens on; part of the only Host that is answered.
        files: the static files, for tests.
    """
    files = files or StaticFiles()
    cookie_name = f"softsell-{port}"
    app: ASGIApp = _routes(services, OwnPages(services, files, cookie_name))
    app = Versions(app, services.version, services.seen)
    app = TimeLimit(app)
    app = Concurrency(app)
    app = BodyLimits(app)
    app = JsonBodies(app, paths={operation.path.encode() for operation in OPERATIONS if operation.asked})
    app = Authorisation(
        app,
        tokens=services.tokens,
        sessions=services.sessions,
        cookie_name=cookie_name,
        static=files.has,
        languagetool=lambda: services.setup.latest.config.languagetool,
    )
    app = OwnUser(app)
    app = AllowedOrigin(app, port, services.tokens)
    app = OwnHost(app, port)
    app = HeaderLimits(app)
    app = PageRefusals(app)
    return Finishing(app)


def _routes(services: Services, pages: OwnPages) -> Starlette:
    api = Api(services)
    openapi = document(services.version)

    async def openapi_json(_request: Request) -> Response:
        return json_answer(openapi)

    routes = [
        Route("/", pages.playground),
        Route("/pair", pages.pair),
        Route("/enter", pages.enter),
        Route("/static/{path:path}", pages.static),
        Route("/pages/{path:path}", pages.static),
        Route("/openapi.json", openapi_json),
        Route("/v1/health", api.health),
        Route("/v1/check", api.check, methods=["POST"]),
        Route("/v1/command", api.command, methods=["POST"]),
        Route("/v1/rules", api.rules),
        Route("/v1/rules/try", api.try_rules, methods=["POST"]),
        Route("/v1/packs", api.packs),
        Route("/v1/pair", api.pair, methods=["POST"]),
        Route("/v1/pair/poll", api.poll, methods=["POST"]),
        Route("/v1/pair/requests", api.waiting_pairings),
        Route("/v1/pair/approve", api.approve, methods=["POST"]),
        Route("/v1/pair/deny", api.deny, methods=["POST"]),
        Route("/v1/clients", api.clients),
        Route("/v1/links", api.link, methods=["POST"]),
        *languagetool.routes(services),
    ]

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        services.worker.start()
        try:
            yield
        finally:
            services.worker.stop()

    app = Starlette(
        routes=routes,
        lifespan=lifespan,
        exception_handlers={HTTPException: _as_refusal, Refusal: _as_itself, Exception: _as_failure},
    )
    app.router.redirect_slashes = False
    return app


async def _as_refusal(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 404)
    if status == METHOD.status:
        allowed = dict(getattr(error, "headers", None) or {}).get("Allow", "")
        return _response(request, Refusal(METHOD, f"This address takes {allowed} only.", headers={"allow": allowed}))
    return _response(request, Refusal(NOT_FOUND, "There is nothing at this address."))


async def _as_itself(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return _response(request, error)


async def _as_failure(request: Request, _error: Exception) -> Response:
    # The exception goes on to the gate, which logs where it came from.
    return _response(request, failed())


def _response(request: Request, refusal: Refusal) -> Response:
    body, media_type = refusal.content(request.scope)
    return Response(body, refusal.problem.status, refusal.headers, media_type)
