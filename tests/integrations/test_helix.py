"""Helix in a terminal, by the set-up that the guide shows: findings, hover, a fix."""

from __future__ import annotations

import os
import pty
import re
import select
import shlex
import shutil
import subprocess
import termios
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.integrations.programs import SOFTSELL, guide_sample

HELIX = shlex.split(os.environ.get("HELIX", "")) or [found for found in (shutil.which("hx"),) if found]
PUSHY = "🚨 Last chance to grab yours! We utilize rye.\n"
PATIENCE = 60.0
ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|[=>78])")


class Terminal:
    """A terminal with a program in it."""

    def __init__(self, command: list[str], folder: Path, environment: Mapping[str, str]) -> None:
        self._screen, inside = pty.openpty()
        termios.tcsetwinsize(inside, (30, 140))
        self.program = subprocess.Popen(
            command,
            cwd=folder,
            env=dict(environment),
            stdin=inside,
            stdout=inside,
            stderr=inside,
            start_new_session=True,
        )
        os.close(inside)

    def type(self, keys: str) -> None:
        """Types keys."""
        os.write(self._screen, keys.encode())

    def wait_for(self, words: str) -> None:
        """Waits until these words are drawn. Spaces don't count, because most of them are moves of the cursor."""
        drawn = ""
        end = time.monotonic() + PATIENCE
        while "".join(words.split()) not in "".join(drawn.split()):
            assert time.monotonic() < end, f"“{words}” isn't shown, but: {drawn}"
            if select.select([self._screen], [], [], 0.2)[0]:
                raw = os.read(self._screen, 65_536).decode(errors="replace")
                drawn += ESCAPES.sub("", raw)

    def end(self) -> None:
        """Ends the program if it still runs."""
        self.program.kill()
        self.program.wait()
        os.close(self._screen)


@pytest.mark.skipif(not HELIX, reason="Helix isn't installed here (Debian 13: hx); HELIX names its command")
def test_helix_shows_and_fixes_findings(tmp_path: Path) -> None:
    settings = tmp_path / "config" / "helix"
    settings.mkdir(parents=True)
    (settings / "languages.toml").write_text(guide_sample("toml", "[language-server.softsell]"))
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "softsell").symlink_to(SOFTSELL)
    project = tmp_path / "project"
    project.mkdir()
    (project / "softsell.toml").write_text('platform = "x"\n')
    post = project / "post.md"
    post.write_text(PUSHY)
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm-256color",
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
    }
    terminal = Terminal([*HELIX, "post.md"], project, environment)
    try:
        terminal.wait_for("● 1")  # one warning in the status line
        terminal.type("/utilize\r a")
        terminal.wait_for("Write “use”")
        terminal.type("\r")
        terminal.wait_for("[+]")
        terminal.type("gg]d")
        terminal.wait_for("(pushiness/last-chance)")
        terminal.type(" k")
        terminal.wait_for("Is fine with:")
        terminal.type(":wq\r")
        terminal.program.wait(PATIENCE)
    finally:
        terminal.end()
    assert post.read_text() == PUSHY.replace("utilize", "use")
