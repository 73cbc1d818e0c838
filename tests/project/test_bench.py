"""The benchmark writes no results of commands that failed, and says why they did."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from tests.bench import __main__ as bench
from tests.bench.measure import Command, measure

_GOOD = "## Earlier\n\nGood figures.\n"


def test_the_row_of_a_failed_command_says_why() -> None:
    command = Command("broken", [sys.executable, "-c", "print('reading …'); raise SystemExit('a | pack is missing')"])
    command.codes = (0,)
    measure([command], 2)
    assert command.failure == "failed with exit code 1: a / pack is missing"
    assert len(command.runs) == 1


@pytest.mark.parametrize(
    ("section", "changes", "code"),
    [("## Now\n\nGood.", False, 0), ("| x | **failed with exit code 2: y** |", False, 1), ("## Now\n\nGood.", True, 1)],
    ids=["good", "failed", "changed"],
)
def test_a_part_that_is_not_valid_keeps_its_earlier_figures(
    section: str, changes: bool, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured = tmp_path / "code.py"
    measured.touch()
    output = tmp_path / "RESULTS.md"
    output.write_text(bench._document({"cold": _GOOD}), encoding="utf-8")

    def part(_bench: object) -> str:
        if changes:
            os.utime(measured, ns=(1, 1))
        return section

    monkeypatch.setattr(bench, "_MEASURED", (tmp_path,))
    monkeypatch.setattr(bench, "PARTS", {"cold": part})
    monkeypatch.setattr(bench, "peers", lambda: ([], []))
    monkeypatch.setattr(sys, "argv", ["bench", "--only", "cold", "--output", str(output)])
    assert bench.main() == code
    assert (_GOOD in output.read_text(encoding="utf-8")) == bool(code)
