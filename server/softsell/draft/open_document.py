"""Reads documents of LibreOffice and OpenOffice (.odt). ``documents`` reads the blocks that this module finds.

What isn't the text isn't read: comments, notes, text boxes, tables of contents, proposed deletions, and what is crossed out or hidden.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from xml.parsers import expat

from softsell.draft.documents import DASHES, Block, Heading, Rows
from softsell.draft.package_guard import clean_copy
from softsell.errors import BinaryFile, DraftTooLarge

MOST_ELEMENTS = 3_000_000

_CONTENT = "content.xml"
_TEXT_OF_A_DOCUMENT = "office:text"
_SKIPPED = frozenset(
    (
        "office:annotation", "office:forms", "text:tracked-changes", "text:note", "text:table-of-content", "text:alphabetical-index",
        "text:illustration-index", "text:bibliography", "text:ruby-text", "text:hidden-text", "text:hidden-paragraph", "draw:frame",
        "draw:custom-shape", "draw:text-box", "draw:g", "office:event-listeners", "text:sequence-decls", "text:user-field-decls",
        "text:variable-decls",
    )
)  # fmt: skip
_PARAGRAPHS = ("text:p", "text:h")
_SPACE = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 100
_NOT_STRUCK = (None, "none")
_LINE = "Horizontal_20_Line"


def read_open_document(data: bytes, name: str) -> list[Block]:
    """Return the paragraphs and tables of a document.

    Raises:
        BinaryFile: it's damaged, protected by a password or something else.
        DraftTooLarge: it unpacks to too much.
    """
    copy = clean_copy(data, name, sheets=False)
    reader = _Reader(name)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    try:
        with zipfile.ZipFile(io.BytesIO(copy)) as package:
            parser.Parse(package.read(_CONTENT), True)
    except (expat.ExpatError, LookupError, ValueError):  # the last two: an encoding that expat can't read
        raise _unreadable(name) from None
    if not reader.is_document:
        raise _unreadable(name)
    return reader.blocks


def _unreadable(name: str) -> BinaryFile:
    return BinaryFile(
        f"{name}: this document can't be read. Open it in LibreOffice, save it again, or save the text as a .txt file and check that."
    )


class _Reader:
    """Takes the elements of a document one after the other, so it doesn't matter how deep they're nested."""

    def __init__(self, name: str) -> None:
        self.blocks: list[Block] = []
        self.is_document = False
        self._name = name
        self._elements = 0
        self._depth = 0
        self._inside = 0  # the depth of the text of the document
        self._skipped = 0  # the depth of what isn't read
        self._text: list[str] | None = None
        self._style = ""
        self._struck: set[str] = set()
        self._lines = {_LINE}
        self._tables = 0
        self._rows: Rows = []
        self._cell: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise DraftTooLarge(
                f"{self._name}: this document is larger than softsell reads. Split it into smaller ones."
            )
        if self._skipped:
            return
        if not self._inside:
            self._read_style(tag, attributes)
        elif tag in _SKIPPED or self._is_dropped(tag, attributes):
            self._skipped = self._depth
        elif tag in _PARAGRAPHS:
            self._text = []
            self._style = attributes.get("text:style-name", "")
        elif tag == "table:table":
            self._tables += 1
        elif tag == "table:table-row" and self._tables == 1:
            self._rows.append([])
        elif tag in ("table:table-cell", "table:covered-table-cell") and self._tables == 1:
            self._cell = []
        elif self._text is not None:
            self._write_sign(tag, attributes)

    def end(self, tag: str) -> None:
        if self._skipped == self._depth:
            self._skipped = 0
        elif not self._skipped and self._inside:
            self._end(tag)
        if self._inside == self._depth:
            self._inside = 0
        self._depth -= 1

    def characters(self, text: str) -> None:
        if self._text is not None and not self._skipped:
            written = _SPACE.sub(" ", text)
            before = self._text[-1][-1:] if self._text else "\n"
            self._text.append(written.lstrip(" ") if before in (" ", "\n") else written)

    def _end(self, tag: str) -> None:
        if tag in _PARAGRAPHS and self._text is not None:
            text = "".join(self._text).rstrip(" ")
            self._text = None
            if self._tables:
                self._cell.append(text)
            elif not text and self._style in self._lines:
                self.blocks.append(DASHES)
            else:
                self.blocks.append(Heading(text) if tag == "text:h" and text else text)
        elif tag in ("table:table-cell", "table:covered-table-cell") and self._tables == 1 and self._rows:
            self._rows[-1].append("\n".join(self._cell).strip())
            self._cell = []
        elif tag == "table:table":
            self._tables -= 1
            if not self._tables:
                self.blocks.append(self._rows)
                self._rows = []

    def _read_style(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Remember which styles of the document cross text out or draw a line, and where its text begins."""
        if tag == _TEXT_OF_A_DOCUMENT:
            self.is_document = True
            self._inside = self._depth
        elif tag == "style:style":
            self._style = attributes.get("style:name", "")
            if attributes.get("style:parent-style-name") == _LINE:
                self._lines.add(self._style)
        elif tag == "style:text-properties" and (
            attributes.get("style:text-line-through-style") not in _NOT_STRUCK
            or attributes.get("style:text-line-through-type") not in _NOT_STRUCK
            or attributes.get("text:display") == "none"
        ):
            self._struck.add(self._style)

    def _is_dropped(self, tag: str, attributes: Mapping[str, str]) -> bool:
        return tag in ("text:span", *_PARAGRAPHS) and attributes.get("text:style-name") in self._struck

    def _write_sign(self, tag: str, attributes: Mapping[str, str]) -> None:
        assert self._text is not None
        if tag == "text:line-break":
            self._text.append("\n")
        elif tag == "text:tab":
            self._text.append("\t")
        elif tag == "text:s":
            written = attributes.get("text:c", "1")
            self._text.append(" " * (min(int(written), _MOST_SPACES) if re.fullmatch(r"[0-9]{1,6}", written) else 1))
