"""The host: a program that the browser starts for the extension. It passes requests on to the server, and starts one if none runs.

The browser sends messages on standard input, each with its length before it (four bytes, in the machine's order), and reads the answers
on standard output. A request is ``{"id", "path", "body", "client"}``: with a body (JSON as text) it's a POST, with null a GET. An answer is
``{"id", "status", "notice", "piece", "last"}``, in pieces, because browsers take no message above 1 MB; or
``{"id", "failed": "offline" | "forgotten"}``.

The host has a token of its own, which ``softsell setup`` wrote. It can do what any paired client can, and no more. It ends when the
browser closes its input. It only imports light parts, because the first underline waits for it.
"""

from __future__ import annotations

import json
import re
import struct
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Literal

from softsell.client.connection import open_proven
from softsell.client.running import read_addresses, read_browser_token, state_folder
from softsell.client.wire import Wire

MAX_MESSAGE = 4 * 1024 * 1024
"""The longest message to read, in bytes. The server takes requests of up to 1 MB; JSON inside JSON may be longer."""
PIECE = 200_000
"""The most characters of an answer in one message. Each may take six bytes."""
START_SECONDS = 30.0
ANSWER_SECONDS = 30.0
IDLE_MINUTES = 60
_LOOK_SECONDS = 0.05
_USUAL_PORT = 7355

_PATH = re.compile(r"/v1(/[a-z]+)+")
_CLIENT = re.compile(r"extension/[0-9A-Za-z.]{1,40}")

Failure = Literal["offline", "forgotten"]


class Host:
    """Answers requests of the extension.

    Args:
        folder: the state folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._wire: Wire | None = None

    def answer(self, request: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield the messages that answer a request. Yield none if it isn't one."""
        known = request.get("id"), request.get("path"), request.get("body"), request.get("client")
        match known:
            case int(number), str(path), (str() | None) as body, str(client):
                pass
            case _:
                return
        if not _PATH.fullmatch(path) or not _CLIENT.fullmatch(client):
            yield {"id": number, "failed": "offline"}
            return
        answered = self._ask(path, body, client)
        if isinstance(answered, str):
            yield {"id": number, "failed": answered}
            return
        status, notice, content = answered
        starts = range(0, max(1, len(content)), PIECE)
        for start in starts:
            piece = content[start : start + PIECE]
            last = start == starts[-1]
            yield {"id": number, "status": status, "notice": notice, "piece": piece, "last": last}

    def _ask(self, path: str, body: str | None, client: str) -> tuple[int, str, str] | Failure:
        token = read_browser_token(self._folder)
        if token is None:
            return "forgotten"
        headers = {"Authorization": f"Bearer {token}", "Softsell-Client": client}
        if body is not None:
            headers["Content-Type"] = "application/json"
        method, content = ("GET", b"") if body is None else ("POST", body.encode("utf-8", "replace"))
        # A server that was stopped, or that closed a connection which had waited for long, gets a second try.
        for _ in range(2):
            wire = self._wire = self._wire or self._connect(token)
            if wire is None:
                return "offline"
            try:
                status, got, answer = wire.ask(method, path, headers, content, seconds=ANSWER_SECONDS)
            except TimeoutError:
                self._close()
                return "offline"
            except OSError:
                self._close()
                continue
            if status == 401:
                self._close()
                return "forgotten"
            return status, got.get("softsell-notice", ""), answer.decode("utf-8", "replace")
        return "offline"

    def _close(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None

    def _connect(self, token: str) -> Wire | None:
        """Return a connection to a running server of this user, and start one if there is none."""
        found = self._find(token)
        if found is not None:
            return found
        # If another program has the usual port, any other will do: the extension doesn't need to know it.
        for port in (_read_port(), 0):
            process = start_server(port)
            deadline = time.monotonic() + START_SECONDS
            while time.monotonic() < deadline:
                found = self._find(token)
                if found is not None:
                    return found
                if process.poll() is not None:
                    break
                time.sleep(_LOOK_SECONDS)
            found = self._find(token)
            if found is not None:
                return found
        return None

    def _find(self, token: str) -> Wire | None:
        for host, port in read_addresses(self._folder):
            proven = open_proven(host, port, token)
            if proven is not None:
                return proven[0]
        return None


def start_server(port: int) -> subprocess.Popen[bytes]:
    """Start a server that outlives this program, and stops when nobody has asked it anything for an hour."""
    words = [sys.executable, "-m", "softsell", "serve", "--port", str(port), "--no-browser"]
    words += ["--stop-when-idle", str(IDLE_MINUTES)]
    detached: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        # Windows ends everything in a browser's job together with the browser.
        detached = {"creationflags": subprocess.CREATE_BREAKAWAY_FROM_JOB | subprocess.DETACHED_PROCESS}
    nothing = subprocess.DEVNULL
    return subprocess.Popen(words, cwd=Path.home(), stdin=nothing, stdout=nothing, stderr=nothing, **detached)  # noqa: S603 - our own program


def _read_port() -> int:
    """Return the port in the user's own settings."""
    from softsell.config.load import read_config
    from softsell.config.locate import user_config
    from softsell.errors import SoftsellError

    try:
        own = user_config()
        return _USUAL_PORT if own is None else read_config(own).port
    except SoftsellError:
        return _USUAL_PORT


def read_message(source: BinaryIO) -> Any:
    """Read one message.

    Returns:
        Its content; ``None`` at the end of the input.

    Raises:
        ValueError: it's too long, or isn't JSON.
    """
    head = source.read(4)
    if len(head) < 4:
        return None
    (length,) = struct.unpack("=I", head)
    if length > MAX_MESSAGE:
        raise ValueError("the message is too long")
    content = source.read(length)
    return json.loads(content) if len(content) == length else None


def write_message(target: BinaryIO, message: Mapping[str, Any]) -> None:
    """Write one message."""
    content = json.dumps(message).encode()
    target.write(struct.pack("=I", len(content)) + content)
    target.flush()


def main() -> None:
    """Answer messages until the browser closes standard input."""
    if sys.platform == "win32":
        import msvcrt
        import os

        for stream in (sys.stdin, sys.stdout):
            msvcrt.setmode(stream.fileno(), os.O_BINARY)
    host = Host(state_folder())
    try:
        while (message := read_message(sys.stdin.buffer)) is not None:
            if isinstance(message, dict):
                for answer in host.answer(message):
                    write_message(sys.stdout.buffer, answer)
    except (ValueError, RecursionError, OSError):
        # The browser is gone, or it isn't a browser. There is nobody to tell.
        sys.exit(1)


if __name__ == "__main__":
    main()
