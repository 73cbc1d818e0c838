"""Imports numpy so that its matrix products use one thread; see ``threads``."""

from __future__ import annotations

from softsell.language.threads import one_thread

with one_thread():
    import numpy as np

__all__ = ["np"]
