"""Rows are read one by one as a whole file is read, however its text falls into blocks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from softsell.archive import text_rows
from softsell.archive.text_rows import NOT_TEXT, TextRow, open_text, read_delimited_rows, read_lines
from softsell.draft.delimited import read_rows
from softsell.draft.source import Source
from softsell.errors import DraftError, MalformedFile

TEXTS = st.text(st.sampled_from(list('ab,"\r\n \ufeff🎉')), max_size=60)


def rows_in(data: bytes, folder: Path, delimiter: str = ",", start: int = 0) -> list[TextRow]:
    """Returns the rows of a file with these bytes."""
    path = folder / "a.csv"
    path.write_bytes(data)
    with open_text(str(path)) as text:
        return list(read_delimited_rows(text, delimiter, start) if delimiter else read_lines(text))


@given(text=TEXTS, block=st.integers(1, 9))
@example(text=' "\r"""', block=1)
def test_blocks_make_no_difference(text: str, block: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_rows, "_BLOCK", block)
        rows = rows_in(text.encode(), tmp_path_factory.getbasetemp())
    source = Source(text)
    try:
        whole = list(read_rows(source, ",", source.start))
    except MalformedFile:
        assert any(row.error for row in rows)
        return
    assert [row.number for row in rows] == [row.number for row in whole]
    assert not any(row.error for row in rows)
    for row, expected in zip(rows, whole, strict=True):
        first, last = expected.cells[0], expected.cells[-1]
        assert row.text in text
        assert text[first.start : last.end] in row.text


@given(text=TEXTS, block=st.integers(1, 9))
def test_lines_are_those_of_an_editor(text: str, block: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_rows, "_BLOCK", block)
        rows = rows_in(text.encode(), tmp_path_factory.getbasetemp(), "")
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert rows == [TextRow(number, line) for number, line in enumerate(lines, 1) if line and not line.isspace()]


def test_a_bad_row_costs_one_row(tmp_path: Path) -> None:
    rows = rows_in(b'a,b\n"never closed,c\nd,"e"\n"junk" after,f\ng,h\n', tmp_path)
    assert [(row.number, row.text, bool(row.error)) for row in rows] == [
        (1, "a,b", False),
        (2, "", True),
        (3, 'd,"e"', False),
        (4, "", True),
        (5, "g,h", False),
    ]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_a_row_without_end_costs_one_row_and_no_memory(
    ending: str, quote: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_rows, "LONGEST_ROW", 100)
    monkeypatch.setattr(text_rows, "_BLOCK", 16)
    text = ending.join(["a,b", quote + "x" * 1_000 + quote + ",y", "c,d", ""])
    assert [(row.number, row.text, bool(row.error)) for row in rows_in(text.encode(), tmp_path)] == [
        (1, "a,b", False),
        (2, "", True),
        (3, "c,d", False),
    ]


def test_quotes_that_are_never_closed_cost_no_time(tmp_path: Path) -> None:
    rows = rows_in(b'"a\n' * 200_000, tmp_path)
    assert len(rows) == 200_000
    assert all(row.error for row in rows)


@pytest.mark.parametrize(
    ("data", "bad"),
    [
        (b"a,b\nc\xff,d\ne,f\n", 2),
        ("a,b\nc,d\n".encode("utf-16") + b"\x00\xd8" + "\ne,f\n".encode("utf-16-le"), 3),
        ("a,b\nc,d\n".encode("utf-16") + b"x", 3),
    ],
)
def test_bytes_that_are_not_text_are_marked(data: bytes, bad: int, tmp_path: Path) -> None:
    assert [row.number for row in rows_in(data, tmp_path) if NOT_TEXT in row.text] == [bad]


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"PK\x03\x04", "a".encode("utf-32"), "some text".encode("utf-16-le")])
def test_a_file_that_is_no_text_is_refused(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(DraftError):
        rows_in(data, tmp_path)
