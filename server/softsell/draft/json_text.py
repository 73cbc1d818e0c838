"""Parses JSON and keeps the position of every text. ``json_records`` finds the posts in it.

Python's json module decides whether the text is valid JSON. The scanner here then reads it again to find positions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import NamedTuple

from softsell.draft.draft import Context, Draft
from softsell.draft.prose import ProseBuilder
from softsell.draft.source import Source
from softsell.draft.span import Span
from softsell.errors import BinaryFile, NoPosts

_GAP = re.compile(r"[ \t\n\r,:]*+")
_SCALAR = re.compile(r"[^ \t\n\r,:\]}]++")
_STRINGS = json.JSONDecoder()
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")
_SURROGATE = re.compile("[\ud800-\udfff]")


class JsonText(NamedTuple):
    """A string: its value, its position without its quotes, and if it's of YAML how it's written there, see ``yaml_text``."""

    value: str
    start: int
    end: int
    style: str | None = None


class JsonOther(NamedTuple):
    """A number, true, false or null, as it's written."""

    start: int
    written: str

    @property
    def null(self) -> bool:
        return self.written == "null"


class JsonArray(NamedTuple):
    start: int
    items: list[JsonValue]


class JsonObject(NamedTuple):
    start: int
    members: dict[str, JsonValue]


JsonValue = JsonText | JsonOther | JsonArray | JsonObject


def parse(source: Source, span: Span) -> JsonValue:
    """Parse ``span`` of the source as JSON, and return the value with the positions of all its strings."""
    _check_syntax(source, span)
    text = source.text
    root = JsonArray(span.start, [])
    open_values: list[JsonArray | JsonObject] = [root]
    name: str | None = None
    at = _skip_white_space(text, span.start)
    while at < span.end:
        around = open_values[-1]
        mark = text[at]
        if mark in "]}":
            open_values.pop()
            at = _skip_white_space(text, at + 1)
            continue
        value, end = _parse_value(text, at)
        at = _skip_white_space(text, end)
        if isinstance(around, JsonArray):
            around.items.append(value)
        elif name is None and isinstance(value, JsonText):
            name = value.value
            continue
        elif name is not None:
            around.members[name] = value
            name = None
        if isinstance(value, JsonArray | JsonObject):
            open_values.append(value)
    return root.items[0]


def _parse_value(text: str, at: int) -> tuple[JsonValue, int]:
    mark = text[at]
    if mark == '"':
        value, end = _STRINGS.raw_decode(text, at)
        return JsonText(value, at + 1, end - 1), end
    if mark == "[":
        return JsonArray(at, []), at + 1
    if mark == "{":
        return JsonObject(at, {}), at + 1
    scalar = _SCALAR.match(text, at)
    assert scalar is not None, "json.loads accepted this text"
    return JsonOther(at, scalar[0]), scalar.end()


def _skip_white_space(text: str, at: int) -> int:
    gap = _GAP.match(text, at)
    return gap.end() if gap else at


def _check_syntax(source: Source, span: Span) -> None:
    try:
        json.loads(source.text[span.start : span.end], parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        place = min(span.start + error.pos, len(source.text))
        place, what = _trailing_comma(source.text, place) or (
            place,
            _rephrase(error.msg, source.text[place : place + 2]),
        )
        message = f"this isn't valid JSON: {what}."
        if what == _NO_COMMENTS:  # files of settings have comments, lists of posts don't
            raise NoPosts(source.locate_message(place, message)) from None
        raise source.malformed(place, message) from None
    except RecursionError:
        raise source.malformed(
            span.start, 'this JSON is nested too deeply. A list of posts is enough: [{"text": "…"}].'
        ) from None


def _trailing_comma(text: str, place: int) -> tuple[int, str] | None:
    """Return where a comma stands before the closing bracket at ``place``, and what to say of it."""
    before = text[:place].rstrip() if text[place : place + 1] in ("]", "}") else ""
    return (
        (len(before) - 1, "the comma before the closing bracket shouldn't be there") if before.endswith(",") else None
    )


def _rephrase(message: str, begins_with: str) -> str:
    """Rephrase the json module's message in plain words if we can. ``begins_with`` is what stands at its place."""
    if begins_with in ("//", "/*") or begins_with.startswith("#"):
        return _NO_COMMENTS
    for begins, plain in _PLAINLY.items():
        if message.startswith(begins):
            return plain
    return "something is missing or out of place here"


_NO_COMMENTS = "JSON has no comments, so delete this one"
_PLAINLY = {
    "Expecting value": "a value is missing here (put double quotes around text)",
    "Expecting ',' delimiter": "a comma or a closing bracket is missing here",
    "Expecting ':' delimiter": "a colon is missing here, between the key and its value",
    "Expecting property name": "a key in double quotes is missing here, or the comma before it shouldn't be there",
    "Illegal trailing comma": "the comma before this closing bracket shouldn't be there",
    "Unterminated string": "the text that begins here has no closing quote",
    "Invalid control character": "write a line break or tab inside a text as \\n or \\t",
    "Invalid \\escape": "a backslash inside a text must be written twice",
    "Invalid \\uXXXX escape": "\\u must be followed by four hexadecimal digits",
    "Extra data": "the JSON already ended before this. If this is JSON Lines, name the file .jsonl",
}


def draft_of(source: Source, pieces: Sequence[JsonText], context: Context) -> Draft:
    """Return the draft that one text or several pieces hold, with their escapes read."""
    return draft_of_blocks(source, [pieces], context)


def draft_of_blocks(source: Source, blocks: Sequence[Sequence[JsonText]], context: Context) -> Draft:
    """Like ``draft_of``, for blocks of pieces, which stand in the order of the source. Each block has a line of its own."""
    builder = ProseBuilder(source.text)
    for pieces in blocks:
        for piece in pieces:
            _add_piece(builder, source, piece)
        builder.end_block()
    return builder.draft(Span(blocks[0][0].start, blocks[-1][-1].end), context)


def _add_piece(builder: ProseBuilder, source: Source, piece: JsonText) -> None:
    if piece.style is not None:
        from softsell.draft.yaml_text import add_scalar

        add_scalar(builder, source, piece)
        return
    at = piece.start
    for escape in _ESCAPE.finditer(source.text, piece.start, piece.end):
        builder.verbatim(at, escape.start())
        meant = json.loads(f'"{escape[0]}"')
        _check_character(source, meant, escape.start())
        builder.stand_in(meant, *escape.span())
        at = escape.end()
    builder.verbatim(at, piece.end)


def _check_character(source: Source, character: str, offset: int) -> None:
    if _SURROGATE.match(character):
        raise source.lone_surrogate(offset)
    if character == "\0":
        raise BinaryFile(
            source.locate_message(offset, "this is a NUL character, which isn't allowed in text. Delete it.")
        )
