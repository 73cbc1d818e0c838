"""The extension for VS Code, as far as it goes without VS Code: its package has what it needs, and its program loads."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from tests.integrations.programs import ROOT, run

LOAD = """
const Module = require('node:module');
const load = Module._load;
const stub = new Proxy(function () {}, {
  get: (_, name) => (name === Symbol.toPrimitive ? () => '' : stub), apply: () => stub, construct: () => stub,
});
Module._load = (name, ...rest) => (name === 'vscode' ? stub : load(name, ...rest));
const { activate, deactivate } = require('./extension/dist/extension.js');
if (typeof activate !== 'function' || typeof deactivate !== 'function') process.exit(1);
"""


def test_the_package_has_what_it_needs_and_loads(tmp_path: Path) -> None:
    zipfile.ZipFile(ROOT / "extension" / "vscode" / "dist" / "softsell.vsix").extractall(tmp_path)
    files = {path.relative_to(tmp_path / "extension").as_posix() for path in (tmp_path / "extension").rglob("*")}
    assert files == {"LICENSE.txt", "package.json", "readme.md", "dist", "dist/extension.js"}
    manifest = json.loads((tmp_path / "extension" / "package.json").read_text())
    # A folder that is opened must not choose what runs.
    assert manifest["contributes"]["configuration"]["properties"]["softsell.command"]["scope"] == "machine"
    (tmp_path / "load.js").write_text(LOAD)
    run("node", "load.js", cwd=tmp_path)
