"""The cache of results, so that a file that has not changed is not checked again.

What is kept, and why so: a result quotes the draft (in messages, in fixes), and a cache must not be a place where
drafts pile up. So each result is sealed with the very file it came from: the stream that hides it is made from the
file's content, and the name it is kept under from the same content, the settings and this softsell. Who has the file
can open its result; who has only the cache sees random bytes, and can but test a guess of the whole file. Losing an
entry costs a check, nothing else: whatever is missing, damaged or can't be written is passed over in silence.

Results lie in at most 64 files, each written whole and moved into place; the oldest results go when a file grows past
its bound. Two runs at once may forget each other's newest results, and never spoil any.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

MAX_SHELF_BYTES = 1_000_000
MAX_ENTRY_BYTES = 400_000
_SHELVES = 64
_CHECKSUM_BYTES = 16


class ResultCache:
    """Results by the content of files and the ``basis`` they were made on.

    Args:
        folder: where the shelves lie; made when the first result is saved.
        basis: all that a result depends on besides the file: settings, packs, this softsell.
    """

    def __init__(self, folder: Path, basis: str) -> None:
        self._folder = folder
        self._basis = hashlib.sha256(basis.encode("utf-8", "surrogatepass")).digest()
        self._shelves: dict[str, dict[bytes, bytes]] = {}

    def key(self, content: bytes, particulars: str) -> str:
        """The name of a file's result. ``particulars`` is what else the result depends on, such as how the file is
        read.
        """
        digest = hashlib.sha256(self._basis)
        digest.update(particulars.encode("utf-8", "surrogatepass") + b"\0")
        digest.update(content)
        return digest.hexdigest()

    def load(self, key: str, content: bytes) -> Any | None:
        """The result kept for this content, lists and numbers as they were saved; ``None`` where there is none."""
        shelf = _shelf_of(key)
        if shelf not in self._shelves:
            self._shelves[shelf] = _read(self._folder / shelf)
        sealed = self._shelves[shelf].get(key.encode())
        return None if sealed is None else _unseal(sealed, key, content)

    def save(self, sealed: dict[str, bytes]) -> None:
        """Adds results that ``seal`` made, by their keys."""
        by_shelf: dict[str, dict[bytes, bytes]] = {}
        for key, entry in sealed.items():
            if len(entry) <= MAX_ENTRY_BYTES:
                by_shelf.setdefault(_shelf_of(key), {})[key.encode()] = entry
        for shelf, entries in by_shelf.items():
            with suppress(OSError):
                self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                _write(self._folder / shelf, _read(self._folder / shelf) | entries)


def seal(result: Any, key: str, content: bytes) -> bytes:
    """A result as the cache keeps it: readable only with the content it was made from."""
    plain = zlib.compress(json.dumps(result, ensure_ascii=False).encode("utf-8", "surrogatepass"), 1)
    return b64encode(hashlib.sha256(plain).digest()[:_CHECKSUM_BYTES] + _veil(plain, key, content))


def _unseal(sealed: bytes, key: str, content: bytes) -> Any | None:
    try:
        raw = b64decode(sealed, validate=True)
        plain = _veil(raw[_CHECKSUM_BYTES:], key, content)
        if hashlib.sha256(plain).digest()[:_CHECKSUM_BYTES] != raw[:_CHECKSUM_BYTES]:
            return None
        return json.loads(zlib.decompress(plain).decode("utf-8", "surrogatepass"))
    except (ValueError, zlib.error):
        return None


def _veil(data: bytes, key: str, content: bytes) -> bytes:
    """``data`` xor a stream made from the content and the key; applied twice it is ``data`` again."""
    stream = hashlib.shake_256(key.encode() + b"\0" + content).digest(len(data))
    return (int.from_bytes(data, "big") ^ int.from_bytes(stream, "big")).to_bytes(len(data), "big")


def _shelf_of(key: str) -> str:
    return f"{int(key[:2], 16) % _SHELVES:02x}"


def _read(shelf: Path) -> dict[bytes, bytes]:
    """The entries of a shelf, oldest first."""
    entries: dict[bytes, bytes] = {}
    with suppress(OSError):
        if shelf.stat().st_size <= 2 * MAX_SHELF_BYTES:
            for line in shelf.read_bytes().split(b"\n"):
                key, _, sealed = line.partition(b" ")
                if len(key) == hashlib.sha256().digest_size * 2:
                    entries[key] = sealed
    return entries


def _write(shelf: Path, entries: dict[bytes, bytes]) -> None:
    import tempfile

    lines = [key + b" " + sealed for key, sealed in entries.items()]
    size = sum(map(len, lines)) + len(lines)
    oldest = 0
    while size > MAX_SHELF_BYTES:
        size -= len(lines[oldest]) + 1
        oldest += 1
    descriptor, temporary = tempfile.mkstemp(dir=shelf.parent, prefix=".")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(b"\n".join(lines[oldest:]))
        Path(temporary).replace(shelf)
    except OSError:
        with suppress(OSError):
            Path(temporary).unlink()
        raise


def package_stamp() -> str:
    """Differs whenever softsell does, be it by an upgrade or by an editor in a checkout: names, sizes and times of its
    files.
    """
    from softsell import __version__

    package = Path(__file__).resolve().parent.parent
    stamps = [__version__]
    for root in (package, package.parent.parent / "rules"):  # in a checkout the built-in packs lie beside the package
        stamps += sorted(_stamps(root))
    return "\n".join(stamps)


def _stamps(root: Path) -> Iterator[str]:
    folders = [str(root)]
    while folders:
        with suppress(OSError), os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name not in _NO_PART_OF_IT:
                        folders.append(entry.path)
                else:
                    status = entry.stat()
                    yield f"{entry.path}:{status.st_size}:{status.st_mtime_ns}"


_NO_PART_OF_IT = ("__pycache__", "static")
