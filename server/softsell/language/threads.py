"""Has OpenBLAS use one thread, unless the user or the calling program chose otherwise.

A sentence is a small matrix. Several threads would mostly wait for each other, and on a busy machine they make a product ten
times as slow. To check several drafts at once, softsell uses several processes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

_THREADS = "OPENBLAS_NUM_THREADS"


@contextmanager
def one_thread() -> Iterator[None]:
    """OpenBLAS reads the environment once, when it's loaded. Load it inside this block."""
    if _THREADS in os.environ:
        yield
        return
    os.environ[_THREADS] = "1"
    try:
        yield
    finally:
        del os.environ[_THREADS]
