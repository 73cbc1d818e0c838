"""Standard output and standard error: encoding, colours, width, and messages apart from the report."""

from __future__ import annotations

import io
import os
import sys

from softsell.cli import ReaderGone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO


class Terminal:
    """Where output goes.

    Args:
        color: whether to use colours.
        width: its width in columns.
        unicode: whether it can show frames and blocks.
    """

    __slots__ = ("color", "unicode", "width")

    def __init__(self, color: bool, width: int, unicode: bool) -> None:
        self.color = color
        self.width = width
        self.unicode = unicode


def this_terminal(color: str) -> Terminal:
    """Describe standard output. ``color`` is the same as for ``wants_color``."""
    return Terminal(wants_color(color, sys.stdout), columns(), speaks_unicode(sys.stdout))


def prepare_output(*, for_programs: bool) -> None:
    """Make standard output accept any text: UTF-8 for programs, else the terminal's encoding with ``?`` for other characters."""
    if not isinstance(sys.stdout, io.TextIOWrapper):
        return
    if for_programs:
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    else:
        sys.stdout.reconfigure(errors="replace")


def speaks_unicode(stream: TextIO) -> bool:
    """Whether the stream can show frames and blocks."""
    return (getattr(stream, "encoding", None) or "ascii").lower().startswith("utf")


def wants_color(choice: str, stream: TextIO) -> bool:
    """Whether to use colours on ``stream``.

    ``choice`` is ``auto``, ``always`` or ``never``. ``auto`` looks at NO_COLOR (no-color.org), then FORCE_COLOR, then at
    whether the stream is a terminal.
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def columns() -> int:
    """Return the width of the terminal from COLUMNS or the system; 80 if there is no terminal."""
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and 0 < int(said) < 10_000:
        return int(said)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def write(pieces: Iterable[str]) -> None:
    """Write pieces of text to standard output. On a terminal each is shown at once.

    Raises:
        ReaderGone: the program that reads the output has closed it.
        UsageError: the output can't be written, for example because the disk is full.
    """
    out = sys.stdout
    watching = out.isatty()
    for piece in pieces:
        _put(out, piece, flush=watching)
    _put(out, "", flush=True)


def _put(out: TextIO, piece: str, *, flush: bool) -> None:
    try:
        out.write(piece)
        if flush:
            out.flush()
    except BrokenPipeError:
        raise ReaderGone from None
    except OSError as error:
        from softsell.errors import UsageError

        raise UsageError(f"The output can't be written: {error.strerror or 'the system refused'}.") from None


def tell(message: str, *, color: str = "auto", kind: str = "note") -> None:
    """Write a message to standard error, apart from the report. ``kind`` is ``note``, ``warning`` or ``error``."""
    from softsell.report.display import escape_lines
    from softsell.report.style import Style

    style = Style(wants_color(color, sys.stderr))
    label = style.paint(f"{kind}:", "error" if kind == "error" else "dim", "bold")
    try:
        sys.stderr.write(f"{label} {escape_lines(message)}\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        return
