"""The table of endpoints is the only list of them: routes, handlers and the gate follow it."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from typing import TYPE_CHECKING

import pytest

from softsell.web import api, endpoints, own_pages
from softsell.web.addresses import LEADS
from softsell.web.app import build_routes
from softsell.web.endpoint import Endpoint
from softsell.web.endpoints import ENDPOINTS
from softsell.web.languagetool import handlers as languagetool

if TYPE_CHECKING:
    from tests.web.conftest import RunningServer

FIXED = [endpoint for endpoint in ENDPOINTS if "{" not in endpoint.path]


@pytest.fixture(scope="module")
def script(server: RunningServer) -> str:
    """The token of a paired script."""
    _, token = server.services.tokens.create("a script", "script")
    return str(token)


def name(endpoint: Endpoint) -> str:
    return f"{endpoint.methods[0]} {endpoint.path}"


def status(
    server: RunningServer, endpoint: Endpoint, token: str | None = None, headers: dict[str, str] | None = None
) -> int:
    """The status of a request without a valid body, so that it changes nothing."""
    body = b"{" if endpoint.asked is not None else None
    return server.ask(endpoint.methods[0], endpoint.path, body, token=token, headers=headers).status


def test_each_route_stands_in_the_table(server: RunningServer) -> None:
    routes = [(route.path, (route.methods or set()) - {"HEAD"}) for route in build_routes(server.services)]
    assert routes == [(endpoint.path, set(endpoint.methods)) for endpoint in ENDPOINTS]


def test_no_endpoint_stands_there_twice() -> None:
    listed = [(method, endpoint.path) for endpoint in ENDPOINTS for method in endpoint.methods]
    assert len(listed) == len(set(listed))


def test_what_needs_no_token() -> None:
    """Written out here too, so that nobody makes an endpoint public by a slip."""
    public = {endpoint.path for endpoint in ENDPOINTS if endpoint.access == "anyone"}
    assert public == {
        "/v1/health",
        "/openapi.json",
        "/v1/pair",
        "/v1/pair/poll",
        "/",
        "/feed",
        "/pair",
        "/enter",
        "/docs",
        "/docs/{path:path}",
        "/static/{path:path}",
        "/pages/{path:path}",
        *LEADS,
    }


def test_each_handler_stands_in_the_table() -> None:
    modules = [endpoints, own_pages, languagetool]
    modules += [importlib.import_module(f"{api.__name__}.{found.name}") for found in pkgutil.iter_modules(api.__path__)]
    handlers = {
        function
        for module in modules
        for _, function in inspect.getmembers(module, inspect.iscoroutinefunction)
        if function.__module__ == module.__name__
        and [parameter.annotation for parameter in inspect.signature(function).parameters.values()]
        == ["Services", "Request"]
    }
    assert handlers == {endpoint.handler for endpoint in ENDPOINTS}


@pytest.fixture(autouse=True)
def stopped(server: RunningServer, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Notes that the server was asked to stop, which would end the other tests."""
    asked: list[bool] = []
    monkeypatch.setattr(server.services.activity, "stop", lambda: asked.append(True))
    return asked


@pytest.mark.parametrize("endpoint", FIXED, ids=name)
def test_who_may_call_it(endpoint: Endpoint, server: RunningServer, script: str) -> None:
    stranger, client, owner = (status(server, endpoint, token) for token in (None, script, server.owner))
    page = status(server, endpoint, headers=server.enter())
    match endpoint.access:
        case "anyone":
            # A link without its key is refused for everybody. Pages that weren't built say so to everybody.
            assert {stranger, client, owner, page} in ({200}, {307}, {400}, {401}, {503})
            assert (stranger == 401) == (endpoint.path == "/enter")
            assert (stranger == 307) == (endpoint.path in LEADS)
        case "own page":
            # Only a page of the server's own sends its Origin.
            own = status(server, endpoint, headers={"Origin": f"http://127.0.0.1:{server.port}"})
            assert (stranger, client, owner, page) == (403, 403, 403, 403)
            assert own in (200, 400, 410)
        case "client":
            assert stranger == 401
            assert {401, 403}.isdisjoint({client, owner, page})
        case "user":
            assert (stranger, client) == (401, 403)
            assert {401, 403}.isdisjoint({owner, page})
        case "command line":
            assert (stranger, client, page) == (401, 403, 403)
            assert owner not in (401, 403)
        case "languagetool":
            assert (stranger, client, owner, page) == (401, 404, 404, 404)


@pytest.mark.parametrize("endpoint", [each for each in FIXED if each.access == "languagetool"], ids=name)
def test_anyone_may_call_languagetools_api_while_it_is_on(endpoint: Endpoint, open_server: RunningServer) -> None:
    # Some need a text or a language, and get neither here.
    assert status(open_server, endpoint) in (200, 400)


@pytest.mark.parametrize("endpoint", [each for each in FIXED if each.asked is not None], ids=name)
def test_a_body_has_to_be_declared_as_json(endpoint: Endpoint, server: RunningServer) -> None:
    headers = {"Content-Type": "text/plain"}
    if endpoint.access == "own page":
        headers["Origin"] = f"http://127.0.0.1:{server.port}"
    reply = server.ask(endpoint.methods[0], endpoint.path, b"{}", token=server.owner, headers=headers)
    assert reply.status == 415


def test_what_the_document_leaves_out() -> None:
    """All of API v1 is described, and nothing else is."""
    assert all(endpoint.path.startswith("/v1/") == (endpoint.answer is not None) for endpoint in ENDPOINTS)
