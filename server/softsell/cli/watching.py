"""Repeats a check whenever a file changes, until Ctrl-C.

It looks at the time stamps again and again, and no library tells it of changes. Rejected: watchfiles. What matters is the drafts, the
settings in each folder up to the root, the user's own, and the packs that these name, and most of these files don't exist. Such a library
watches whole folders that do. After each of its events all stamps would have to be read anyway, so it would replace one line, the pause;
on network drives it looks at time stamps itself. A look takes 4 ms for one post and 0.2 s for 10,000.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import chain
from pathlib import Path

from softsell.cli import STOPPED, USUAL_COLLECTION
from softsell.cli.terminal import tell
from softsell.config.load import read_config
from softsell.config.locate import find_config, settings_files, user_config_path
from softsell.errors import SoftsellError
from softsell.files.find import find
from softsell.files.stamps import Stamp, files_of_packs, read_stamp

_PACE = 0.4
"""Seconds between two looks at the files: quick enough for a person, slow enough to be no load."""
_REST = 10
"""A pause takes at least this many times as long as the look before it, so very many files are no load either."""


def watch(paths: Iterable[str], check: Callable[[], int], config_file: Path | None = None) -> int:
    """Run ``check`` now, and again after each change below ``paths``, in the settings or in a pack. Only Ctrl-C ends it.

    Args:
        paths: files and folders.
        check: runs the whole check.
        config_file: the settings file; ``None`` for those of the drafts' folders.
    """
    gc.set_threshold(*USUAL_COLLECTION)
    paths = tuple(paths)
    before: dict[Path, Stamp] | None = None
    try:
        while True:
            began = time.perf_counter()
            now = _read_state(paths, config_file)
            took = time.perf_counter() - began
            if now != before:
                before = now
                _check_once(check)
            time.sleep(max(_PACE, _REST * took))
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


def _read_state(paths: Iterable[str], config_file: Path | None) -> dict[Path, Stamp]:
    """Return the stamps of the drafts, of the settings for their folders and of the packs that these name."""
    drafts = list(_find_drafts(paths))
    folders = dict.fromkeys([Path.cwd(), *(draft.absolute().parent for draft in drafts)])
    settings = [config_file, user_config_path()] if config_file else chain.from_iterable(map(settings_files, folders))
    used = [config_file] if config_file else map(_config_of, folders)
    packs = chain.from_iterable(map(_packs_of, dict.fromkeys(filter(None, used))))
    return {path: read_stamp(path) for path in chain(drafts, settings, files_of_packs(packs))}


def _find_drafts(paths: Iterable[str]) -> Iterable[Path]:
    try:
        return map(Path, find(paths).files)
    except SoftsellError:
        return map(Path, paths)


def _config_of(folder: Path) -> Path | None:
    with suppress(SoftsellError):  # the check shows what is wrong
        return find_config(folder)
    return None


def _packs_of(settings: Path) -> tuple[str, ...]:
    with suppress(SoftsellError):
        return read_config(settings).packs
    return ()
