"""Where packs lie: those that come with softsell, and a loaded pack's own files."""

from __future__ import annotations

from pathlib import Path

from softsell.checks.rule import Pack
from softsell.packs.pack_files import HEAD


def builtin_folder() -> Path:
    """The folder that holds the built-in packs: inside the package in an installed wheel, else ``rules/`` of the checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "rules"
    return installed if installed.is_dir() else package.parent.parent / "rules"


def builtin_folders(root: Path) -> list[Path]:
    """The folder of each pack below ``root``, sorted by name."""
    if not root.is_dir():
        return []
    return sorted(entry for entry in root.iterdir() if (entry / HEAD).is_file())


def real_path(pack: Pack) -> Path:
    """Where the pack's files really lie."""
    return builtin_folder() / pack.name if pack.builtin else Path(pack.path).expanduser()
