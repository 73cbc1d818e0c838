"""Finds the posts in JSON and JSON Lines: one draft for each record, in order.

A file of a known shape (``archives``) is read by that shape. In any other file the records are those of the list whose texts read most
like posts, or the one object that the file holds. A record is a text, or an object; keys in keys count too, and are written with dots.
Which key holds the posts is chosen as in a sheet (``tables.choice``). Records without a text (missing, null or blank) are skipped,
because exports contain such records for pictures.

Each escape maps to its character as a whole; the two escapes of a surrogate pair map to one character.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from softsell.draft.archives.json_shapes import NO_POSTS, SHAPES, JsonShape
from softsell.draft.draft import Context, Draft
from softsell.draft.json_text import JsonArray, JsonObject, JsonOther, JsonText, JsonValue, draft_of, parse
from softsell.draft.layers import LAYERS, are_html
from softsell.draft.source import Source
from softsell.draft.span import Span
from softsell.draft.tables.asking import (
    COMMENTS_DONT_WORK,
    describe_missing,
    has_comment,
    holds_no_posts,
    none_reads_like_posts,
    several_read_like_posts,
    shorten_name,
)
from softsell.draft.tables.choice import ROWS_LOOKED_AT, Choice, Column, choose
from softsell.draft.tables.fields import Fields, find_fields
from softsell.draft.tables.names import STRONG, fields_named, text_weight, words_of
from softsell.draft.tables.values import parse_platform, parse_platforms, strictest
from softsell.wording import counted

MOST_KEYS = 1_000
_DEEPEST = 8
_MOST_LISTS = 200
_MOST_VALUES = 50
_LONGEST_NAME = 200
_LINE = re.compile(r"[^\r\n]+")
_FILLED_LINE = re.compile(r"[^\r\n]*[^\s][^\r\n]*")
_ASSIGNMENT = re.compile(r"\s*(?:export default|(?:var |let |const )?[\w.$]{1,100}\s{0,9}=)\s*(?=[\[{])")
_PART = re.compile(r"\s*window\.YTD\.(\w{1,100})\.part\d")
_OWN_POSTS = re.compile(r"(?:community_|note_)?tweets?")
_NOT_POSTS = frozenset(
    "comments replies mentions inbox received notifications users followers following likes media hashtags".split()
)
"""What a list beside the posts, or in them, is called."""
_NAMED_LIKE_POSTS = 1.5
"""How much better a list is that has a name such as ``posts``."""
_NAMES_OF_LISTS = ("posts", "drafts", "items", "messages", "tweets", "data", "results", "records")

_Leaf = JsonText | JsonOther
_Record = dict[str, list[_Leaf]]
"""The values of a record, by their paths."""


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
    return _read(source, parse(source, Span(start, end)), context, column, notes)


def read_json_lines(source: Source, context: Context, column: str | None, notes: list[str]) -> Iterator[Draft]:
    """Return the drafts of a JSON Lines file. Takes and raises the same as ``read_json``."""
    if _is_spread_over_lines(source.text, source.start):
        return _read(source, parse(source, Span(source.start, len(source.text))), context, column, notes)
    lines = (line for line in _LINE.finditer(source.text, source.start) if not line[0].isspace())
    return _read(
        source,
        JsonArray(source.start, [parse(source, Span(*line.span())) for line in lines]),
        context,
        column,
        notes,
    )


def _is_in_lines(text: str, start: int) -> bool:
    """Return whether a file named .json is JSON Lines: its first two lines are an object each."""
    lines = [line[0].strip() for line in islice(_FILLED_LINE.finditer(text, start), 2)]
    return len(lines) > 1 and all(line.startswith("{") and line.endswith("}") for line in lines)


def _is_spread_over_lines(text: str, start: int) -> bool:
    """Return whether a file named .jsonl is one JSON value, whose first line is no value of its own."""
    first = _FILLED_LINE.search(text, start)
    written = first[0].strip() if first else ""
    return written in ("[", "{", "[{") or (written.startswith("[") and written.endswith("]"))


def _read(source: Source, top: JsonValue, context: Context, asked: str | None, notes: list[str]) -> Iterator[Draft]:
    if asked is None:
        for shape in SHAPES:
            records = _shaped_records(top, shape)
            if records:
                return _shaped_drafts(source, _Shaped(shape, records), records, context, notes)
        if title := _is_no_list_of_posts(top):
            raise holds_no_posts(source, top.start, title)
    return _drafts(source, top, context, asked, notes)


# records of any shape


def _drafts(source: Source, top: JsonValue, context: Context, asked: str | None, notes: list[str]) -> Iterator[Draft]:
    parts, key = _find_records(source, top, asked, notes)
    records = [record for part in parts for record in part.records]
    if isinstance(top, JsonObject) and records and records[0] is not top:
        context = _said_above(top, context)
    keys = _find_keys(source, records, key, alone=bool(records) and records[0] is top)
    tally = Tally()
    for part in parts:
        below = replace(context, platform=part.platform) if part.platform else context
        for record in part.records:
            yield from keys.read(source, record, below, tally)
    if chosen := keys.describe():
        notes += map(source.name_message, tally.describe(chosen))
        if keys.fields and (unknown := keys.fields.describe_unknown()):
            notes.append(source.name_message(unknown))


class _Part(Struct, frozen=True):
    """A list of records, and where their posts go if the list's key says so."""

    records: Sequence[JsonValue]
    platform: str | None = None


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
        if found := _shaped_records(records, shape):
            return _Shaped(shape, found)
    if asked is None and (title := _is_no_list_of_posts(records)):
        raise holds_no_posts(source, records.start, title)
    return _find_keys(source, records.items, asked)


class Tally(Struct):
    """What became of records: posts that were found, and posts that aren't the writer's own."""

    found: int = 0
    reposts: int = 0
    commented: bool = False

    def describe(self, chosen: str) -> Iterator[str]:
        """Yield notes for the user. ``chosen`` says which keys were chosen."""
        if self.found or self.reposts:
            yield chosen + (f"; {counted(self.reposts, 'repost')} passed over" if self.reposts else "")
        if self.commented:
            yield COMMENTS_DONT_WORK


class _Keys(Struct):
    """The keys of records of any shape.

    Attributes:
        columns: the keys.
        chosen: which of them has the posts; ``None`` if there are only empty objects.
        fields: which of them say what.
        in_html: whether the posts are HTML.
        lists: keys of lists with records in them, from the outside in: the posts of each week in a list of weeks.
    """

    columns: list[Column]
    chosen: int | None
    fields: Fields | None
    in_html: bool
    lists: tuple[str, ...] = ()

    def read(self, source: Source, record: JsonValue, context: Context, tally: Tally) -> Iterator[Draft]:
        """See ``RecordLayout``."""
        for inner in _unfold([record], self.lists):
            yield from self._read(source, inner, context, tally)

    def _read(self, source: Source, record: JsonValue, context: Context, tally: Tally) -> Iterator[Draft]:
        if not isinstance(record, JsonObject):
            yield from _draft_of_item(source, record, context)
            return
        if self.chosen is None or self.fields is None:
            return  # only empty objects
        values = flatten(record)
        texts = [value for value in values.get(self.columns[self.chosen].name, ()) if not _is_null(value)]
        said = self.fields.read(lambda number: _joined(values.get(self.columns[number].name)), context)
        if said is None:
            tally.reposts += bool(texts)
            return
        for text in texts:
            for draft in _draft_of_item(source, text, said[0]):
                tally.found += 1
                tally.commented = tally.commented or has_comment(draft.prose)
                yield replace(LAYERS["html"](draft) if self.in_html else draft, record=said[1])

    def describe(self) -> str:
        """See ``RecordLayout``."""
        return self.fields.describe(self.columns, "key") if self.fields else ""


def _find_keys(source: Source, records: Sequence[JsonValue], asked: str | None, *, alone: bool = False) -> _Keys:
    """Return which keys say what. ``alone``: the records are the one object that the file holds."""
    lists = _find_lists(records) if asked is None else ()
    records = list(islice(_unfold(records, lists), ROWS_LOOKED_AT)) if lists else records
    objects = [record for record in records if isinstance(record, JsonObject)][:ROWS_LOOKED_AT]
    columns = _columns([flatten(record) for record in objects])
    chosen = _find_key(source, records, columns, asked, alone=alone) if columns else None
    if chosen is None:
        return _Keys(columns, None, None, in_html=False)
    return _Keys(columns, chosen, find_fields(columns, chosen), are_html(columns[chosen].sample), lists)


def _find_lists(records: Sequence[JsonValue]) -> tuple[str, ...]:
    """Return the keys of lists in the records, from the outside in, if their records hold the posts."""
    found: list[str] = []
    while len(found) < _DEEPEST:
        objects = [record for record in records if isinstance(record, JsonObject)][:ROWS_LOOKED_AT]
        columns = _columns([flatten(record) for record in objects])
        choice = _choose_own(columns)
        name = columns[choice.column].name.partition(".")[0] if choice.column is not None else ""
        lists = [items for record in objects if isinstance(items := record.members.get(name), JsonArray)]
        if not any(sum(isinstance(item, JsonObject) for item in items.items) > 1 for items in lists):
            break
        found.append(name)
        records = list(islice(_unfold(objects, (name,)), ROWS_LOOKED_AT))
    return tuple(found)


def _unfold(records: Iterable[JsonValue], lists: tuple[str, ...]) -> Iterator[JsonValue]:
    """Yield the records in the lists of these names.

    What the outer record says beside the list, such as its date, is said of each inner one that doesn't say it itself.
    """
    if not lists:
        yield from records
        return
    for record in records:
        inner = record.members.get(lists[0]) if isinstance(record, JsonObject) else None
        if not isinstance(record, JsonObject) or not isinstance(inner, JsonArray):
            yield record
            continue
        said = {key: member for key, member in record.members.items() if isinstance(member, JsonText | JsonOther)}
        objects = (item for item in inner.items if isinstance(item, JsonObject))
        within = (JsonObject(item.start, {**said, **item.members}) for item in objects)
        yield from _unfold(within, lists[1:])


def _said_above(top: JsonObject, context: Context) -> Context:
    """Return the context with the platform and the brand that an object says beside its list of posts."""
    said = {name: member.value for name, member in top.members.items() if isinstance(member, JsonText)}
    for name, value in said.items():
        if "platform" in fields_named(name) and (platform := strictest(filter(None, parse_platforms(value)))):
            context = replace(context, platform=platform)
        elif "brand" in fields_named(name) and value.strip():
            context = replace(context, brands=(value.strip()[:_LONGEST_NAME],))
    return context


def _is_null(value: JsonValue) -> bool:
    return isinstance(value, JsonOther) and value.null


def _draft_of_item(source: Source, item: JsonValue, context: Context) -> Iterator[Draft]:
    """Yield the draft of a text, or nothing if it's null or blank."""
    if _is_null(item):
        return
    if not isinstance(item, JsonText):
        raise source.malformed(item.start, "a text in double quotes should be here, or an object with the post in it.")
    if item.value.strip():
        source.check_post_length(item.start, len(item.value))
        yield draft_of(source, [item], context)


def _joined(values: Sequence[_Leaf] | None) -> str:
    return ", ".join(_value(value) for value in values[:_MOST_VALUES] if not _is_null(value)) if values else ""


def _value(leaf: _Leaf) -> str:
    return leaf.value if isinstance(leaf, JsonText) else "" if leaf.null else leaf.written


def flatten(record: JsonObject) -> _Record:
    """Return the texts, numbers and constants of a record by their paths. The items of a list have its path."""
    found: _Record = {}
    stack: list[tuple[str, JsonValue, int]] = [("", record, 0)]
    while stack:
        path, value, depth = stack.pop()
        if isinstance(value, JsonObject):
            if depth < _DEEPEST:
                stack += [
                    (f"{path}.{name}" if path else name, member, depth + 1)
                    for name, member in reversed(value.members.items())
                ]
        elif isinstance(value, JsonArray):
            if depth < _DEEPEST:
                stack += [(path, item, depth + 1) for item in reversed(value.items)]
        else:
            found.setdefault(path, []).append(value)
    return found


def _columns(records: Sequence[_Record]) -> list[Column]:
    looked_at = records[:ROWS_LOOKED_AT]
    paths = list(dict.fromkeys(path for record in looked_at for path in record))
    samples: dict[str, list[str]] = {path: [] for path in paths[:MOST_KEYS]}
    for record in looked_at:
        for path, values in record.items():
            if path in samples and (value := _joined(values)).strip():
                samples[path].append(value)
    return [Column(path, sample, len(looked_at)) for path, sample in samples.items()]


def _find_records(
    source: Source, top: JsonValue, asked: str | None, notes: list[str]
) -> tuple[Sequence[_Part], str | None]:
    """Return the lists of records, and the path of the posts in them if the user named one."""
    if isinstance(top, JsonArray):
        return [_Part(top.items)], asked
    if not isinstance(top, JsonObject):
        return [_Part([top])], asked
    lists = list(islice(_lists_in(top), _MOST_LISTS))
    if asked is not None:
        return _find_records_with(top, lists, asked)
    if _has_text(top):
        return [_Part([top])], None
    if found := _lists_of_posts(source, lists, notes):
        return found, None
    named = [items for name in _NAMES_OF_LISTS for path, items in lists if path == name]
    return [_Part(named[0].items if named else [top])], None


def _lists_of_posts(source: Source, lists: Sequence[tuple[str, JsonArray]], notes: list[str]) -> Sequence[_Part]:
    """Return the list that reads most like posts, and all others like it: ``scheduled`` beside ``sent``, ``linkedin`` beside ``x``."""
    measured = [
        (path, items, *_strength(items), bool(_NOT_POSTS.intersection(words_of(path)))) for path, items in lists
    ]
    _, first, most, key, _ = max(
        measured,
        key=lambda one: (not one[4], one[2] * (_NAMED_LIKE_POSTS if _is_named_like_posts(one[0]) else 1)),
        default=("", None, 0.0, "", False),
    )
    if first is None or not most:
        return ()
    similar = [one for one in measured if one[2] >= most / 2]
    taken = [one for one in similar if one[1] is first or (one[3] == key and not one[4])]
    for path, *_ in (one for one in similar if one not in taken):
        notes.append(
            source.name_message(f"the list {shorten_name(path)} isn't read. To read it, name its key with --column.")
        )
    return [
        _Part(items.items, parse_platform(path.rpartition(".")[2]))
        for path, items, *_ in sorted(taken, key=lambda one: one[1].start)
    ]


def _is_named_like_posts(path: str) -> bool:
    return path.rpartition(".")[2].casefold() in _NAMES_OF_LISTS[:5]


def _find_records_with(
    top: JsonObject, lists: Sequence[tuple[str, JsonArray]], asked: str
) -> tuple[Sequence[_Part], str]:
    for path, items in lists:
        inside = asked.removeprefix(f"{path}.")
        objects = [item for item in items.items if isinstance(item, JsonObject)]
        if any(inside in flatten(item) for item in objects[:ROWS_LOOKED_AT]):
            return [_Part(items.items, parse_platform(path.rpartition(".")[2]))], inside
    if asked in flatten(top):
        return [_Part([top])], asked
    fullest = max(
        (items for _, items in lists if any(isinstance(item, JsonObject) for item in items.items)),
        key=lambda items: len(items.items),
        default=None,
    )
    return [_Part(fullest.items if fullest else [top])], asked


def _has_text(record: JsonObject) -> bool:
    """Return whether an object has a text of its own under a key such as ``text``."""
    return any(
        isinstance(member, JsonText) and member.value.strip() and text_weight(name) >= STRONG
        for name, member in record.members.items()
    )


def _lists_in(top: JsonObject) -> Iterator[tuple[str, JsonArray]]:
    """Yield the lists below an object with their paths, those higher up first."""
    level: list[tuple[str, JsonValue]] = [("", top)]
    for _ in range(_DEEPEST):
        deeper: list[tuple[str, JsonValue]] = []
        for path, value in level:
            if isinstance(value, JsonObject):
                deeper += [(f"{path}.{name}" if path else name, member) for name, member in value.members.items()]
                if records := _records_by_id(value):
                    if all(map(parse_platform, value.members)):  # “linkedin”, “x”: an object for each
                        named = zip(value.members, records, strict=True)
                        yield from ((f"{path}.{name}", JsonArray(record.start, [record])) for name, record in named)
                    else:
                        yield path, JsonArray(value.start, records)
            elif isinstance(value, JsonArray):
                yield path, value
        level = deeper


def _records_by_id(value: JsonObject) -> list[JsonValue]:
    """Return the records of an object that has them by id: its members are objects, and all have some keys in common."""
    records = list(value.members.values())
    if len(records) < 2 or not all(isinstance(record, JsonObject) for record in records[:ROWS_LOOKED_AT]):
        return []
    shared = set.intersection(
        *(set(record.members) for record in records[:ROWS_LOOKED_AT] if isinstance(record, JsonObject))
    )
    numbered = all(any(map(str.isdigit, name)) for name in value.members)
    return [record for record in records if isinstance(record, JsonObject)] if len(shared) > 1 - numbered else []


def _strength(items: JsonArray) -> tuple[float, str]:
    """Return how much the records of a list read like posts, and the key that does."""
    objects = [flatten(item) for item in items.items[:ROWS_LOOKED_AT] if isinstance(item, JsonObject)]
    if objects:
        return max(((column.strength, column.name) for column in _columns(objects)), default=(0.0, ""))
    texts = [item.value for item in items.items[:ROWS_LOOKED_AT] if isinstance(item, JsonText) and item.value.strip()]
    return Column("", texts, len(texts)).strength, ""


def _find_key(
    source: Source, records: Sequence[JsonValue], columns: Sequence[Column], asked: str | None, *, alone: bool
) -> int:
    offset = next(record.start for record in records if isinstance(record, JsonObject))
    named = [column.name for column in columns]
    if asked is not None:
        if asked in named:
            return named.index(asked)
        ends = [number for number, name in enumerate(named) if name.endswith(f".{asked}")]
        if len(ends) == 1:
            return ends[0]
        raise source.malformed(offset, describe_missing("key", asked, named))
    choice = _choose_own(columns)
    if choice.column is None:
        choice = _choose_shallow(columns, choice)
    if alone and choice.column is not None and _is_deep_in_no_post(columns[choice.column]):
        choice = Choice()
    if choice.column is not None:
        return choice.column
    if choice.candidates:
        raise several_read_like_posts(source, offset, "key", columns, choice.candidates)
    raise none_reads_like_posts(source, offset, "key", columns)


def _choose_own(columns: Sequence[Column]) -> Choice:
    """Return what ``choose`` does, of the keys that aren't below a key such as ``comments`` if one of these reads like posts."""
    own = [n for n, column in enumerate(columns) if not _NOT_POSTS.intersection(column.name.casefold().split(".")[:-1])]
    choice = choose([columns[number] for number in own])
    if choice.column is None and not choice.candidates:
        return choose(columns)
    return Choice(
        None if choice.column is None else own[choice.column], tuple(own[number] for number in choice.candidates)
    )


def _is_deep_in_no_post(column: Column) -> bool:
    """Return whether a key of a single object is in an object in it, and doesn't say that it holds a text: ``info.description``."""
    return "." in column.name and column.weight < STRONG and text_weight(column.name.partition(".")[0]) < STRONG


def _choose_shallow(columns: Sequence[Column], choice: Choice) -> Choice:
    """Return the one candidate that isn't in another object, such as a quoted post, if there is one."""
    depths = {number: columns[number].name.count(".") for number in choice.candidates}
    shallow = [number for number, depth in depths.items() if depth == min(depths.values())]
    same = {columns[number].name.rpartition(".")[2] for number in choice.candidates}
    return Choice(shallow[0]) if len(shallow) == 1 and len(same) == 1 else choice


# records of a known shape


def _at(value: JsonValue, path: str) -> Iterator[JsonValue]:
    """Yield the values at a path. A list on the way stands for each of its items; a list at its end is one value."""
    if not path:
        yield value
        return
    if isinstance(value, JsonArray):
        for item in value.items:
            yield from _at(item, path) if isinstance(item, JsonObject) else ()
    elif isinstance(value, JsonObject):
        name, _, rest = path.partition(".")
        if name in value.members:
            yield from _at(value.members[name], rest)


def _shaped_records(top: JsonValue, shape: JsonShape) -> list[JsonObject]:
    """Return the records of a file if it has this shape, or nothing."""
    for path in shape.records:
        values = _anywhere(top, path.removeprefix("*.")) if path.startswith("*.") else _at(top, path)
        records = [
            item
            for value in values
            for item in (value.items if isinstance(value, JsonArray) else ())
            if isinstance(item, JsonObject)
        ]
        looked_at = records[:ROWS_LOOKED_AT]
        if any(all(next(_at(record, has), None) is not None for has in shape.has) for record in looked_at):
            return records
    return []


def _is_no_list_of_posts(top: JsonValue) -> str:
    """Return what a file is if its shape is known and is none of posts, or an empty text."""
    for shape in NO_POSTS:
        objects = [top] if isinstance(top, JsonObject) else []
        if isinstance(top, JsonArray):
            objects = [item for item in top.items[:_MOST_VALUES] if isinstance(item, JsonObject)]
            if shape.in_records:
                lists = (value for item in objects for value in item.members.values() if isinstance(value, JsonArray))
                objects = [item for items in lists for item in items.items[:1] if isinstance(item, JsonObject)]
        elif shape.at_any_depth and isinstance(top, JsonObject):
            lists = (items for _, items in islice(_lists_in(top), _MOST_LISTS))
            objects += [item for items in lists for item in items.items[:1] if isinstance(item, JsonObject)]
        if any(all(any(name in each.members for name in names) for names in shape.keys) for each in objects):
            return shape.title
    return ""


def _anywhere(top: JsonValue, name: str) -> Iterator[JsonValue]:
    """Yield the lists under a key of this name, at any depth; ``*`` is any name."""
    if isinstance(top, JsonObject):
        for path, items in islice(_lists_in(top), _MOST_LISTS):
            if name in ("*", path.rpartition(".")[2]):
                yield items


def _shaped_drafts(
    source: Source, shaped: _Shaped, records: Sequence[JsonObject], context: Context, notes: list[str]
) -> Iterator[Draft]:
    tally = Tally()
    for record in records:
        yield from shaped.read(source, record, context, tally)
    notes += map(source.name_message, shaped.describe_others(tally))


class _Shaped:
    """Reads the records of a shape."""

    def __init__(self, shape: JsonShape, records: Sequence[JsonObject]) -> None:
        self._shape = shape
        self._paths = list(dict.fromkeys(path for paths in shape.fields.values() for path in paths))
        columns = {name: [self._paths.index(path) + 1 for path in paths] for name, paths in shape.fields.items()}
        self.fields = Fields(0, columns, platform=shape.platform)
        writers = [writer for record in records if (writer := self._writer(record))]
        named, times = Counter(writers).most_common(1)[0] if writers else ("", 0)
        self._owner = named if 2 * times > len(records) else ""  # in a mixed list, nobody can say whose it is

    def read(self, source: Source, record: JsonValue, context: Context, tally: Tally) -> Iterator[Draft]:
        """See ``RecordLayout``."""
        if not isinstance(record, JsonObject):
            return
        writer = self._writer(record)
        if (self._owner and writer and writer != self._owner) or self._is_somebody_elses(record):
            tally.reposts += 1
            return
        texts = self._texts(record)
        if not texts or not self._is_post(record):
            return
        said = self.fields.read(self._reader(record, texts), context)
        if said is None:
            tally.reposts += 1
            return
        source.check_post_length(texts[0].start, sum(len(text.value) for text in texts))
        context, filled = said
        answered = self._first(record, self._shape.answers)
        if answered and self._is_own(record, texts, answered):
            filled = replace(filled, continues=answered[:500])
        elif answered and context.reply_to is None:
            context = replace(context, reply_to="")
        draft = draft_of(source, texts, context)
        for layer in self._shape.layers:
            draft = LAYERS[layer](draft)
        if draft.prose.strip():
            tally.found += 1
            yield replace(draft, record=filled)

    def describe(self) -> str:
        """See ``RecordLayout``."""
        return f"{self._shape.title}: post text: key {self._shape.texts[0]}"

    def describe_others(self, tally: Tally) -> Iterator[str]:
        """Yield a note on what was read and what was passed over."""
        number = tally.reposts
        others = f"; {number:,} passed over that {'is' if number == 1 else 'are'} somebody else's" if number else ""
        if tally.found or number:
            yield self.describe() + others

    def _texts(self, record: JsonObject) -> list[JsonText]:
        """Return the pieces of a record's text; Telegram writes links and bold words as pieces of their own."""
        for path in self._shape.texts:
            for value in _at(record, path):
                pieces = list(_pieces(value))
                if any(piece.value.strip() for piece in pieces):
                    return pieces
        return []

    def _writer(self, record: JsonObject) -> str:
        own = self._first(record, self._shape.own)
        return own.removeprefix("at://").partition("/")[0] if own.startswith("at://") else own

    def _is_somebody_elses(self, record: JsonObject) -> bool:
        for path, values in self._shape.skip.items():
            told = self._first(record, (path,))
            if told and (told in values if values else told not in ("false", "0")):
                return True
        return False

    def _is_post(self, record: JsonObject) -> bool:
        return all(self._first(record, (path,)) in values for path, values in self._shape.only.items())

    def _is_own(self, record: JsonObject, texts: Sequence[JsonText], answered: str) -> bool:
        """Return whether a post answers the writer's own, as in a thread."""
        if self._shape.answers_begin_with_handle:
            return not texts[0].value.lstrip().startswith("@")
        own = self._writer(record)
        return bool(own) and own in answered

    def _first(self, record: JsonObject, paths: Sequence[str]) -> str:
        for path in paths:
            for value in _at(record, path):
                if isinstance(value, JsonText | JsonOther) and (text := _value(value).strip()):
                    return text
        return ""

    def _reader(self, record: JsonObject, texts: Sequence[JsonText]) -> Callable[[int], str]:
        def value_at(number: int) -> str:
            if number == 0:
                return texts[0].value
            leaves = [
                value for value in _at(record, self._paths[number - 1]) if isinstance(value, JsonText | JsonOther)
            ]
            return _joined(leaves)

        return value_at


def _pieces(value: JsonValue) -> Iterator[JsonText]:
    if isinstance(value, JsonText):
        yield value
    elif isinstance(value, JsonArray):
        for item in value.items:
            if isinstance(item, JsonText):
                yield item
            elif isinstance(item, JsonObject) and isinstance(text := item.members.get("text"), JsonText):
                yield text
