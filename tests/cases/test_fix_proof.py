"""No safe fix makes a mistake in the project's own texts: cases, examples of rules, texts for training. ``make eval`` has the corpora."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.eval.fix_proof import changed_facts, grammar_problems, problems

import softsell
from softsell.draft.span import Span
from softsell.packs import load_builtin

_ROOT = Path(__file__).parents[2]


Texts = Callable[[], Iterator[str]]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _case_texts() -> Iterator[str]:
    for name in ("prose.jsonl", "fixes.jsonl"):
        yield from (row["text"] for row in _rows(Path(__file__).with_name(name)))


def _example_texts() -> Iterator[str]:
    for pack in load_builtin():
        for rule in pack.rules:
            yield from (example.text for example in (*rule.bad, *rule.good))
    for path in sorted((_ROOT / "tests" / "examples").rglob("*")):
        if path.suffix in (".md", ".txt"):
            yield path.read_text(encoding="utf-8")


def _training_texts() -> Iterator[str]:
    for path in sorted((_ROOT / "server" / "training" / "texts").glob("*.jsonl")):
        for row in _rows(path):
            yield "\n".join(line for line, _ in row["lines"])


@pytest.mark.parametrize("texts", [_case_texts, _example_texts, _training_texts])
def test_no_safe_fix_makes_a_mistake(texts: Texts) -> None:
    found = [problem for text in texts() for problem in problems(text, softsell.check(text).findings)]
    assert found == []


@pytest.mark.parametrize(
    ("text", "wrong", "written"),
    [
        ("An actionable tip.", "actionable", "useful"),
        ("It was an endeavour.", "endeavour", "try"),
    ],
)
def test_harper_hears_a_mistake(text: str, wrong: str, written: str) -> None:
    start = text.index(wrong)
    assert grammar_problems(text, (Span(start, start + len(wrong)), written))


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Today only: 20% off", "Today only: "),
        ("Dear [CUSTOMER NAME], hello.", "[CUSTOMER NAME], "),
        ("Come on Friday, 12 June.", ", 12 June"),
        ("We sit with Ann at the mill.", " with Ann"),
        ("Read it at https://mill.example today.", " at https://mill.example"),
    ],
)
def test_a_lost_fact_is_told(text: str, cut: str) -> None:
    start = text.index(cut)
    assert changed_facts(text, (Span(start, start + len(cut)), ""))
