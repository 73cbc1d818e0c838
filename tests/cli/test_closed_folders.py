"""Folders and files that the user may not open are named, whichever step stumbles over them first."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from softsell.cli import WRONG_USE

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the administrator gives up its special rights by Linux's prctl"
)

_DROP_FROM_BOUNDING_SET = 24
_RIGHTS = (1, 2)
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH, with which the administrator opens everything."""


def _give_up_rights() -> None:
    for right in _RIGHTS:
        ctypes.CDLL(None).prctl(_DROP_FROM_BOUNDING_SET, right, 0, 0, 0)  # refused to others, who don't have them


@pytest.fixture
def closed(folder: Path) -> Iterator[Path]:
    path = folder / "closed"
    path.mkdir()
    (path / "post.txt").write_text("Hello")
    path.chmod(0)
    yield path
    path.chmod(0o700)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["check", "closed"], "error: closed: the folder can't be opened: Permission denied."),
        (["check", "closed/post.txt"], "error: “closed/post.txt” can't be opened: Permission denied."),
        (
            ["check", "--diff-base", "HEAD", "closed"],
            "error: closed: the folder can't be opened: Permission denied.",
        ),
        (
            ["check", "open.txt", "--output", "closed/x.txt"],
            "error: closed/x.txt: this can't be opened: Permission denied.",
        ),
        (
            ["check", "open.txt", "--config", "closed/softsell.toml"],
            "closed/softsell.toml: This file can't be read: Permission denied.",
        ),
        (["packs", "test", "closed"], "error: closed: This folder can't be read: Permission denied."),
        (["feed", "closed/post.txt"], "error: “closed/post.txt” can't be opened: Permission denied."),
        (
            ["archive", "closed/posts.csv", "out.csv"],
            "error: closed/posts.csv: this can't be opened: Permission denied.",
        ),
    ],
)
def test_what_cannot_be_opened_is_named(closed: Path, arguments: list[str], says: str) -> None:
    (closed.parent / "open.txt").write_text("Hello")
    done = subprocess.run(
        [sys.executable, "-m", "softsell", *arguments],
        cwd=closed.parent,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        preexec_fn=_give_up_rights,
        check=False,
    )
    assert says in done.stderr
    assert "bug in softsell" not in done.stderr
    assert done.returncode == WRONG_USE
