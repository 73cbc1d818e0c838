"""Writing a file of the user's: wholly or not at all."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from softsell.errors import UsageError


def write_file(path: Path, data: bytes) -> None:
    """Puts ``data`` in the place of the file's content.

    A new file is written beside the old one and moved over it, so that a crash leaves the one or the other whole. The
    file keeps its mode; a link stays a link and its target is written.

    Raises:
        UsageError: the file or its folder can't be written, or the disk is full. The old file is as it was.
    """
    target = Path(os.path.realpath(path))
    temporary: str | None = None
    try:
        mode = _mode(target)
        descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".softsell")
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
    except OSError as error:
        if temporary is not None:
            with suppress(OSError):
                Path(temporary).unlink()
        raise UsageError(f"{path}: the file was not changed, because {_reason(error)}.") from None


def _mode(target: Path) -> int:
    if target.exists():
        if not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, "read-only")
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _reason(error: OSError) -> str:
    if error.errno in (errno.EACCES, errno.EPERM):
        return "it or its folder may not be written by you; look at the permissions"
    if error.errno == errno.EROFS:
        return "it lies on a disk that is read-only"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full; make room and try again"
    if error.errno == errno.ENOENT:
        return "its folder is not there; make the folder first"
    return f"the system refused ({error.strerror or 'no reason given'})"
