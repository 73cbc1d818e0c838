"""The folder where the server keeps what must outlive it, readable by its user alone. Not here: what is in the files."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from softsell.errors import ServerError


def private_folder(path: Path) -> Path:
    """Makes ``path`` if need be, and closes it to other users.

    Raises:
        ServerError: it can't be made, or belongs to someone else.
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
    """Puts ``content`` at ``path`` in one step, so that a reader sees the old file or the new one, readable by the user alone.

    Raises:
        ServerError: it can't be written.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise ServerError(f"softsell can't write {path}: {error.strerror}.") from None
