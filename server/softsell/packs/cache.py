"""Caches validated packs, compiled patterns and proofs in the user's cache folder. Reading YAML is a hundred times slower.

The cache is optional: if an entry is missing, damaged or can't be written, the pack is read again without a message. An entry's key
depends on the pack's content (of the built-in packs, on size and time of their files), the version of softsell and the code that validates
packs. So an entry is stale only if somebody changes a built-in pack and gives its file the same size and time.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from softsell import __version__
from softsell.checks.rule import Pack
from softsell.digest import blake2b
from softsell.packs.pack_json import FORMAT, StaleFormatError, dump_packs, parse_packs
from softsell.user_folders import cache_path

KEEP = 64
"""Number of entries to keep. The oldest are deleted first."""
_MAX_ENTRY_BYTES = 50_000_000
_MAX_CHECKSUM_BYTES = 64
_DIGEST_BYTES = 32


def folder() -> Path:
    """Return the cache folder: ``SOFTSELL_CACHE_DIR``, otherwise the system's cache folder for this user."""
    named = os.environ.get("SOFTSELL_CACHE_DIR")
    if named:
        return Path(named)
    return Path(cache_path())


def key_of(parts: Iterable[str]) -> str:
    """Return the name of an entry that depends on ``parts`` and on this version of the code."""
    digest = blake2b(f"{FORMAT}\n{__version__}\n{_code_stamp()}".encode(), digest_size=_DIGEST_BYTES)
    for part in parts:
        digest.update(f"\n{len(part)}:{part}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def load(key: str, path: str | None = None) -> tuple[Pack, ...] | None:
    """Return the cached packs for ``key``, or ``None`` if there are none. See ``parse_packs`` for ``path``."""
    content = _read("packs", key)
    if content is None:
        return None
    with suppress(StaleFormatError):
        return parse_packs(content, path)
    return None


def store(key: str, packs: Sequence[Pack]) -> None:
    """Cache packs under ``key``."""
    _write("packs", key, dump_packs(packs).encode())


class DiskPatternCache:
    """A ``patterns.PatternCache`` in the cache folder."""

    def load(self, parts: Sequence[str]) -> bytes | None:
        """Return what this version of the code cached for these patterns, or ``None``."""
        return _read("patterns", key_of(parts))

    def store(self, parts: Sequence[str], content: bytes) -> None:
        """Cache ``content`` for these patterns, if the cache is writable."""
        _write("patterns", key_of(parts), content)


PATTERNS = DiskPatternCache()
"""The one for all rules. What is shared by patterns and cache is shared by all engines."""


def is_proved(pack: Pack, pipeline: str) -> bool:
    """Return whether the pack's examples have passed with this pipeline."""
    return bool(pack.digest) and _read("proofs", key_of([pack.digest, pipeline])) is not None


def is_proved_elsewhere(pack: Pack, pipeline: str) -> bool:
    """Return whether the pack's examples last passed with another pipeline or another version of softsell."""
    proved_with = _read("pipelines", pack.digest) if pack.digest else None
    return proved_with is not None and proved_with != _name_version(pipeline).encode()


def remember_proof(pack: Pack, pipeline: str) -> None:
    """Remember that the pack's examples pass with this pipeline."""
    if pack.digest:
        _write("proofs", key_of([pack.digest, pipeline]), pack.name.encode())
        _write("pipelines", pack.digest, _name_version(pipeline).encode())


def _name_version(pipeline: str) -> str:
    return f"{pipeline}, softsell {__version__}"


def _read(shelf: str, key: str) -> bytes | None:
    """Return an entry's content, or ``None`` if it's missing, truncated or changed."""
    try:
        path = folder() / shelf / key
        if path.stat().st_size > _MAX_ENTRY_BYTES:
            return None
        with path.open("rb") as file:
            checksum = file.readline(_MAX_CHECKSUM_BYTES)
            content = file.read()
        if checksum != _checksum(content):
            return None
        os.utime(path)  # what is used is kept
        return content
    except (OSError, ValueError, RuntimeError):
        return None


def _write(shelf: str, key: str, content: bytes) -> None:
    import tempfile

    temporary = None
    if len(content) > _MAX_ENTRY_BYTES - _MAX_CHECKSUM_BYTES:
        return
    try:
        shelf_folder = folder() / shelf
        shelf_folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=shelf_folder, delete=False) as file:
            temporary = Path(file.name)
            file.write(_checksum(content))
            file.write(content)
        temporary.replace(shelf_folder / key)
        _prune(shelf_folder)
    except (OSError, ValueError, RuntimeError):
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _prune(shelf_folder: Path) -> None:
    entries = sorted(shelf_folder.iterdir(), key=lambda entry: entry.stat().st_mtime_ns)
    for entry in entries[:-KEEP]:
        entry.unlink(missing_ok=True)


def _checksum(content: bytes) -> bytes:
    """Return a line with a checksum against accidents. It's read for a megabyte before every check, so it isn't a slow one."""
    return b"%d %08x\n" % (len(content), zlib.crc32(content))


@cache
def _code_stamp() -> str:
    """Return a text that changes when the code that validates packs or its word lists change, by an upgrade or an edit in a checkout."""
    rooms = Path(__file__).parent.parent
    code = ("language", "language/english", "patterns", "checks", "packs", "packs/validate")
    # Patterns such as “~buy” depend on lists of words.
    return "\n".join(
        [*(stamp_of(rooms / room, ".py") for room in code), stamp_of(rooms / "language/english/data", ".txt")]
    )


def stamp_of(folder: Path, *endings: str) -> str:
    """Return a text that changes when a file of the folder with one of these endings changes. Opens no file."""
    stamps = [folder.name]
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.endswith(endings):
                status = entry.stat()
                stamps.append(f"{entry.name}:{status.st_size}:{status.st_mtime_ns}")
    return "\n".join(stamps)
