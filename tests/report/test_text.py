"""What a person sees."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softsell.checks.finding import Finding, Fix
from softsell.draft.span import Span
from softsell.packs.known_measures import known_measures
from softsell.report import FORMATS, CheckedDraft, CheckedFile, Options, render
from softsell.report.display import Excerpt, escape, excerpt, width, wrap
from softsell.report.measure_words import in_words
from softsell.report.result import ScorePoints

SCORES: dict[str, float | None] = {"pushiness": 42.5, "self-focus": 0.0, "questions": 20.0, "readability": None}


def page(text: str, *findings: Finding, points: tuple[ScorePoints, ...] = (), **options: Any) -> str:
    draft = CheckedDraft(Span(0, len(text)), findings, SCORES, {}, points)
    return "".join(render("text", [CheckedFile("post.txt", text, (draft,))], Options(**options)))


def finding(text: str, words: str, **more: Any) -> Finding:
    start = text.index(words)
    return Finding("pushiness/hurry", "warning", Span(start, start + len(words)), "It hurries.", "Calm sells.", **more)


def within(line: str, start: int, end: int, room: int) -> Excerpt:
    """The excerpt of a line that stands between two others."""
    text = f"above\n{line}\nbelow"
    return excerpt(text, Span(6, 6 + len(line)), Span(6 + start, 6 + end), room)


def test_a_finding_in_full() -> None:
    text = "Come in!\nLast chance to get a loaf.\n"
    fix = Fix("Write “A loaf is left for you.”", Span(9, 35), "A loaf is left for you.")
    praise = Finding("value/thanks", "suggestion", None, "It says thank you.", "", (), True)
    assert page(text, finding(text, "Last chance", fixes=(fix,)), praise) == (
        "post.txt:2:1  warning  pushiness/hurry\n"
        "  2 │ Last chance to get a loaf.\n"
        "    │ ^^^^^^^^^^^\n"
        "      It hurries.\n"
        "      Calm sells.\n"
        "      try: write “A loaf is left for you.”\n"
        "\n"
        "post.txt\n"
        "  good: It says thank you.\n"
        "  pushiness    ████░░░░░░  42   self-focus   ░░░░░░░░░░   0\n"
        "  questions    ██░░░░░░░░  20   readability  ░░░░░░░░░░   -\n"
        "\n"
        "1 warning in 1 draft. --fix can fix 1 of them.\n"
    )


def test_a_whole_draft_finding_has_no_excerpt_and_offers_its_question() -> None:
    fix = Fix("Add a question", Span(5, 5), " Which crust do you like?", safe=False)
    report = page("Bread", Finding("questions/missing", "suggestion", None, "No question.", "", (fix,)))
    assert "post.txt:1  suggestion  questions/missing\n  No question.\n" in report
    assert "  try: add a question: “Which crust do you like?”\n" in report
    assert "1 suggestion in 1 draft.\n" in report


def test_a_removal_does_not_mention_the_capital_that_follows() -> None:
    text = "Hurry, the buns are warm."
    report = page(text, finding(text, "Hurry", fixes=(Fix("Take it out", Span(0, 8), "T"),)))
    assert "try: take it out\n" in report


def test_a_clean_draft_is_shown_or_left_out() -> None:
    assert page("Bread at nine.").startswith("post.txt  nothing to fix\n")
    assert page("Bread at nine.", show_clean=False) == "Nothing to fix in 1 draft.\n"


def test_a_high_score_is_told_though_nothing_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SCORES, "pushiness", 83.0)
    first = "post.txt  nothing to fix, but a high score for pushiness"
    assert page("Bread at nine.").startswith(f"{first}; --show-score says why\n")
    assert page("Bread at nine.", show_score=True).startswith(f"{first}\n")


def test_an_empty_file_is_reported() -> None:
    assert "post.txt  nothing to check" in "".join(render("text", [CheckedFile("post.txt", "", ())], Options()))


def test_brief_is_findings_only() -> None:
    text = "Hurry up."
    report = page(text, finding(text, "Hurry"), brief=True)
    assert report.endswith("Calm sells.\n\n")
    assert "pushiness  " not in report


def test_points_say_what_a_score_is_made_of() -> None:
    points = (
        ScorePoints("pushiness", "pushiness/hurry", 24.0, 2),
        ScorePoints("pushiness", "capital_words", 3.25, 4.0),
    )
    report = page("Hurry", points=points, show_score=True)
    assert "       +24.0  pushiness/hurry (2 times)\n" in report
    assert "        +3.2  words all in capitals: 4\n" in report


def test_a_score_without_points_says_that_nothing_counts() -> None:
    report = page("Hurry", points=(ScorePoints("pushiness", "pushiness/hurry", 24.0, 2.0),), show_score=True)
    assert report.count("              no question is a hook, and none is missing\n") == 1
    assert "pushiness/hurry (2 times)\n" in report
    assert report.count("nothing counts against this post\n") == len(
        [s for s in SCORES if s not in ("pushiness", "questions") and SCORES[s] is not None]
    )


def test_a_measure_that_gives_points_is_described_in_words() -> None:
    points = (
        ScorePoints("self-focus", "second_person", 7.0, 0.0),
        ScorePoints("pushiness", "capital_share", 2.0, 0.25),
        ScorePoints("readability", "gunning_fog", 2.0, 11.25),
    )
    report = page("Hurry", points=points, show_score=True)
    assert "times you say “you” or “your”: none\n" in report
    assert "share of capital letters: 25 %\n" in report
    assert "gunning fog: 11.25\n" in report


def test_every_measure_has_words_for_it() -> None:
    nameless = [name for name in known_measures() if "_" in in_words(name, 1.0)]
    assert not nameless


def test_what_a_baseline_knows_is_counted_beside_the_scores_that_count_it() -> None:
    text = "Last chance! Hurry up."
    known = CheckedDraft(Span(0, len(text)), (), SCORES, known=1)
    report = "".join(render("text", [CheckedFile("post.txt", text, (known,))], Options()))
    assert report.startswith("post.txt  nothing new; 1 finding in the baseline, counted in the scores\n")
    assert report.endswith("Nothing new in 1 draft. Left out 1 finding in the baseline.\n")
    new = CheckedDraft(Span(0, len(text)), (finding(text, "Hurry"),), SCORES, known=2)
    report = "".join(render("text", [CheckedFile("post.txt", text, (new,))], Options()))
    assert "post.txt  2 findings in the baseline, counted in the scores\n" in report
    assert report.endswith("1 warning in 1 draft. Left out 2 findings in the baseline.\n")


def test_colour_only_where_wanted() -> None:
    text = "Hurry up."
    assert "\x1b[" not in page(text, finding(text, "Hurry"))
    assert "\x1b[33;1m^^^^^\x1b[0m" in page(text, finding(text, "Hurry"), color=True)


def test_ascii_terminals() -> None:
    text = "Hurry up."
    report = page(text, finding(text, "Hurry"), unicode=False)
    assert "  1 | Hurry up.\n" in report
    assert "####......  42" in report


@pytest.mark.parametrize(
    ("line", "words", "indent", "marked"),
    [
        ("Hurry up", "Hurry", 0, 5),
        ("🚨🚨 Hurry up", "Hurry", 5, 5),
        ("パンHurry", "Hurry", 4, 5),
        ("\tHurry", "Hurry", 4, 5),
        ("cafe\u0301 Hurry", "Hurry", 5, 5),
        ("👨‍👩‍👧‍👦 Hurry", "Hurry", 3, 5),
        ("now \u202eyrruH", "yrruH", 12, 5),
        ("Buy パン now", "パン", 4, 4),
        ("🇫🇷 Hurry 🥖", "🥖", 9, 2),
    ],
)
def test_the_caret_is_under_the_words(line: str, words: str, indent: int, marked: int) -> None:
    start = line.index(words)
    cut = within(line, start, start + len(words), 70)
    assert (cut.indent, cut.marked) == (indent, marked)


def test_a_long_line_is_cut_around_the_words() -> None:
    line = "bread " * 100 + "Last chance" + " bread" * 100
    cut = within(line, 600, 611, 60)
    assert cut.text.startswith("…")
    assert cut.text.endswith("…")
    assert cut.text[cut.indent :].startswith("Last chance")
    assert width(cut.text) <= 60


def test_a_line_of_megabytes_is_cut_at_once() -> None:
    line = "x" * 3_000_000 + "HURRY" + "y" * 3_000_000
    cut = within(line, 3_000_000, 3_000_005, 80)
    assert "HURRY" in cut.text


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_thousand_findings_on_a_line_of_megabytes(format_name: str) -> None:
    text = "🥖 Hurry up. " * 300_000
    findings = tuple(
        Finding("a/b", "warning", Span(at, at + 5), "It hurries.", "", (Fix("", Span(at, at + 5), "Come"),))
        for at in range(2, 1_000 * 3_000, 3_000)
    )
    file = CheckedFile("a.txt", text, (CheckedDraft(Span(0, len(text)), findings, SCORES),))
    assert "".join(render(format_name, [file], Options()))


_LINES = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("a \t🚨パ\u0301\u200d\u202e")), max_size=80)


@given(_LINES, st.data(), st.integers(30, 120))
def test_an_excerpt_fits_and_shows_the_beginning_of_the_words(line: str, data: st.DataObject, room: int) -> None:
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    cut = within(line, start, end, room)
    # Marks that join onto the character before them are measured apart from it when the stretch begins between the two.
    assert width(cut.text) <= room + 9
    assert 1 <= cut.marked <= room
    assert cut.indent <= room


@given(_LINES)
def test_nothing_that_steers_a_terminal_is_shown(text: str) -> None:
    safe = escape(text)
    assert not {"\x1b", "\x9b", "\r", "\u202e", "\u2066", "\0"} & set(safe)
    assert escape(safe) == safe


def test_what_is_shown_in_the_place_of_what() -> None:
    assert escape("a\x1b[31mb\tc\u202ed\x7f") == "a␛[31mb    c<U+202E>d␡"


def test_wrapping_counts_columns() -> None:
    assert wrap("one two three パンパン four", 9, "  ") == "one two\n  three\n  パンパン\n  four"


def test_a_rule_is_explained_once_per_file() -> None:
    text = "Hurry! Hurry!"
    twice = (finding(text, "Hurry"), Finding("pushiness/hurry", "warning", Span(7, 12), "It hurries.", "Calm sells."))
    assert page(text, *twice).count("Calm sells.") == 1


def test_a_score_that_a_pack_declares_is_shown() -> None:
    text = "Come in!\n"
    for more in ({"warmth": 40.0}, {"warmth": 40.0, "fine-print": 0.0}):
        draft = CheckedDraft(Span(0, len(text)), (), {**SCORES, **more})
        shown_page = "".join(render("text", [CheckedFile("post.txt", text, (draft,))], Options()))
        for name in (*SCORES, *more):
            assert shown_page.count(name) == 1, name
        assert not [line for line in shown_page.splitlines() if line.endswith(" ")]
