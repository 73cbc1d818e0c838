"""Terminal colours. A style without colour returns text unchanged, so callers don't need to check."""

from __future__ import annotations

from msgspec import Struct

_CODES = {
    "error": "31",
    "warning": "33",
    "suggestion": "36",
    "good": "32",
    "praise": "32",
    "off": "2",
    "silent": "2",
    "dim": "2",
    "bold": "1",
    "removed": "31",
    "added": "32",
    "place": "36",
}


class Style(Struct, frozen=True):
    """Colours text by its meaning.

    Attributes:
        color: whether to use colour.
    """

    color: bool

    def paint(self, text: str, *meanings: str) -> str:
        """Return ``text`` in the colours of ``meanings``, keys such as ``warning``, ``dim``, ``bold``."""
        if not self.color or not text:
            return text
        codes = ";".join(_CODES[meaning] for meaning in meanings)
        return f"\x1b[{codes}m{text}\x1b[0m"
