"""rules/README.md says of questions what softsell does."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import fields

from softsell.checks.suggestions.questions import Questions, Told

README = Path(__file__).parents[2] / "rules" / "README.md"


def row_of(key: str) -> str:
    return next(line for line in README.read_text("utf-8").splitlines() if line.startswith(f"| `{key}` |"))


def test_each_key_has_its_row() -> None:
    assert all(row_of(field.encode_name) for field in fields(Questions))


def test_the_row_of_told_names_all_its_keys() -> None:
    row = row_of("told")
    assert [field.encode_name for field in fields(Told) if f"`{field.encode_name}" not in row] == []
