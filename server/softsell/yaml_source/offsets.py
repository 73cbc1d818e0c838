"""Finds a character of a value in the file: what a mistake inside a text needs."""

from __future__ import annotations

import re

from softsell.yaml_source.document import Document, Scalar

_INDENT = re.compile(r"(?:\r\n?|\n)[ \t]*+")
_HEX_ESCAPES = {"x": 2, "u": 4, "U": 8}
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip


def source_index(document: Document, scalar: Scalar, offset: int) -> int:
    """Return the offset in the file of the character at ``offset`` of a scalar's text, or the scalar's start if it can't be found.

    Compares the raw text with the value. They differ only in escapes, doubled quotes and white space.
    """
    raw, value = document.text[: scalar.end], scalar.text
    position = _find_body(document, scalar)
    for index, character in enumerate(value):
        if character.isspace() and scalar.style != '"':
            here = position
            while position < len(raw) and raw[position].isspace():
                position += 1
            if index == offset:
                return here
            if index + 1 < len(value) and value[index + 1].isspace() and position > here + 1:
                position = here + 1
            continue
        unit, length = decode_at(raw, position, scalar.style)
        while unit != character and position < len(raw) and (raw[position].isspace() or unit == ""):
            position += max(1, length)
            unit, length = decode_at(raw, position, scalar.style)
        if unit != character:
            return scalar.start
        if index == offset:
            return position
        position += length
    return min(position, len(raw)) if offset >= len(value) else scalar.start


def _find_body(document: Document, scalar: Scalar) -> int:
    if scalar.style in ("'", '"'):
        return scalar.start + 1
    if scalar.style in ("|", ">"):
        return document.text.find("\n", scalar.start) + 1
    return scalar.start


def decode_at(raw: str, position: int, style: str) -> tuple[str, int]:
    """Return the character that the raw text at ``position`` means, and the number of raw characters for it."""
    character = raw[position : position + 1]
    if style == "'" and raw.startswith("''", position):
        return "'", 2
    if style != '"' or character != "\\":
        return character, 1
    escaped = raw[position + 1 : position + 2]
    if escaped in _HEX_ESCAPES:
        digits = raw[position + 2 : position + 2 + _HEX_ESCAPES[escaped]]
        return chr(int(digits, 16)), 2 + len(digits)
    if escaped in ("\n", "\r"):
        rest = _INDENT.match(raw, position + 1)
        return "", rest.end() - position if rest else 2
    return _ESCAPES.get(escaped, escaped), 2
