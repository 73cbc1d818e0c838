"""The JSON and JSON Lines reader: one draft for each record, in order.

A file is an array of records, an object with one array of records in it, or a single record; in JSON Lines each line
is a record. A record is a text, or an object with a text under the key that is asked for or whose name says so.
Records with no text there (missing, null, blank) are passed over, as exports have them for pictures.

Python's json decides what is JSON; the scanner here goes over what it accepted once more, for the places. Every
escape is tied to its character as a whole, a surrogate pair's two escapes to their one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from softsell.draft.draft import Context, Draft
from softsell.draft.prose import ProseBuilder
from softsell.draft.records import choices, not_there, usual_field
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
    """A string: what it says, and where it stands without its quotes."""

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
    """The drafts of a JSON file.

    Raises:
        MalformedFile: it is no JSON, or there is no telling where its posts are.
        LoneSurrogate, BinaryFile: a post holds what no text holds.
    """
    value = parse(source, Span(source.start, len(source.text)))
    return _drafts(source, _records(value, key), context, key)


def read_json_lines(source: Source, context: Context, key: str | None) -> Iterator[Draft]:
    """The drafts of a JSON Lines file. Raises as ``read_json`` does."""
    lines = (line for line in _LINE.finditer(source.text, source.start) if not line[0].isspace())
    return _drafts(source, [parse(source, Span(*line.span())) for line in lines], context, key)


def parse(source: Source, span: Span) -> JsonValue:
    """The JSON value that ``span`` of the source holds, with the places of all its strings."""
    _must_be_json(source, span)
    text = source.text
    root = JsonArray(span.start, [])
    open_values: list[JsonArray | JsonObject] = [root]
    name: str | None = None
    at = _behind_gap(text, span.start)
    while at < span.end:
        around = open_values[-1]
        mark = text[at]
        if mark in "]}":
            open_values.pop()
            at = _behind_gap(text, at + 1)
            continue
        value, end = _value_at(text, at)
        at = _behind_gap(text, end)
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


def _value_at(text: str, at: int) -> tuple[JsonValue, int]:
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


def _behind_gap(text: str, at: int) -> int:
    gap = _GAP.match(text, at)
    return gap.end() if gap else at


def _must_be_json(source: Source, span: Span) -> None:
    try:
        json.loads(source.text[span.start : span.end], parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        place = min(span.start + error.pos, len(source.text))
        raise source.malformed(place, f"this is not valid JSON: {_plainly(error.msg)}.") from None
    except RecursionError:
        raise source.malformed(
            span.start, 'this JSON is nested too deeply. A list of posts is enough: [{"text": "…"}].'
        ) from None


def _plainly(message: str) -> str:
    """The json module's message in other words, where we have some."""
    for begins, plain in _PLAINLY.items():
        if message.startswith(begins):
            return plain
    return "something is missing or out of place here"


_PLAINLY = {
    "Expecting value": "a value is missing here (a text stands between double quotes)",
    "Expecting ',' delimiter": "a comma or a closing bracket is missing here",
    "Expecting ':' delimiter": "a colon is missing here, between the key and its value",
    "Expecting property name": "a key between double quotes is missing here, or the comma before it is one too many",
    "Illegal trailing comma": "the comma before this closing bracket is one too many",
    "Unterminated string": "a text begins here and its closing quote is missing",
    "Invalid control character": "a line break or tab inside a text must be written \\n or \\t",
    "Invalid \\escape": "a backslash inside a text must be written twice",
    "Invalid \\uXXXX escape": "\\u must be followed by four hexadecimal digits",
    "Extra data": "the JSON is complete before this; is it JSON Lines? Then name the file .jsonl",
}


def _records(value: JsonValue, key: str | None) -> Sequence[JsonValue]:
    if isinstance(value, JsonArray):
        return value.items
    if not isinstance(value, JsonObject):
        return [value]
    if (key or usual_field(_texts(value))) in value.members:
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
    chosen = _key(source, objects, key) if objects else ""
    for record in records:
        found = record.members.get(chosen) if isinstance(record, JsonObject) else record
        if found is None or (isinstance(found, JsonOther) and found.null):
            continue
        if not isinstance(found, JsonText):
            raise source.malformed(found.start, "here a text between double quotes is expected.")
        if found.value.strip():
            source.must_be_a_post(found.start, len(found.value))
            yield _draft(source, found, context)


def _key(source: Source, records: Sequence[JsonObject], asked: str | None) -> str:
    names = list(dict.fromkeys(name for record in records for name in record.members))
    if asked is not None:
        if asked not in names:
            raise source.malformed(records[0].start, not_there("key", asked, names))
        return asked
    texts = list(dict.fromkeys(name for record in records for name in _texts(record)))
    usual = usual_field(texts)
    if usual is not None:
        return usual
    if len(texts) == 1:
        return texts[0]
    raise source.malformed(
        records[0].start, f"under which key are the posts? Say it with --key. There are: {choices(names)}"
    )


def _draft(source: Source, written: JsonText, context: Context) -> Draft:
    builder = ProseBuilder(source.text)
    at = written.start
    for escape in _ESCAPE.finditer(source.text, written.start, written.end):
        builder.verbatim(at, escape.start())
        meant = json.loads(f'"{escape[0]}"')
        _must_be_text(source, meant, escape.start())
        builder.stand_in(meant, *escape.span())
        at = escape.end()
    builder.verbatim(at, written.end)
    return builder.draft(Span(written.start, written.end), context)


def _must_be_text(source: Source, character: str, offset: int) -> None:
    if _SURROGATE.match(character):
        raise source.lone_surrogate(offset)
    if character == "\0":
        raise BinaryFile(source.told_at(offset, "there is a NUL character here, which no text holds. Delete it."))
