"""Handlers that say who answers, and stop the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from softsell.client.proof import parse_challenge, prove
from softsell.web.api.models import StopRequest
from softsell.web.api.requests import json_response, read_body
from softsell.web.gate.caller import header

if TYPE_CHECKING:
    from softsell.web.services import Services


async def health(services: Services, request: Request) -> Response:
    """Say that softsell answers here, and prove it to a paired client that sends a challenge."""
    headers = {}
    challenge = parse_challenge(header(request.scope, b"softsell-challenge") or "")
    record = services.tokens.in_force(challenge[0]) if challenge else None
    if challenge is not None and record is not None:
        key = bytes.fromhex(record.proof_key)
        headers["softsell-proof"] = prove(key, challenge[1], services.address)
        headers["softsell-version"] = services.version
        if record.kind == "owner":
            headers["softsell-configuration"] = services.fingerprint()
            if services.setup.latest.config.languagetool:
                headers["softsell-open"] = "/v2"
    return json_response({"product": "softsell", "protocol": 1}, headers)


async def about(services: Services, _request: Request) -> Response:
    """Say how this softsell runs, to paired clients only: an unproven server could tell a person to type anything."""
    return json_response({"version": services.version, "command": services.command, "address": services.address})


async def stop(services: Services, request: Request) -> Response:
    """Stop the server after this answer."""
    await read_body(request, StopRequest)
    services.activity.stop()
    return json_response({"stopping": True})
