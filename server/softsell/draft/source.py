"""Source: the text that a reader works on, with its name and the positions of mistakes. It doesn't hold what was read."""

from __future__ import annotations

from softsell.draft.draft import MAX_CHARACTERS
from softsell.draft.offsets import BYTE_ORDER_MARK, Position
from softsell.errors import BinaryFile, DraftTooLarge, LoneSurrogate, MalformedFile


class Source:
    """A text as written.

    Attributes:
        text: the whole text. It keeps a byte order mark, so the file can be written back unchanged.
        name: what messages call it; empty if it has no name.
        start: where the text begins, after a byte order mark.
    """

    __slots__ = ("name", "start", "text")

    def __init__(self, text: str, name: str = "") -> None:
        self.text = text
        self.name = name
        self.start = len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0

    def position(self, offset: int) -> Position:
        """Return the line and column of ``offset``, as ``LineIndex`` counts them.

        This counts from the start each time. A message needs one position, and an index of a file with 25 million lines
        takes a gigabyte.
        """
        text = self.text
        # At the very end, a "\n" after a "\r" belongs to the next character: the line doesn't end before it.
        ends = text.count("\n", 0, offset) + text.count("\r", 0, offset) - text.count("\r\n", 0, offset)
        split = text.startswith("\n", offset) and text.endswith("\r", 0, offset)
        line_start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset - split), self.start - 1) + 1
        return Position(ends - split + 1, max(0, offset - line_start) + 1)

    def name_message(self, message: str) -> str:
        """Return ``message`` with the source's name before it, if it has one."""
        return f"{self.name}: {message}" if self.name else message[:1].upper() + message[1:]

    def locate_message(self, offset: int, message: str) -> str:
        """Return ``message`` with the name, line and column before it."""
        line, column = self.position(offset)
        return f"{self.name}:{line}:{column}: {message}" if self.name else f"Line {line}, column {column}: {message}"

    def malformed(self, offset: int, message: str) -> MalformedFile:
        """Return the error to raise for a mistake at ``offset``."""
        return MalformedFile(self.locate_message(offset, message))

    def lone_surrogate(self, offset: int) -> LoneSurrogate:
        """Return the error to raise for half a character at ``offset``."""
        return LoneSurrogate(
            self.locate_message(
                offset,
                "this is half a character (a lone UTF-16 surrogate), such as a cut-off emoji leaves behind. "
                "Delete it, or type the emoji again.",
            )
        )

    def check_characters(self) -> None:
        """Raise an error if the source contains NUL or halves of UTF-16 pairs, which aren't text."""
        nul = self.text.find("\0")
        if nul >= 0:
            raise BinaryFile(
                self.locate_message(nul, "this is a NUL character, which isn't allowed in text. Delete it.")
            )
        try:
            self.text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise self.lone_surrogate(error.start) from None

    def check_post_length(self, start: int, characters: int, way_out: str = "Check it in smaller parts.") -> None:
        """Raise DraftTooLarge for a post longer than ``MAX_CHARACTERS``. Readers call this before they read the post.

        Args:
            start: where the post begins.
            characters: its length.
            way_out: what the writer can do about it.
        """
        if characters > MAX_CHARACTERS:
            raise DraftTooLarge(
                self.locate_message(
                    start,
                    f"this post has {characters:,} characters, markup included; softsell reads posts of up to "
                    f"{MAX_CHARACTERS:,}. {way_out}",
                )
            )

    def check_length(self) -> None:
        """Raise DraftTooLarge for a text longer than ``MAX_CHARACTERS``."""
        if len(self.text) > MAX_CHARACTERS:
            raise DraftTooLarge(
                self.name_message(
                    f"the text has {len(self.text):,} characters; softsell reads up to {MAX_CHARACTERS:,}. "
                    "Check it in smaller parts."
                )
            )
