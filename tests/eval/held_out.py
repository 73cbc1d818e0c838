"""Fits the learned weights again without the sources that nobody read, so that these say what happens on the next post."""

from __future__ import annotations

import atexit
import shutil
import sys
import tempfile
from functools import cache
from pathlib import Path

from training.learned import train, write
from training.rated_texts import read_texts


@cache
def fit_without_unread(corpora: Path) -> Path:
    """Return a folder with weights like the installed ones, fitted without the unread sources. Takes half a minute."""
    print("fitting the learned weights without the unread sources", file=sys.stderr)
    folder = Path(tempfile.mkdtemp(prefix="softsell-weights-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    write(*train(read_texts(corpora, leave_unread=True)), folder)
    return folder
