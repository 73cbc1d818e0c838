"""A ``softsell check`` that the command line sends to a running server, which has the rules loaded.

Both sides share this type. ``cli.ask_server`` decides which commands to send, and ``cli.answer_as_server`` runs them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

MAX_BYTES = 32 * 1024
"""The most bytes to send. The command line checks larger files itself, on all cores, so they don't block the server."""


class Command(NamedTuple):
    """What the user typed, and what the server can't find out itself.

    Attributes:
        arguments: those after ``check``, as typed.
        folder: the current folder, absolute.
        settings_folder: where the user's own softsell.toml is or would be, which the environment can change.
        contents: the bytes of each named file, by name; ``-`` is standard input.
        color, width, unicode: properties of the terminal; ``--color`` overrides ``color``.
    """

    arguments: tuple[str, ...]
    folder: str
    settings_folder: str
    contents: dict[str, bytes]
    color: bool
    width: int
    unicode: bool

    def to_json(self) -> dict[str, Any]:
        """Returns the JSON that ``schema.CommandRequest`` describes."""
        from binascii import b2a_base64

        contents = {name: b2a_base64(data, newline=False).decode() for name, data in self.contents.items()}
        return {**self._asdict(), "contents": contents}
