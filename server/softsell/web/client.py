"""The thin client: asks a running server, so that ``softsell check`` answers in tens of milliseconds. Imports nothing heavy.

It uses the server only when that proves to be this user's own, of this version and with these settings; in any other case it says nothing
and the caller checks by itself. The proof and the draft go over one connection, so nobody can take the port in between.
"""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from softsell import __version__
from softsell.web.fingerprint import fingerprint
from softsell.web.proof import address_of, is_proven, new_nonce
from softsell.web.tokens import TokenStore, token_id_of

if TYPE_CHECKING:
    from softsell.config.config import Config

CONNECT_SECONDS = 0.25
PROOF_SECONDS = 1.0
ANSWER_SECONDS = 30.0
_MAX_ANSWER = 16 * 1024 * 1024
_HOST = "127.0.0.1"


class Connection:
    """A proven connection to the user's own server. Close it, or use it in ``with``."""

    def __init__(self, connection: http.client.HTTPConnection, token: str, configuration: str) -> None:
        self._connection = connection
        self._token = token
        self.configuration = configuration

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    def ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> tuple[int, Any]:
        """Status and JSON of the answer.

        Raises:
            OSError: the connection broke.
            ValueError: the answer is not JSON, or larger than any should be.
        """
        headers = {"Authorization": f"Bearer {self._token}", "Softsell-Client": f"cli/{__version__}"}
        content = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            content = json.dumps(body)
        try:
            self._connection.request(method, path, content, headers)
            response = self._connection.getresponse()
            answer = response.read(_MAX_ANSWER + 1)
        except http.client.HTTPException as error:
            raise OSError("the answer is not HTTP") from error
        if len(answer) > _MAX_ANSWER:
            raise ValueError("the answer is too large")
        return response.status, json.loads(answer)


def connect(port: int, host: str = _HOST) -> Connection | None:
    """A connection to the server at ``port``, if it proves to be this user's own and of this version; else ``None``."""
    token = TokenStore().read_owner_token()
    token_id = token_id_of(token) if token is not None else None
    if token is None or token_id is None:
        return None
    nonce = new_nonce()
    connection = http.client.HTTPConnection(host, port, timeout=CONNECT_SECONDS)
    try:
        connection.connect()
        connection.sock.settimeout(PROOF_SECONDS)
        connection.request("GET", "/v1/health", headers={"Softsell-Challenge": f"{token_id}.{nonce}"})
        response = connection.getresponse()
        response.read(_MAX_ANSWER)
        proof = response.getheader("Softsell-Proof", "")
        same_version = response.getheader("Softsell-Version") == __version__
    except (OSError, http.client.HTTPException):
        connection.close()
        return None
    if not same_version or not is_proven(token, nonce, address_of(host, port), proof):
        connection.close()
        return None
    connection.sock.settimeout(ANSWER_SECONDS)
    return Connection(connection, token, response.getheader("Softsell-Configuration", ""))


def check(
    text: str,
    *,
    platform: str | None = None,
    markup: str = "plain",
    reply_to: str | None = None,
    config: Config,
) -> dict[str, Any] | None:
    """What the running server says of a draft: the answer of ``POST /v1/check`` with offsets in code points.

    ``None`` where there is no server, or not one that would say just what softsell says here: another version, other settings, newer
    packs with mistakes, or a draft it refuses. The caller then checks by itself.
    """
    connection = connect(config.port)
    if connection is None:
        return None
    with connection:
        return check_over(connection, text, platform=platform, markup=markup, reply_to=reply_to, config=config)


def check_over(
    connection: Connection,
    text: str,
    *,
    platform: str | None = None,
    markup: str = "plain",
    reply_to: str | None = None,
    config: Config,
) -> dict[str, Any] | None:
    """``check`` over a connection that the caller keeps, for many drafts."""
    if connection.configuration != fingerprint(config):
        return None
    body = {"text": text, "markup": markup, "offsets": "code-point"}
    if platform is not None:
        body["platform"] = platform
    if reply_to is not None:
        body["reply_to"] = reply_to
    try:
        status, answer = connection.ask("POST", "/v1/check", body)
    except (OSError, ValueError):
        return None
    return answer if status == 200 and isinstance(answer, dict) else None


def is_softsell(host: str, port: int) -> bool:
    """Whether a softsell server answers there; anyone's."""
    connection = http.client.HTTPConnection(host, port, timeout=1.0)
    try:
        connection.request("GET", "/v1/health")
        response = connection.getresponse()
        health = json.loads(response.read(1_000))
    except (OSError, http.client.HTTPException, ValueError):
        return False
    finally:
        connection.close()
    return isinstance(health, dict) and health.get("product") == "softsell"


def open_playground_link(port: int, host: str = _HOST) -> str | None:
    """A single-use link to the playground of the running server; ``None`` where none of this user's runs there."""
    connection = connect(port, host)
    if connection is None:
        return None
    with connection:
        try:
            status, answer = connection.ask("POST", "/v1/links", {})
        except (OSError, ValueError):
            return None
    return str(answer["url"]) if status == 200 else None
