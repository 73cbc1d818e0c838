"""Document: the content of one YAML file. Every value knows its place, so that a mistake can be shown there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from msgspec import Struct, field

from softsell.diagnostics import Diagnostic, excerpt

RECOVERED = "recovered"
"""The style of a text that YAML doesn't read as a text. Its mistake is already reported."""


class Scalar(Struct, frozen=True):
    """A piece of text. ``start`` and ``end`` are code points of the file; ``style`` is ``'``, ``"``, ``|``, ``>``, empty for
    plain, or ``RECOVERED``."""

    text: str
    start: int
    end: int
    style: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was written here, not even quotes."""
        return not self.text and not self.style


class Sequence(Struct, frozen=True):
    """A list."""

    items: tuple[Node, ...]
    start: int
    end: int


class Mapping(Struct, frozen=True):
    """Keys and values in the order of the file, each key once. ``by_key`` has them by the key's text."""

    by_key: dict[str, tuple[Scalar, Node]]
    start: int
    end: int

    @property
    def entries(self) -> Iterable[tuple[Scalar, Node]]:
        return self.by_key.values()

    def get(self, key: str) -> Node | None:
        return self.by_key[key][1] if key in self.by_key else None

    def key(self, key: str) -> Scalar | None:
        return self.by_key[key][0] if key in self.by_key else None


Node = Scalar | Sequence | Mapping


class Document(Struct):
    """The content of one YAML file.

    Attributes:
        path: the file as the user would name it.
        text: the whole file, without a byte order mark.
        root: its value, or ``None`` if the file is empty or can't be parsed.
        mistakes: its mistakes as YAML.
        values: the number of values that were read.
        repeated: keys that were repeated, and not used.
    """

    path: str
    text: str
    root: Node | None = None
    mistakes: list[Diagnostic] = field(default_factory=list)
    values: int = 0
    repeated: list[Scalar] = field(default_factory=list)
    _line_starts: list[int] = field(default_factory=list)

    def diagnostic(self, where: Node | int, message: str, hint: str = "", width: int | None = None) -> Diagnostic:
        """Return a mistake at a value, with its first line underlined, or at an offset, with one character or ``width`` underlined."""
        start = where if isinstance(where, int) else where.start
        line, column, written = self.place(start)
        if width is None:
            end = start + 1 if isinstance(where, int) else where.end
            width = min(end - start, len(written.rstrip()) - column + 1)
        return Diagnostic(self.path, line, column, message, hint, excerpt(written, column), max(1, width))

    def offset(self, mistake: Diagnostic) -> int:
        """Return the offset of a mistake in this document, in code points."""
        self.place(0)
        return self._line_starts[max(1, mistake.line) - 1] + max(1, mistake.column) - 1

    def place(self, index: int) -> tuple[int, int, str]:
        """Return the 1-based line and column of an offset in code points, and the text of that line."""
        if not self._line_starts:
            self._line_starts = [0, *(i + 1 for i, character in enumerate(self.text) if character == "\n")]
        index = max(0, min(index, len(self.text)))
        line = bisect_right(self._line_starts, index)
        start = self._line_starts[line - 1]
        end = self.text.find("\n", start)
        return line, index - start + 1, self.text[start : len(self.text) if end < 0 else end].rstrip("\r")


def plain(node: Node | None) -> Any:
    """Return the value as str, list and dict, with ``None`` for empty values."""
    match node:
        case Scalar():
            return None if node.empty else node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key.text: plain(value) for key, value in node.entries}
        case _:
            return None
