"""Converts offsets to what other programs count: UTF-16 code units, and lines and columns.

Inside softsell every offset counts code points. Code at the edges builds one of these objects for a text and converts all
its offsets with it. Building takes one pass over the text. Each conversion is a binary search among the characters or lines
that make a difference.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from softsell.compile_later import compile_later

BYTE_ORDER_MARK = "\ufeff"

_ASTRAL = compile_later("[\U00010000-\U0010ffff]")
_LINE_END = compile_later(r"\r\n?|\n")


class Utf16Offsets:
    """Converts the code points of one text to UTF-16 code units.

    A text without emoji and the like (all in the Basic Multilingual Plane) costs one scan. Offsets past the end of the
    text keep counting one for one, so callers can convert an end.
    """

    __slots__ = ("_astral",)

    def __init__(self, text: str) -> None:
        self._astral = [match.start() for match in _ASTRAL.finditer(text)]

    def to_utf16(self, code_point: int) -> int:
        """Return the UTF-16 offset of a code point offset."""
        return code_point + bisect_left(self._astral, code_point)


class Position(NamedTuple):
    """A position as editors show it: line and column, both from 1. A column is one code point."""

    line: int
    column: int


class LineIndex:
    """Converts code point offsets of one text to lines and columns.

    Only ``\\n``, ``\\r\\n`` and ``\\r`` end a line, as in editors and compilers. A byte order mark at the start takes up an
    offset, because it's a character of the file, but no column, because no editor shows one.
    """

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0]
        self._starts += [match.end() for match in _LINE_END.finditer(text)]

    def __len__(self) -> int:
        return len(self._starts)

    def position(self, offset: int) -> Position:
        """Return the line and column of a code point offset. The end of the text has a position too."""
        line = max(1, bisect_right(self._starts, offset))
        return Position(line, max(0, offset - self._starts[line - 1]) + 1)

    def line(self, number: int) -> str:
        """Return the text of line ``number`` (1-based), without its line ending."""
        end = self._starts[number] if number < len(self._starts) else len(self._text)
        return self._text[self._starts[number - 1] : end].rstrip("\r\n")

    def line_start(self, number: int) -> int:
        """Return the code point offset at which line ``number`` (1-based) begins."""
        return self._starts[number - 1]
