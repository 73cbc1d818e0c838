"""Where the user has agreed to get packs from: addresses and paths. They are kept apart from projects, which may come from anybody."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from softsell.client.running import state_folder
from softsell.errors import UsageError

_MOST = 1_000
_MOST_BYTES = 1_000_000


def known_sources() -> tuple[str, ...]:
    """Return the addresses and paths, the newest last; none if they can't be read."""
    try:
        with _path().open("rb") as file:
            listed = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return ()
    return tuple(one for one in listed if isinstance(one, str)) if isinstance(listed, list) else ()


def remember_source(address: str) -> None:
    """Keep an address or path that the user typed or agreed to.

    Raises:
        UsageError: the state folder can't be written.
    """
    kept = [*(one for one in known_sources() if one != address), address][-_MOST:]
    path = _path()
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(json.dumps(kept, indent=1))
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise UsageError(f"{path} can't be written: {error.strerror}.") from None


def _path() -> Path:
    return state_folder() / "pack-sources.json"
