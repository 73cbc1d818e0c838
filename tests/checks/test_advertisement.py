"""The remark on a post that sounds like an advertisement: where it speaks, what it quotes, and what it's left to."""

from __future__ import annotations

from typing import Any

import pytest

import softsell
from softsell.checks.finding import Finding
from softsell.checks.rule import RuleSettings
from softsell.config.config import Config

RULE = "pushiness/sounds-like-an-ad"
OVEN = "Cleaning your oven has never been so easy. Experience the power of our foam and get your evenings back. Try it for yourself."
SOFA = "Where comfort meets style. Sink into our softest sofa yet and make every evening feel special. Find yours in store."
PILLOWS = (
    "Experience the comfort of a perfect night. Our new pillows make every morning feel special and every evening "
    "something to look forward to. Discover yours in store."
)
BUNS = "Pre-order your hot cross buns by Wednesday noon and pick them up on Good Friday between 8 and 11. Order here: https://buns.example/easter"
ROSES = "Bare-root roses are £9 each until the end of February. Order online or come by on a Saturday, we wrap them in wet newspaper."


def told(text: str, **settings: Any) -> Finding | None:
    """The remark, if there's one."""
    config = Config(rules={RULE: RuleSettings(**settings)}) if settings else None
    found = [one for one in softsell.check(text, config=config).findings if one.rule == RULE]
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize("text", [SOFA, PILLOWS])
def test_it_marks_the_stretch_of_lines_that_press(text: str) -> None:
    finding = told(text)
    assert finding is not None
    assert finding.span is not None
    assert text[finding.span.start : finding.span.end] == text.rstrip(".")


def test_lines_before_and_behind_that_press_nobody_stay_unmarked() -> None:
    before, behind = "We moved to Mill Lane in May.", "The kettle is on from nine."
    text = f"{before} {PILLOWS} {behind}"
    finding = told(text)
    assert finding is not None
    assert finding.span is not None
    assert before not in text[finding.span.start : finding.span.end]
    assert behind not in text[finding.span.start : finding.span.end]


def test_it_quotes_lines_of_the_post() -> None:
    finding = told(SOFA)
    assert finding is not None
    quoted = [part.split("”")[0].strip("…") for part in finding.message.split("“")[1:]]
    assert 1 <= len(quoted) <= 2
    assert all(words in SOFA for words in quoted)


@pytest.mark.parametrize(
    "text",
    [
        BUNS,
        ROSES,
        "Reserve your copy of the minutes at the clerk's office.",
        "JUMBLE SALE\nSaturday 14 March, 10am to 1pm, St Mary's hall. Tea and cake in the back room. Bring a bag. Entry 50p.",
        f"“{SOFA}” is how the leaflet talks, and I don't.",
        f"{SOFA} @ann @ben @cas @dan @eve",
    ],
)
def test_calm_offers_and_notices_are_left_alone(text: str) -> None:
    assert told(text) is None


def test_what_only_calls_is_left_to_the_rule_about_calls() -> None:
    text = "Our best ride yet is online. Check out the video and enjoy the views that your Sunday was made for."
    rules = {one.rule for one in softsell.check(text).findings}
    assert "pushiness/check-out" in rules
    assert told(text) is None


def test_beside_a_warning_it_says_nothing() -> None:
    text = f"{SOFA} Last chance!"
    assert "pushiness/last-chance" in {one.rule for one in softsell.check(text).findings}
    assert told(text) is None


def test_the_stronger_remark_is_shown_alone() -> None:
    assert "pushiness/hard-sell-post" in {one.rule for one in softsell.check(OVEN).findings}
    assert told(OVEN) is None


def test_holes_that_the_post_contains_are_quoted_as_they_are() -> None:
    finding = told(PILLOWS.replace("of a perfect", "of {count} perfect"))
    assert finding is not None
    assert "{count}" in finding.message
