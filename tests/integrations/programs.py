"""Where the programs are that these tests run: softsell in its environment, its clients in theirs."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOFTSELL = Path(os.environ.get("SOFTSELL", ROOT / ".venv" / "bin" / "softsell"))
PROGRAMS = Path(os.environ.get("INTEGRATIONS", ROOT / ".venv-integrations")) / "bin"


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
