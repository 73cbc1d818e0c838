"""The files in which servers tell the command line the owner's token and their addresses.

They are read before every check, so this module imports next to nothing. ``web`` writes them.
"""

from __future__ import annotations

import os
import stat

from softsell.user_folders import state_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

OWNER_TOKEN = "owner-token"  # noqa: S105 - the name of its file
BROWSER_TOKEN = "browser-token"  # noqa: S105 - the name of its file
"""The token of the program that browsers start; ``softsell setup`` writes it."""
RUNNING = "running"
"""A folder with a file for each server, so servers don't overwrite each other's."""
MAX_SERVERS = 4
MAX_FILE = 64 * 1024
_LOOPBACK = ("127.0.0.1", "::1")
_MAX_DIGITS = 5


def state_folder() -> Path:
    """Return the folder of softsell's state, see ``user_folders``. It may not exist yet."""
    from pathlib import Path

    return Path(state_path())


def read_owner_token(folder: str | Path) -> str | None:
    """Return the command line's token from its file, or ``None``."""
    return _read_line(os.path.join(folder, OWNER_TOKEN))  # noqa: PTH118


def read_browser_token(folder: str | Path) -> str | None:
    """Return the token of the program that browsers start, or ``None``."""
    return _read_line(os.path.join(folder, BROWSER_TOKEN))  # noqa: PTH118


def read_addresses(folder: str | Path) -> list[tuple[str, int]]:
    """Return host and port of the user's servers, newest first; at most ``MAX_SERVERS``.

    Some may have been killed, and other programs may use their ports now.
    """
    try:
        with os.scandir(os.path.join(folder, RUNNING)) as entries:  # noqa: PTH118
            newest = sorted(entries, key=lambda entry: entry.stat(follow_symlinks=False).st_mtime_ns, reverse=True)
    except OSError:
        return []
    addresses = (read_address(entry.path) for entry in newest[:MAX_SERVERS])
    return [address for address in addresses if address is not None]


def read_small(path: str | Path) -> bytes | None:
    """Return the content of a plain file, or ``None`` if it is missing, unreadable or larger than ``MAX_FILE``. Never waits."""
    try:
        # Opening a pipe in place of the file would wait forever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError):
        return None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        content = b""
        while len(content) <= MAX_FILE and (piece := os.read(descriptor, MAX_FILE + 1)):
            content += piece
    except OSError:
        return None
    finally:
        os.close(descriptor)
    return content if len(content) <= MAX_FILE else None


def read_address(path: str | Path) -> tuple[str, int] | None:
    """Return the host and port in a server's file, or ``None``."""
    host, _, port = (_read_line(path) or "").rpartition(" ")
    is_port = port.isdecimal() and len(port) <= _MAX_DIGITS and int(port) < 65536
    return (host, int(port)) if host in _LOOPBACK and is_port else None


def _read_line(path: str | Path) -> str | None:
    try:
        return (read_small(path) or b"").decode("ascii").strip() or None
    except UnicodeDecodeError:
        return None
