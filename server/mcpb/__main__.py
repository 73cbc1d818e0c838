"""Writes ``dist/softsell-VERSION.mcpb`` from the newest wheel in ``dist``."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

from softsell import __version__

_HERE = Path(__file__).parent
_MADE = (1980, 1, 1, 0, 0, 0)
"""The same time for every file, so the same files make the same bundle."""


def project_file(wheel: str) -> str:
    """Return the pyproject.toml by which uv installs the wheel that lies beside it."""
    return (
        f'[project]\nname = "softsell-bundle"\nversion = "{__version__}"\nrequires-python = ">=3.11"\n'
        f'dependencies = ["softsell[mcp]=={__version__}"]\n\n[tool.uv]\npackage = false\n\n'
        f'[tool.uv.sources]\nsoftsell = {{ path = "{wheel}" }}\n'
    )


def build(dist: Path) -> Path:
    """Write the bundle beside the wheel and return its path.

    Raises:
        FileNotFoundError: there is no wheel of this version.
    """
    wheel = dist / f"softsell-{__version__}-py3-none-any.whl"
    bundle = dist / f"softsell-{__version__}.mcpb"
    files = {
        "manifest.json": (_HERE / "manifest.json").read_bytes(),
        "server.py": (_HERE / "server.py").read_bytes(),
        "pyproject.toml": project_file(wheel.name).encode(),
        wheel.name: wheel.read_bytes(),
    }
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _MADE), data, zipfile.ZIP_DEFLATED)
    return bundle


if __name__ == "__main__":
    sys.stdout.write(f"{build(Path(sys.argv[1]))}\n")
