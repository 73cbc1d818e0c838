"""Where the programs are that these tests run: softsell in its environment, its clients in theirs."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOFTSELL = Path(os.environ.get("SOFTSELL", ROOT / ".venv" / "bin" / "softsell"))
PROGRAMS = Path(os.environ.get("INTEGRATIONS", ROOT / ".venv-integrations")) / "bin"


def guide_sample(language: str, marker: str) -> str:
    """Returns the one block of code of the guide to integrations that contains ``marker``."""
    guide = (ROOT / "server" / "docs" / "integrations.md").read_text(encoding="utf-8")
    found = [text for text in re.findall(rf"```{language}[^\n]*\n(.*?)```", guide, re.DOTALL) if marker in text]
    assert len(found) == 1, marker
    return str(found[0])


def run(*command: str | Path, cwd: Path, ends_with: int = 0, env: Mapping[str, str] | None = None) -> str:
    """Runs a command and returns its output."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=dict(os.environ if env is None else env),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == ends_with, done.stdout + done.stderr
    return done.stdout + done.stderr
