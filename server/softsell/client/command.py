"""A ``softsell check`` that the command line sends to a running server, which has the rules loaded.

Both sides share this type. ``cli.ask_server`` decides which commands to send, and ``cli.answer_as_server`` runs them.
"""

from __future__ import annotations

from binascii import b2a_base64

MAX_BYTES = 32 * 1024
"""The most bytes to send. The command line checks larger files itself, on all cores, so they don't block the server."""
EXIT_STATUS = "softsell-exit-status"
"""The header with the exit status, in an answer that is the text to print."""


class Command:
    """What the user typed, and what the server can't find out itself.

    Args:
        arguments: those after ``check``, as typed.
        folder: the current folder, absolute.
        settings_folder: where the user's own softsell.toml is or would be, which the environment can change.
        contents: the bytes of each named file, by name; ``-`` is standard input.
        color, width, unicode: properties of the terminal; ``--color`` overrides ``color``.
    """

    def __init__(
        self,
        arguments: tuple[str, ...],
        folder: str,
        settings_folder: str,
        contents: dict[str, bytes],
        *,
        color: bool,
        width: int,
        unicode: bool,
    ) -> None:
        self.arguments = arguments
        self.folder = folder
        self.settings_folder = settings_folder
        self.contents = contents
        self.color = color
        self.width = width
        self.unicode = unicode

    def to_json(self) -> str:
        """Return the JSON that ``models.CommandRequest`` describes."""
        contents = (
            f'{_quote(name)}:"{b2a_base64(data, newline=False).decode()}"' for name, data in self.contents.items()
        )
        return (
            f'{{"arguments":[{",".join(map(_quote, self.arguments))}],"folder":{_quote(self.folder)},'
            f'"settings_folder":{_quote(self.settings_folder)},"contents":{{{",".join(contents)}}},'
            f'"color":{_truth(self.color)},"width":{self.width},"unicode":{_truth(self.unicode)}}}'
        )


def _quote(text: str) -> str:
    """Return a string of JSON. ``json`` takes half as long to import as Python takes to start, and most text doesn't need it."""
    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    import json

    return json.dumps(text)


def _truth(value: bool) -> str:
    return "true" if value else "false"
