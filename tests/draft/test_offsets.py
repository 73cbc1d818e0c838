from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softsell.draft.offsets import LineIndex, Utf16Offsets
from softsell.draft.source import Source


def test_an_emoji_counts_two_in_javascript() -> None:
    offsets = Utf16Offsets("Hi 🍞 you")
    assert [offsets.to_utf16(at) for at in (0, 3, 4, 8)] == [0, 3, 5, 9]


@given(st.text())
@settings(deadline=None)
def test_utf_16_offsets_are_what_utf_16_says(text: str) -> None:
    offsets = Utf16Offsets(text)
    for at in range(len(text) + 1):
        units = len(text[:at].encode("utf-16-le", "surrogatepass")) // 2
        assert offsets.to_utf16(at) == units


@given(st.text("a\r\n\ufeff"))
@settings(deadline=None)
def test_one_place_is_the_same_with_and_without_an_index(text: str) -> None:
    index = LineIndex(text)
    for at in range(len(text) + 1):
        assert Source(text).position(at) == index.position(at)


@pytest.mark.parametrize(
    ("text", "offset", "position"),
    [
        ("", 0, (1, 1)),
        ("one\ntwo", 4, (2, 1)),
        ("one\r\ntwo", 5, (2, 1)),
        ("one\rtwo", 4, (2, 1)),
        ("one\n", 4, (2, 1)),
        ("one\n", 3, (1, 4)),
        ("🍞 two", 2, (1, 3)),
        ("a\u2028b", 2, (1, 3)),
        ("\ufeffone", 1, (1, 1)),
        ("\ufeffone", 0, (1, 1)),
        ("\ufeffone\ntwo", 6, (2, 2)),
    ],
)
def test_lines_and_columns_are_those_of_an_editor(text: str, offset: int, position: tuple[int, int]) -> None:
    assert LineIndex(text).position(offset) == position


def test_a_line_comes_without_its_end() -> None:
    lines = LineIndex("\ufeffone\r\ntwo\n")
    assert [lines.line(number) for number in range(1, len(lines) + 1)] == ["one", "two", ""]
    assert lines.line_start(2) == 6


@given(st.lists(st.sampled_from(["a", "🍞", "\n", "\r\n", "\r"]), max_size=20).map("".join))
@settings(deadline=None)
def test_every_offset_is_in_the_line_that_holds_it(text: str) -> None:
    lines = LineIndex(text)
    for at, character in enumerate(text):
        line, column = lines.position(at)
        assert lines.line_start(line) + column - 1 == at
        if character not in "\r\n":
            assert lines.line(line)[column - 1] == character
