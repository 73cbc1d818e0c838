"""Writes a pack as a zip to share: the same files always make the same zip."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from softsell.checks.rule import Pack
from softsell.errors import UsageError
from softsell.files.write import create_file
from softsell.packs.pack_files import HEAD, PackFiles

_MADE = (1980, 1, 1, 0, 0, 0)
_BESIDE = ("README.md", "LICENSE", "LICENSE.md", "LICENSE.txt", "NOTICE")
"""Files that go along for people. softsell doesn't read them."""
_MOST_BESIDE = 1_000_000


def build(pack: Pack, files: PackFiles, folder: Path, output: Path) -> Path:
    """Write ``NAME-VERSION.zip`` and return its path. Never overwrites a file.

    Args:
        pack, files: the pack.
        folder: its folder, for the files that go along.
        output: the folder to write it to.

    Raises:
        UsageError: it can't be written.
    """
    entries = dict([(HEAD, files.head), *files.rules])
    for name in _BESIDE:
        beside = folder / name
        if beside.is_file() and not beside.is_symlink() and beside.stat().st_size <= _MOST_BESIDE:
            entries[name] = beside.read_bytes()
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(entries.items()):
            archive.writestr(zipfile.ZipInfo(f"{pack.name}/{name}", _MADE), data, zipfile.ZIP_DEFLATED)
    path = output / f"{pack.name}-{pack.version}.zip"
    if path.exists():
        raise UsageError(f"{path} already exists. Increase “version” in pack.yml, or delete the file.")
    create_file(path, held.getvalue())
    return path
