"""The extension for VS Code: its package has what it needs, its program loads, and it works in VS Code where that is installed.

VS Code itself isn't on npm in a form that installs everywhere, but code-server is, which is VS Code in a browser. Its native modules
have to be built, so ``make integrations`` doesn't install it: ``CODE_SERVER`` names its program (``out/node/entry.js``).
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import subprocess
import time
import zipfile
from pathlib import Path

import pytest
from tests.integrations.programs import ROOT, SOFTSELL, run

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


CODE_SERVER = os.environ.get("CODE_SERVER", "")
CHROMIUM = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium") or shutil.which("google-chrome") or ""


@pytest.mark.skipif(
    not CODE_SERVER or not CHROMIUM, reason="CODE_SERVER doesn't name a code-server, or there is no Chromium"
)
def test_it_shows_and_fixes_findings_in_vs_code(tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (project / "softsell.toml").touch()
    (project / "post.txt").write_text("🚨 Last chance to grab yours! We utilize rye.\n")
    own: list[str | Path] = ["--user-data-dir", tmp_path / "data", "--extensions-dir", tmp_path / "extensions"]
    vsix = ROOT / "extension" / "vscode" / "dist" / "softsell.vsix"
    run("node", CODE_SERVER, *own, "--install-extension", vsix, cwd=tmp_path)
    (tmp_path / "data" / "User").mkdir(parents=True, exist_ok=True)
    settings = {"softsell.command": str(SOFTSELL), "security.workspace.trust.enabled": False}
    (tmp_path / "data" / "User" / "settings.json").write_text(json.dumps(settings))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    quiet = ["--auth", "none", "--disable-telemetry", "--disable-update-check", "--config", tmp_path / "config.yaml"]
    command = ["node", CODE_SERVER, *own, *quiet, "--bind-addr", f"127.0.0.1:{port}"]
    with subprocess.Popen(
        [str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            wait_until_it_answers(port)
            session = ROOT / "tests" / "integrations" / "vscode.mjs"
            address = f"http://127.0.0.1:{port}/?folder={project}"
            told = json.loads(run("node", session, address, ROOT / "tests" / "e2e", CHROMIUM, cwd=tmp_path))
        finally:
            server.terminate()
    assert any("pushiness/last-chance" in problem for problem in told["problems"])
    assert "questions" in told["lenses"][0]
    assert "Write “use”" in told["actions"]
    assert any("for good" in action for action in told["actions"])


def wait_until_it_answers(port: int) -> None:
    """Waits until something answers at a port."""
    end = time.monotonic() + 60
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except OSError:
            assert time.monotonic() < end
            time.sleep(0.1)  # between two looks
        else:
            return
        finally:
            connection.close()
