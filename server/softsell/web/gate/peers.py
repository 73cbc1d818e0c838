"""Finds out which user of this computer is at the other end of a loopback connection. Only works on Linux.

softsell uses it where it relies on its client being the same user: pairing, single-use links, its own pages, ``/v2``.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

CAN_TELL = sys.platform == "linux" and "ANDROID_DATA" not in os.environ
"""Whether this system says which user a connection belongs to. If not, only ``softsell pair`` in a terminal can approve a pairing."""

Peer = Literal["own", "other", "unknown"]
"""``own`` is this process's user or the administrator, ``other`` is another user, ``unknown`` can't be told."""

_TABLES = {socket.AF_INET: Path("/proc/net/tcp"), socket.AF_INET6: Path("/proc/net/tcp6")}
# Established, and half-closed by either side. We have no connection in another state, such as one that is being opened.
_CONNECTED = frozenset({"01", "04", "05", "08"})
_COLUMNS = 10


def peer_of(client: tuple[str, int] | None, server: tuple[str, int | None] | None) -> Peer:
    """Return which user the client's end of a connection belongs to. Never return ``own`` unless the system says so.

    Args:
        client, server: the address and port of each end.
    """
    if not CAN_TELL or client is None or server is None or server[1] is None:
        return "unknown"
    try:
        # The system may skip a socket while others open and close.
        sockets = _find_sockets(client, (server[0], server[1])) or _find_sockets(client, (server[0], server[1]))
    except (OSError, ValueError):
        return "unknown"
    if len(sockets) != 1:
        return "unknown"
    user, inode = sockets.pop()
    if inode == 0:
        return "unknown"
    return "own" if user in (0, os.getuid()) else "other"


def _find_sockets(client: tuple[str, int], server: tuple[str, int]) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    # A socket of one family may carry a connection of the other, as ::ffff:127.0.0.1.
    for family, table in _TABLES.items():
        local, remote = _spell(family, *client), _spell(family, *server)
        if local is not None and remote is not None and table.exists():
            with table.open(encoding="ascii") as lines:
                found |= sockets_between(lines, local, remote)
    return found


def sockets_between(table: Iterable[str], local: str, remote: str) -> set[tuple[int, int]]:
    """Return the user id and inode of each connected socket with these two ends. A socket that its program closed has inode 0 and user 0.

    Args:
        table: the lines of ``/proc/net/tcp`` or ``tcp6``.
        local, remote: the two ends, spelled as in the table: ``0100007F:1CBB``.
    """
    found: set[tuple[int, int]] = set()
    for line in table:
        if local not in line:
            continue
        columns = line.split()
        if len(columns) >= _COLUMNS and columns[1:3] == [local, remote] and columns[3] in _CONNECTED:
            found.add((int(columns[7]), int(columns[9])))
    return found


def _spell(family: socket.AddressFamily, address: str, port: int) -> str | None:
    """Spell one end as the table of a family does. Return ``None`` for an IPv6 address and the table of IPv4.

    Raises:
        ValueError: ``address`` isn't an IP address.
    """
    found = ipaddress.ip_address(address)
    plain = found.ipv4_mapped or found if isinstance(found, ipaddress.IPv6Address) else found
    if family == socket.AF_INET:
        if plain.version == 6:
            return None
        packed = plain.packed
    else:
        packed = plain.packed if plain.version == 6 else ipaddress.IPv6Address(f"::ffff:{plain}").packed
    words = (packed[start : start + 4] for start in range(0, len(packed), 4))
    return "".join(f"{int.from_bytes(word, sys.byteorder):08X}" for word in words) + f":{port:04X}"
