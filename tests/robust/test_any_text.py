"""Properties of the whole engine that must hold for any text."""

from __future__ import annotations

import contextlib
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fuzz.inputs import any_bytes, any_texts, posts
from tests.fuzz.properties import applied, assert_sound, safe_fixes
from tests.fuzz.targets import TARGETS

from softsell.config.config import Config
from softsell.draft.readers import Markup
from softsell.engine.engine import Engine
from softsell.errors import DraftError
from softsell.platforms import PLATFORMS

ENGINE = Engine(Config(model="none"))


@pytest.mark.parametrize("markup", get_args(Markup))
@given(text=any_texts(), platform=st.sampled_from([None, *PLATFORMS]))
@settings(max_examples=120, deadline=None)
def test_every_report_is_sound(markup: Markup, text: str, platform: str | None) -> None:
    with contextlib.suppress(DraftError):
        assert_sound(ENGINE.check(text, markup=markup, platform=platform))


@given(text=any_texts())
@settings(max_examples=120, deadline=None)
def test_the_same_text_gets_the_same_report(text: str) -> None:
    one, other = ENGINE.check(text), ENGINE.check(text)
    assert (one.findings, one.scores, one.sentences, one.measures) == (
        other.findings,
        other.scores,
        other.sentences,
        other.measures,
    )


@given(text=posts())
@settings(max_examples=150, deadline=None)
def test_line_ends_of_windows_change_no_finding(text: str) -> None:
    text = text.replace("\r", "")
    one = ENGINE.check(text).findings
    other = ENGINE.check(text.replace("\n", "\r\n")).findings
    assert [finding.rule for finding in one] == [finding.rule for finding in other]


@given(text=posts())
@settings(max_examples=150, deadline=None)
def test_after_all_safe_fixes_there_is_nothing_left_to_fix(text: str) -> None:
    before = ENGINE.check(text)
    for _ in range(10):
        report = ENGINE.check(text)
        fixes = safe_fixes(report)
        if not fixes:
            break
        text = applied(text, fixes)
    else:
        pytest.fail("the fixes never come to an end")
    after = ENGINE.check(text)
    assert not safe_fixes(after)
    assert_sound(after)
    assert len(safe_fixes(before)) >= len(safe_fixes(after))


@pytest.mark.parametrize("target", TARGETS)
@given(data=any_bytes())
@settings(max_examples=30, deadline=None)
def test_fuzz_targets_accept_any_bytes(target: str, data: bytes) -> None:
    TARGETS[target](data)
