"""The cache of validated packs, in the user's cache folder: reading YAML costs a hundred times what reading it back costs.

Nothing here is needed: whatever is missing, damaged or unwritable is passed over in silence, and the pack is read anew.
The key holds the content of the pack, the version of softsell and the state of the code that validates, so that an entry is never stale.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from softsell import __version__
from softsell.checks.rule import Pack
from softsell.packs.pack_json import FORMAT, StaleFormatError, dump_packs, parse_packs

KEEP = 64
"""How many entries stay; the oldest go first."""
_MAX_ENTRY_BYTES = 50_000_000


def folder() -> Path:
    """Where softsell keeps what it can make again: ``SOFTSELL_CACHE_DIR``, else the system's cache folder for this user."""
    named = os.environ.get("SOFTSELL_CACHE_DIR")
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_cache_dir("softsell", appauthor=False))


def key_of(parts: Iterable[str]) -> str:
    """The name of an entry that depends on ``parts`` and on this very softsell."""
    digest = hashlib.sha256(f"{FORMAT}\n{__version__}\n{_code_stamp()}".encode())
    for part in parts:
        digest.update(f"\n{len(part)}:{part}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def load(key: str, path: str | None = None) -> tuple[Pack, ...] | None:
    """The packs kept under ``key``; ``None`` where there are none that can be used. ``path`` as in ``parse_packs``."""
    text = _read("packs", key)
    if text is None:
        return None
    with suppress(StaleFormatError):
        return parse_packs(text, path)
    return None


def store(key: str, packs: Sequence[Pack]) -> None:
    """Keep packs under ``key``."""
    _write("packs", key, dump_packs(packs))


class DiskPatternCache:
    """Compiled patterns, as ``patterns.Compiler`` keeps them."""

    def load(self, parts: Sequence[str]) -> str | None:
        """What was kept for these patterns by this very softsell."""
        return _read("patterns", key_of(parts))

    def store(self, parts: Sequence[str], text: str) -> None:
        """Keeps it, if the cache can be written."""
        _write("patterns", key_of(parts), text)


def is_proved(pack: Pack, pipeline: str) -> bool:
    """Whether the pack's examples were once seen to hold under this pipeline."""
    return bool(pack.digest) and _read("proofs", key_of([pack.digest, pipeline])) is not None


def is_proved_elsewhere(pack: Pack, pipeline: str) -> bool:
    """Whether the pack's examples were last seen to hold under another pipeline, or another version of softsell, than this one."""
    proved_with = _read("pipelines", _checksum(pack.digest)) if pack.digest else None
    return proved_with is not None and proved_with != _version_of(pipeline)


def remember_proof(pack: Pack, pipeline: str) -> None:
    """Note that the pack's examples hold under this pipeline."""
    if pack.digest:
        _write("proofs", key_of([pack.digest, pipeline]), pack.name)
        _write("pipelines", _checksum(pack.digest), _version_of(pipeline))


def _version_of(pipeline: str) -> str:
    return f"{pipeline}, softsell {__version__}"


def _read(shelf: str, key: str) -> str | None:
    """An entry's text; ``None`` if it is not there, cut short or changed."""
    try:
        path = folder() / shelf / key
        if path.stat().st_size > _MAX_ENTRY_BYTES:
            return None
        checksum, _, text = path.read_text(encoding="utf-8").partition("\n")
    except (OSError, ValueError, RuntimeError):
        return None
    return text if checksum == _checksum(text) else None


def _write(shelf: str, key: str, text: str) -> None:
    import tempfile

    temporary = None
    try:
        shelf_folder = folder() / shelf
        shelf_folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="", dir=shelf_folder, delete=False) as file:
            temporary = Path(file.name)
            file.write(f"{_checksum(text)}\n{text}")
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


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _code_stamp() -> str:
    """Changes whenever the code that validates packs does, be it by an upgrade or by an editor in a checkout."""
    rooms = Path(__file__).parent.parent
    stamps = []
    for room in ("language", "language/english", "patterns", "checks", "packs", "packs/validate"):
        for entry in sorted(os.scandir(rooms / room), key=lambda entry: entry.name):
            if entry.name.endswith(".py"):
                status = entry.stat()
                stamps.append(f"{room}/{entry.name}:{status.st_size}:{status.st_mtime_ns}")
    return "\n".join(stamps)
