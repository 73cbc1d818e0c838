"""No text takes much longer than ordinary text of its size, needs much memory, or brings softsell down."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from tests.fuzz.properties import assert_sound
from tests.robust.hostile_texts import HTML, MARKDOWN, TEXTS, ordinary

from softsell.config.config import Config
from softsell.draft.readers import Markup
from softsell.engine import Engine
from softsell.errors import DraftError

SIZE = 40_000
"""Characters. Large enough that work that grows with the square of the size is a hundred times too slow."""

RATIO = 30
"""How much more processor time than ordinary text is fine: text made of single characters has five times the tokens."""


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Config(model="none"))


@pytest.fixture(scope="module")
def ordinary_seconds(engine: Engine) -> float:
    """Processor time for ordinary text of this size, at its best of three."""
    text = ordinary(SIZE)
    return min(taken(lambda: engine.check(text)) for _ in range(3))


def taken(work: Callable[[], object]) -> float:
    """Processor seconds, which other work on the machine does not add to."""
    began = time.process_time()
    work()
    return time.process_time() - began


def must_be_quick(engine: Engine, text: str, markup: Markup, usual: float) -> None:
    def check() -> None:
        report = engine.check(text, markup=markup)
        assert_sound(report)

    assert taken(check) < RATIO * usual


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_is_checked_in_bounded_time(name: str, engine: Engine, ordinary_seconds: float) -> None:
    must_be_quick(engine, TEXTS[name](SIZE), "plain", ordinary_seconds)


@pytest.mark.parametrize("name", MARKDOWN)
def test_nested_markdown_is_checked_in_bounded_time(name: str, engine: Engine, ordinary_seconds: float) -> None:
    must_be_quick(engine, MARKDOWN[name](SIZE), "markdown", ordinary_seconds)


@pytest.mark.parametrize("name", HTML)
def test_nested_html_is_checked_in_bounded_time(name: str, engine: Engine, ordinary_seconds: float) -> None:
    must_be_quick(engine, HTML[name](SIZE), "html", ordinary_seconds)


@pytest.mark.parametrize("text", ["a\x00b", "\x00", "a\ud800b", "\udfff", "\udc80" * 9])
def test_what_no_text_holds_is_refused_with_a_sentence(text: str, engine: Engine) -> None:
    with pytest.raises(DraftError) as refused:
        engine.check(text)
    assert str(refused.value).strip().endswith(".")


def test_a_wall_of_findings_is_cut(engine: Engine) -> None:
    report = engine.check("Last chance! BUY NOW!!! " * 5_000)
    assert len(report.findings) == 1_000
    assert_sound(report)


def test_ten_million_characters_are_the_most(engine: Engine) -> None:
    with pytest.raises(DraftError, match="10,000,000"):
        engine.check("a" * 10_000_001)
