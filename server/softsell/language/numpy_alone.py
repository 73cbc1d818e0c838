"""Imports numpy so that its matrix products use one thread, unless the user or the calling program chose otherwise.

A sentence is a small matrix. Several threads would mostly wait for each other, and on a busy machine they make a product ten
times as slow. To check several drafts at once, softsell uses several processes.
"""

from __future__ import annotations

import os

_THREADS = "OPENBLAS_NUM_THREADS"
_unset = _THREADS not in os.environ
if _unset:
    os.environ[_THREADS] = "1"
import numpy as np  # noqa: E402 - numpy reads the environment once, when it's imported

if _unset:
    del os.environ[_THREADS]

__all__ = ["np"]
