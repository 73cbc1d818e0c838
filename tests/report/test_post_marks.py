"""A post's text, cut where findings begin and end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.report.posts import SHEET, one

from softsell.checks.finding import SEVERITIES, Finding
from softsell.draft import Context, read_bytes, read_text
from softsell.draft.span import Span
from softsell.report import CheckedDraft, CheckedFile
from softsell.report.post_marks import cut, number_findings
from softsell.report.result import Prose


def found(start: int, end: int, severity: str = "warning") -> Finding:
    return Finding("a/b", severity, Span(start, end), "m", "w")  # type: ignore[arg-type]


def test_the_exact_words_are_marked() -> None:
    stretches = list(cut(SHEET, SHEET.drafts[0]))
    assert [(stretch.text, stretch.finding, stretch.ends) for stretch in stretches] == [
        ("Last chance", 1, (1,)),
        (" to get one", None, ()),
        ("!!", 2, (2,)),
    ]


def test_the_most_severe_marks_words_that_two_findings_share() -> None:
    file = one("abcdef", found(0, 4, "suggestion"), found(2, 6, "error"))
    marks = [(stretch.text, stretch.finding) for stretch in cut(file, file.drafts[0])]
    assert marks == [("ab", 1), ("cd", 2), ("ef", 2)]


def read(data: str, name: str, words: str) -> list[str]:
    """The marked words, where the source has ``words`` marked."""
    (draft,) = read_bytes(data.encode(), name)
    start = draft.source.index(words)
    checked = CheckedDraft(draft.span, (found(start, start + len(words)),), prose=Prose(draft.prose, draft.map.pieces))
    file = CheckedFile(name, draft.source, (checked,))
    return [stretch.text for stretch in cut(file, checked) if stretch.finding]


def test_marks_stand_in_the_text_as_readers_read_it() -> None:
    assert read(r'[{"text": "A\n\ud83d\ude00 \"last\u0020chance\" now"}]', "a.json", r"\"last\u0020chance\"") == [
        '"last chance"'
    ]
    assert read('a,post\n1,"Our ""last chance"" now, friends"\n', "a.csv", '""last chance""') == ['"last chance"']
    assert read("<p>Our <b>last &amp;</b> only chance</p>", "a.html", "last &amp;</b> only") == ["last & only"]
    assert read("Our *last* [chance](https://x.com) now.\n", "a.md", "last* [chance") == ["last chance"]


SPANS = st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from(SEVERITIES))


@given(st.text(max_size=30), st.lists(SPANS))
def test_stretches_are_the_whole_text_and_every_finding_ends_once(text: str, spans: list[tuple[int, int, str]]) -> None:
    findings = [found(min(span[:2]), max(span[:2]), span[2]) for span in spans]
    file = one(text, *findings)
    stretches = list(cut(file, file.drafts[0]))
    assert "".join(stretch.text for stretch in stretches) == text.strip().replace("\ufffc", "▢")
    ends = [number for stretch in stretches for number in stretch.ends]
    assert sorted(ends) == list(range(1, len(number_findings(file.drafts[0])) + 1))


@given(st.text(st.sampled_from("ab&;<p>*_[]()\n\r \"'"), max_size=40), st.sampled_from(["plain", "markdown", "html"]))
def test_prose_and_source_find_each_other(text: str, markup: str) -> None:
    draft = read_text(text, markup=markup, context=Context())  # type: ignore[arg-type]
    for piece in draft.map.pieces:
        if piece.verbatim and piece.prose_start < piece.prose_end:
            span = Span(piece.source_start, piece.source_end)
            assert draft.map.to_prose(span) == (piece.prose_start, piece.prose_end)
    for start in range(len(text) + 1):
        place = draft.map.to_prose(Span(start, len(text)))
        assert 0 <= place.start <= place.end <= len(draft.prose)
