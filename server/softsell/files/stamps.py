"""The time stamps of files, by which a long-running part of softsell notices that settings or packs have changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

MAX_WATCHED = 2_000
"""The most files that are looked at."""

LOOK_AGAIN_SECONDS = 0.5
"""How long a look at the files is good for."""

Stamp = tuple[int, int]
"""When a file changed, in nanoseconds, and its size in bytes. Both are -1 if there is no such file."""


def read_stamp(path: Path) -> Stamp:
    """Return the stamp of a file or folder."""
    try:
        status = path.stat()
    except OSError:
        return -1, -1
    return status.st_mtime_ns, status.st_size


def read_stamps(paths: Iterable[Path]) -> dict[Path, Stamp]:
    """Return the stamps of the first ``MAX_WATCHED`` files."""
    return {path: read_stamp(path) for path in islice(paths, MAX_WATCHED)}


def files_of_packs(packs: Iterable[str]) -> Iterator[Path]:
    """Yield the packs and the files in those that are folders."""
    for pack in packs:
        path = Path(pack)
        yield path
        if path.is_dir():
            yield from sorted(islice(path.rglob("*"), MAX_WATCHED))
