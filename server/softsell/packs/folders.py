"""The folders of packs: the built-in ones, and those of a loaded pack."""

from __future__ import annotations

from pathlib import Path

from softsell.checks.rule import Pack
from softsell.packs.pack_files import HEAD


def builtin_folder() -> Path:
    """Return the folder of the built-in packs: inside the package in an installed wheel, otherwise ``rules/`` of the checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "rules"
    return installed if installed.is_dir() else package.parent.parent / "rules"


def builtin_folders(root: Path) -> list[Path]:
    """Return the folder of each pack in ``root``, sorted by name."""
    if not root.is_dir():
        return []
    return sorted(entry for entry in root.iterdir() if (entry / HEAD).is_file())


def real_path(pack: Pack) -> Path:
    """Return the path of the pack's files on disk."""
    return builtin_folder() / pack.name if pack.builtin else Path(pack.path).expanduser()
