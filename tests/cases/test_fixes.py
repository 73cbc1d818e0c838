"""What ``--fix`` makes of posts: ``fixes.jsonl``.

Each line has a text and what it is with all its fixes applied: words that keep their meaning, cuts that leave whole sentences, and many
texts that a fix had better leave alone.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import softsell
from softsell.files.apply_fixes import apply_fixes

_CASES: list[dict[str, Any]] = [
    json.loads(line) for line in Path(__file__).with_name("fixes.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in _CASES])
def test_case(case: dict[str, Any]) -> None:
    fixed, _ = apply_fixes(case["text"], softsell.check(case["text"]).findings, "post.txt")
    assert fixed == case["fixed"]
