"""A new pack works at once, and nothing that is there is ever written over."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from softsell.errors import UsageError
from softsell.packs import load_pack
from softsell.packs.examples import Run, check_examples
from softsell.packs.scaffold import new_pack
from softsell.packs.schema import schema_text


def test_a_new_pack_loads_and_its_examples_hold(tmp_path: Path, run_rule: Run) -> None:
    pack = load_pack(new_pack("our-style", tmp_path))
    assert pack.name == "our-style"
    assert len(pack.rules) == 2
    assert check_examples(pack, run_rule, model=False).mistakes == ()


def test_a_new_pack_says_how_to_use_it(tmp_path: Path) -> None:
    text = (new_pack("our-style", tmp_path) / "rules.yml").read_text(encoding="utf-8")
    assert "softsell packs test" in text
    assert "{{" not in text


def test_a_new_pack_finds_its_schema_on_any_machine(tmp_path: Path) -> None:
    folder = new_pack("our-style", tmp_path)
    first = (folder / "rules.yml").read_text(encoding="utf-8").partition("\n")[0]
    assert first == "# yaml-language-server: $schema=pack.schema.json"
    assert (folder / "pack.schema.json").read_text(encoding="utf-8") == schema_text()
    for file in folder.iterdir():
        assert str(Path.home()) not in file.read_text(encoding="utf-8"), file


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "our-style").mkdir()
    with pytest.raises(UsageError, match=r"already exists\. Nothing was written"):
        new_pack("our-style", tmp_path)
    assert list((tmp_path / "our-style").iterdir()) == []


@pytest.mark.parametrize("name", ["", "Our Style", "../x", "x/y", "-x", "x" * 61, "é"])
def test_a_name_that_no_pack_can_have(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="isn't a valid name for a pack"):
        new_pack(name, tmp_path)


def test_a_full_disk_leaves_no_half_pack(tmp_path: Path) -> None:
    """A limit on the size of files stands in for the full disk: the system refuses the rest of the write."""
    limited = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "from softsell.cli import run\n"
        "sys.exit(run(['packs', 'new', 'our-style']))\n"
    )
    result = subprocess.run([sys.executable, "-c", limited], cwd=tmp_path, capture_output=True, check=False, timeout=60)
    assert result.returncode == 2
    assert b"our-style can't be created" in result.stderr
    assert list(tmp_path.iterdir()) == []
