"""Runs Harper as a command through its Python binding, since it has no command of its own. Needs a Python with ``harper``."""

import sys
from pathlib import Path

from harper import Linter

if __name__ == "__main__":
    linter = Linter()
    for name in sys.argv[1:]:
        for lint in linter.lint(Path(name).read_text(encoding="utf-8")):
            print(f"{name}:{lint.span.start}: {lint.message}")
    sys.exit(0)
