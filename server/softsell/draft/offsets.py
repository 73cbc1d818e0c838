"""Where things stand in a text, as the outside counts: UTF-16 code units, and lines and columns.

Inside softsell every offset is a code point. An edge builds one of these for a text and converts all its offsets with
it: building is one pass over the text, each conversion a search among the characters (or lines) that make a
difference. Nothing here reads a draft.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

BYTE_ORDER_MARK = "\ufeff"

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_LINE_END = re.compile(r"\r\n?|\n")


class Utf16Offsets:
    """Code points to UTF-16 code units of one text, and back.

    A text without emoji and the like (all in the Basic Multilingual Plane) costs one look through it. Offsets beyond
    the text go on counting one for one, so that an end may be asked for.
    """

    __slots__ = ("_in_code_points", "_in_units")

    def __init__(self, text: str) -> None:
        self._in_code_points = [match.start() for match in _ASTRAL.finditer(text)]
        self._in_units = [position + before for before, position in enumerate(self._in_code_points)]

    def to_utf16(self, code_point: int) -> int:
        """The UTF-16 offset of a code point offset."""
        return code_point + bisect_left(self._in_code_points, code_point)

    def to_code_point(self, unit: int) -> int:
        """The code point offset of a UTF-16 offset. The middle of a surrogate pair counts as its start."""
        return unit - self._pairs_begun_before(unit)

    def _pairs_begun_before(self, unit: int) -> int:
        return bisect_left(self._in_units, unit)


class Position(NamedTuple):
    """A place as editors show it, both counted from 1. A column is one code point."""

    line: int
    column: int


class LineIndex:
    """Code points to lines and columns of one text.

    ``\\n``, ``\\r\\n`` and ``\\r`` end a line, and nothing else does: so editors and compilers count. A byte order
    mark at the very start takes up an offset, since it is a character of the file, but no column, since no editor
    shows one.
    """

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0]
        self._starts += [match.end() for match in _LINE_END.finditer(text)]

    def __len__(self) -> int:
        return len(self._starts)

    def position(self, offset: int) -> Position:
        """The line and column of a code point offset; the end of the text has one too."""
        line = max(1, bisect_right(self._starts, offset))
        return Position(line, max(0, offset - self._starts[line - 1]) + 1)

    def line(self, number: int) -> str:
        """The text of line ``number`` (1-based), without what ends it."""
        end = self._starts[number] if number < len(self._starts) else len(self._text)
        return self._text[self._starts[number - 1] : end].rstrip("\r\n")

    def line_start(self, number: int) -> int:
        """The code point offset at which line ``number`` (1-based) begins."""
        return self._starts[number - 1]
