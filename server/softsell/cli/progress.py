"""A progress bar on standard error, on terminals only."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

_PATIENCE = 1.0
_PACE = 0.1
_BAR = 24


def with_progress(items: Iterable[T], total: int) -> Iterator[T]:
    """Yield the items, and show a progress bar once they take longer than a second."""
    if not sys.stderr.isatty():
        yield from items
        return
    begun = drawn = time.monotonic()
    shown = False
    try:
        for count, item in enumerate(items, 1):
            now = time.monotonic()
            if now - begun > _PATIENCE and now - drawn > _PACE and count < total:
                _draw(count, total)
                drawn, shown = now, True
            elif shown:
                _erase()
                shown = False
            yield item
    finally:
        if shown:
            _erase()


def count_up(counts: Iterator[int]) -> Iterator[int]:
    """Yield the counts, and show each for which there is time. Nobody knows how many there will be."""
    if not sys.stderr.isatty():
        yield from counts
        return
    drawn = time.monotonic()
    try:
        for count in counts:
            if time.monotonic() - drawn > _PACE:
                sys.stderr.write(f"\r\x1b[2Kchecking row {count:,}")
                sys.stderr.flush()
                drawn = time.monotonic()
            yield count
    finally:
        _erase()


def _draw(count: int, total: int) -> None:
    filled = _BAR * count // max(1, total)
    sys.stderr.write(f"\r\x1b[2Kchecking {'=' * filled}{' ' * (_BAR - filled)} {count:,} of {total:,}")
    sys.stderr.flush()


def _erase() -> None:
    sys.stderr.write("\r\x1b[2K")
    sys.stderr.flush()
