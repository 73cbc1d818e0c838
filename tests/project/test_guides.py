"""The files and folders that the guides send people to are there, and the tests' own guide names every folder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_PATH = re.compile(r"`((?:server|extension|tests|rules|\.github)/[\w./-]+)`")
_IN_PACKAGE = re.compile(r"`([a-z_]+/[\w./-]+\.(?:py|toml|md))`")
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


@pytest.mark.parametrize("guide", ["CONTRIBUTING.md", "server/README.md"])
def test_every_file_of_the_package_that_a_guide_names_is_there(guide: str) -> None:
    package = ROOT / "server" / "softsell"
    folders = {path.name for path in package.iterdir() if path.is_dir()}
    paths = _IN_PACKAGE.findall((ROOT / guide).read_text(encoding="utf-8"))
    inside = [path for path in paths if path.partition("/")[0] in folders and not _PLACEHOLDER.search(path)]
    assert inside
    assert not [path for path in inside if not (package / path).exists()]


def test_the_guide_to_the_tests_names_every_folder() -> None:
    tests = ROOT / "tests"
    guide = (tests / "README.md").read_text(encoding="utf-8").splitlines()
    named = set(re.findall(r"`(\w+)/`", "".join(line for line in guide if line.startswith("|"))))
    folders = {path.name for path in tests.iterdir() if path.is_dir() and not path.name.startswith(("_", "."))}
    assert named == folders - {"node_modules"}
