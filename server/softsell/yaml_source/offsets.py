"""Finds a character of a value in the file: what a mistake inside a text needs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from softsell.yaml_source.document import Document, Scalar

_QUOTES = ("'", '"')
BLOCKS = ("|", ">")
_LINE_END = re.compile("\r\n?|[\n\x85\u2028\u2029]")
_INDENT = re.compile(r"(?:\r\n?|\n)[ \t]*+")
_HEX_ESCAPES = {"x": 2, "u": 4, "U": 8}
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip


def source_index(document: Document, scalar: Scalar, offset: int) -> int:
    """Return the offset in the file of the character at ``offset`` of a scalar's text, or the scalar's start if it can't be found."""
    last = scalar.start
    for index, (start, end) in enumerate(places(document.text, scalar.start, scalar.end, scalar.style, scalar.text)):
        if start == end and not scalar.text[index].isspace():
            return scalar.start
        if index == offset:
            return start
        last = end
    return last if offset >= len(scalar.text) else scalar.start


def places(raw: str, start: int, end: int, style: str, value: str) -> Iterator[tuple[int, int]]:
    """Yield where each character of a text stands: where it begins and ends in ``raw``, both the same if it can't be found.

    Compares the raw text with the value. They differ only in escapes, doubled quotes and white space.

    Args:
        raw: the file.
        start, end: where the text stands in it, with its quotes or the header of its block.
        style: ``'``, ``"``, ``|`` or ``>``; anything else for a text without quotes.
        value: the text as YAML means it.
    """
    position = start
    if style in _QUOTES:
        position += 1
    elif style in BLOCKS:
        header_end = _LINE_END.search(raw, position, end)
        position = header_end.end() if header_end else end
    blank_end = 0  # where the white space around here ends: looked for once, however many line breaks it means
    for index, character in enumerate(value):
        if character.isspace() and style != '"':
            here = position
            if position >= blank_end:
                blank_end = _end_of_white_space(raw, position, end)
            position = max(position, blank_end)
            if position > here + 1 and value[index + 1 : index + 2].isspace():
                position = here + 1
            yield here, position
            continue
        unit, length = decode_at(raw, position, style)
        while unit != character and position < end and (raw[position].isspace() or unit == ""):
            position += max(1, length)
            unit, length = decode_at(raw, position, style)
        if unit != character:  # this doesn't happen, but a place that's too long is better than a wrong one
            yield position, position
            continue
        yield position, position + length
        position += length


def _end_of_white_space(raw: str, start: int, end: int) -> int:
    while start < end and raw[start].isspace():
        start += 1
    return start


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
