"""Writes a text of YAML into a draft, with the place of each of its characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from softsell.draft.prose import ProseBuilder
from softsell.draft.source import Source
from softsell.yaml_source.offsets import decode_at

if TYPE_CHECKING:
    from softsell.draft.json_text import JsonText

_QUOTES = ("'", '"')
_BLOCKS = ("|", ">")
_LINE_END = re.compile("\r\n?|[\n\x85\u2028\u2029]")


def add_scalar(builder: ProseBuilder, source: Source, text: JsonText) -> None:
    """Add a text to a draft. ``text.style`` says how YAML writes it: quotes, ``|``, ``>`` or ``plain``."""
    value = text.value.rstrip("\r\n") if text.style in _BLOCKS else text.value
    begun: tuple[int, int] | None = None
    for index, (start, end) in enumerate(_places(source.text, text, value)):
        if end - start == 1 and source.text[start] == value[index]:
            if begun and begun[1] == start:
                begun = (begun[0], end)
                continue
            _flush(builder, begun)
            begun = (start, end)
            continue
        _flush(builder, begun)
        begun = None
        builder.stand_in(value[index], start, end)
    _flush(builder, begun)


def _flush(builder: ProseBuilder, begun: tuple[int, int] | None) -> None:
    if begun:
        builder.verbatim(*begun)


def _places(raw: str, text: JsonText, value: str) -> Iterator[tuple[int, int]]:
    """Yield where each character of a text stands. The raw text differs from it only in escapes, doubled quotes and white space."""
    style = text.style or ""
    position = text.start
    if style in _QUOTES:
        position += 1
    elif style in _BLOCKS:
        header_end = _LINE_END.search(raw, position, text.end)
        position = header_end.end() if header_end else text.end
    blank_end = 0  # where the white space around here ends: looked for once, however many line breaks it means
    for index, character in enumerate(value):
        if character.isspace() and style != '"':
            here = position
            if position >= blank_end:
                blank_end = _end_of_white_space(raw, position, text.end)
            position = max(position, blank_end)
            if position > here + 1 and value[index + 1 : index + 2].isspace():
                position = here + 1
            yield here, position
            continue
        unit, length = decode_at(raw, position, style)
        while unit != character and position < text.end and (raw[position].isspace() or unit == ""):
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
