"""Handlers that let a tab with one of the server's own pages in. Only such a page may call them. Not here: sessions themselves.

A tab that was opened by a bookmark or by typing the address has no page key. On Linux, the gate has proven that its user is ours. On
other systems the user presses a button, and confirms the code with ``softsell pair``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from softsell.web.api.models import PollRequest, SessionRequest
from softsell.web.api.pairing import start_answer
from softsell.web.api.requests import json_response, read_body
from softsell.web.gate import peers
from softsell.web.gate.caller import cookies_of
from softsell.web.pairing.desk import TooManyRequests
from softsell.web.problems import PAIRING_OVER, Refusal, busy

if TYPE_CHECKING:
    from softsell.web.services import Services

_NAME = "softsell's own page in your browser"


async def open_session(services: Services, request: Request) -> Response:
    """Let the tab in if the system says that its user is ours. If the system can't tell, ask the user in the terminal."""
    asked = await read_body(request, SessionRequest)
    if peers.CAN_TELL:
        return _let_in(services, request)
    if not asked.ask:
        return json_response({"status": "ask"})
    try:
        waiting, verifier = services.desk.ask(_NAME, None, "page")
    except TooManyRequests as error:
        raise busy(error.retry_after) from None
    return json_response({"status": "pending", **start_answer(services.desk, waiting, verifier)})


async def poll_session(services: Services, request: Request) -> Response:
    """Say what the user answered in the terminal, and let the tab in if they agreed."""
    asked = await read_body(request, PollRequest)
    outcome = services.desk.poll(asked.verifier, None, "page")
    if outcome is None:
        raise Refusal(PAIRING_OVER, "This request is used up or too old. Press the button again.")
    if outcome[0] == "approved":
        return _let_in(services, request)
    return json_response({"status": "pending" if outcome[0] == "waiting" else "denied"})


def _let_in(services: Services, request: Request) -> Response:
    cookie, page_key = services.sessions.open(cookies_of(request.scope, services.cookie_name))
    response = json_response({"status": "open", "page_key": page_key})
    response.set_cookie(services.cookie_name, cookie, httponly=True, samesite="strict", path="/")
    return response
