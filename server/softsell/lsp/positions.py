"""Converts code point offsets of a text to an editor's positions (line and character, both from 0) and back.

What a character counts is negotiated: UTF-8, UTF-16 or UTF-32 code units. A line ends with ``\\n``, ``\\r\\n`` or ``\\r``, as the protocol
says, and not with the other characters that ``str.splitlines`` splits at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Literal, NamedTuple

Encoding = Literal["utf-8", "utf-16", "utf-32"]

_LINE_END = re.compile(r"\r\n?|\n")


class Place(NamedTuple):
    """A position as the protocol counts it."""

    line: int
    character: int


class Lines:
    """The lines of one text.

    Attributes:
        text: the text.
    """

    __slots__ = ("_encoding", "_starts", "text")

    def __init__(self, text: str, encoding: Encoding) -> None:
        self.text = text
        self._encoding = encoding
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def place(self, offset: int) -> Place:
        """Return the position of a code point offset."""
        line = bisect_right(self._starts, offset) - 1
        return Place(line, self._count(self.text[self._starts[line] : offset]))

    def offset(self, line: int, character: int) -> int:
        """Return the code point offset of a position. One beyond its line is the line's end; one inside a character is its start."""
        if line >= len(self._starts):
            return len(self.text)
        start = self._starts[line]
        content = self.line(line)
        if self._encoding == "utf-32" or content.isascii():
            return start + min(character, len(content))
        for index, mark in enumerate(content):
            character -= self._count(mark)
            if character < 0:
                return start + index
        return start + len(content)

    def line(self, number: int) -> str:
        """Return the text of a line without its end."""
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self.text)
        return self.text[self._starts[number] : end].rstrip("\r\n")

    def line_of(self, offset: int) -> int:
        """Return the line of a code point offset."""
        return bisect_right(self._starts, offset) - 1

    def start(self, line: int) -> int:
        """Return the code point offset at which a line begins."""
        return self._starts[line]

    def end(self, line: int) -> int:
        """Return the code point offset at which a line's text ends."""
        return self._starts[line] + len(self.line(line))

    def _count(self, text: str) -> int:
        if self._encoding == "utf-32" or text.isascii():
            return len(text)
        if self._encoding == "utf-8":
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
