"""Offsets to an editor's positions and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softsell.lsp.documents import Change, Document
from softsell.lsp.positions import Encoding, Lines, Place

ENCODINGS: list[Encoding] = ["utf-8", "utf-16", "utf-32"]
TEXTS = st.text(st.sampled_from("ab é🚨\u2028\x0b\r\n"), max_size=30)


@pytest.mark.parametrize(("encoding", "character"), [("utf-8", 7), ("utf-16", 4), ("utf-32", 3)])
def test_a_character_counts_as_agreed(encoding: Encoding, character: int) -> None:
    lines = Lines("one\r\né🚨 x", encoding)
    assert lines.place(8) == Place(1, character)
    assert lines.offset(1, character) == 8


@given(TEXTS, st.sampled_from(ENCODINGS))
def test_every_offset_comes_back(text: str, encoding: Encoding) -> None:
    lines = Lines(text, encoding)
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] == "\r\n":
            continue  # inside a line's end
        assert lines.offset(*lines.place(offset)) == offset


@given(TEXTS, TEXTS, st.integers(0, 40), st.integers(0, 40), st.sampled_from(ENCODINGS))
def test_a_change_is_applied_where_the_editor_means_it(
    text: str, new: str, first: int, second: int, encoding: Encoding
) -> None:
    document = Document("untitled:a", "untitled.txt", 1, Lines(text, encoding), encoding)
    start, end = sorted((min(first, len(text)), min(second, len(text))))
    for at in (start, end):
        if text[at - 1 : at + 1] == "\r\n":
            return
    change = Change(new, document.lines.place(start), document.lines.place(end))
    assert document.changed([change], 2).text == text[:start] + new + text[end:]


def test_places_beyond_the_text_are_its_end() -> None:
    lines = Lines("é\nab", "utf-8")
    assert lines.offset(0, 99) == 1
    assert lines.offset(0, 1) == 0
    assert lines.offset(9, 9) == 4
