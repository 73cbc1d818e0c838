"""What must hold for any text whatever, in every format."""

from __future__ import annotations

import contextlib
import json
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.draft.draft_properties import assert_well_mapped, written_texts

from softsell.draft import ENDINGS, UNWRITTEN_ENDINGS, Draft, Markup, read_bytes, read_text
from softsell.errors import DraftError


@pytest.mark.parametrize("markup", get_args(Markup))
@given(text=written_texts())
@settings(max_examples=250, deadline=None)
def test_every_span_of_one_text_points_into_it(markup: Markup, text: str) -> None:
    with contextlib.suppress(DraftError):
        draft = read_text(text, markup=markup)
        assert draft.source == text
        assert_well_mapped(draft)


@pytest.mark.parametrize("ending", ENDINGS)
@given(text=written_texts())
@settings(max_examples=120, deadline=None)
def test_every_span_of_a_file_points_into_it(ending: str, text: str) -> None:
    with contextlib.suppress(DraftError):
        drafts = read_bytes(text.encode(), f"a{ending}")
        assert_in_order(drafts[0].source if drafts and ending in UNWRITTEN_ENDINGS else text, drafts)


@given(st.lists(written_texts(), max_size=4))
@settings(deadline=None)
def test_every_span_of_a_json_file_points_into_it(texts: list[str]) -> None:
    written = json.dumps([{"text": text} for text in texts])
    assert_in_order(written, read_bytes(written.encode(), "a.json"))


@pytest.mark.parametrize("ending", ENDINGS)
@given(data=st.binary(max_size=60))
@settings(max_examples=60, deadline=None)
def test_bytes_are_read_or_refused_and_nothing_else(ending: str, data: bytes) -> None:
    with contextlib.suppress(DraftError):
        read_bytes(data, f"a{ending}")


def assert_in_order(source: str, drafts: list[Draft]) -> None:
    at = 0
    for draft in drafts:
        assert draft.source == source
        assert draft.span.start >= at
        at = draft.span.end
        assert_well_mapped(draft)
        for suppression in draft.suppressions:
            assert 0 <= suppression.span.start <= suppression.span.end <= len(source)
            assert draft.span.start <= suppression.scope.start <= suppression.scope.end <= draft.span.end
