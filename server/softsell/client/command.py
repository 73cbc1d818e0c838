"""One ``softsell check`` that the command line leaves to the running server, which has the rules loaded already.

Both sides share this shape. Not here: which commands are left to it (``cli.quick``), and how it is done (``cli.answering``).
"""

from __future__ import annotations

from typing import Any, NamedTuple

MAX_BYTES = 32 * 1024
"""Larger files would keep the one who is typing waiting; the command line checks them by itself, on all cores."""


class Command(NamedTuple):
    """What was typed, and what the server can't see from where it is.

    Attributes:
        arguments: as typed, behind ``check``.
        folder: the folder it was typed in, absolute.
        settings_folder: where the user's own softsell.toml lies or would lie; the environment may say so.
        contents: the bytes of each file that is named, by its name; ``-`` is standard input.
        color, width, unicode: of the terminal; colour only where ``--color`` does not say.
    """

    arguments: tuple[str, ...]
    folder: str
    settings_folder: str
    contents: dict[str, bytes]
    color: bool
    width: int
    unicode: bool

    def to_json(self) -> dict[str, Any]:
        """As ``schema.CommandRequest``."""
        from binascii import b2a_base64

        contents = {name: b2a_base64(data, newline=False).decode() for name, data in self.contents.items()}
        return {**self._asdict(), "contents": contents}
