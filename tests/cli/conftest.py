"""A folder of its own for each test, and ``softsell`` called as a user would."""

from __future__ import annotations

import io
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from softsell.cli import CLEAN, run

HOUSE = """\
name: house
version: 1.0.0
description: Rules of the tests' own, which no change of the built-in packs can move.
license: MIT
dimension: pushiness
"""

RULES = """\
- id: hurry
  kind: swap
  message: "“{match}” hurries."
  why: Calm sells.
  weight: 8
  swap:
    hurry in: drop by
    act now: take your time
  examples:
    bad: ["[[Hurry in]] today.", "[[Act now]], friends."]
    good: ["They were in a hurry."]
- id: bargain
  kind: phrase
  severity: suggestion
  message: "“{match}” talks of price first."
  why: Price is not the point.
  patterns: [bargain]
  examples:
    bad: ["What a [[bargain]]."]
    good: ["We barged in."]
- id: scam
  kind: phrase
  severity: error
  message: "“{match}” promises too much."
  why: Nobody believes it.
  patterns: [get rich quick]
  examples:
    bad: ["[[Get rich quick]] with soap."]
    good: ["We are not rich."]
- id: thanks
  kind: phrase
  severity: suggestion
  positive: true
  weight: -4
  message: It says thank you.
  why: Thanks is a gift.
  patterns: [thank you]
  examples:
    bad: ["[[Thank you]] for the jam."]
    good: ["No jam today."]
"""

SETTINGS = 'packs = ["house"]\nselect = ["house"]\n'


@dataclass(frozen=True)
class Result:
    """How a call ended."""

    status: int
    out: str
    err: str

    @property
    def concise(self) -> list[str]:
        """Lines of concise output, each cut after the rule."""
        return [":".join(line.split(":")[:4]) for line in self.out.splitlines()]


Softsell = Callable[..., Result]


def own_settings() -> Path:
    """The user's own softsell.toml, as the tests have it."""
    return Path(os.environ["XDG_CONFIG_HOME"]) / "softsell" / "softsell.toml"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in, with a pack of the test's own in use that its user trusts; nothing of your own is read or written."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.getbasetemp() / "home" / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
    own_settings().parent.mkdir()
    own_settings().write_text(f"trust = ['{tmp_path / 'house'}']\n")
    for variable in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "pack.yml").write_text(HOUSE)
    (tmp_path / "house" / "rules.yml").write_text(RULES)
    (tmp_path / "softsell.toml").write_text(SETTINGS)
    (tmp_path / "posts").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def softsell(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Softsell:
    """Runs a command in this process and gives exit code, standard output and standard error."""

    def call(*arguments: object, stdin: str | bytes | None = None) -> Result:
        data = stdin.encode() if isinstance(stdin, str) else stdin or b""
        out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n")
        err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n")
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            status = run([str(argument) for argument in arguments])
            out.flush()
            err.flush()
        return Result(status, *(stream.buffer.getvalue().decode() for stream in (out, err)))

    return call


@pytest.fixture
def command() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Runs the real command in a process of its own."""

    def call(*arguments: object, **options: object) -> subprocess.CompletedProcess[bytes]:
        words = [sys.executable, "-m", "softsell", *map(str, arguments)]
        return subprocess.run(words, capture_output=True, check=False, timeout=60, **options)  # type: ignore[call-overload, no-any-return]

    return call


@pytest.fixture
def state(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of the test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / ".state"))
    return folder / ".state" / "softsell"


@pytest.fixture
def port(folder: Path) -> int:
    """A free port, set as the server's."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
    own_settings().write_text(f"{own_settings().read_text()}[server]\nport = {number}\n")
    return number


@contextmanager
def serving(*options: str) -> Iterator[str]:
    """A running ``softsell serve``; gives its first two lines."""
    words = [sys.executable, "-m", "softsell", "serve", "--no-browser", *options]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert select.select([process.stdout], [], [], 60)[0]
        greeting = process.stdout.readline() + process.stdout.readline()
        try:
            yield greeting.decode()
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=30) == CLEAN
