"""A page of the site, and the HTML that all generated pages are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The repository."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Attributes:
        path: where it stands below ``/docs/``, such as ``rules/pushiness/hurry``; empty for the first page.
        title: its heading, as plain text.
        body: HTML below the heading.
        summary: one sentence, as plain text, for the search.
    """

    path: str
    title: str
    body: str
    summary: str = ""

    @property
    def url(self) -> str:
        """The page's address on the server."""
        return url(self.path)


def url(path: str) -> str:
    """Return the address of a path below ``/docs``."""
    return f"/docs/{path}" if path else "/docs"


def link(path: str, text: str) -> str:
    """Return a link to a page of the site; ``text`` is HTML."""
    return f'<a href="{escape(url(path))}">{text}</a>'


def code(text: str) -> str:
    """Return text as inline code."""
    return f"<code>{escape(text)}</code>"


def block(text: str, language: str, name: str = "") -> str:
    """Return text as a block of code, with the name of the file it stands for if there is one. A keyboard can scroll it."""
    caption = f'<p class="file">{escape(name)}</p>' if name else ""
    return f'{caption}<pre tabindex="0"><code class="language-{escape(language)}">{escape(text.rstrip())}</code></pre>'


def section(identifier: str, title: str, body: str, level: int = 2) -> str:
    """Return a heading that links can lead to, with what stands below it. Title and body are HTML."""
    return f'<h{level} id="{escape(identifier)}">{title}</h{level}>\n{body}\n'


def paragraphs(*texts: str) -> str:
    """Return plain texts as paragraphs, without those that are empty."""
    return "".join(f"<p>{escape(text)}</p>\n" for text in texts if text)


def described(text: str) -> str:
    """Return a sentence from a schema or a docstring as HTML; what stands in backticks becomes code."""
    pieces = escape(text.replace("``", "`")).split("`")
    return "".join(f"<code>{piece}</code>" if place % 2 else piece for place, piece in enumerate(pieces))


def items(entries: Iterable[str]) -> str:
    """Return a list; each entry is HTML."""
    return "<ul>\n" + "".join(f"<li>{entry}</li>\n" for entry in entries) + "</ul>"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table that scrolls by itself on a narrow screen; cells are HTML."""
    titles = "".join(f'<th scope="col">{title}</th>' for title in head)
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
    return wide(f"<table>\n<thead><tr>{titles}</tr></thead>\n<tbody>\n{lines}</tbody>\n</table>")


def terms(entries: Iterable[tuple[str, str]]) -> str:
    """Return a list of terms, each with its meaning below it, which fits a phone better than a table; both are HTML."""
    return '<dl class="terms">\n' + "".join(f"<dt>{term}</dt>\n<dd>{text}</dd>\n" for term, text in entries) + "</dl>\n"


def wide(content: str) -> str:
    """Return content in a box that scrolls sideways, also by keyboard."""
    return f'<div class="wide" tabindex="0">{content}</div>'


_BLOCKS = ("h3", "p", "li", "th", "td", "dt", "dd", "pre")
"""Tags after which a new word begins."""


@dataclass(slots=True)
class Section:
    """A part of a page below a heading of level 2, as plain text. The part above the first such heading has no ``id``."""

    id: str
    title: str
    text: list[str] = field(default_factory=list)


class PageContent(HTMLParser):
    """What a page's HTML holds: ids, addresses and, for the search, sections.

    Attributes:
        ids: every id, in order.
        addresses: every ``href`` and ``src``, in order.
        sections: the parts of the page, without what is folded away.
    """

    def __init__(self, body: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.sections = [Section("", "")]
        self._in_heading = False
        self._folded = 0
        self.feed(body)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.addresses += [value for name, value in attrs if name in ("href", "src") and value]
        self._folded += tag == "details"
        if tag == "h2":
            self.sections.append(Section(given.get("id") or "", ""))
            self._in_heading = True

    def handle_endtag(self, tag: str) -> None:
        self._folded -= tag == "details"
        if tag == "h2":
            self._in_heading = False
        elif tag in _BLOCKS:
            self.sections[-1].text.append(" ")

    def handle_data(self, data: str) -> None:
        if self._in_heading:
            self.sections[-1].title += data
        elif not self._folded:
            self.sections[-1].text.append(data)


def headings(content: PageContent) -> Iterator[tuple[str, str]]:
    """Yield id and title of each section that has a heading."""
    yield from ((part.id, part.title) for part in content.sections if part.id)
