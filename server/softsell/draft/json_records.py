"""Finds the posts in JSON and JSON Lines: one draft for each record, in order.

A file of a known shape is read by that shape (``records.shaped``). In any other file the records are those of the list whose texts read
most like posts, or the one object that the file holds (``records.lists``). A record is a text, or an object, whose keys ``records.keys``
chooses. Records without a text (missing, null or blank) are skipped, because exports contain such records for pictures.

Each escape maps to its character as a whole; the two escapes of a surrogate pair map to one character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Protocol

from msgspec.structs import replace

from softsell.draft.archives.json_shapes import SHAPES, JsonShape
from softsell.draft.draft import Context, Draft
from softsell.draft.json_text import JsonArray, JsonObject, JsonText, JsonValue, parse
from softsell.draft.records.keys import Keys, find_keys
from softsell.draft.records.lists import Part, find_records
from softsell.draft.records.named_texts import TEXT_OF_EACH, unfold_named_texts
from softsell.draft.records.shaped import ShapedRecords, records_of_shape, title_without_posts
from softsell.draft.records.tally import Tally
from softsell.draft.source import Source
from softsell.draft.span import Span
from softsell.draft.tables.asking import holds_no_posts
from softsell.draft.tables.fields import Fields
from softsell.draft.tables.names import fields_named
from softsell.draft.tables.values import parse_platforms, strictest
from softsell.errors import MalformedFile

_LONGEST_NAME = 200
_LINE = re.compile(r"[^\r\n]+")
_FILLED_LINE = re.compile(r"[^\r\n]*[^\s][^\r\n]*")
_ASSIGNMENT = re.compile(r"\s*(?:export default|(?:var |let |const )?[\w.$]{1,100}\s{0,9}=)\s*(?=[\[{])")
_PART = re.compile(r"\s*window\.YTD\.(\w{1,100})\.part\d")
_OWN_POSTS = re.compile(r"(?:community_|note_)?tweets?")


def read_json(source: Source, context: Context, column: str | None, notes: list[str]) -> Iterator[Draft]:
    """Return the drafts of a JSON file, or of the script with JSON in it that X's archive has.

    Args:
        source: the text.
        context: what applies to all drafts.
        column: the key with the posts, if the user said so.
        notes: gets what was chosen, and what was passed over.

    Raises:
        MalformedFile: the text isn't valid JSON, or it's unclear where its posts are.
        LoneSurrogate, BinaryFile: a post contains something that isn't text.
    """
    start, end = source.start, len(source.text)
    if source.name.lower().endswith(".js"):
        assigned = _ASSIGNMENT.match(source.text, start)
        part = _PART.match(source.text, start)
        if part and column is None and not _OWN_POSTS.fullmatch(part[1]):
            raise holds_no_posts(source, start, f"the part {part[1]} of X's archive")
        start = assigned.end() if assigned else start
        end = len(source.text.rstrip().removesuffix(";"))
    if _is_in_lines(source.text, start):
        return read_json_lines(source, context, column, notes)
    return read_records(source, _parse(source, Span(start, end), notes), context, column, notes)


def read_json_lines(source: Source, context: Context, column: str | None, notes: list[str]) -> Iterator[Draft]:
    """Return the drafts of a JSON Lines file. Takes and raises the same as ``read_json``."""
    if _is_spread_over_lines(source.text, source.start):
        return read_records(source, _parse(source, Span(source.start, len(source.text)), notes), context, column, notes)
    lines = (line for line in _LINE.finditer(source.text, source.start) if not line[0].isspace())
    records = JsonArray(source.start, list(_parse_lines(source, lines, notes)))
    return read_records(source, records, context, column, notes)


def _parse(source: Source, span: Span, notes: list[str]) -> JsonValue:
    """Parse JSON. Of a list that was cut off, the records before the cut are read."""
    try:
        return parse(source, span)
    except MalformedFile:
        from softsell.draft.cut_off_json import parse_cut_off

        value = parse_cut_off(source, span, notes)
        if value is None:
            raise
        return value


def _parse_lines(source: Source, lines: Iterator[re.Match[str]], notes: list[str]) -> Iterator[JsonValue]:
    """Yield the value on each line, without the last one if it was cut off and others stand before it."""
    end = len(source.text.rstrip())
    first = True
    for line in lines:
        try:
            yield parse(source, Span(*line.span()))
        except MalformedFile:
            from softsell.draft.cut_off_json import describe_cut, is_cut_off

            if first or line.end() < end or not is_cut_off(line[0]):
                raise
            notes.append(describe_cut(source, line.start()))
        first = False


def _is_in_lines(text: str, start: int) -> bool:
    """Return whether a file named .json is JSON Lines: its first two lines are an object each."""
    lines = [line[0].strip() for line in islice(_FILLED_LINE.finditer(text, start), 2)]
    return len(lines) > 1 and all(line.startswith("{") and line.endswith("}") for line in lines)


def _is_spread_over_lines(text: str, start: int) -> bool:
    """Return whether a file named .jsonl is one JSON value, whose first line is no value of its own."""
    first = _FILLED_LINE.search(text, start)
    written = first[0].strip() if first else ""
    return written in ("[", "{", "[{") or (written.startswith("[") and written.endswith("]"))


def read_records(
    source: Source, top: JsonValue, context: Context, asked: str | None, notes: list[str]
) -> Iterator[Draft]:
    """Return the drafts of the records in a value. Takes and raises the same as ``read_json``."""
    if asked is None:
        for shape in SHAPES:
            records = records_of_shape(top, shape)
            if records:
                return _drafts_of_shape(source, _read_shape(source, top, shape, records), records, context, notes)
        if title := title_without_posts(top):
            raise holds_no_posts(source, top.start, title)
    return _drafts_of_any_shape(source, top, context, asked, notes)


def _drafts_of_any_shape(
    source: Source, top: JsonValue, context: Context, asked: str | None, notes: list[str]
) -> Iterator[Draft]:
    parts, keys = _find_parts(source, top, asked, notes)
    records = [record for part in parts for record in part.records]
    if isinstance(top, JsonObject) and records and records[0] is not top:
        context = _said_above(top, context)
    tally = Tally()
    for part in parts:
        below = replace(context, platform=part.platform) if part.platform else context
        for record in part.records:
            yield from keys.read(source, record, below, tally)
    if chosen := keys.describe():
        notes += map(source.name_message, tally.describe(chosen))
        if keys.fields and (unknown := keys.fields.describe_unknown()):
            notes.append(source.name_message(unknown))


def _find_parts(source: Source, top: JsonValue, asked: str | None, notes: list[str]) -> tuple[Sequence[Part], Keys]:
    """Return the lists of records, and which of their keys say what."""
    unfolded = unfold_named_texts(top) if asked is None else top
    for value in (unfolded, top):
        said: list[str] = []
        parts, key = find_records(source, value, asked, said)
        records = [record for part in parts for record in part.records]
        try:
            keys = find_keys(source, records, key, alone=bool(records) and records[0] is value)
        except MalformedFile:
            if value is top:
                raise
            continue  # so that the error names keys that are in the file
        if value is not top and not keys.text.startswith(TEXT_OF_EACH):
            continue
        notes += said
        return parts, keys
    raise AssertionError("the last value either has keys or raises an error")


def _said_above(top: JsonObject, context: Context) -> Context:
    """Return the context with the platform and the brand that an object says beside its list of posts."""
    said = {name: member.value for name, member in top.members.items() if isinstance(member, JsonText)}
    for name, value in said.items():
        if "platform" in fields_named(name) and (platform := strictest(filter(None, parse_platforms(value)))):
            context = replace(context, platform=platform)
        elif "brand" in fields_named(name) and value.strip():
            context = replace(context, brands=(value.strip()[:_LONGEST_NAME],))
    return context


def _read_shape(source: Source, top: JsonValue, shape: JsonShape, records: Sequence[JsonObject]) -> ShapedRecords:
    shaped = ShapedRecords(shape, records)
    if shaped.conversation:
        raise holds_no_posts(source, top.start, shaped.conversation)
    return shaped


def _drafts_of_shape(
    source: Source, shaped: ShapedRecords, records: Sequence[JsonObject], context: Context, notes: list[str]
) -> Iterator[Draft]:
    tally = Tally()
    for record in records:
        yield from shaped.read(source, record, context, tally)
    notes += map(source.name_message, shaped.describe_others(tally))


class RecordLayout(Protocol):
    """How to read records. ``find_record_layout`` makes it from the first records."""

    @property
    def fields(self) -> Fields | None:
        """Which keys say what; ``None`` if the records are only texts."""

    def read(self, source: Source, record: JsonValue, context: Context, tally: Tally) -> Iterator[Draft]:
        """Yield the drafts of a record. ``tally`` counts them, and reposts.

        Raises:
            DraftError: the record can't be read.
        """

    def describe(self) -> str:
        """Return which keys are read, for a note; empty if there is nothing to say."""


def find_record_layout(source: Source, records: JsonArray, asked: str | None) -> RecordLayout:
    """Return how to read the records of a JSON Lines file.

    Args:
        source: the text with the records.
        records: the first records. ``ROWS_LOOKED_AT`` of them decide.
        asked: the key with the posts, if the user said so.

    Raises:
        MalformedFile, UnclearColumn: it's unclear where the posts are.
    """
    for shape in SHAPES if asked is None else ():
        if found := records_of_shape(records, shape):
            return _read_shape(source, records, shape, found)
    if asked is None and (title := title_without_posts(records)):
        raise holds_no_posts(source, records.start, title)
    return find_keys(source, records.items, asked)
