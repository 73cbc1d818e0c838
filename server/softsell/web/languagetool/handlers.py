"""Handlers of the LanguageTool API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from softsell.web.api.models import MAX_TEXT
from softsell.web.api.requests import json_response, run_in_worker
from softsell.web.languagetool.answer import serialize_check, serialize_rules
from softsell.web.languagetool.query import LANGUAGES, Query, is_named, read_form, read_language, read_query
from softsell.web.problems import NOT_FOUND, Refusal

if TYPE_CHECKING:
    from softsell.engine.engine import Engine
    from softsell.web.services import Services


async def check(services: Services, request: Request) -> Response:
    """Serve ``/v2/check``."""
    query = read_query(read_form(request.url.query, await request.body()))
    setup = services.setup

    def work() -> dict[str, Any]:
        engine = setup.engine_with(_choose_settings(query, setup.current().engine))
        report = engine.check_draft(query.draft)
        return serialize_check(query, report, engine, _describe_software(services))

    size = max(len(query.draft.source), len(query.draft.prose))
    return json_response(await run_in_worker(request, services.worker, work, size))


async def languages(_services: Services, _request: Request) -> Response:
    """Serve ``/v2/languages``."""
    return json_response(
        [{"name": name, "code": code.partition("-")[0], "longCode": code} for code, name in LANGUAGES.items()]
    )


async def healthcheck(_services: Services, _request: Request) -> Response:
    """Serve ``/v2/healthcheck``."""
    return PlainTextResponse("OK")


async def max_text_length(_services: Services, _request: Request) -> Response:
    """Serve ``/v2/maxtextlength``."""
    return PlainTextResponse(str(MAX_TEXT))


async def config_info(services: Services, request: Request) -> Response:
    """Serve ``/v2/configinfo``."""
    read_language(read_form(request.url.query, await request.body()))

    def work() -> list[dict[str, Any]]:
        return list(serialize_rules(services.setup.current().engine))

    rules = await run_in_worker(request, services.worker, work)
    software = _describe_software(services)
    return json_response({"software": software, "parameter": {"maxTextLength": MAX_TEXT}, "rules": rules})


async def info(services: Services, _request: Request) -> Response:
    """Serve ``/v2/info``."""
    return json_response({"software": _describe_software(services)})


async def unknown(_services: Services, _request: Request) -> Response:
    """Refuse any other path."""
    raise Refusal(NOT_FOUND, "Unsupported action. Use /v2/check, /v2/languages, /v2/healthcheck or /v2/maxtextlength.")


def _choose_settings(query: Query, engine: Engine) -> dict[str, Any] | None:
    """Return the settings that turn on the rules that the client asks for and that are off by default; ``None`` if there are none."""
    wanted = [
        rule.id
        for pack in engine.packs
        for rule in pack.rules
        if not rule.enabled and (is_named(rule.id, query.enabled) or pack.name.lower() in query.enabled_categories)
    ]
    return {"extend_select": sorted(wanted)} if wanted else None


def _describe_software(services: Services) -> dict[str, Any]:
    return {
        "name": "softsell",
        "version": services.version,
        "buildDate": "",
        "apiVersion": 1,
        "premium": False,
        "premiumHint": "",
        "status": "",
    }
