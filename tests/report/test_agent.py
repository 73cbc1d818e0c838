"""What an assistant gets: exact and short."""

from __future__ import annotations

from tests.report.posts import SHEET, one, shown

from softsell.checks.finding import Finding, Fix
from softsell.draft.span import Span


def test_places_words_changes_and_a_verdict() -> None:
    assert shown("agent", SHEET).splitlines() == [
        "plan.csv:1 (row 2, id P2, X, 2026-03-03 09:30, campaign “Spring”): FAIL pushiness=80 self-focus=20 questions=0",
        '  MUST 1:1 warning pushiness/last-chance "Last chance": “Last chance” hurries the reader.',
        '    fix: delete "Last chance to "',
        '  may 1:23 suggestion pushiness/marks "!!": “!!” shouts.',
        "plan.csv:2 (row 3, id P3, LinkedIn, 2026-03-03 09:30, campaign “Spring”): ok pushiness=0 self-focus=0 questions=0 readability=10",
        "plan.csv:3 (row 4, id P4, LinkedIn, 2026-04-03 09:30, campaign “Rye”): FAIL pushiness=10 self-focus=90 questions=0",
        "  MUST whole post error self-focus/praise: It praises itself.",
        "FAIL: 2 of 3 posts. Fix every MUST (2), keep the facts, then check again. Optional: 1.",
    ]


def test_an_insertion_says_where() -> None:
    text = 'Soup at "noon".'
    fixes = (Fix("Ask", Span(15, 15), " Hungry?", safe=False), Fix("Greet", Span(0, 0), "Hi. "))
    out = shown("agent", one(text, Finding("questions/missing", "suggestion", None, "It asks nothing.", "", fixes)))
    assert r'    fix: insert " Hungry?" after "Soup at \"noon\"."' in out
    assert '    fix: insert "Hi. " at the start' in out
    assert out.endswith("PASS: 1 of 1 posts. Optional: 1.\n")


def test_words_of_many_lines_stay_on_one() -> None:
    finding = Finding("a/b", "warning", Span(0, 7), "It\nshouts.", "", (Fix("", Span(0, 7), "a\nb"),))
    out = shown("agent", one("One\ntwo", finding))
    assert '  MUST 1:1 warning a/b "One\\ntwo": It shouts.\n    fix: replace "One\\ntwo" with "a\\nb"\n' in out


def test_nothing_to_check() -> None:
    assert shown("agent") == "Nothing to check.\n"
