"""The page as markup. ``tests/e2e/specs/report.spec.ts`` opens it in a browser."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report.posts import SHEET, one, shown

from softsell.checks.finding import Finding, Fix
from softsell.draft.record import Record
from softsell.draft.span import Span

_ELEMENTS = {
    *("html", "head", "meta", "title", "style", "script", "body", "header", "main", "footer", "h1", "h2", "h3", "p"),
    *("ul", "ol", "li", "b", "span", "small", "div", "svg", "rect", "a", "table", "thead", "tbody", "tr", "th", "td"),
    *(
        "form",
        "label",
        "select",
        "option",
        "button",
        "output",
        "article",
        "blockquote",
        "mark",
        "sup",
        "code",
        "ins",
        "br",
    ),
}
_VOID = {"meta", "br"}


class _Page(HTMLParser):
    """The elements and attributes of a page, and the text outside style and script."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag != "rect":
            assert self._open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self._open[-1:] not in (["style"], ["script"]):
            self.text += data

    def having(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def test_the_summary_comes_before_the_posts_and_carries_their_fields() -> None:
    page = _Page(shown("html", SHEET))
    for words in ("Report on 3 posts", "33%", "By platform", "By campaign", "By month", "March 2026", "LinkedIn"):
        assert page.text.index(words) < page.text.index("Post 1Pushiness"), words
    assert "plan.csv · row 2 · X · 2026-03-03 09:30 · Spring · id P2 · 7 likes" in page.text
    assert {link["href"] for link in page.having("a")} == {"#post-1", "#post-2", "#post-3", "https://example.com/1"}
    (sale, thanks, praise) = page.having("article")
    assert sale["data-platform"] == "=x"
    assert sale["data-rules"] == "pushiness/last-chance pushiness/marks"
    assert (thanks["data-state"], praise["data-state"]) == ("clean", "fix")


def test_a_policy_allows_our_style_and_script_and_nothing_else() -> None:
    page = shown("html", SHEET)
    policy = next(meta["content"] for meta in _Page(page).having("meta") if meta.get("http-equiv"))
    digests = [
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for text in re.findall(r"<(?:style|script)>(.*?)</", page, re.DOTALL)
    ]
    assert (
        policy
        == f"default-src 'none'; style-src {digests[0]}; script-src {digests[1]}; base-uri 'none'; form-action 'none'"
    )
    assert not re.search(
        r"https?://|//|@import|url\(", re.sub(r"^ *//.*$", "", page.split("<body>")[0], flags=re.MULTILINE)
    )
    assert {name for _, attributes in _Page(page).elements for name in attributes if name.startswith("on")} == set()


def test_nothing_to_check_is_a_page_too() -> None:
    assert "Report on 0 posts" in _Page(shown("html")).text


def test_the_reason_of_a_rule_is_told_once_a_post() -> None:
    findings = [Finding("a/b", "warning", Span(n, n + 1), "It pushes.", "Calm sells.") for n in (0, 2, 4)]
    assert shown("html", one("a b c d", *findings)).count("Calm sells.") == 2  # and once in the summary


def test_only_addresses_of_the_web_are_links() -> None:
    for address in (
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        " JavaScript:x",
        "//evil.example",
        "x\nhttps://e.x",
    ):
        page = _Page(shown("html", one("ok", record=Record(1, link=address))))
        assert [link["href"] for link in page.having("a") if not str(link["href"]).startswith("#post-")] == [], address
    (link,) = [
        link
        for link in _Page(shown("html", one("ok", record=Record(1, link='https://e.x/"><b>')))).having("a")
        if not str(link["href"]).startswith("#post-")
    ]
    assert link == {"href": 'https://e.x/"><b>', "rel": "noreferrer noopener"}


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\" onclick='x",
    "&lt;b&gt;",
    "</blockquote>",
    "<!--",
    "]]>",
]


def test_hostile_text_stays_text() -> None:
    for evil in HOSTILE:
        fixes = (Fix(evil, Span(0, 1), evil),)
        findings = [
            Finding(f"a/{evil}", "warning", Span(1, 3), evil, evil, fixes),
            Finding("a/b", "error", None, evil, evil),
        ]
        record = Record(2, evil, None, evil, evil)
        page = _Page(shown("html", one(f"ok {evil} {evil}", *findings, record=record, path=evil)))
        assert {name for name, _ in page.elements} <= _ELEMENTS
        assert page.text.count(evil) >= 8


@given(st.text(st.one_of(st.characters(), st.sampled_from("<>&\"'/=!-\r\n\0")), max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_leaves_the_page_well_formed(text: str) -> None:
    finding = Finding("a/b", "warning", Span(0, len(text) // 2), text, text, (Fix(text, Span(0, 0), text),))
    page = _Page(shown("html", one(text, finding, record=Record(1, text, None, text), path=text)))
    assert {name for name, _ in page.elements} <= _ELEMENTS
