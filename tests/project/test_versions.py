"""The version is written in ``softsell.__version__``; wherever else it stands, it is the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import softsell

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("folder", ["extension", "extension/vscode", "tests/e2e"])
@pytest.mark.parametrize("file", ["package.json", "package-lock.json"])
def test_the_extension_and_its_tests_have_the_version(folder: str, file: str) -> None:
    """The build puts the version of ``extension/package.json`` into the manifest."""
    package = json.loads((ROOT / folder / file).read_text(encoding="utf-8"))
    assert package["version"] == softsell.__version__


def test_what_describes_the_server_for_assistants_has_the_version() -> None:
    folder = ROOT / "server" / "mcpb"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    server = json.loads((folder / "server.json").read_text(encoding="utf-8"))
    (package,) = server["packages"]
    arguments = [argument["value"] for argument in package["runtimeArguments"]]
    assert {manifest["version"], server["version"], package["version"]} == {softsell.__version__}
    assert arguments == [f"softsell[mcp]=={softsell.__version__}"]


def test_the_manifest_has_none_of_its_own() -> None:
    assert "version" not in json.loads((ROOT / "extension" / "manifest.json").read_text(encoding="utf-8"))


def test_the_readme_installs_this_version() -> None:
    wheels = re.findall(r"softsell-(\d[\w.]*?)-py3", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert wheels
    assert set(wheels) == {softsell.__version__}


def test_the_changelog_begins_with_what_is_unreleased_and_has_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (\S+)", changelog, re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert headings[1] == softsell.__version__
