"""Pages that people write: Markdown files of the repository, with links between them turned into links of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML

from docs.page import ROOT, Page, block, url

if TYPE_CHECKING:
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

_OWN = "server/docs/pages"

OTHERS: Mapping[str, str] = {
    "server/docs/integrations.md": "integrations",
    "rules/README.md": "reference/packs",
    "server/softsell/web/PROTOCOL.md": "reference/protocol",
    "SECURITY.md": "security",
    "tests/eval/RESULTS.md": "accuracy/results",
    "tests/bench/RESULTS.md": "speed/results",
}
"""Files of the repository that are pages too, by path, each with its place on the site."""


@dataclass(slots=True)
class WrittenPages:
    """The pages, and the pictures that they show.

    Attributes:
        pages: the pages.
        pictures: files by their place on the site.
    """

    pages: list[Page] = field(default_factory=list)
    pictures: dict[str, Path] = field(default_factory=dict)


def sources() -> dict[Path, str]:
    """Return every Markdown file that becomes a page, with its place on the site."""
    own = ROOT / _OWN
    found = {path: path.relative_to(own).with_suffix("").as_posix() for path in sorted(own.rglob("*.md"))}
    found[own / "index.md"] = ""
    return found | {ROOT / source: place for source, place in OTHERS.items()}


def read_pages() -> WrittenPages:
    """Read all of them.

    Raises:
        ValueError: a link leads to a file that isn't there, or a page has no heading.
    """
    places = sources()
    written = WrittenPages()
    for path, place in places.items():
        written.pages.append(_read_page(path, place, places, written.pictures))
    return written


def _read_page(path: Path, place: str, places: Mapping[Path, str], pictures: dict[str, Path]) -> Page:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = _without_comments(markdown.parse(path.read_text("utf-8")))
    if not tokens or tokens[0].type != "heading_open" or tokens[0].tag != "h1":
        raise ValueError(f"{path}: the page doesn't begin with a heading.")
    _number_headings(tokens)
    for token in tokens:
        if token.children:
            token.children = list(_with_site_links(token.children, path, places, pictures))
    title = _plain(tokens[1])
    body = _Renderer().render(tokens[3:], markdown.options, {})
    first = next((token for token in tokens[3:] if token.type == "inline"), None)
    return Page(place, title, body, _plain(first) if first is not None else "")


_INFO = re.compile(r"(?P<language>[^\s{]*)\s*(?P<file>[^{]*?)\s*(?:\{(?P<note>.*)\})?")


def split_info(info: str) -> tuple[str, str, str]:
    """Split what stands behind the three backticks of a block of code.

    Returns:
        Its language; the file that it stands for, if it's one; and what is said about its test, in braces: ``not run: it needs npm``.
    """
    found = _INFO.fullmatch(info.strip())
    return (found["language"], found["file"], found["note"] or "") if found else (info.strip(), "", "")


class _Renderer(RendererHTML):
    """Renders code with the name of its file, and tables that scroll by themselves."""

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        language, name, _ = split_info(tokens[idx].info)
        return block(tokens[idx].content, language or "text", name) + "\n"

    def code_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return block(tokens[idx].content, "text") + "\n"

    def table_open(self, *_: object) -> str:
        return '<div class="wide" tabindex="0"><table>\n'

    def table_close(self, *_: object) -> str:
        return "</table></div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, *_: object) -> str:
        # A heading without words would tell a screen reader nothing.
        return f'<th scope="col"{_alignment(tokens[idx])}>' if tokens[idx + 1].content else "<td>"

    def th_close(self, tokens: Sequence[Token], idx: int, *_: object) -> str:
        return "</th>" if tokens[idx - 1].content else "</td>"

    def td_open(self, tokens: Sequence[Token], idx: int, *_: object) -> str:
        return f"<td{_alignment(tokens[idx])}>"


def _alignment(token: Token) -> str:
    """Return a class in place of the style that the parser gives cells, which the server's policy forbids."""
    return ' class="number"' if "right" in str(token.attrs.get("style", "")) else ""


def _without_comments(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens without paragraphs that are only an HTML comment, which generated tables have as marks."""
    kept: list[Token] = []
    for token in tokens:
        if token.type == "paragraph_close" and kept[-1].type == "inline" and _is_comment(kept[-1].content):
            del kept[-2:]
        else:
            kept.append(token)
    return kept


def _is_comment(text: str) -> bool:
    return text.startswith("<!--") and text.endswith("-->")


def _number_headings(tokens: Sequence[Token]) -> None:
    """Give each heading the id that code hosts give it, so that links work in both places."""
    seen: dict[str, int] = {}
    for token, content in pairwise(tokens):
        if token.type == "heading_open" and token.tag != "h1":
            name = re.sub(r"[^\w\- ]", "", _plain(content).lower()).strip().replace(" ", "-")
            count = seen[name] = seen.get(name, -1) + 1
            token.attrSet("id", f"{name}-{count}" if count else name)


def _plain(token: Token) -> str:
    return "".join(child.content or " " * (child.type == "softbreak") for child in token.children or ())


def _with_site_links(
    tokens: Sequence[Token], source: Path, places: Mapping[Path, str], pictures: dict[str, Path]
) -> Iterator[Token]:
    """Yield the tokens of a line. A link to a file that isn't a page is left out, and its text stays."""
    left_out = False
    for token in tokens:
        if token.type == "link_open":
            target = _target(str(token.attrs["href"]), source, places)
            if target is None:
                left_out = True
                continue
            token.attrSet("href", target)
        elif token.type == "link_close" and left_out:
            left_out = False
            continue
        elif token.type == "image":
            path = _existing(source, str(token.attrs["src"]))
            pictures[f"assets/{path.name}"] = path
            token.attrSet("src", url(f"assets/{path.name}"))
        yield token


def _target(address: str, source: Path, places: Mapping[Path, str]) -> str | None:
    parts = urlsplit(address)
    if parts.scheme or address.startswith(("#", "/docs")):
        return address
    path = _existing(source, parts.path)
    if path not in places:
        return None
    return url(places[path]) + (f"#{parts.fragment}" if parts.fragment else "")


def _existing(source: Path, address: str) -> Path:
    path = (source.parent / address).resolve()
    if not path.exists():
        raise ValueError(f"{source.relative_to(ROOT)}: there is no file “{address}” to link to.")
    return path
