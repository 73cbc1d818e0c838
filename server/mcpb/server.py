"""What an assistant runs from the bundle."""

import sys

from softsell.cli import run

sys.exit(run(["mcp", *sys.argv[1:]]))
