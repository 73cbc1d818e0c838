"""The table of folders in server/README.md says the same as the contract that import-linter checks."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_ROW = re.compile(r"^\| `([\w.]+)/?` \|", re.MULTILINE)


def contract() -> list[str]:
    """The layers from the ground up."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers: list[str] = pyproject["tool"]["importlinter"]["contracts"][0]["layers"]
    return layers[::-1]


def test_the_table_of_folders_is_the_contract() -> None:
    _, _, after = (ROOT / "server" / "README.md").read_text(encoding="utf-8").partition("| room | what it is |\n")
    table = _ROW.findall(after.partition("\n\n")[0])
    assert [name.removesuffix(".py") for name in table] == contract()


def test_the_contract_names_every_module_and_folder() -> None:
    package = ROOT / "server" / "softsell"
    modules = {path.stem for path in package.glob("*.py")} - {"__init__"}
    folders = {path.parent.name for path in package.glob("*/__init__.py")}
    assert modules | folders == set(contract())
