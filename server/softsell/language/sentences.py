"""Where sentences end. What they do is decided in ``kinds``."""

from __future__ import annotations

from softsell.language.token import Token

_ENDS = frozenset(".!?…")


def boundaries(tokens: list[Token]) -> list[tuple[int, int]]:
    """The sentences as token ranges ``(first, last)``, in order; newlines belong to none."""
    ranges: list[tuple[int, int]] = []
    first = 0
    for i, token in enumerate(tokens):
        ends = token.kind == "punctuation" and token.text[0] in _ENDS
        if token.kind == "newline":
            if first < i:
                ranges.append((first, i))
            first = i + 1
        elif ends and (i + 1 == len(tokens) or tokens[i + 1].kind not in ("punctuation", "emoji", "newline")):
            ranges.append((first, i + 1))
            first = i + 1
    if first < len(tokens):
        ranges.append((first, len(tokens)))
    return ranges
