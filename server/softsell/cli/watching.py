"""Repeats a check whenever a file changes, until Ctrl-C."""

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
"""Seconds between two looks at the files: quick enough for a person, slow enough to be no load."""


def watch(
    paths: Iterable[str], check: Callable[[], int], config_file: Path | None = None, *, pace: float = _PACE
) -> int:
    """Run ``check`` now, and again after each change below ``paths``, in the settings or in a pack. Only Ctrl-C ends it.

    Args:
        paths: files and folders.
        check: runs the whole check.
        config_file: the settings file; ``None`` for that of the current folder.
        pace: seconds between two looks.
    """
    gc.set_threshold(*USUAL_COLLECTION)
    paths = tuple(paths)
    before: dict[str, tuple[int, int]] | None = None
    try:
        while True:
            now = _read_state(chain(_find_drafts(paths), _find_settings(config_file)))
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
    except SoftsellError as error:  # a mistake in the settings is shown; the next change checks again
        tell(str(error), kind="error")
    sys.stdout.flush()
    tell("watching for changes. Press Ctrl-C to stop.")


def _read_state(files: Iterable[Path]) -> dict[str, tuple[int, int]]:
    """Return size and modification time of every file that is there."""
    state = {}
    for file in files:
        try:
            status = file.stat()
        except OSError:
            continue
        state[str(file)] = (status.st_size, status.st_mtime_ns)
    return state


def _find_drafts(paths: Iterable[str]) -> Iterable[Path]:
    try:
        return map(Path, find(paths).files)
    except SoftsellError:
        return map(Path, paths)


def _find_settings(config_file: Path | None) -> Iterator[Path]:
    """Yield the settings files that apply or would if they were created, and the files of their packs."""
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
