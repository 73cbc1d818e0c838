"""Settings, YAML, counting, words and reports take about as long for hostile input as for ordinary input of the same size."""

from __future__ import annotations

import contextlib
from functools import cache
from pathlib import Path

import pytest
from tests.robust.hostile_texts import ordinary
from tests.robust.measuring import least_seconds, must_cost_like

from softsell.checks.finding import Finding, Fix
from softsell.config.load import read_config
from softsell.draft.span import Span
from softsell.errors import ConfigError
from softsell.language.english.frequency import is_known, rarity
from softsell.language.english.syllables import syllables
from softsell.platforms import PLATFORMS, count
from softsell.report import FORMATS, CheckedDraft, CheckedFile, Options, render
from softsell.yaml_source import read_yaml

SETTINGS = {
    "dotted": "a" + ".a" * 90_000 + " = 1",
    "quoted": '"\\"".' + "'x'." * 40_000 + "a = 1",
    "tables": "[[a]]\n" * 30_000,
    "unknown": "".join(f"key{index} = 1\n" for index in range(12_000)),
    "phrases": "ban = [" + ", ".join(f"'word{index}'" for index in range(11_000)) + "]",
    "unclosed": '"' + '\\"' * 90_000 + "." * 200,
}
BOMBS = {
    "lists": "[" * 100_000,
    "mappings": "{a: " * 100_000,
    "items": "- " * 100_000,
    "values": "- x\n" * 50_000,
    "keys": "? " * 50_000,
    "anchors": "a: " + "&x [" * 10_000,
    "billion laughs": "".join(f"l{i + 1}: &l{i + 1} [{', '.join(f'*l{i}' for _ in range(9))}]\n" for i in range(9)),
    "long text": "a: |\n" + "  x\n" * 50_000,
}
RULE = "- id: tired\n  kind: phrase\n  message: m\n  patterns: [game changer, one of a kind]\n"


@pytest.mark.parametrize("name", SETTINGS)
def test_settings(name: str, tmp_path: Path) -> None:
    hostile, usual = tmp_path / "hostile.toml", tmp_path / "usual.toml"
    hostile.write_text(SETTINGS[name])
    usual.write_text("allow = [\n" + "".join(f'  "last call for toast {number}",\n' for number in range(4_000)) + "]\n")

    def read_hostile() -> None:
        with contextlib.suppress(ConfigError):
            read_config(hostile)

    must_cost_like(least_seconds(lambda: read_config(usual)), read_hostile)


@pytest.mark.parametrize("name", BOMBS)
def test_yaml(name: str) -> None:
    bomb = BOMBS[name].encode()
    usual = (RULE * (len(bomb) // len(RULE) + 1)).encode()
    must_cost_like(least_seconds(lambda: read_yaml("rules.yml", usual)), lambda: read_yaml("rules.yml", bomb))


@cache
def usual_count() -> float:
    usual = ordinary(100_000)
    return least_seconds(lambda: [count(usual, platform) for platform in PLATFORMS])


@pytest.mark.parametrize("unit", ["a.", "a-", "https://", "@a@", "👩\u200d", "\u0301", "aa.co/", "."])
def test_counting(unit: str) -> None:
    hostile = unit * (100_000 // len(unit))
    must_cost_like(usual_count(), lambda: [count(hostile, platform) for platform in PLATFORMS])


def measure(words: list[str]) -> None:
    for one in words:
        syllables(one)
        rarity(one)
        is_known(one)


@cache
def usual_words() -> float:
    words = ordinary(100_000).split()
    return least_seconds(lambda: measure(words))


@pytest.mark.parametrize(
    "unit", ["a", "y", "e'", "ea", "aeiouy", "strength", "1", "é", "n't", "A", "aB", "-", "'s", "ing"]
)
def test_huge_words(unit: str) -> None:
    word = unit * (100_000 // len(unit))
    must_cost_like(usual_words(), lambda: measure([word]))


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_report_on_a_line_of_megabytes(format_name: str) -> None:
    scores = {"pushiness": 62.5, "self-focus": 0.0, "questions": 20.0, "readability": None}
    findings = tuple(
        Finding("a/b", "warning", Span(at, at + 5), "It hurries.", "", (Fix("", Span(at, at + 5), "Come"),))
        for at in range(2, 1_000 * 3_000, 3_000)
    )

    def report(text: str) -> None:
        file = CheckedFile("a.txt", text, (CheckedDraft(Span(0, len(text)), findings, scores),))
        assert "".join(render(format_name, [file], Options()))

    must_cost_like(least_seconds(lambda: report("🥖 Hurry up.\n" * 300_000)), lambda: report("🥖 Hurry up. " * 300_000))
