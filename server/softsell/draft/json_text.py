"""Reads JSON and JSON Lines files: one draft for each record, in order.

A JSON file is an array of records, an object that contains one array of records, or a single record. In JSON Lines, each
line is a record. A record is a string, or an object with a string under the requested key or under a key that usually holds
a post's text. Records without a text (missing, null or blank) are skipped, because exports contain such records for
pictures.

Python's json module decides whether the text is valid JSON. The scanner here then reads it again to find positions. Each
escape maps to its character as a whole; the two escapes of a surrogate pair map to one character.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from softsell.draft.draft import Context, Draft, with_kind
from softsell.draft.prose import ProseBuilder
from softsell.draft.records import describe_missing, find_usual_field, list_choices
from softsell.draft.source import Source
from softsell.draft.span import Span
from softsell.errors import BinaryFile

_GAP = re.compile(r"[ \t\n\r,:]*+")
_SCALAR = re.compile(r"[^ \t\n\r,:\]}]++")
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")
_LINE = re.compile(r"[^\r\n]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_STRINGS = json.JSONDecoder()
_NAMES_OF_LISTS = ("posts", "drafts", "items", "messages", "tweets", "data", "results", "records")


class JsonText(NamedTuple):
    """A string: its value, and its position without its quotes."""

    value: str
    start: int
    end: int


class JsonOther(NamedTuple):
    """A number, true, false or null."""

    start: int
    null: bool


class JsonArray(NamedTuple):
    start: int
    items: list[JsonValue]


class JsonObject(NamedTuple):
    start: int
    members: dict[str, JsonValue]


JsonValue = JsonText | JsonOther | JsonArray | JsonObject


def read_json(source: Source, context: Context, key: str | None) -> Iterator[Draft]:
    """Return the drafts of a JSON file.

    Raises:
        MalformedFile: the text isn't valid JSON, or it's unclear where its posts are.
        LoneSurrogate, BinaryFile: a post contains something that isn't text.
    """
    value = parse(source, Span(source.start, len(source.text)))
    return _drafts(source, _records(value, key), context, key)


def read_json_lines(source: Source, context: Context, key: str | None) -> Iterator[Draft]:
    """Return the drafts of a JSON Lines file. Raises the same errors as ``read_json``."""
    lines = (line for line in _LINE.finditer(source.text, source.start) if not line[0].isspace())
    return _drafts(source, [parse(source, Span(*line.span())) for line in lines], context, key)


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
    return JsonOther(at, scalar[0] == "null"), scalar.end()


def _skip_white_space(text: str, at: int) -> int:
    gap = _GAP.match(text, at)
    return gap.end() if gap else at


def _check_syntax(source: Source, span: Span) -> None:
    try:
        json.loads(source.text[span.start : span.end], parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        place = min(span.start + error.pos, len(source.text))
        raise source.malformed(place, f"this isn't valid JSON: {_rephrase(error.msg)}.") from None
    except RecursionError:
        raise source.malformed(
            span.start, 'this JSON is nested too deeply. A list of posts is enough: [{"text": "…"}].'
        ) from None


def _rephrase(message: str) -> str:
    """Rephrase the json module's message in plain words if we can."""
    for begins, plain in _PLAINLY.items():
        if message.startswith(begins):
            return plain
    return "something is missing or out of place here"


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


def _records(value: JsonValue, key: str | None) -> Sequence[JsonValue]:
    if isinstance(value, JsonArray):
        return value.items
    if not isinstance(value, JsonObject):
        return [value]
    if (key or find_usual_field(_texts(value))) in value.members:
        return [value]
    lists = {name: member for name, member in value.members.items() if isinstance(member, JsonArray)}
    for name in _NAMES_OF_LISTS if len(lists) > 1 else lists:
        if name in lists:
            return lists[name].items
    return [value]


def _texts(record: JsonObject) -> list[str]:
    return [name for name, member in record.members.items() if isinstance(member, JsonText)]


def _drafts(source: Source, records: Sequence[JsonValue], context: Context, key: str | None) -> Iterator[Draft]:
    objects = [record for record in records if isinstance(record, JsonObject)]
    chosen = _find_key(source, objects, key) if objects else ""
    for record in records:
        found = record.members.get(chosen) if isinstance(record, JsonObject) else record
        if found is None or (isinstance(found, JsonOther) and found.null):
            continue
        if not isinstance(found, JsonText):
            raise source.malformed(found.start, "a text in double quotes should be here.")
        if found.value.strip():
            source.check_post_length(found.start, len(found.value))
            kind = record.members.get("kind") if isinstance(record, JsonObject) and chosen != "kind" else None
            yield _draft(source, found, with_kind(context, kind.value) if isinstance(kind, JsonText) else context)


def _find_key(source: Source, records: Sequence[JsonObject], asked: str | None) -> str:
    names = list(dict.fromkeys(name for record in records for name in record.members))
    if asked is not None:
        if asked not in names:
            raise source.malformed(records[0].start, describe_missing("key", asked, names))
        return asked
    texts = list(dict.fromkeys(name for record in records for name in _texts(record)))
    usual = find_usual_field(texts)
    if usual is not None:
        return usual
    if len(texts) == 1:
        return texts[0]
    raise source.malformed(
        records[0].start, f"which key holds the posts? Name it with --key. The keys are: {list_choices(names)}"
    )


def _draft(source: Source, written: JsonText, context: Context) -> Draft:
    builder = ProseBuilder(source.text)
    at = written.start
    for escape in _ESCAPE.finditer(source.text, written.start, written.end):
        builder.verbatim(at, escape.start())
        meant = json.loads(f'"{escape[0]}"')
        _check_character(source, meant, escape.start())
        builder.stand_in(meant, *escape.span())
        at = escape.end()
    builder.verbatim(at, written.end)
    return builder.draft(Span(written.start, written.end), context)


def _check_character(source: Source, character: str, offset: int) -> None:
    if _SURROGATE.match(character):
        raise source.lone_surrogate(offset)
    if character == "\0":
        raise BinaryFile(
            source.locate_message(offset, "this is a NUL character, which isn't allowed in text. Delete it.")
        )
