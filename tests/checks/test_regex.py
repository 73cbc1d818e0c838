"""Expressions together: one pass over all of them finds each that finds something by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from softsell.checks.regex import Regex, RegexError, RegexSet
from softsell.config.config import Config
from softsell.draft import read_text
from softsell.engine.draft_reading import read_drafts

RULES = Path(__file__).parents[2] / "rules"
BUILT_IN = [
    text
    for path in sorted(RULES.glob("*/*.yml"))
    if path.name != "pack.yml"
    for rules in [yaml.safe_load(path.read_text(encoding="utf-8"))]
    if isinstance(rules, list)  # the others hold questions
    for rule in rules
    for text in rule.get("regex", ())
]
# Each needs many states at once; together they must still fit.
GREEDY = [rf"(?:{a}|{b})*{a}(?:{a}|{b}){{12}}{c}" for a in "ab" for b in "bc" for c in "abcd"]
LETTERS = st.text(st.sampled_from("abcd"), max_size=400)


def found_alone(regexes: list[Regex], text: str) -> set[int]:
    reading = read_drafts([(read_text(text), Config(model="none"))])[0]
    return {index for index, regex in enumerate(regexes) if list(regex.find(reading))}


@given(LETTERS)
def test_greedy_expressions_together(text: str) -> None:
    regexes = [Regex(expression) for expression in GREEDY]
    assert set(RegexSet(regexes).found_in(text)) == found_alone(regexes, text)


@given(st.text(st.sampled_from("3 2:1daysleft✅#[{NAME}]%&\n🔥left"), max_size=200))
def test_the_built_in_expressions_together(text: str) -> None:
    regexes = [Regex(expression) for expression in BUILT_IN]
    assert set(RegexSet(regexes).found_in(text)) >= found_alone(regexes, text)


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("No[^.]{1,400}end", "No" + " way" * 90 + " end"),
        (r"a\]{2,10}b", "a]]]b"),
        ("[[:alpha:]{1,20}]!", "2!"),
        ("a[]{1,20}]+b", "a20b"),
        ("a[^]{1,20}]b", "axb"),
        (r"\Q]{1,20}\E", "]{1,20}"),
        ("[a-c]{2,12}?d", "abcd"),
    ],
)
def test_an_expression_with_a_long_repeat_is_found(expression: str, text: str) -> None:
    regexes = [Regex(expression), Regex("something else")]
    assert list(RegexSet(regexes).found_in(text)) == [0]
    assert found_alone(regexes, text) == {0}


def test_what_is_longer_than_a_repeat_allows_is_refused_by_the_expression_itself() -> None:
    regexes = [Regex("No[^.]{1,20}end")]
    text = "No" + " way" * 90 + " end"
    assert list(RegexSet(regexes).found_in(text)) == [0]
    assert not found_alone(regexes, text)


@pytest.mark.parametrize("count", [0, 1, 15, 16, 17, 40])
def test_any_number_of_expressions(count: int) -> None:
    regexes = [Regex(f"word{number}end") for number in range(count)]
    text = " ".join(f"Word{number}end" for number in range(0, count, 3))
    assert set(RegexSet(regexes).found_in(text)) == set(range(0, count, 3))


def test_the_largest_expressions_fit_together() -> None:
    regexes = [Regex(rf"(?:\pL{{40}}{number})") for number in range(16)]
    assert list(RegexSet(regexes).found_in("é" * 40 + "7" + "é" * 100_000)) == [7]


@pytest.mark.parametrize("expression", ["(", "x*", "a" * 501, r"(?=x)"])
def test_what_is_no_expression(expression: str) -> None:
    with pytest.raises(RegexError):
        Regex(expression).check()
