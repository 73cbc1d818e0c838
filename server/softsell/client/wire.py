"""A connection to a server on this computer, with the part of HTTP/1.1 that softsell's server uses.

The standard library's ``http.client`` imports parsers for mail and TLS, which takes longer than a whole answer.
"""

from __future__ import annotations

import time

try:
    # The part in C, which is all that's needed here. The rest of socket imports enum and selectors, which takes as long as Python's start.
    import _socket as socket
except ImportError:  # a Python that is made otherwise
    import socket  # type: ignore[no-redef]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_HEAD = 64 * 1024
MAX_ANSWER = 16 * 1024 * 1024
_MAX_DIGITS = 9
_PIECE = 64 * 1024


class Wire:
    """A connection for one request after another.

    Args:
        host, port: the server's; the host is an address, not a name.
        seconds: how long connecting may take.

    Raises:
        OSError: there is no answer.
    """

    def __init__(self, host: str, port: int, seconds: float) -> None:
        self._host = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self._socket = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        self._socket.settimeout(seconds)
        try:
            # As bytes, because for a string Python would load its tables of international domain names.
            self._socket.connect((host.encode("ascii"), port))
        except OSError:
            self._socket.close()
            raise
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close(self) -> None:
        self._socket.close()

    def ask(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"", *, seconds: float
    ) -> tuple[int, dict[str, str], bytes]:
        """Send a request. Return status, headers (with lower-case names) and body of the answer.

        Args:
            method, path, headers, body: the request; ``Host`` and ``Content-Length`` are added.
            seconds: how long everything may take.

        Raises:
            OSError: the connection broke, or the answer took too long, isn't HTTP or is too large.
        """
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self._host}", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        end = time.monotonic() + seconds
        self._socket.settimeout(seconds)
        self._socket.sendall("\r\n".join([*lines, "", ""]).encode("ascii") + body)
        head, rest = self._read_head(end)
        status, found = _parse_head(head)
        length = found.get("content-length", "")
        # Python raises another error for a number with thousands of digits.
        if not length.isdecimal() or len(length) > _MAX_DIGITS or int(length) > MAX_ANSWER:
            raise OSError("the answer doesn't give its length, or is too long")
        return status, found, self._read_body(rest, int(length), end)

    def _read_head(self, end: float) -> tuple[bytes, bytes]:
        data = b""
        while b"\r\n\r\n" not in data:
            if len(data) > MAX_HEAD:
                raise OSError("the answer has too many headers")
            data += self._receive(end)
        head, _, rest = data.partition(b"\r\n\r\n")
        return head, rest

    def _read_body(self, first: bytes, length: int, end: float) -> bytes:
        pieces, left = [first], length - len(first)
        while left > 0:
            pieces.append(self._receive(end))
            left -= len(pieces[-1])
        if left:
            raise OSError("the answer is longer than it says")
        return b"".join(pieces)

    def _receive(self, end: float) -> bytes:
        left = end - time.monotonic()
        if left <= 0:
            raise TimeoutError("the answer took too long")
        self._socket.settimeout(left)
        piece = self._socket.recv(_PIECE)
        if not piece:
            raise ConnectionError("the connection ended in the middle of an answer")
        return piece


def _parse_head(head: bytes) -> tuple[int, dict[str, str]]:
    first, *lines = head.decode("latin-1").split("\r\n")
    version, _, status = first.partition(" ")
    if not version.startswith("HTTP/1.") or not status[:3].isdecimal():
        raise OSError("the answer isn't HTTP")
    pairs = (line.partition(":") for line in lines)
    return int(status[:3]), {name.strip().lower(): value.strip() for name, _, value in pairs}
