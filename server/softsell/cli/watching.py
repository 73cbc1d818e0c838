"""Checking again whenever a file changes, until Ctrl-C."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from softsell.cli import STOPPED, USUAL_COLLECTION
from softsell.cli.terminal import tell
from softsell.config.load import load_config, read_config
from softsell.config.locate import FILE_NAME, user_config_path
from softsell.errors import SoftsellError
from softsell.files.find import find

_PACE = 0.4
"""Seconds between two looks at the files: soon enough for a person, and no load."""


def watch(
    paths: Iterable[str], check: Callable[[], int], config_file: Path | None = None, *, pace: float = _PACE
) -> int:
    """Runs ``check`` now and after each change below ``paths``, in the settings or in their packs. Ends by Ctrl-C only.

    Args:
        paths: files and folders.
        check: one whole check.
        config_file: the file of settings, if not the one that holds in the current folder.
        pace: seconds between two looks.
    """
    gc.set_threshold(*USUAL_COLLECTION)
    paths = tuple(paths)
    before: dict[str, tuple[int, int]] | None = None
    try:
        while True:
            now = _state(chain(_drafts(paths), _settings(config_file)))
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


def _state(files: Iterable[Path]) -> dict[str, tuple[int, int]]:
    """Size and time of every file; one that is gone is missing."""
    state = {}
    for file in files:
        try:
            status = file.stat()
        except OSError:
            continue
        state[str(file)] = (status.st_size, status.st_mtime_ns)
    return state


def _drafts(paths: Iterable[str]) -> Iterable[Path]:
    try:
        return map(Path, find(paths).files)
    except SoftsellError:
        return map(Path, paths)


def _settings(config_file: Path | None) -> Iterator[Path]:
    """The files of settings that hold or could come to hold, and those of their packs."""
    yield from [config_file] if config_file else [folder / FILE_NAME for folder in (Path.cwd(), *Path.cwd().parents)]
    yield user_config_path()
    try:
        packs = read_config(config_file).packs if config_file else load_config().packs
    except SoftsellError:
        return
    for pack in map(Path, packs):
        yield pack
        if pack.is_dir():
            yield from pack.iterdir()
