"""Which user of this computer is at the other end of a loopback connection. Linux tells; elsewhere nobody knows.

Used where there is no token to go by: a single-use link may be seen in the list of processes while the browser is started with it, and
anybody could ask to pair.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterable
from pathlib import Path

_TABLES = {socket.AF_INET: Path("/proc/net/tcp"), socket.AF_INET6: Path("/proc/net/tcp6")}


def is_other_user(client: tuple[str, int] | None, server: tuple[str, int | None] | None) -> bool:
    """Whether the client's end of a connection surely belongs to another user than this process; not so for the administrator.

    Args:
        client, server: address and port of the two ends.
    """
    if client is None or server is None or server[1] is None or not sys.platform.startswith("linux"):
        return False
    family = socket.AF_INET6 if ":" in client[0] else socket.AF_INET
    try:
        with _TABLES[family].open(encoding="ascii") as table:
            owner = owner_of(table, _hex(family, *client), _hex(family, server[0], server[1]))
    except OSError:
        return False
    return owner is not None and owner not in (0, os.getuid())


def owner_of(table: Iterable[str], local: str, remote: str) -> int | None:
    """The user id of the socket with these two ends; ``None`` where the table does not say.

    Args:
        table: the lines of ``/proc/net/tcp``.
        local, remote: the ends as they stand there, ``0100007F:1CBB``.
    """
    for line in table:
        columns = line.split()
        if len(columns) > 9 and columns[1] == local and columns[2] == remote:
            # A socket that its program has closed belongs to nobody any more, and shows 0.
            return int(columns[7]) if columns[9] != "0" else None
    return None


def _hex(family: socket.AddressFamily, address: str, port: int) -> str:
    packed = socket.inet_pton(family, address)
    words = (packed[start : start + 4] for start in range(0, len(packed), 4))
    return "".join(f"{int.from_bytes(word, sys.byteorder):08X}" for word in words) + f":{port:04X}"
