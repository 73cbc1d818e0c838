"""An empty folder for each test, and ``softsell archive`` called as a user would."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from softsell.cli import run

POSTS = (
    "Hurry! Our HUGE sale ends tonight, so buy now.\n\nDon't miss out!",
    "What do you read before breakfast? I like the paper, and a bit of poetry.",
    'She said "act now" and we all laughed. What would you have said to her, honestly?',
    "We are the best bakery in town 🎉, and our bread is the best bread. Order today!",
    "Three ways to keep bread fresh: a linen bag, a wooden box, and eating it on the day you bought it.",
)
"""Posts with and without findings, with quotes, line breaks and an emoji."""


@dataclass(frozen=True)
class Result:
    """How a call ended."""

    status: int
    out: str
    err: str


Archive = Callable[..., Result]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in; nothing of your own is read or written."""
    home = tmp_path_factory.getbasetemp() / "home"
    for variable, name in (("XDG_STATE_HOME", "state"), ("XDG_CONFIG_HOME", "config")):
        monkeypatch.setenv(variable, str(home / name))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def archive(capfd: pytest.CaptureFixture[str]) -> Archive:
    """Runs ``softsell archive`` in this process."""

    def call(*arguments: object) -> Result:
        capfd.readouterr()
        status = run(["archive", *map(str, arguments)])
        return Result(status, *capfd.readouterr())

    return call


@pytest.fixture
def check(capfd: pytest.CaptureFixture[str]) -> Callable[..., list[dict[str, Any]]]:
    """Runs ``softsell check --format jsonl`` in this process, and gives its lines."""

    def call(*arguments: object) -> list[dict[str, Any]]:
        capfd.readouterr()
        run(["check", "--no-server", "--format", "jsonl", *map(str, arguments)])
        return [json.loads(line) for line in capfd.readouterr().out.splitlines()]

    return call


def start(*arguments: object, **options: Any) -> subprocess.Popen[bytes]:
    """Starts ``softsell archive`` in a process of its own."""
    words = [sys.executable, "-m", "softsell", "archive", *map(str, arguments)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


def rows_of(path: Path | str) -> list[dict[str, Any]]:
    """Returns the rows of an output of JSON Lines."""
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def kill(process: subprocess.Popen[bytes]) -> None:
    """Ends a process at once, as a power cut would."""
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
