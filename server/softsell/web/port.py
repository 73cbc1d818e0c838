"""Opens the server's port on this computer, and explains why it can't."""

from __future__ import annotations

import errno
import socket
import sys

from softsell.client.connection import is_own_server, open_playground_link, says_softsell
from softsell.client.proof import address_of
from softsell.errors import ServerError, UsageError

HOSTS = {"127.0.0.1": "127.0.0.1", "localhost": "127.0.0.1", "::1": "::1"}
"""The hosts that ``serve`` takes, and the address of each."""

_PROBE_SECONDS = 0.25
_SEND_BUFFER_BYTES = 64 * 1024
"""How much of its answers the system buffers for one client; it may use twice that. By default, Linux buffers megabytes."""
_IN_USE = (errno.EADDRINUSE, errno.EACCES)


def is_taken(host: str, port: int) -> bool:
    """Return whether something listens there."""
    try:
        socket.create_connection((host, port), _PROBE_SECONDS).close()
    except ConnectionRefusedError:
        return False
    except OSError:
        return True
    return True


def open_port(host: str, port: int) -> socket.socket:
    """Open a port and return its listening socket.

    Raises:
        UsageError: the host isn't this computer, or the port isn't a number of one.
        ServerError: the port is in use, or the system refuses it. The message says by what, and what to do.
    """
    if host not in HOSTS:
        raise UsageError(
            f"softsell only listens on this computer, so --host can be 127.0.0.1, ::1 or localhost, not “{host}”."
        )
    if not 0 <= port <= 65535:
        raise UsageError(f"A port is a number from 1 to 65535, not {port}.")
    address = HOSTS[host]
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    # Without the protocol, asyncio wouldn't recognise the connections as TCP, and would leave Nagle's algorithm on.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform == "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Connections inherit it from the listener.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER_BYTES)
        listener.bind((address, port))
        listener.listen(2_048)
    except OSError as error:
        listener.close()
        raise _explain_no_port(address, port, error) from None
    return listener


def _explain_no_port(address: str, port: int, error: OSError) -> ServerError:
    place = address_of(address, port)
    if error.errno not in _IN_USE:
        return ServerError(f"softsell can't listen on {place}: {error.strerror}. Try --host 127.0.0.1.")
    if error.errno == errno.EADDRINUSE and is_own_server(address, port):
        link = open_playground_link(port, address)
        playground = f" This link opens its playground once: {link}" if link else ""
        return ServerError(
            f"softsell is already running at http://{place}. Use that server, or stop it first (“softsell service status” "
            f"shows whether it starts at login).{playground}"
        )
    if error.errno == errno.EADDRINUSE:
        claim = (
            " It calls itself softsell, but isn't yours: another user may have started it."
            if says_softsell(address, port)
            else ""
        )
        return ServerError(f"Another program is using {place}.{claim} Choose another port, such as --port {port + 1}.")
    return ServerError(f"You may not use port {port}. Choose one above 1023, such as --port 7355.")
