"""Handlers that pair clients, list them, and make single-use links. Not here: how pairing works (``softsell.web.pairing``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from starlette.requests import Request
from starlette.responses import Response

from softsell.web.api.models import CodeRequest, LinkRequest, PairRequest, PollRequest
from softsell.web.api.requests import caller_of, json_response, read_body
from softsell.web.gate import peers
from softsell.web.gate.caller import header, is_extension
from softsell.web.pairing.desk import POLL_SECONDS, TooManyRequests
from softsell.web.pairing.sessions import LINK_SECONDS
from softsell.web.problems import NOT_YOURS, PAIRING_OVER, Refusal, busy

if TYPE_CHECKING:
    from softsell.web.pairing.desk import PairingDesk, PairingRequest
    from softsell.web.services import Services

TERMINAL_ONLY = "softsell can't tell on this system which user of the computer asks. To allow it, run “softsell pair” in a terminal."


async def pair(services: Services, request: Request) -> Response:
    """Take a request to pair and show it to the user."""
    asked = await read_body(request, PairRequest)
    origin = header(request.scope, b"origin")
    if origin is not None and not is_extension(origin):
        origin = None
    try:
        pairing, verifier = services.desk.ask(_remove_unprintable(asked.name), origin)
    except TooManyRequests as error:
        raise busy(error.retry_after) from None
    page = await services.prompt.show(services.new_link)
    return json_response({**start_answer(services.desk, pairing, verifier), "page": page})


async def poll(services: Services, request: Request) -> Response:
    """Say what became of a request to pair, and hand out its token once."""
    asked = await read_body(request, PollRequest)
    outcome = services.desk.poll(asked.verifier, header(request.scope, b"origin"))
    if outcome is None:
        raise Refusal(PAIRING_OVER, "This request to pair is used up or too old. Ask again.")
    answer, record, token = outcome
    if record is not None:
        return json_response({"status": "approved", "id": record.id, "token": token})
    if answer == "waiting":
        return json_response({"status": "pending", "page": services.prompt.page})
    return json_response({"status": answer})


def start_answer(desk: PairingDesk, pairing: PairingRequest, verifier: str) -> dict[str, Any]:
    """Return what a client needs to wait for the user's answer."""
    return {
        "code": pairing.code,
        "verifier": verifier,
        "expires_in": desk.seconds_left(pairing),
        "interval": POLL_SECONDS,
    }


async def list_requests(services: Services, _request: Request) -> Response:
    """List the requests to pair that wait for the user's answer."""
    desk = services.desk
    return json_response({"requests": [_serialize_request(pairing, desk) for pairing in desk.waiting()]})


async def approve(services: Services, request: Request) -> Response:
    """Approve a request to pair."""
    if caller_of(request).kind == "page" and not peers.CAN_TELL:
        raise Refusal(NOT_YOURS, TERMINAL_ONLY)
    return await _answer_request(services, request, "approved")


async def deny(services: Services, request: Request) -> Response:
    """Deny a request to pair."""
    return await _answer_request(services, request, "denied")


async def list_clients(services: Services, _request: Request) -> Response:
    """List the paired clients."""
    clients = [
        {
            "id": record.id,
            "name": record.name,
            "kind": record.kind,
            "origin": record.origin,
            "created": record.created,
            "version": services.seen.get(record.id, ""),
        }
        for record in services.tokens.all()
    ]
    return json_response({"clients": clients})


async def make_link(services: Services, request: Request) -> Response:
    """Make a single-use link for the command line."""
    asked = await read_body(request, LinkRequest)
    return json_response({"url": services.new_link(asked.page), "expires_in": LINK_SECONDS})


async def _answer_request(services: Services, request: Request, answer: Literal["approved", "denied"]) -> Response:
    asked = await read_body(request, CodeRequest)
    pairing = services.desk.answer(asked.code, answer)
    if pairing is None:
        raise Refusal(PAIRING_OVER, "No request with this code is waiting. It may be too old; ask again.")
    return json_response(_serialize_request(pairing, services.desk))


def _serialize_request(pairing: PairingRequest, desk: PairingDesk) -> dict[str, Any]:
    return {
        "code": pairing.code,
        "name": pairing.name,
        "origin": pairing.origin,
        "expires_in": desk.seconds_left(pairing),
    }


def _remove_unprintable(name: str) -> str:
    """Remove characters that turn or hide the text beside them."""
    return "".join(character for character in name if character.isprintable()).strip() or "(no name)"
