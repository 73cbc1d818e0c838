"""The documents open in the editor. These are copies of our own: pygls splits lines at more characters than the protocol does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from softsell.lsp.positions import Encoding, Lines, Place

_ENDINGS = {"plaintext": ".txt", "text": ".txt", "markdown": ".md", "html": ".html", "csv": ".csv", "tsv": ".tsv"}
"""The file ending for each language name, for documents that aren't files yet."""


@dataclass(frozen=True, slots=True)
class Change:
    """Text put in the place of what is between two positions; in place of everything if there are none."""

    text: str
    start: Place | None = None
    end: Place | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One version of an open document.

    Attributes:
        uri: its name in the protocol.
        name: its path, or a name with an ending that tells its format, relative to ``folder``.
        version: the editor's number for this version.
        lines: its text.
        encoding: what a position's character counts.
    """

    uri: str
    name: str
    version: int
    lines: Lines
    encoding: Encoding

    @property
    def text(self) -> str:
        """The whole text."""
        return self.lines.text

    def changed(self, changes: Iterable[Change], version: int) -> Document:
        """Return the next version of the document."""
        lines = self.lines
        for change in changes:
            text = change.text
            if change.start is not None and change.end is not None:
                start, end = lines.offset(*change.start), lines.offset(*change.end)
                text = f"{lines.text[:start]}{text}{lines.text[max(start, end) :]}"
            lines = Lines(text, self.encoding)
        return Document(self.uri, self.name, version, lines, self.encoding)


def name_of(path: str | None, uri: str, language: str | None) -> str:
    """Return the name of a document: its path, or for one that isn't a file a name with the ending of its language."""
    if path:
        return path
    return f"untitled{_ENDINGS.get(language or '', '')}" if uri.startswith("untitled") else ""
