"""What the user types in a terminal to run this softsell."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

_NAME = "softsell"


def own_command() -> str:
    """Return ``softsell`` if a terminal finds this softsell by that name, and otherwise its path, quoted for a shell."""
    program = Path(sys.executable).parent / (f"{_NAME}.exe" if sys.platform == "win32" else _NAME)
    found = shutil.which(_NAME)
    if found is not None and program.exists() and os.path.realpath(found) == os.path.realpath(program):
        return _NAME
    words = [str(program)] if program.exists() else [sys.executable, "-m", _NAME]
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)
