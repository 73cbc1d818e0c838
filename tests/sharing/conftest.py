"""``softsell`` called as a user would, and git over ssh with the other side on this machine."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import folder, softsell
from tests.sharing.packs import SSH, write_pack

__all__ = ["folder", "softsell"]


@pytest.fixture
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder outside the project, with the pack in it."""
    return write_pack(tmp_path_factory.mktemp("elsewhere") / "style")


Git = Callable[..., str]


@pytest.fixture
def git(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Runs git in a repository. Its addresses work by ssh, with a stand-in for ssh that runs the other side here."""
    script = tmp_path_factory.mktemp("ssh") / "ssh"
    script.write_text(SSH)
    script.chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", str(script))
    monkeypatch.setenv("GIT_SSH_VARIANT", "ssh")
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Test")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "test@example.org")

    def call(repository: Path, *arguments: str) -> str:
        done = subprocess.run(
            ["git", "-c", "protocol.file.allow=always", *arguments],
            cwd=repository,
            env=dict(os.environ),
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    return call
