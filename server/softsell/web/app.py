"""The application: the routes of the table of endpoints, with the gate around them. Not here: running it (``server``)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from softsell.web.api.requests import caller_of
from softsell.web.endpoint import Endpoint
from softsell.web.endpoints import (
    DOCS,
    ENDPOINTS,
    ENTRANCE,
    FILES_PATHS,
    JSON_REQUESTS,
    OWN_ORIGIN_PATHS,
    OWN_USER_PATHS,
    PAGE_PATHS,
    PUBLIC_API_PATHS,
    PUBLIC_PATHS,
)
from softsell.web.gate.access import require_access
from softsell.web.gate.allowed_origin import AllowedOrigin
from softsell.web.gate.authorisation import Authorisation
from softsell.web.gate.body_limits import BodyLimits
from softsell.web.gate.client_versions import ClientVersions
from softsell.web.gate.concurrency import Concurrency
from softsell.web.gate.finishing import Finishing, failed
from softsell.web.gate.header_limits import HeaderLimits
from softsell.web.gate.json_bodies import JsonBodies
from softsell.web.gate.own_host import OwnHost
from softsell.web.gate.own_user import OwnUser
from softsell.web.gate.page_refusals import PageRefusals
from softsell.web.gate.time_limit import TimeLimit
from softsell.web.problems import METHOD, NOT_FOUND, Refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from softsell.web.services import Services


def build_app(services: Services) -> ASGIApp:
    """Return the whole application, including the gate. It starts the worker when it starts up, and stops it at the end."""
    app: ASGIApp = _build_router(services)
    app = ClientVersions(app, services.version, services.seen)
    app = TimeLimit(app)
    app = Concurrency(app)
    app = BodyLimits(app, files=FILES_PATHS)
    app = JsonBodies(app, requests=JSON_REQUESTS)
    app = Authorisation(
        app,
        tokens=services.tokens,
        sessions=services.sessions,
        cookie_name=services.cookie_name,
        public=PUBLIC_PATHS,
        is_static=lambda path: path.startswith(f"{DOCS}/") or services.files.has(path),
        languagetool=lambda: _is_languagetool_on(services),
    )
    app = OwnUser(app, paths=OWN_USER_PATHS)
    app = AllowedOrigin(
        app,
        services.port,
        services.tokens,
        open_to_extensions=PUBLIC_API_PATHS,
        own_only=OWN_ORIGIN_PATHS,
        entrance=ENTRANCE.encode(),
    )
    app = OwnHost(app, services.port)
    app = HeaderLimits(app)
    app = PageRefusals(app, paths=PAGE_PATHS, below=f"{DOCS}/".encode())
    return Finishing(app)


def build_routes(services: Services) -> list[Route]:
    """Return a route for each endpoint."""
    return [_build_route(services, endpoint) for endpoint in ENDPOINTS]


def _build_route(services: Services, endpoint: Endpoint) -> Route:
    async def respond(request: Request) -> Response:
        require_access(endpoint.access, caller_of(request), languagetool=_is_languagetool_on(services))
        return await endpoint.handler(services, request)

    return Route(endpoint.path, respond, methods=list(endpoint.methods), name=endpoint.path)


def _build_router(services: Services) -> Starlette:
    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        services.worker.start()
        try:
            yield
        finally:
            services.worker.stop()

    app = Starlette(
        routes=build_routes(services),
        lifespan=lifespan,
        exception_handlers={HTTPException: _answer_http_error, Refusal: _answer_refusal, Exception: _answer_failure},
    )
    app.router.redirect_slashes = False
    return app


def _is_languagetool_on(services: Services) -> bool:
    return services.setup.latest.config.languagetool


async def _answer_http_error(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 404)
    if status == METHOD.status:
        # Two rows of the table may have one path, and the router only names the methods of the first.
        rows = [endpoint for endpoint in ENDPOINTS if endpoint.path == request.url.path]
        named = dict(getattr(error, "headers", None) or {}).get("Allow", "")
        allowed = ", ".join(dict.fromkeys([*named.split(", "), *(method for row in rows for method in row.methods)]))
        return _response(request, Refusal(METHOD, f"This address only takes {allowed}.", headers={"allow": allowed}))
    return _response(request, Refusal(NOT_FOUND, "There is nothing at this address."))


async def _answer_refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return _response(request, error)


async def _answer_failure(request: Request, _error: Exception) -> Response:
    # The gate still sees the exception, and logs where it was raised.
    return _response(request, failed())


def _response(request: Request, refusal: Refusal) -> Response:
    body, media_type = refusal.content(request.scope)
    return Response(body, refusal.problem.status, refusal.headers, media_type)
