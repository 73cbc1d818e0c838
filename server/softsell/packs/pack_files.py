"""Reads the files of a pack from a folder or a zip, up to a maximum number and size. Never unpacks anything to disk."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from softsell.diagnostics import Diagnostic
from softsell.errors import PackError

if TYPE_CHECKING:
    import zipfile

HEAD = "pack.yml"
MAX_PACK_BYTES = 10_000_000
MAX_FILES = 200
MAX_ZIP_BYTES = 10_000_000
_MAX_FILE_BYTES = 1_000_001  # one more than yaml_source allows, so that it reports larger files
_PACKED = (0, 8)  # stored and deflated
SUFFIXES = (".yml", ".yaml")


class PackFiles(Struct, frozen=True):
    """A pack as bytes.

    Attributes:
        path: the folder or zip, as the user named it.
        head: the bytes of ``pack.yml``.
        rules: (name within the pack, bytes) of each file of rules, sorted by name.
        digest: SHA-256 over all names and bytes, hexadecimal.
    """

    path: str
    head: bytes
    rules: tuple[tuple[str, bytes], ...]
    digest: str

    @property
    def size(self) -> int:
        """The size of all files in bytes."""
        return len(self.head) + sum(len(data) for _, data in self.rules)


def read_files(path: Path, shown: str | None = None) -> PackFiles:
    """Return the files of the pack at ``path``: a folder with a ``pack.yml``, that file itself, or a zip of such a folder.

    Args:
        shown: the pack's name in messages, by default ``path``.

    Raises:
        PackError: there is no pack, it's too large, or it has files that a pack can't have.
    """
    try:
        if path.name == HEAD and path.is_file():
            path, shown = path.parent, str(Path(shown).parent) if shown else None
        name = shown or str(path)
        files = dict(_files_at(path, name))
    except OSError as error:  # the name is too long, or the user may not open a folder above it
        raise _refused(shown or str(path), f"This can't be opened: {error.strerror}.", "Check the path.") from None
    return bundle(files, name)


def bundle(files: dict[str, bytes], name: str) -> PackFiles:
    """Return a pack of these files, by name. ``name`` is the pack's in messages.

    Raises:
        PackError: there is no ``pack.yml``.
    """
    if HEAD not in files:
        wrong = next((other for other in files if other in ("pack.yaml", "Pack.yml", "package.yml")), None)
        hint = (
            f"Rename {wrong} to pack.yml." if wrong else "It describes the pack: name, version, description, license."
        )
        raise _refused(name, "There is no pack.yml here.", hint)
    head = files[HEAD]
    rules = tuple(sorted((file, data) for file, data in files.items() if file != HEAD))
    return PackFiles(name, head, rules, digest_of([(HEAD, head), *rules]))


def _files_at(path: Path, name: str) -> Iterator[tuple[str, bytes]]:
    if path.is_dir():
        return _from_folder(path, name)
    if path.is_file():
        return _from_zip(path, name)
    if path.exists():
        raise _refused(
            name, "This isn't a folder or a zip.", "A pack is a folder with a pack.yml in it, or a zip of one."
        )
    raise _refused(
        name, "There is no pack here.", "Check the path. “softsell packs new NAME” creates a pack to start from."
    )


def digest_of(files: list[tuple[str, bytes]]) -> str:
    """Return the SHA-256 of names and contents. Each is hashed with its length, so that different packs can't have the same digest."""
    import hashlib  # loads OpenSSL, and a check with the built-in packs doesn't need it

    digest = hashlib.sha256()
    for name, data in files:
        encoded = name.encode("utf-8", "surrogatepass")
        digest.update(b"%d:%d:" % (len(encoded), len(data)))
        digest.update(encoded)
        digest.update(data)
    return digest.hexdigest()


def _from_folder(folder: Path, name: str) -> Iterator[tuple[str, bytes]]:
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry in entries if entry.name.endswith(SUFFIXES) and not entry.name.startswith(".")]
    except OSError as error:
        raise _refused(name, f"This folder can't be read: {error.strerror}.", "") from None
    _bound_count(len(found), name)
    total = 0
    for entry in sorted(found, key=lambda entry: entry.name):
        shown = f"{name}/{entry.name}"
        if entry.is_symlink() and not _leads_into(folder, entry):
            raise _refused(shown, "This is a link to a file outside the pack.", "Copy the file into the pack.")
        if not entry.is_file():
            continue
        try:
            with open(entry, "rb") as file:  # noqa: PTH123 - quicker by half, and this runs before every check
                data = file.read(_MAX_FILE_BYTES)
        except OSError as error:
            raise _refused(shown, f"This file can't be read: {error.strerror}.", "") from None
        total += len(data)
        _bound_size(total, name)
        yield entry.name, data


def _leads_into(folder: Path, link: os.DirEntry[str]) -> bool:
    try:
        return Path(link).resolve().is_relative_to(folder.resolve())
    except RuntimeError:  # the link leads to itself
        return False


def _from_zip(path: Path, name: str) -> Iterator[tuple[str, bytes]]:
    import zipfile
    import zlib

    if path.stat().st_size > MAX_ZIP_BYTES:
        raise _refused(name, "This zip is too large.", f"A pack can have at most {MAX_ZIP_BYTES // 1_000_000} MB.")
    try:
        with zipfile.ZipFile(path) as archive:
            yield from _from_archive(archive, name)
    except zipfile.BadZipFile:
        raise _refused(
            name, "This isn't a folder or a zip.", "A pack is a folder with a pack.yml in it, or a zip of one."
        ) from None
    except (OSError, EOFError, RuntimeError, NotImplementedError, ValueError, zlib.error):
        raise _refused(
            name,
            "This zip is damaged, or compressed in a way that can't be read.",
            "Create it again, without a password.",
        ) from None


def _from_archive(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[str, bytes]]:
    entries = archive.infolist()
    _bound_count(len(entries), name)
    heads = [PurePosixPath(entry.filename) for entry in entries if PurePosixPath(entry.filename).name == HEAD]
    root = min(heads, key=lambda head: len(head.parts)).parent if heads else PurePosixPath(".")
    total = 0
    for entry in entries:
        inside = PurePosixPath(entry.filename)
        if inside.is_absolute() or ".." in inside.parts or "\\" in entry.filename:
            raise _refused(
                name,
                "This zip has a path that leads out of it.",
                "Don't use it unless you made it. If you did, create it again.",
            )
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise _refused(name, "This zip has a link in it.", "Replace the link with the file.")
        if entry.compress_type not in _PACKED:
            # For other methods, Python unpacks all data, however little is read.
            raise _refused(
                name,
                "This zip uses an unusual compression method.",
                "Create it again with the usual method (“deflate”), which every system's own zip uses.",
            )
        if entry.is_dir() or inside.parent != root or inside.name.startswith(".") or inside.suffix not in SUFFIXES:
            continue
        with archive.open(entry) as file:
            data = file.read(_MAX_FILE_BYTES)
        total += len(data)
        _bound_size(total, name)
        yield inside.name, data


def _bound_count(count: int, name: str) -> None:
    if count > MAX_FILES:
        raise _refused(
            name, f"This pack has {count:,} files.", f"The maximum is {MAX_FILES}. Put more rules into each file."
        )


def _bound_size(total: int, name: str) -> None:
    if total > MAX_PACK_BYTES:
        raise _refused(name, "This pack is too large.", f"A pack can have at most {MAX_PACK_BYTES // 1_000_000} MB.")


def _refused(path: str, message: str, hint: str) -> PackError:
    return PackError([Diagnostic(path, 0, 0, message, hint)])
