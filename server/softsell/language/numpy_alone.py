"""numpy, imported so that its matrix products use one thread, unless the user or the program around softsell chose otherwise.

A sentence is a small matrix. Several threads only wait for each other over it, and where the machine has other work they make a
product ten times as slow. Several drafts at once are checked by several processes.
"""

from __future__ import annotations

import os

_THREADS = "OPENBLAS_NUM_THREADS"
_unset = _THREADS not in os.environ
if _unset:
    os.environ[_THREADS] = "1"
import numpy as np  # noqa: E402 - numpy looks at the environment once, when it is imported

if _unset:
    del os.environ[_THREADS]

__all__ = ["np"]
