from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.draft.draft_properties import prose_of, source_of

from softsell.draft import read_bytes
from softsell.draft.delimited import read_rows
from softsell.draft.source import Source
from softsell.draft.tables.cells import value_of
from softsell.errors import MalformedFile


def posts_in(text: str, name: str = "a.csv", column: str | None = None) -> list[str]:
    return prose_of(read_bytes(text.encode(), name, column=column))


def test_a_quoted_cell_keeps_its_places() -> None:
    text = '\ufeffid,text\r\n1,"She said ""fresh"", twice.\r\nReally."\r\n'
    [draft] = read_bytes(text.encode(), "a.csv")
    assert draft.prose == 'She said "fresh", twice.\r\nReally.'
    assert source_of(draft, '"') == '""'
    assert source_of(draft, "Really.") == "Really."
    assert draft.source == text


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ("id,Text\n1,One.\n2,\n3,Three.", ["One.", "Three."]),
        ("id;caption\n1;One, and two.", ["One, and two."]),
        ("id\tpost_text\n1\tOne.", ["One."]),
        ("id,note\n1,We bake every day.\n", ["We bake every day."]),
        ("post\nOne.\nTwo, too.", ["One.", "Two, too."]),
        ("Post text\nOne, and one.\nTwo, too.", ["One, and one.", "Two, too."]),
        (
            "We bake bread every day of the week,5\nAnd on Sundays,6",
            ["We bake bread every day of the week", "And on Sundays"],
        ),
        ("We bake every day\nAnd on Sundays", ["We bake every day", "And on Sundays"]),
        ("text\n\n\nOne.\n", ["One."]),
        ("text,id\nOne.", ["One."]),
        ("", []),
        ("text", []),
    ],
)
def test_the_column_that_reads_like_posts_is_found(text: str, posts: list[str]) -> None:
    assert posts_in(text) == posts


def test_a_column_may_be_asked_for_by_name_or_number() -> None:
    text = "text,Second one\nNo.,Yes."
    assert (
        posts_in(text, column="Second one")
        == posts_in(text, column="second ONE")
        == posts_in(text, column="2")
        == ["Yes."]
    )


def test_a_tab_separated_file_leaves_commas_alone() -> None:
    assert posts_in("text\tid\nOne, two; three.\t1", "a.tsv") == ["One, two; three."]


@pytest.mark.parametrize(
    ("text", "column", "place", "hint"),
    [
        ('id,text\n1,"One.', None, "2:3", "closing quote"),
        ('id,text\n1,"One." two', None, "2:9", "only a separator"),
        ("id,size\n1,2", None, "1:1", "The columns are: id, size"),
        ("id,text\n1,2", "txet", "1:1", "did you mean “text”?"),
        ("," * 1_000, None, "1:1", "more than 1,000 columns"),
        ("id,text\n1,2", "9", "1:1", "the columns are: id, text"),
    ],
)
def test_unreadable_input_is_reported_with_its_position(text: str, column: str | None, place: str, hint: str) -> None:
    with pytest.raises(MalformedFile) as caught:
        posts_in(text, column=column)
    assert str(caught.value).startswith(f"a.csv:{place}: ")
    assert hint in str(caught.value)


cells = st.text(st.sampled_from('a🍞",;\t\n\r '), max_size=6)
tables = st.lists(st.lists(cells, min_size=1, max_size=4), max_size=5)


@given(tables, st.sampled_from([",", ";", "\t"]), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
@settings(deadline=None)
def test_what_csv_writes_is_read_as_csv_reads_it(table: list[list[str]], delimiter: str, quoting: int) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, quoting=quoting).writerows(table)  # type: ignore[arg-type]
    written = file.getvalue()
    read = [[value_of(written, cell) for cell in row.cells] for row in read_rows(Source(written), delimiter)]
    assert read == [row for row in csv.reader(io.StringIO(written, newline=""), delimiter=delimiter) if row]


@given(st.text(st.sampled_from('ab,\n\r"'), max_size=15))
@settings(deadline=None)
def test_whatever_is_accepted_is_read_as_csv_reads_it(written: str) -> None:
    try:
        read = [[value_of(written, cell) for cell in row.cells] for row in read_rows(Source(written), ",")]
    except MalformedFile:
        return
    assert read == [row for row in csv.reader(io.StringIO(written, newline="")) if row]
