"""The work folder of a run, beside its output: one file for each part, so that a run that was stopped can go on.

Parts are numbered from 0. Each is written to a new file, which then gets its name, so a part is there whole or not at all. ``run.json``
says for which inputs, settings and version the parts are. One run at a time uses the folder.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from softsell.errors import UsageError
from softsell.files.write import explain_errors

_ENDING = ".softsell-archive"
_KEY = "run.json"
_LOCK = "lock"
_PART = ".part"
_NEW = ".new"
_VERSION = 1
_MOST_KEY = 10_000


def folder_of(output: Path) -> Path:
    """Return where the work folder of an output is."""
    return output.with_name(output.name + _ENDING)


class WorkFolder:
    """The parts of one run. ``open_work_folder`` makes it.

    Attributes:
        done: how many parts there were at the beginning.
        had_other_parts: whether there were parts of other inputs, settings or another version, which were deleted.
    """

    def __init__(self, path: Path, key: str) -> None:
        self.path = path
        self.had_other_parts = False
        if not self._is_for(key):
            self.had_other_parts = self._delete_parts() > 0
            self._write(_KEY, json.dumps({"version": _VERSION, "key": key}).encode())
        self.done = len(list(path.glob(f"*{_PART}")))

    def has(self, number: int) -> bool:
        """Return whether a part is there."""
        return (self.path / _name(number)).is_file()

    def add(self, number: int, part: bytes) -> None:
        """Write a part, whole or not at all.

        Raises:
            UsageError: it can't be written.
        """
        self._write(_name(number), part)

    def read(self, number: int) -> bytes:
        """Return a part.

        Raises:
            UsageError: it can't be read.
        """
        try:
            return (self.path / _name(number)).read_bytes()
        except OSError as error:
            raise UsageError(
                f"{self.path}: {_name(number)} can't be read: {error.strerror or 'unknown reason'}."
            ) from None

    def _is_for(self, key: str) -> bool:
        try:
            with (self.path / _KEY).open("rb") as file:
                said = json.loads(file.read(_MOST_KEY))
        except (OSError, ValueError, RecursionError):
            return False
        return bool(said == {"version": _VERSION, "key": key})

    def _delete_parts(self) -> int:
        parts = list(self.path.glob(f"*{_PART}"))
        with explain_errors(self.path, "changed"):
            (self.path / _KEY).unlink(missing_ok=True)  # first, so no part can stay that counts
            for part in parts:
                part.unlink()
        return len(parts)

    def _write(self, name: str, data: bytes) -> None:
        temporary = self.path / f"{name}{_NEW}"
        with explain_errors(self.path / name, "written"):
            with temporary.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(self.path / name)


@contextmanager
def open_work_folder(output: Path, key: str) -> Iterator[WorkFolder]:
    """Give the work folder of an output. It is deleted at the end, unless an error ends the block.

    Args:
        output: the output.
        key: says for which inputs, settings and version the parts are. Parts with another key are deleted.

    Raises:
        UsageError: the folder can't be made, isn't softsell's, or another run uses it.
    """
    path = folder_of(output)
    with explain_errors(path, "made"), suppress(FileExistsError):
        path.mkdir(mode=0o700)
    _require_ours(path)
    with explain_errors(path / _LOCK, "opened"):
        lock = (path / _LOCK).open("ab")
    with lock:
        _lock(lock, output)
        yield WorkFolder(path, key)
    shutil.rmtree(path, ignore_errors=True)


def _require_ours(path: Path) -> None:
    """Raise UsageError for a link, a file, a folder that others can write, and one with other things in it."""
    with explain_errors(path, "opened"):
        status = path.lstat()
        safe = os.name == "nt" or (status.st_uid == os.geteuid() and not status.st_mode & 0o022)
        ours = stat.S_ISDIR(status.st_mode) and safe
        if ours:
            with os.scandir(path) as entries:
                ours = all(map(_is_ours, entries))
    if not ours:
        raise UsageError(
            f"{path}: softsell needs this name for a work folder, but something else has it. Rename that, or the output."
        )


def _is_ours(entry: os.DirEntry[str]) -> bool:
    name = entry.name.removesuffix(_NEW)
    return entry.is_file(follow_symlinks=False) and (name in (_KEY, _LOCK) or name.endswith(_PART))


def _lock(file: BinaryIO, output: Path) -> None:
    """Lock a file until it's closed, or its process ends.

    Raises:
        UsageError: another process has locked it.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        raise UsageError(
            f"{output}: another run of softsell writes this output now. Wait for it, or choose another name."
        ) from None
    except OSError:
        return  # this disk has no locks


def _name(number: int) -> str:
    return f"{number:08}{_PART}"
