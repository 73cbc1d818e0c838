"""A light client that finds the user's own server and makes it prove its identity.

It sends requests only to a server that proves to be this user's own and has the same version. Otherwise it returns ``None``, and the
caller does the work itself. Proof and requests use one connection, so no other program can take over the port in between.
"""

from __future__ import annotations

from softsell import __version__
from softsell.client.command import EXIT_STATUS
from softsell.client.proof import address_of, is_proven, new_nonce, token_id_of
from softsell.client.running import read_addresses, read_owner_token
from softsell.client.wire import Wire
from softsell.user_folders import state_path

# Like typing.TYPE_CHECKING. Every check imports this module first, so it imports as little as it can, and json only for an answer in JSON.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from softsell.client.command import Command

CONNECT_SECONDS = 0.25
PROOF_SECONDS = 1.0
ANSWER_SECONDS = 30.0
COMMAND_SECONDS = 5.0
"""A server that takes longer is busy, and the command line is faster by itself."""
_HOST = "127.0.0.1"


class Connection:
    """A connection to the user's own server, whose identity is proven. Close it, or use it in ``with``.

    Attributes:
        configuration: identifies the server's version and settings, see ``fingerprint``.
        open_without_token: whether the server answers ``/v2``, which needs no token.
    """

    def __init__(self, wire: Wire, token: str, headers: Mapping[str, str]) -> None:
        self._wire = wire
        self._token = token
        self.configuration = headers.get("softsell-configuration", "")
        self.open_without_token = bool(headers.get("softsell-open"))

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._wire.close()

    def ask(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, *, seconds: float = ANSWER_SECONDS
    ) -> tuple[int, Any]:
        """Send a request and return the status and JSON of the answer. Wait up to ``seconds``.

        Raises:
            OSError: the connection broke.
            ValueError: the answer isn't JSON.
        """
        import json

        content = b"" if body is None else json.dumps(body).encode()
        status, _, answer = self._send(method, path, content, {}, seconds)
        return status, json.loads(answer)

    def run(self, command: Command) -> tuple[str, int] | None:
        """Return what ``softsell check`` prints and its exit code, or ``None`` if the server can't do this check."""
        try:
            asked = command.to_json().encode()
            as_text = {"Accept": "text/plain"}
            status, headers, answer = self._send("POST", "/v1/command", asked, as_text, COMMAND_SECONDS)
            return (answer.decode("utf-8", "surrogatepass"), int(headers[EXIT_STATUS])) if status == 200 else None
        except (OSError, ValueError, KeyError):
            return None

    def _send(
        self, method: str, path: str, content: bytes, headers: Mapping[str, str], seconds: float
    ) -> tuple[int, dict[str, str], bytes]:
        sent = {"Authorization": f"Bearer {self._token}", "Softsell-Client": f"cli/{__version__}", **headers}
        if content:
            sent["Content-Type"] = "application/json"
        return self._wire.ask(method, path, sent, content, seconds=seconds)


def connect(port: int, host: str = _HOST) -> Connection | None:
    """Connect to the server at ``port``. Return ``None`` unless it proves to be this user's own and has this version."""
    token = read_owner_token(state_path())
    return _connect(host, port, token) if token is not None else None


def connect_to_running(port: int | None = None) -> Connection | None:
    """Connect to the server that this user started last, on whatever port. Return ``None`` as ``connect`` does.

    Args:
        port: a server there comes first.
    """
    folder = state_path()
    token = read_owner_token(folder)
    if token is None:
        return None
    first = [] if port is None else [(_HOST, port)]
    connections = (_connect(host, port, token) for host, port in [*first, *read_addresses(folder)])
    return next((connection for connection in connections if connection is not None), None)


def find_running(port: int) -> tuple[str, int] | None:
    """Return host and port of a server of this user, in any version: at ``port`` if there is one, else the one that was started last."""
    addresses = [(_HOST, port), *read_addresses(state_path())]
    return next((address for address in addresses if is_own_server(*address)), None)


def is_own_server(host: str, port: int) -> bool:
    """Whether a softsell server there proves to be this user's own, in any version."""
    token = read_owner_token(state_path())
    proven = open_proven(host, port, token) if token is not None else None
    if proven is None:
        return False
    proven[0].close()
    return True


def says_softsell(host: str, port: int) -> bool:
    """Whether a program there says it is softsell. Any program can, so use this only as a hint for the user."""
    try:
        wire = Wire(host, port, 1.0)
    except OSError:
        return False
    import json

    try:
        health = json.loads(wire.ask("GET", "/v1/health", {}, seconds=1.0)[2])
    except (OSError, ValueError, RecursionError):
        return False
    finally:
        wire.close()
    return isinstance(health, dict) and health.get("product") == "softsell"


def _connect(host: str, port: int, token: str) -> Connection | None:
    proven = open_proven(host, port, token)
    if proven is None:
        return None
    wire, headers = proven
    if headers.get("softsell-version") != __version__:
        wire.close()
        return None
    return Connection(wire, token, headers)


def open_proven(host: str, port: int, token: str) -> tuple[Wire, Mapping[str, str]] | None:
    """Connect to a server that proves it knows ``token``, in any version. Return the connection and the headers of the proof."""
    token_id = token_id_of(token)
    if token_id is None:
        return None
    nonce = new_nonce()
    try:
        wire = Wire(host, port, CONNECT_SECONDS)
    except OSError:
        return None
    try:
        challenge = {"Softsell-Challenge": f"{token_id}.{nonce}"}
        _, headers, _ = wire.ask("GET", "/v1/health", challenge, seconds=PROOF_SECONDS)
    except OSError:
        wire.close()
        return None
    if not is_proven(token, nonce, address_of(host, port), headers.get("softsell-proof", "")):
        wire.close()
        return None
    return wire, headers


def open_playground_link(port: int, host: str = _HOST) -> str | None:
    """Return a single-use link to the playground of the running server, or ``None`` if this user has none there."""
    connection = connect(port, host)
    if connection is None:
        return None
    with connection:
        try:
            status, answer = connection.ask("POST", "/v1/links", {})
        except (OSError, ValueError):
            return None
    return str(answer["url"]) if status == 200 else None
