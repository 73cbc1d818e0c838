"""The Python and curl examples of the README work."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import serving

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def block(language: str, marker: str) -> str:
    """Returns the one code block of the README that contains ``marker``."""
    found: list[str] = [text for text in re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL) if marker in text]
    assert len(found) == 1
    return found[0]


def test_the_python_example_prints_findings() -> None:
    code = block("python", "import softsell")
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert b"'pushiness/last-chance'" in result.stdout


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl isn't installed here")
def test_the_curl_example_gets_findings(folder: Path, state: Path, port: int) -> None:
    (folder / "softsell.toml").unlink()  # it selects only the tests' own rules
    lines = block("sh", "curl").replace("127.0.0.1:7355", f"127.0.0.1:{port}")
    script = f'set -e\nsoftsell() {{ "$0" -m softsell "$@"; }}\n{lines}'
    with serving():
        result = subprocess.run(["sh", "-c", script, sys.executable], capture_output=True, check=True, timeout=60)
    assert "pushiness/last-chance" in {finding["rule"] for finding in json.loads(result.stdout)["findings"]}
