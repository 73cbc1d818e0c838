"""Checking again whenever a file changes, until Ctrl-C."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from softsell.cli import STOPPED
from softsell.cli.files import find
from softsell.cli.terminal import tell
from softsell.config.load import FILE_NAME
from softsell.errors import SoftsellError

_PACE = 0.4
"""Seconds between two looks at the files: soon enough for a person, and no load."""


def watch(paths: Iterable[str], check: Callable[[], int], *, pace: float = _PACE) -> int:
    """Runs ``check`` now and after each change below ``paths`` or in the settings. Ends by Ctrl-C only."""
    paths = tuple(paths)
    before: dict[str, tuple[int, int]] | None = None
    try:
        while True:
            now = _state(paths)
            if now != before:
                before = now
                _check_once(check)
            time.sleep(pace)
    except KeyboardInterrupt:
        return STOPPED


def _check_once(check: Callable[[], int]) -> None:
    if sys.stdout.isatty():
        sys.stdout.write("\x1b[2J\x1b[H")
    try:
        check()
    except SoftsellError as error:  # a slip in the settings is told, and watched until it is mended
        tell(str(error), kind="error")
    sys.stdout.flush()
    tell("watching; Ctrl-C ends it.")


def _state(paths: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Size and time of every file that matters; one that is gone is missing."""
    state = {}
    for file in _files(paths):
        try:
            status = file.stat()
        except OSError:
            continue
        state[str(file)] = (status.st_size, status.st_mtime_ns)
    return state


def _files(paths: Iterable[str]) -> Iterable[Path]:
    try:
        yield from map(Path, find(paths).files)
    except SoftsellError:
        yield from map(Path, paths)
    for folder in (Path.cwd(), *Path.cwd().parents):
        yield folder / FILE_NAME
