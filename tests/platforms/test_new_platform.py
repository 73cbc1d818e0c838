"""Adding a platform touches ``platforms.toml`` and the extension's table of sites. Here one is added to a copy of the tree."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from softsell.cli import CLEAN, FINDINGS

ROOT = Path(__file__).resolve().parents[2]
EXTENSION = ROOT / "extension"

VILLAGE = """
[village-board]
title = "the Village Board"
also = ["village"]
length = { limit = 12, counts = "village", source = "The board", date = "2026-11" }
fold = { characters = 5, source = "The board", date = "2026-11" }
hashtags = { advised = 1, source = "The board", date = "2026-11" }
links = { clickable = false, note = "It is made of wood.", source = "The board", date = "2026-11" }
"""
VILLAGE_COUNTING = """
[counting.village]
unit = "code-points"
emoji = 3
link = 5
bare-links = true

[x]
"""

EVERYWHERE = """
import json, softsell
from softsell.config import read_config
from softsell.packs.schema import json_schema
from softsell.platforms import PLATFORMS, count, fold, profile
from softsell.web.endpoints import ENDPOINTS
from softsell.web.openapi import document

open("softsell.toml", "w").write("[platforms.village-board]\\nignore = ['pushiness']\\n")
report = softsell.check("Soup 🍲 joes.cafe", platform="village-board")
print(json.dumps({
    "last": PLATFORMS[-1],
    "alias": profile("Village").name,
    "fold": fold("village-board"),
    "count": count("Soup 🍲 joes.cafe", "village-board"),
    "measures": [report.measures["length"], report.measures["over_limit"]],
    "settings": list(read_config("softsell.toml").platforms),
    "schema": json.dumps(json_schema()).count("village-board") > 0,
    "openapi": json.dumps(document(ENDPOINTS, "1")).count("village-board") > 0,
}))
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("tree")
    shutil.copytree(ROOT / "server", root / "server", ignore=shutil.ignore_patterns("__pycache__", "training"))
    shutil.copytree(ROOT / "rules", root / "rules")
    facts = root / "server" / "softsell" / "platforms" / "platforms.toml"
    text = facts.read_text(encoding="utf-8").replace("\n[x]\n", VILLAGE_COUNTING, 1)
    facts.write_text(text + VILLAGE, encoding="utf-8")
    return root


def run(tree: Path, *command: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(tree / "server"), "SOFTSELL_CACHE_DIR": str(tree / "cache")}
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode in (CLEAN, FINDINGS), done.stderr
    assert not done.stderr
    return done.stdout


def test_python_sees_it_everywhere(tree: Path) -> None:
    assert json.loads(run(tree, sys.executable, "-c", EVERYWHERE)) == {
        "last": "village-board",
        "alias": "village-board",
        "fold": 5,
        "count": 5 + 3 + 1 + 5,
        "measures": [14, 2],
        "settings": ["village-board"],
        "schema": True,
        "openapi": True,
    }


def test_the_command_line_lists_and_takes_it(tree: Path) -> None:
    (tree / "post.txt").write_text("Soup today, soup tomorrow.", encoding="utf-8")
    help_page = run(tree, sys.executable, "-m", "softsell", "check", "--help")
    assert "blog,village-board." in "".join(help_page.split())
    command = (sys.executable, "-m", "softsell", "check", "post.txt", "--platform", "village", "--format", "json")
    (draft,) = json.loads(run(tree, *command))["files"][0]["drafts"]
    assert draft["measures"]["over_limit"] == len("Soup today, soup tomorrow.") - 12


@pytest.mark.skipif(
    not (EXTENSION / "node_modules" / "smol-toml").is_dir() or shutil.which("node") is None,
    reason="the extension's packages aren't installed (npm --prefix extension ci)",
)
def test_the_extension_is_built_with_it_and_without_python(tree: Path) -> None:
    copy = tree / "extension"
    shutil.copytree(EXTENSION, copy, ignore=shutil.ignore_patterns("node_modules", "dist"))
    sites = copy / "src" / "content" / "platforms" / "sites.ts"
    table = sites.read_text(encoding="utf-8")
    first = "\n  {\n    hosts: ['x.com'"
    assert first in table
    row = "\n  { hosts: ['*.village.example'], platform: 'village-board' },"
    sites.write_text(table.replace(first, row + first), encoding="utf-8")
    (copy / "node_modules").symlink_to(EXTENSION / "node_modules")
    node = shutil.which("node") or "node"
    done = subprocess.run(
        [node, "build.mjs"], cwd=copy, env={"PATH": str(Path(node).parent)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    for script in ("chromium/content.js", "firefox/content.js", "playground/playground.js"):
        built = (copy / "dist" / script).read_text(encoding="utf-8")
        assert "the Village Board" in built, script
        assert "village" in built, script
    for browser in ("chromium", "firefox"):
        manifest = json.loads((copy / "dist" / browser / "manifest.json").read_text(encoding="utf-8"))
        assert "https://*.village.example/*" in manifest["content_scripts"][0]["matches"], browser
