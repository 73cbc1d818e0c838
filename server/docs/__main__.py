"""``python -m docs FOLDER`` writes the site into a folder."""

from __future__ import annotations

import sys
from pathlib import Path

from docs.site import BrokenSite, build

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: python -m docs FOLDER")
    try:
        count = build(Path(sys.argv[1]))
    except BrokenSite as error:
        sys.exit(str(error))
    sys.stdout.write(f"Wrote {count} pages of documentation into {sys.argv[1]}.\n")
