"""The Markdown report, read by a Markdown parser."""

from __future__ import annotations

import re

import pyromark
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report.posts import SHEET, one, shown

from softsell.checks.finding import Finding, Fix
from softsell.draft.record import Record
from softsell.draft.span import Span

OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH | pyromark.Options.ENABLE_FOOTNOTES
_OURS = {
    "h1",
    "h2",
    "h3",
    "p",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "blockquote",
    "b",
    "sup",
    "ol",
    "ul",
    "li",
    "strong",
    "br",
}


def elements(report: str) -> set[str]:
    html = pyromark.html(report, options=OPTIONS)
    return set(re.findall(r"<(\w+)", html))


def test_the_summary_first_then_each_post() -> None:
    report = shown("markdown", SHEET)
    assert report.startswith("# softsell report: 3 posts\n\n**1 of 3** (33%) with nothing to fix.\n")
    assert "| LinkedIn | 2 | 50% | 5, worst 10 in post 3 | 45, worst 90 in post 3 |" in report
    assert "### Post 1: plan.csv, line 1, row 2, id P2, X, 2026-03-03 09:30, campaign “Spring”" in report
    assert "> <b>Last chance</b><sup>1</sup> to get one<b>!!</b><sup>2</sup>" in report
    assert "1. **warning** “Last chance” hurries the reader. (pushiness/last-chance)\n   - Try: Take it out" in report
    assert report.index("By month") < report.index("### Post 1")
    assert elements(report) <= _OURS


EVIL = [
    *(
        "<script>alert(1)</script>",
        "![x](https://evil.example/p.png)",
        "[a](javascript:x)",
        "# big",
        "- list",
        "1. list",
    ),
    *(
        "```",
        "    code",
        "\tcode",
        "| a | b |",
        "---",
        "===",
        "<!-- x",
        "&amp;",
        "*a* _b_ ~~c~~ `d`",
        "[x]: https://e.x",
        "> q",
    ),
    *("12345678) x", "<https://e.x>", "[^1]: note", "+ plus", "\\", "a\\", "$x$", "https://e.x", "www.e.x", "====="),
]


def test_hostile_text_stays_text() -> None:
    for evil in EVIL:
        finding = Finding("a/b", "warning", Span(0, 1), evil, evil, (Fix(evil, Span(0, 1), evil),))
        report = shown(
            "markdown", one(f"x\n{evil}\n\n{evil}\ny", finding, record=Record(1, evil, None, evil), path=evil)
        )
        assert elements(report) <= _OURS, evil
        html = pyromark.html(report, options=OPTIONS)
        assert html.count("<blockquote>") == 1, evil
        assert html.count("<h3>") == html.count("<ol>") == 1, evil


def test_a_report_in_an_issue_notifies_nobody() -> None:
    report = shown("markdown", one("Thanks @ana, see #12."))
    assert "@ana" not in report
    assert "\\@&#8288;ana" in report


@given(
    st.text(
        st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("<>&[]()!*_`~#|-+=\\\r\n\t 1.")),
        max_size=60,
    )
)
@settings(max_examples=150, deadline=None)
def test_no_text_becomes_markup(text: str) -> None:
    finding = Finding("a/b", "warning", Span(0, len(text) // 2), text, text, (Fix(text, Span(0, 0), text),))
    report = shown("markdown", one(text, finding, record=Record(1, text, None, text), path=text))
    assert elements(report) <= _OURS
