"""Words for people that several rooms write alike."""

from __future__ import annotations

from collections.abc import Sequence


def listed(things: Sequence[str]) -> str:
    """Return the things in a sentence: ``a``, ``a and b``, ``a, b and c``. Nothing is an empty text."""
    return f"{', '.join(things[:-1])} and {things[-1]}" if len(things) > 1 else "".join(things)
