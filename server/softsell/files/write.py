"""Writes the user's files: completely or not at all, and never over a change that another program made meanwhile.

To replace a file, a new one is moved over it, so a crash leaves either the old or the new one whole. Right before the move, the file
must still be the one that was read, with the same bytes. The new file gets the old one's mode, owner, group and extended attributes (on
Linux these include access control lists). If one of these can't be kept, the file isn't replaced. Python can't read extended attributes
on other systems.
"""

from __future__ import annotations

import errno
import io
import os
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple, TextIO

from softsell.errors import UsageError

# Windows has none of these. There, files are opened by their full name, and a rename never follows a link.
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_FOLDER = getattr(os, "O_DIRECTORY", 0)
_HAS_FOLDERS = os.open in os.supports_dir_fd and bool(_FOLDER)
_USUAL_SIZE = 64 * 1024
_NO_LINKS = frozenset({errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EMLINK})
"""The errors of systems without hard links."""


class Original(NamedTuple):
    """A file at the time it was read.

    Attributes:
        device, inode: identify the file, whatever its name.
        data: its bytes.
    """

    device: int
    inode: int
    data: bytes


class _RefusedError(Exception):
    """The file can't be replaced. The text is the end of a sentence that says why."""


def read_original(path: Path, most: int) -> Original:
    """Read up to ``most`` bytes of the file at ``path``, following links.

    Raises:
        OSError: the file can't be read.
    """
    with path.open("rb") as file:
        status = os.fstat(file.fileno())
        return Original(status.st_dev, status.st_ino, _read(file, most))


def _read(file: BinaryIO, most: int) -> bytes:
    start = file.read(min(most, _USUAL_SIZE))
    # Asking for the most at once would allocate that much memory for every small file.
    return start if len(start) < _USUAL_SIZE else start + file.read(most - len(start))


def replace_file(path: Path, data: bytes, original: Original) -> None:
    """Replace the content of a file with ``data``, if the file hasn't changed since it was read.

    A link stays a link; the file it leads to is replaced.

    Raises:
        UsageError: the file was changed, moved or deleted meanwhile, has attributes that can't be kept, or can't be written. It stays
            as it was.
    """
    with explain_errors(path, "changed"):
        target = Path(os.path.realpath(path))
        with _open_folder(target) as (folder, prefix):
            _replace(folder, prefix + target.name, data, original)


def create_file(path: Path, data: bytes) -> None:
    """Write a new file. Never overwrites a file or follows a link.

    Raises:
        UsageError: ``path`` already exists, or can't be written. Nothing is left behind.
    """
    mask = os.umask(0)
    os.umask(mask)

    def prepare(new: int) -> None:
        _set_mode(new, 0o666 & ~mask)

    with explain_errors(path, "written"), _open_folder(path) as (folder, prefix):
        name = prefix + path.name
        with _open_temporary(folder, prefix, path.name, data, prepare) as temporary:
            try:
                # Unlike a rename, making a link never replaces an existing file.
                os.link(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
            except (NotImplementedError, OSError) as error:
                if isinstance(error, OSError) and error.errno not in _NO_LINKS:
                    raise
                _write_new(folder, name, data)


@contextmanager
def open_output(path: Path) -> Iterator[TextIO]:
    """Open a file for a report, in UTF-8. It replaces a file of that name at the end, or is deleted if an error ends the block.

    Raises:
        UsageError: ``path`` is a folder, a link or another thing that isn't a plain file, or can't be written.
    """
    with open_binary_output(path) as file:
        out = io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="\n", write_through=True)
        yield out
        out.detach()


@contextmanager
def open_binary_output(path: Path) -> Iterator[BinaryIO]:
    """Open a file for any bytes, see ``open_output``."""
    with explain_errors(path, "written"), _open_folder(path) as (folder, prefix):
        name = prefix + path.name
        _require_plain(folder, name)
        mask = os.umask(0)
        os.umask(mask)
        with _new_temporary(folder, prefix, path.name) as (temporary, descriptor):
            with os.fdopen(descriptor, "wb") as file:
                yield file
                file.flush()
                _set_mode(descriptor, 0o666 & ~mask)
                os.fsync(descriptor)
            _require_plain(folder, name)
            os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)


def _require_plain(folder: int | None, name: str) -> None:
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(os.stat(name or os.curdir, dir_fd=folder, follow_symlinks=False).st_mode):
            raise _RefusedError("there is a folder, a link or a device of this name; choose another name")


def _replace(folder: int | None, name: str, data: bytes, original: Original) -> None:
    descriptor, status = _open_original(folder, name, original)
    with os.fdopen(descriptor, "rb") as file:
        if status.st_nlink > 1:
            raise _RefusedError(
                f"it has {status.st_nlink} names (hard links), and the others would keep the old text; "
                "copy it to a new file first"
            )
        if not _may_write(folder, name):
            raise PermissionError(errno.EACCES, "read-only")

        def prepare(new: int) -> None:
            _keep_owner(new, status)
            _set_mode(new, stat.S_IMODE(status.st_mode))
            _keep_attributes(file.fileno(), new)

        prefix, separator, base = name.rpartition(os.sep)
        with _open_temporary(folder, prefix + separator, base, data, prepare) as temporary:
            _require_unchanged(file.read(len(original.data) + 1), folder, name, original)
            if os.name == "nt":
                file.close()  # Windows can't replace an open file
            os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)


def _open_original(folder: int | None, name: str, original: Original) -> tuple[int, os.stat_result]:
    """Open the file if it is the one that was read."""
    try:
        descriptor = os.open(name, os.O_RDONLY | _NO_FOLLOW | _NO_WAIT | _BINARY, dir_fd=folder)
    except FileNotFoundError:
        raise _RefusedError("it was deleted or moved during the check") from None
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EMLINK):  # a link has taken its place
            raise _RefusedError(_CHANGED) from None
        raise
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise _RefusedError("it isn't a plain file")
    if (status.st_dev, status.st_ino) != (original.device, original.inode):
        os.close(descriptor)
        raise _RefusedError(_CHANGED)
    return descriptor, status


_CHANGED = "another program changed or replaced it during the check; save it in your editor and run softsell again"


def _require_unchanged(found: bytes, folder: int | None, name: str, original: Original) -> None:
    """Make sure, right before the move, that the bytes are unchanged and the name still belongs to this file."""
    status: os.stat_result | None = None
    with suppress(FileNotFoundError):
        status = os.stat(name, dir_fd=folder, follow_symlinks=False)
    if status is None:
        raise _RefusedError("it was deleted or moved during the check")
    if found != original.data or (status.st_dev, status.st_ino) != (original.device, original.inode):
        raise _RefusedError(_CHANGED)


@contextmanager
def _open_temporary(
    folder: int | None, prefix: str, name: str, data: bytes, prepare: Callable[[int], None]
) -> Iterator[str]:
    """Give the name of a new file with ``data`` beside ``name``. It is deleted at the end unless it was moved.

    ``prepare`` is called with its descriptor before it's closed.
    """
    with _new_temporary(folder, prefix, name) as (temporary, descriptor):
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            prepare(descriptor)
            os.fsync(descriptor)
        yield temporary


@contextmanager
def _new_temporary(folder: int | None, prefix: str, name: str) -> Iterator[tuple[str, int]]:
    """Give the name and the descriptor of a new, empty file beside ``name``. The caller closes it; it is deleted at the end."""
    temporary = f"{prefix}.{name[:40]}.{secrets.token_hex(8)}.softsell"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOW | _BINARY
    descriptor = os.open(temporary, flags, 0o600, dir_fd=folder)
    try:
        yield temporary, descriptor
    finally:
        with suppress(OSError):
            os.unlink(temporary, dir_fd=folder)


def _write_new(folder: int | None, name: str, data: bytes) -> None:
    """Write a new file directly, for systems without hard links. It is deleted if writing fails."""
    descriptor = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOW | _BINARY, 0o666, dir_fd=folder)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            os.unlink(name, dir_fd=folder)
        raise


def _keep_owner(new: int, status: os.stat_result) -> None:
    if not hasattr(os, "fchown"):
        return
    ours = os.fstat(new)
    if (ours.st_uid, ours.st_gid) == (status.st_uid, status.st_gid):
        return
    try:
        os.fchown(new, status.st_uid, status.st_gid)
    except OSError:
        raise _RefusedError("it belongs to another user or group, and you can't create a file for them") from None


def _set_mode(new: int, mode: int) -> None:
    if hasattr(os, "fchmod"):
        os.fchmod(new, mode)


def _keep_attributes(old: int, new: int) -> None:
    """Give the new file exactly the extended attributes of the old one, without a folder's default access list."""
    if not hasattr(os, "listxattr"):
        return
    wanted, present = _attributes(old), _attributes(new)
    try:
        for name in present.keys() - wanted.keys():
            os.removexattr(new, name)
        for name, value in wanted.items():
            if present.get(name) != value:
                os.setxattr(new, name, value)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise _RefusedError("it has access rights or attributes that can't be kept on a new file") from None
    if _attributes(new) != wanted:
        raise _RefusedError("it has access rights or attributes that can't be kept on a new file")


def _attributes(descriptor: int) -> dict[str, bytes]:
    try:
        return {name: os.getxattr(descriptor, name) for name in os.listxattr(descriptor)}
    except OSError as error:
        if error.errno in (errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS):
            return {}  # this disk doesn't support them
        raise


def _may_write(folder: int | None, name: str) -> bool:
    effective = os.access in os.supports_effective_ids
    return os.access(name, os.W_OK, dir_fd=folder, effective_ids=effective)


@contextmanager
def _open_folder(path: Path) -> Iterator[tuple[int | None, str]]:
    """Open the folder of ``path``, so it can't be replaced meanwhile. Give its descriptor and the prefix for names in it.

    On systems that can't open folders, gives ``None`` and the folder's path.
    """
    if not _HAS_FOLDERS:
        yield None, str(path.parent) + os.sep
        return
    descriptor = os.open(path.parent, os.O_RDONLY | _FOLDER)
    try:
        yield descriptor, ""
    finally:
        os.close(descriptor)


@contextmanager
def explain_errors(path: Path, done: str) -> Iterator[None]:
    """Turn errors into a UsageError about ``path``; ``done`` is what was to be done, such as "written"."""
    try:
        yield
    except _RefusedError as refused:
        reason = str(refused)
    except FileExistsError:
        raise UsageError(f"{path} already exists; nothing was written.") from None
    except OSError as error:
        reason = _describe(error)
    else:
        return
    raise UsageError(f"{path}: the file wasn't {done}, because {reason}.")


def _describe(error: OSError) -> str:
    if error.errno in (errno.EACCES, errno.EPERM):
        return "you don't have permission to write it or its folder"
    if error.errno == errno.EROFS:
        return "its disk is read-only"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full; make room and try again"
    if error.errno == errno.ENOENT:
        return "its folder doesn't exist; make the folder first"
    return f"the system refused ({error.strerror or 'no reason given'})"
