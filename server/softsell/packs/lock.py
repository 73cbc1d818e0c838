"""softsell.lock: which packs a project got from elsewhere, from where, and their SHA-256. A pack that differs isn't loaded.

    version = 1

    [[pack]]
    name = "house"
    version = "1.2.0"
    path = "softsell-packs/house"
    sha256 = "…"
    source = "https://example.org/house.git"
    ref = "v1.2.0"            # git only, if one was asked for
    folder = "packs/house"    # git only, if the pack isn't at the top
    revision = "…"            # git only: the commit

The lock lies beside the settings file. It may come from anybody, so it's checked like other input, and nothing in it is fetched or written
before the user says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct

from softsell.compile_later import compile_later
from softsell.diagnostics import Diagnostic
from softsell.errors import PackError

LOCK = "softsell.lock"
FORMAT = 1
MAX_BYTES = 200_000
MAX_PACKS = 200
_MAX_TEXT = 2_000
_NAME = compile_later(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_DIGEST = compile_later(r"[0-9a-f]{64}")


class LockedPack(Struct, frozen=True):
    """A pack in the lock.

    Attributes:
        name, version: as its ``pack.yml`` says.
        path: where it lies, relative to the lock, with ``/``.
        sha256: the digest of its files (``PackFiles.digest``).
        source: where it came from: a git URL, a path (relative to the lock if it can be), or ``package:`` and the name of a Python
            package. Empty for a pack of the project.
        ref: the branch or tag that was asked for, or empty for the default branch.
        folder: the folder within the repository, or empty.
        revision: the commit, or empty.
    """

    name: str
    version: str
    path: str
    sha256: str
    source: str = ""
    ref: str = ""
    folder: str = ""
    revision: str = ""


def read_lock(folder: Path) -> dict[str, LockedPack]:
    """Return the packs in the lock of a project's folder, by name; none if there is no lock.

    Raises:
        PackError: the lock can't be read, or isn't one.
    """
    path = folder / LOCK
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise _refused(path, f"This file can't be read: {error.strerror}.") from None
    import tomllib

    try:
        if len(data) > MAX_BYTES:
            raise ValueError
        table = tomllib.loads(data.decode())
        packs = [_read_entry(entry) for entry in table.get("pack", [])]
    except (ValueError, TypeError, RecursionError, AttributeError):
        raise _refused(path, "This isn't a lock that softsell wrote.") from None
    if table.get("version") != FORMAT:
        raise _refused(path, "Another version of softsell wrote this lock.")
    found = {pack.name: pack for pack in packs}
    if len(found) < len(packs) or len(packs) > MAX_PACKS:
        raise _refused(path, "This isn't a lock that softsell wrote.")
    return found


def lock_text(packs: Iterable[LockedPack]) -> str:
    """Return the text of a lock, in the order of the names."""
    from softsell.config.toml_edit import quote

    lines = [
        "# softsell wrote this file. “softsell packs” changes it. Keep it with your settings.",
        f"version = {FORMAT}",
    ]
    for pack in sorted(packs, key=lambda pack: pack.name):
        lines += ["", "[[pack]]"]
        lines += [f"{name} = {quote(value)}" for name in pack.__struct_fields__ if (value := getattr(pack, name))]
    return "\n".join(lines) + "\n"


def refuse_changed(path: Path, shown: str, digest: str) -> None:
    """Check a pack against the lock of its project: the nearest one in the folders above it. A pack that isn't in a lock is fine.

    Args:
        path: the pack's folder or zip.
        shown: the pack's name in messages.
        digest: the digest of its files.

    Raises:
        PackError: the pack isn't what the lock says, or the lock can't be read.
    """
    absolute = path.absolute()
    for folder in absolute.parents:
        if not (folder / LOCK).is_file():
            continue
        inside = absolute.relative_to(folder).as_posix()
        for locked in read_lock(folder).values():
            if locked.path == inside and locked.sha256 != digest:
                hint = (
                    f"If you changed it yourself, write “softsell packs lock” to accept it. To get it back as it was, write "
                    f"“softsell packs update {locked.name}”."
                )
                raise PackError(
                    [
                        Diagnostic(
                            shown,
                            0,
                            0,
                            f"This pack isn't the one that {LOCK} names ({locked.name} {locked.version}).",
                            hint,
                        )
                    ]
                )
        return


def _read_entry(entry: Mapping[str, Any]) -> LockedPack:
    pack = LockedPack(**entry)
    texts = [getattr(pack, name) for name in pack.__struct_fields__]
    if not all(isinstance(text, str) and len(text) <= _MAX_TEXT and text.isprintable() for text in texts):
        raise ValueError
    inside = PurePosixPath(pack.path)
    if not _NAME.fullmatch(pack.name) or not _DIGEST.fullmatch(pack.sha256) or not pack.path or "\\" in pack.path:
        raise ValueError
    if inside.is_absolute() or ".." in inside.parts or ":" in pack.path:
        raise ValueError
    return pack


def _refused(path: Path, message: str) -> PackError:
    hint = "Delete it, and write “softsell packs lock” to make a new one from the packs that are there."
    return PackError([Diagnostic(str(path), 0, 0, message, hint)])
