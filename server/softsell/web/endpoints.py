"""Every endpoint of the server, in one table.

``app`` builds the routes from it, ``openapi`` the OpenAPI document. The gate reads from it which paths are public, which take
JSON, and where softsell answers its own user only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from softsell.web import own_pages
from softsell.web.addresses import LEADS
from softsell.web.api import (
    checks,
    feed,
    feed_files,
    feed_models,
    health,
    history,
    models,
    pairing,
    rules,
    sessions,
    settings,
)
from softsell.web.api.requests import json_response
from softsell.web.endpoint import Endpoint, Method
from softsell.web.languagetool import handlers as languagetool
from softsell.web.openapi import document
from softsell.web.problems import CHANGED, FEED_OVER, HISTORY_OFF, NOT_HERE, PAIRING_OVER, SETTINGS

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from softsell.web.services import Services

_GET: tuple[Method, ...] = ("GET",)
_POST: tuple[Method, ...] = ("POST",)
_PUT: tuple[Method, ...] = ("PUT",)
_BOTH: tuple[Method, ...] = ("GET", "POST")

ENTRANCE = "/enter"
"""Where single-use links lead. The only path that another page may lead a person to."""

DOCS = "/docs"
"""The documentation. It is public, and so is every path below it."""


async def _openapi(services: Services, _request: Request) -> Response:
    """Serve the OpenAPI document."""
    return json_response(document(ENDPOINTS, services.version))


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(_GET, "/v1/health", health.health, "anyone", summary="Say who answers", answer=models.Health),
    Endpoint(
        _POST,
        "/v1/check",
        checks.check,
        "client",
        summary="Check a draft, or many",
        asked=models.CheckBody,
        answer=models.CheckBodyAnswer,
        problems=(SETTINGS,),
    ),
    Endpoint(
        _POST,
        "/v1/fix",
        checks.fix,
        "client",
        summary="Apply the safe fixes to a draft",
        asked=models.FixRequest,
        answer=models.FixAnswer,
        problems=(SETTINGS,),
    ),
    Endpoint(
        _POST,
        "/v1/feed",
        feed.feed,
        "client",
        summary="Look at posts over time",
        asked=feed_models.FeedRequest,
        answer=feed_models.FeedAnswer,
        problems=(SETTINGS,),
    ),
    Endpoint(
        _POST,
        "/v1/feed/files",
        feed_files.read_files,
        "user",
        summary="Read files of posts for a report on them",
        asked=feed_models.FilesRequest,
        answer=feed_models.FilesAnswer,
        problems=(SETTINGS,),
        own_user=True,
        files=True,
    ),
    Endpoint(
        _POST,
        "/v1/feed/next",
        feed_files.check_next,
        "user",
        summary="Check the next posts of those files",
        asked=feed_models.NextRequest,
        answer=feed_models.NextAnswer,
        problems=(FEED_OVER,),
        own_user=True,
    ),
    Endpoint(
        _GET,
        "/v1/history/switch",
        history.read_switch,
        "user",
        summary="Say whether a history is kept",
        answer=feed_models.SwitchAnswer,
        problems=(SETTINGS,),
        own_user=True,
    ),
    Endpoint(
        _PUT,
        "/v1/history/switch",
        history.set_switch,
        "user",
        summary="Turn the history on or off",
        asked=feed_models.SwitchRequest,
        answer=feed_models.SwitchAnswer,
        problems=(SETTINGS, CHANGED),
        own_user=True,
    ),
    Endpoint(
        _POST,
        "/v1/history/delete",
        history.delete,
        "user",
        summary="Delete the history",
        asked=feed_models.DeleteRequest,
        answer=feed_models.SwitchAnswer,
        problems=(SETTINGS,),
        own_user=True,
    ),
    Endpoint(
        _POST,
        "/v1/history",
        history.keep,
        "client",
        summary="Keep a post that was sent",
        asked=feed_models.SentRequest,
        answer=feed_models.SentAnswer,
        problems=(HISTORY_OFF,),
        own_user=True,
    ),
    Endpoint(
        _POST,
        "/v1/history/recent",
        history.recent,
        "client",
        summary="Say what the last posts were",
        asked=feed_models.RecentRequest,
        answer=feed_models.RecentAnswer,
        own_user=True,
    ),
    Endpoint(
        _POST,
        "/v1/command",
        checks.run_command,
        "command line",
        summary="Run a check for the command line",
        asked=models.CommandRequest,
        answer=models.CommandAnswer,
        problems=(NOT_HERE,),
    ),
    Endpoint(_GET, "/v1/rules", rules.list_rules, "client", summary="List the rules", answer=models.RulesAnswer),
    Endpoint(
        _POST,
        "/v1/rules/try",
        rules.try_rules,
        "client",
        summary="Try a rule file",
        asked=models.TryRequest,
        answer=models.TryAnswer,
    ),
    Endpoint(_GET, "/v1/packs", rules.list_packs, "client", summary="List the packs", answer=models.PacksAnswer),
    Endpoint(
        _POST,
        "/v1/pair",
        pairing.pair,
        "anyone",
        summary="Ask to pair",
        asked=models.PairRequest,
        answer=models.PairAnswer,
        own_user=True,
    ),
    Endpoint(
        _POST,
        "/v1/pair/poll",
        pairing.poll,
        "anyone",
        summary="Ask what became of a request to pair",
        asked=models.PollRequest,
        answer=models.PollAnswer,
        problems=(PAIRING_OVER,),
        own_user=True,
    ),
    Endpoint(
        _GET,
        "/v1/pair/requests",
        pairing.list_requests,
        "user",
        summary="List the requests to pair",
        answer=models.WaitingPairings,
        own_user=True,
    ),
    Endpoint(
        _POST,
        "/v1/pair/approve",
        pairing.approve,
        "user",
        summary="Approve a request to pair",
        asked=models.CodeRequest,
        answer=models.WaitingPairing,
        problems=(PAIRING_OVER,),
        own_user=True,
    ),
    Endpoint(
        _POST,
        "/v1/pair/deny",
        pairing.deny,
        "user",
        summary="Deny a request to pair",
        asked=models.CodeRequest,
        answer=models.WaitingPairing,
        problems=(PAIRING_OVER,),
        own_user=True,
    ),
    Endpoint(
        _GET,
        "/v1/clients",
        pairing.list_clients,
        "user",
        summary="List the paired clients",
        answer=models.ClientsAnswer,
    ),
    Endpoint(
        _POST,
        "/v1/links",
        pairing.make_link,
        "user",
        summary="Make a single-use link",
        asked=models.LinkRequest,
        answer=models.LinkAnswer,
        own_user=True,
    ),
    Endpoint(
        _POST,
        "/v1/session",
        sessions.open_session,
        "own page",
        summary="Let a tab in",
        asked=models.SessionRequest,
        answer=models.SessionAnswer,
        own_user=True,
    ),
    Endpoint(
        _POST,
        "/v1/session/poll",
        sessions.poll_session,
        "own page",
        summary="Ask whether a tab is let in",
        asked=models.PollRequest,
        answer=models.SessionAnswer,
        problems=(PAIRING_OVER,),
        own_user=True,
    ),
    Endpoint(
        _GET,
        "/v1/about",
        health.about,
        "client",
        summary="Say how this softsell runs",
        answer=models.About,
    ),
    Endpoint(
        _POST,
        "/v1/stop",
        health.stop,
        "command line",
        summary="Stop the server",
        asked=models.StopRequest,
        answer=models.StopAnswer,
    ),
    Endpoint(
        _GET,
        "/v1/settings",
        settings.read_settings,
        "user",
        summary="Read the user's settings",
        answer=models.SettingsAnswer,
        problems=(SETTINGS,),
    ),
    Endpoint(
        _PUT,
        "/v1/settings",
        settings.write_settings,
        "user",
        summary="Change the user's settings",
        asked=models.SettingsRequest,
        answer=models.SettingsAnswer,
        problems=(SETTINGS, CHANGED),
    ),
    Endpoint(
        _POST,
        "/v1/settings/undo",
        settings.undo_settings,
        "user",
        summary="Undo the last change of the settings",
        asked=models.UndoRequest,
        answer=models.SettingsAnswer,
        problems=(SETTINGS, CHANGED),
    ),
    Endpoint(
        _POST,
        "/v1/settings/import",
        settings.import_settings,
        "user",
        summary="Read shared settings",
        asked=models.ImportSettingsRequest,
        answer=models.ImportSettingsAnswer,
        problems=(SETTINGS,),
    ),
    Endpoint(
        _POST,
        "/v1/settings/try",
        settings.try_settings,
        "user",
        summary="Try settings on a text",
        asked=models.TrySettingsRequest,
        answer=models.TrySettingsAnswer,
        problems=(SETTINGS,),
    ),
    Endpoint(_GET, "/openapi.json", _openapi, "anyone"),
    Endpoint(_GET, "/", own_pages.playground, "anyone", own_user=True, page=True),
    Endpoint(_GET, "/feed", own_pages.feed, "anyone", own_user=True, page=True),
    *(Endpoint(_GET, path, own_pages.lead, "anyone", page=True) for path in LEADS),
    Endpoint(_GET, "/pair", own_pages.pair, "anyone", own_user=True, page=True),
    Endpoint(_GET, ENTRANCE, own_pages.enter, "anyone", own_user=True),
    Endpoint(_GET, DOCS, own_pages.docs, "anyone", page=True),
    Endpoint(_GET, f"{DOCS}/{{path:path}}", own_pages.docs, "anyone", page=True),
    # The gate asks `StaticFiles` which of these paths are files; those are public.
    Endpoint(_GET, "/static/{path:path}", own_pages.static, "anyone"),
    Endpoint(_GET, "/pages/{path:path}", own_pages.static, "anyone"),
    Endpoint(_BOTH, "/v2/check", languagetool.check, "languagetool", own_user=True),
    Endpoint(_BOTH, "/v2/languages", languagetool.languages, "languagetool", own_user=True),
    Endpoint(_BOTH, "/v2/healthcheck", languagetool.healthcheck, "languagetool", own_user=True),
    Endpoint(_BOTH, "/v2/maxtextlength", languagetool.max_text_length, "languagetool", own_user=True),
    Endpoint(_BOTH, "/v2/configinfo", languagetool.config_info, "languagetool", own_user=True),
    Endpoint(_BOTH, "/v2/info", languagetool.info, "languagetool", own_user=True),
    Endpoint(_BOTH, "/v2/{path:path}", languagetool.unknown, "languagetool", own_user=True),
)


def raw_paths(select: Callable[[Endpoint], bool]) -> frozenset[bytes]:
    """Return the paths of the endpoints that ``select`` is true for, as they come over the wire. Leave out patterns."""
    return frozenset(endpoint.path.encode() for endpoint in ENDPOINTS if "{" not in endpoint.path and select(endpoint))


PUBLIC_PATHS = raw_paths(lambda endpoint: endpoint.access in ("anyone", "own page"))
"""Paths that need no token."""
PUBLIC_API_PATHS = raw_paths(lambda endpoint: endpoint.access == "anyone" and endpoint.answer is not None)
"""Paths that an extension may call before it is paired."""
OWN_ORIGIN_PATHS = raw_paths(lambda endpoint: endpoint.access == "own page")
"""Paths that only the server's own pages may call, and no extension or program."""
OWN_USER_PATHS = raw_paths(lambda endpoint: endpoint.own_user)
"""Paths where softsell answers its own user only. So is everything that begins with ``/v2``."""
FILES_PATHS = raw_paths(lambda endpoint: endpoint.files)
"""Paths that take files."""
PAGE_PATHS = raw_paths(lambda endpoint: endpoint.page)
"""Paths of pages for a person."""
JSON_REQUESTS = frozenset(
    (method, endpoint.path.encode())
    for endpoint in ENDPOINTS
    if endpoint.asked is not None
    for method in endpoint.methods
)
"""Methods and paths that take a JSON body."""
