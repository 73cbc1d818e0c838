"""Source: a text that a reader works on, with the name to call it by and the places of its mistakes. Not what was
read from it.
"""

from __future__ import annotations

from softsell.draft.draft import MAX_CHARACTERS
from softsell.draft.offsets import BYTE_ORDER_MARK, Position
from softsell.errors import BinaryFile, DraftTooLarge, LoneSurrogate, MalformedFile


class Source:
    """A text as written.

    Attributes:
        text: all of it. A byte order mark stays: it is a character of the file, and the file can be written back as
            it was.
        name: what messages call it; empty where it has no name.
        start: where the text proper begins, after a byte order mark.
    """

    __slots__ = ("name", "start", "text")

    def __init__(self, text: str, name: str = "") -> None:
        self.text = text
        self.name = name
        self.start = len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0

    def position(self, offset: int) -> Position:
        """The line and column of ``offset``, as ``LineIndex`` counts them.

        Counted anew each time: a message needs one place, and an index of a file of 25 million lines takes a gigabyte.
        """
        text = self.text
        # The "\n" behind a "\r" at the very end belongs to the next character: the line isn't over before it.
        ends = text.count("\n", 0, offset) + text.count("\r", 0, offset) - text.count("\r\n", 0, offset)
        split = text.startswith("\n", offset) and text.endswith("\r", 0, offset)
        line_start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset - split), self.start - 1) + 1
        return Position(ends - split + 1, max(0, offset - line_start) + 1)

    def told(self, message: str) -> str:
        """``message`` with the name before it, where there is one."""
        return f"{self.name}: {message}" if self.name else message[:1].upper() + message[1:]

    def told_at(self, offset: int, message: str) -> str:
        """``message`` with the name, line and column before it."""
        line, column = self.position(offset)
        return f"{self.name}:{line}:{column}: {message}" if self.name else f"Line {line}, column {column}: {message}"

    def malformed(self, offset: int, message: str) -> MalformedFile:
        """The error to raise for a mistake at ``offset``."""
        return MalformedFile(self.told_at(offset, message))

    def lone_surrogate(self, offset: int) -> LoneSurrogate:
        """The error to raise for half a character at ``offset``."""
        return LoneSurrogate(
            self.told_at(
                offset,
                "there is half a character here (a lone UTF-16 surrogate), as a cut-off emoji leaves behind. "
                "Delete it, or type the emoji again.",
            )
        )

    def must_be_text(self) -> None:
        """Raises for what no text holds: NUL, and halves of UTF-16 pairs."""
        nul = self.text.find("\0")
        if nul >= 0:
            raise BinaryFile(self.told_at(nul, "there is a NUL character here, which no text holds. Delete it."))
        try:
            self.text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise self.lone_surrogate(error.start) from None

    def must_be_a_post(self, start: int, characters: int, way_out: str = "Check it in smaller parts.") -> None:
        """Raises for a post longer than any draft may be. Readers call this before they read the post.

        Args:
            start: where the post begins.
            characters: how long it is.
            way_out: what the writer can do about it.
        """
        if characters > MAX_CHARACTERS:
            raise DraftTooLarge(
                self.told_at(
                    start,
                    f"this post is {characters:,} characters long, markup included; softsell reads posts of up to "
                    f"{MAX_CHARACTERS:,}. {way_out}",
                )
            )

    def must_be_at_most(self, characters: int) -> None:
        """Raises for a text longer than ``characters``."""
        if len(self.text) > characters:
            raise DraftTooLarge(
                self.told(
                    f"the text is {len(self.text):,} characters long; softsell reads up to {characters:,}. "
                    "Check it in smaller parts."
                )
            )
