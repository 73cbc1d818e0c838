"""Runs when the wheel is built. Tests the built-in packs by their examples and compiles them. Builds the documentation, and the extension
and the playground if npm is installed; none of these three if ``SOFTSELL_WITHOUT_PAGES`` is 1.

Doesn't run for an editable install, which reads packs from ``rules/`` and pages from ``extension/dist``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FRONTEND = {
    "extension/dist/chromium": "softsell/extension_builds/chromium",
    "extension/dist/firefox": "softsell/extension_builds/firefox",
    "extension/dist/softsell-chromium.zip": "softsell/extension_builds/softsell-chromium.zip",
    "extension/dist/softsell-firefox.zip": "softsell/extension_builds/softsell-firefox.zip",
    "extension/dist/playground": "softsell/web/static",
    "extension/dist/feed/charts.js": "softsell/feed/charts.js",
}
"""What npm builds, and where it goes in the wheel."""

WITHOUT_NPM = (
    "npm isn't installed, so this wheel has no playground and no browser extension. The command line and the server work, and "
    "the page of “softsell feed” has tables without charts. "
    "To have them too, install Node 20 or later and build again."
)


class SoftsellBuildHook(BuildHookInterface[Any]):
    """Registered in pyproject.toml."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable" or self.target_name != "wheel":
            return
        root = Path(self.root)
        build_data["force_include"][str(_compile_packs(root, root / "build"))] = "softsell/rules/compiled.json"
        if os.environ.get("SOFTSELL_WITHOUT_PAGES") == "1":
            return  # what checks posts on a build server needs no pages
        build_data["force_include"][str(_build_docs(root))] = "softsell/web/docs"
        npm = shutil.which("npm")
        if npm is None:
            self.app.display_warning(WITHOUT_NPM)
            return
        _build_frontend(root, npm)
        for built, place in FRONTEND.items():
            build_data["force_include"][str(root / built)] = place


def _compile_packs(root: Path, scratch: Path) -> Path:
    """Check the examples of every built-in pack, and write all packs to the JSON file that an installed softsell reads."""
    sys.path.insert(0, str(root / "server"))
    from softsell.engine.proving import ExampleRunner
    from softsell.language.tagger import load_tagger
    from softsell.packs import dump_packs, load_builtin
    from softsell.packs.examples import check_examples

    has_model = load_tagger("auto") is not None
    packs = load_builtin(use_cache=False)
    runner = ExampleRunner("auto" if has_model else "none", packs)
    mistakes = [str(mistake) for pack in packs for mistake in check_examples(pack, runner, model=has_model).mistakes]
    if mistakes:
        raise SystemExit("\n\n".join(["The built-in packs fail their own examples:", *mistakes]))
    scratch.mkdir(parents=True, exist_ok=True)
    compiled = scratch / "compiled.json"
    compiled.write_text(dump_packs(packs), encoding="utf-8")
    return compiled


def _build_docs(root: Path) -> Path:
    folder = root / "build" / "docs"
    done = subprocess.run([sys.executable, "-m", "docs", str(folder)], cwd=root / "server", check=False)  # noqa: S603 - fixed words
    if done.returncode:
        raise SystemExit("The documentation couldn't be built; the lines above say why.")
    return folder


def _build_frontend(root: Path, npm: str) -> None:
    extension = root / "extension"
    if not (extension / "node_modules" / ".package-lock.json").is_file():
        _run([npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], extension)
    _run([npm, "run", "--silent", "build"], extension)


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, check=False)  # noqa: S603 - fixed words, and npm's own path
    if done.returncode:
        raise SystemExit(f"“npm {' '.join(command[1:])}” failed in {folder.name}/; the lines above say why.")
