"""No safe fix makes a mistake in the project's own texts: cases, examples of rules, texts for training. ``make eval`` has the corpora.

Of the texts that hardly ever get a fix, a few are tried, because all of them take minutes: each ninth of the sentences that no rule may
mark, of the good examples and of the texts for training, and one in 72 of those that only teach what a hard sell is. Every bad example
of every rule is tried.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from tests.eval.fix_proof import (
    Place,
    changed_facts,
    found_again,
    grammar_problems,
    places,
    problems,
    strays,
    touched_sentences,
)

import softsell
from softsell.draft.span import Span
from softsell.files.apply_fixes import apply_fixes
from softsell.packs import load_builtin

_ROOT = Path(__file__).parents[2]
_EACH, _EACH_HARD_SELL = 9, 72


Texts = Callable[[], Iterator[str]]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _case_texts() -> Iterator[str]:
    for name, step in (("prose.jsonl", _EACH), ("fixes.jsonl", 1)):
        yield from (row["text"] for row in islice(_rows(Path(__file__).with_name(name)), None, None, step))


def _example_texts() -> Iterator[str]:
    for pack in load_builtin():
        for rule in pack.rules:
            yield from (example.text for example in rule.bad)
    good = [example.text for pack in load_builtin() for rule in pack.rules for example in rule.good]
    yield from good[::_EACH]
    for path in sorted((_ROOT / "tests" / "examples").rglob("*")):
        if path.suffix in (".md", ".txt"):
            yield path.read_text(encoding="utf-8")


def _training_texts() -> Iterator[str]:
    for path in sorted((_ROOT / "server" / "training" / "texts").glob("*.jsonl")):
        rows = list(_rows(path))
        for row in rows[:: _EACH_HARD_SELL if "teaches" in rows[0] else _EACH]:
            yield "\n".join(line for line, _ in row["lines"])


def _find(text: str) -> list[Place]:
    return places(softsell.check(text).findings)


@pytest.mark.parametrize("texts", [_case_texts, _example_texts, _training_texts])
def test_no_safe_fix_makes_a_mistake(texts: Texts) -> None:
    found: list[str] = []
    for text in texts():
        report = softsell.check(text)
        found += problems(text, report.findings, report.sentences, _find)
        fixed, _ = apply_fixes(text, report.findings, "post.txt")
        together = Span(0, len(text)), fixed
        found += [f"{text} → {fixed}: {one}" for one in (*strays(text, together), *changed_facts(text, together))]
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


@pytest.mark.parametrize(
    ("text", "cut", "written", "left"),
    [
        ("We bake, act now, and sing.", " act now", "", "two commas"),
        ("We act now bake.", "act now", "", "two spaces"),
        ("We bake, act now.", " act now", "", "a comma before another mark"),
        ("We bake now!", "now", "", "a space before a mark"),
        ("We bake (act now) and sing.", "act now", "", "empty brackets"),
        ("We bake - act now", "act now", "", "a dash at the edge of a line"),
        ("Hurry and come.", "Hurry ", "", "a small letter at the beginning"),
        ("We bake. Hurry and come!", "come", "", "a space before a mark"),
        ("We bake. Hurry, and come! Sing.", "Hurry, and come", "And", "a lone word"),
        ("We bake.\n\nAct now!\n\nWe sing.", "Act now!", "", "three line ends"),
        ("We bake.\n🔥 act now\nWe sing.", " act now", "", "“🔥” alone on a line"),
    ],
)
def test_what_is_left_behind_is_told(text: str, cut: str, written: str, left: str) -> None:
    start = text.index(cut)
    assert f"it leaves {left}" in strays(text, (Span(start, start + len(cut)), written))


def test_another_sentence_is_told() -> None:
    text = "Hurry up! The loaves are warm today. We open at six."
    report = softsell.check(text)
    assert [found.rule for found in report.findings if found.severity == "warning"] == ["pushiness/hurry"]
    touches = [
        touched_sentences(text, (span, ""), "pushiness/hurry", places(report.findings), report.sentences)
        for span in (Span(0, 10), Span(0, 14))
    ]
    assert touches == [[], ["it touches “The loaves are warm today.”"]]


def test_the_same_finding_again_is_told() -> None:
    text = "Hurry up! The loaves are warm today. Mugs are $5."
    again = [
        found_again(text, (Span(0, 9), written), "pushiness/hurry", _find(text), _find) for written in ("", "Act now!")
    ]
    assert again == [[], ["“Act now” is found in its place"]]
