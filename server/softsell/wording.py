"""Words for people that several rooms write alike."""

from __future__ import annotations

from collections.abc import Sequence


def listed(things: Sequence[str]) -> str:
    """Return the things in a sentence: ``a``, ``a and b``, ``a, b and c``. Nothing is an empty text."""
    return f"{', '.join(things[:-1])} and {things[-1]}" if len(things) > 1 else "".join(things)


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return the number with its noun: ``1 post``, ``1,200 posts``. ``plural`` is for a noun that needs more than an s."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def shortened(text: str, most: int = 60) -> str:
    """Return the text, cut to ``most`` characters with ``…`` as the last one. For names in messages, which may be of any length."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
