"""Folders and files that only their user can read. Not here: what is in them."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from softsell.errors import ServerError


def private_folder(path: Path) -> Path:
    """Create the folder ``path`` if it doesn't exist, and make it private to the user. Return ``path``.

    Raises:
        ServerError: the folder can't be created, or belongs to another user.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = path.stat()
        if hasattr(os, "getuid"):
            if status.st_uid != os.getuid():
                raise ServerError(
                    f"{path} belongs to another user of this computer, so softsell won't keep its tokens there."
                )
            if status.st_mode & 0o077:
                path.chmod(0o700)
    except OSError as error:
        raise ServerError(
            f"softsell can't use its own folder {path}: {error.strerror}. Make it writable for you."
        ) from None
    return path


def write_private(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path`` in one step, readable by the user only. A reader sees the old file or the new one.

    Raises:
        ServerError: the file can't be written.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise ServerError(f"softsell can't write {path}: {error.strerror}.") from None
