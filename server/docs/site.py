"""Puts the site together: all pages in one frame, the index for the search, and a check that every link leads somewhere."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import urldefrag

from docs.command_pages import command_pages
from docs.evidence_page import evidence_page
from docs.page import Page, PageContent, headings, link, url
from docs.rule_pages import rule_pages
from docs.schema_pages import http_page, pack_schema_page
from docs.setting_page import setting_page
from docs.written_pages import read_pages

_THEME = Path(__file__).parent / "theme"

_MENU: Mapping[str, Mapping[str, str]] = {
    "Learn": {
        "": "Start",
        "tutorials/writer": "Write a post",
        "tutorials/command-line": "Check posts on the command line",
        "tutorials/pack-author": "Write rules of your own",
    },
    "Use it elsewhere": {
        "integrations": "Editors, assistants, repositories",
        "programs": "Programs",
    },
    "Look it up": {
        "rules": "Rules",
        "reference/commands": "Commands",
        "reference/settings": "Settings",
        "reference/packs": "The pack format",
        "reference/pack-schema": "Every key of a pack",
        "reference/http": "HTTP",
        "reference/protocol": "The protocol",
    },
    "How good it is": {
        "accuracy": "Accuracy",
        "speed": "Speed",
        "evidence": "What is known",
        "security": "Security",
    },
}
"""The menu: for each group the places of its pages, and what it calls them."""

_APP = "/"
"""The server's own page, where people write. The server shows the site beside it."""

_INDEXED = 2_000
"""How many characters of a section the search looks through. Only tables are longer."""


class BrokenSite(Exception):
    """Links of the site lead nowhere. The message has a line for each."""


def build(folder: Path) -> int:
    """Write the site into a folder and return the number of pages. What was there before is gone.

    The folder is written beside its place first and then moved, so a server never sees half a site.

    Raises:
        BrokenSite: a link leads nowhere. The folder stays as it was.
    """
    written = read_pages()
    made = [evidence_page(), setting_page(), pack_schema_page(), http_page()]
    pages = [*written.pages, *rule_pages(), *command_pages(), *made]
    contents = {page.path: PageContent(page.body) for page in pages}
    files: dict[str, bytes] = {_file(page): _render(page, pages, contents[page.path]).encode() for page in pages}
    files |= {f"assets/{path.name}": path.read_bytes() for path in _THEME.iterdir() if path.suffix in (".css", ".js")}
    files |= {place: path.read_bytes() for place, path in written.pictures.items()}
    files["assets/search.json"] = _search_index(pages, contents).encode()
    if broken := [*find_broken_links(files)]:
        raise BrokenSite("\n".join(["These links of the documentation lead nowhere:", *broken]))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        new = Path(scratch, "new")
        for name, data in files.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_bytes(data)
        if folder.exists():
            folder.rename(Path(scratch, "old"))
        shutil.move(new, folder)
    return len(pages)


def find_broken_links(files: Mapping[str, bytes]) -> Iterator[str]:
    """Yield a line for each link or picture that leads nowhere within the site, and for each id that stands twice on a page.

    ``files`` holds the site by file name. Links to other hosts and to softsell's own page aren't followed.
    """
    pages = {_address(name): PageContent(data.decode()) for name, data in files.items() if name.endswith(".html")}
    others = {url(name) for name in files if not name.endswith(".html")}
    for place, content in pages.items():
        if len(content.ids) != len(set(content.ids)):
            yield f"{place}: an id stands there twice"
        for address in content.addresses:
            path, fragment = urldefrag(address)
            if path == _APP or re.match(r"[a-z]+:", path):
                continue
            target = pages.get(path or place)
            is_there = path in others if target is None else not fragment or fragment in target.ids
            if not is_there:
                yield f"{place}: {address}"


def _file(page: Page) -> str:
    return f"{page.path or 'index'}.html"


def _address(file: str) -> str:
    return url("" if file == "index.html" else file.removesuffix(".html"))


def _render(page: Page, pages: Sequence[Page], content: PageContent) -> str:
    titles = {one.path: one.title for one in pages}
    return Template((_THEME / "page.html").read_text("utf-8")).substitute(
        tab=escape(page.title if page.path else "Documentation"),
        title=escape(page.title),
        menu=_menu(page),
        trail=_trail(page, titles),
        contents=_contents(content),
        body=page.body,
    )


def _menu(page: Page) -> str:
    groups = []
    for title, entries in _MENU.items():
        lines = []
        for place, name in entries.items():
            current = ' aria-current="page"' if place == page.path else ""
            lines.append(f'<li><a href="{url(place)}"{current}>{escape(name)}</a></li>')
        groups.append(f"<p>{title}</p>\n<ul>{''.join(lines)}</ul>\n")
    return "".join(groups)


def _trail(page: Page, titles: Mapping[str, str]) -> str:
    """Return links to the pages that this one stands below."""
    parts = page.path.split("/")
    above = ["/".join(parts[:count]) for count in range(1, len(parts))]
    links = [link(place, escape(titles[place])) for place in above if place in titles]
    return f'<nav class="trail" aria-label="You are here">{" › ".join(links)}</nav>' if links else ""


def _contents(content: PageContent) -> str:
    """Return links to the sections of a page that has many."""
    parts = [*headings(content)]
    if len(parts) < 4:
        return ""
    lines = "".join(f'<li><a href="#{escape(identifier)}">{escape(title)}</a></li>' for identifier, title in parts)
    return f'<details class="contents"><summary>On this page</summary><ul>{lines}</ul></details>'


def _search_index(pages: Sequence[Page], contents: Mapping[str, PageContent]) -> str:
    """Return the sections of all pages as JSON: address, title of the page, heading, text."""
    entries = []
    for page in pages:
        for part in contents[page.path].sections:
            text = " ".join("".join(part.text).split())[:_INDEXED]
            if text or part.id:
                entries.append([page.url + (f"#{part.id}" if part.id else ""), page.title, part.title, text])
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
