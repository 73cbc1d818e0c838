"""What the server leaves in the user's state folder for the command line: the owner's token, and where it listens; and the user's folders.

Read before every check, so this imports next to nothing. Not here: writing them (``tokens``, ``serve``).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

OWNER_TOKEN = "owner-token"  # noqa: S105 - the name of its file
ADDRESS = "address"
_LOOPBACK = ("127.0.0.1", "::1")
_MAX_DIGITS = 5
_ON_LINUX = sys.platform == "linux" and "ANDROID_DATA" not in os.environ


def state_folder() -> Path:
    """The platform's own folder for a program's state (``~/.local/state/softsell`` on Linux). It may not exist yet."""
    if _ON_LINUX:
        return _linux_folder("XDG_STATE_HOME", "~/.local/state")
    import platformdirs

    return Path(platformdirs.user_state_dir("softsell", appauthor=False))


def settings_folder() -> Path:
    """Where the user's own softsell.toml lies or would lie: as ``config.load.user_config_path``, without what that imports."""
    if _ON_LINUX:
        return _linux_folder("XDG_CONFIG_HOME", "~/.config")
    import platformdirs

    return Path(platformdirs.user_config_dir("softsell", appauthor=False))


def _linux_folder(variable: str, usual: str) -> Path:
    """What platformdirs says too, but to import that would take a seventh of the time of a check that the server does."""
    said = Path(os.environ.get(variable, "").strip())
    return (said if said.is_absolute() else Path(usual).expanduser()) / "softsell"


def read_owner_token(folder: Path) -> str | None:
    """The command line's token as it stands in its file, or ``None``."""
    return _line(folder / OWNER_TOKEN)


def read_address(folder: Path) -> tuple[str, int] | None:
    """Host (of this computer) and port of the server that was started last, or ``None``.

    It may have been killed, and another program have its port.
    """
    host, _, port = (_line(folder / ADDRESS) or "").rpartition(" ")
    is_port = port.isdecimal() and len(port) <= _MAX_DIGITS and int(port) < 65536
    return (host, int(port)) if host in _LOOPBACK and is_port else None


def _line(path: Path) -> str | None:
    try:
        return path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
