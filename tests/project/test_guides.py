"""The files that the guides send people to are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_PATH = re.compile(r"`((?:server|extension|tests|rules|\.github)/[\w./-]+)`")
_PLACEHOLDER = re.compile(r"[A-Z]{4,}")


@pytest.mark.parametrize("guide", ["CONTRIBUTING.md", "README.md", "server/README.md", "rules/README.md"])
def test_every_path_in_a_guide_is_there(guide: str) -> None:
    paths = _PATH.findall((ROOT / guide).read_text(encoding="utf-8"))
    missing = [
        path
        for path in paths
        if not _PLACEHOLDER.search(path) and not (ROOT / path).exists() and not (ROOT / f"{path}.py").exists()
    ]
    assert not missing
