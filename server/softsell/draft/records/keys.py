"""Reads records of any shape: chooses which of their keys holds the posts, as in a sheet (``tables.choice``), and which says what else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from softsell.draft.draft import Context, Draft
from softsell.draft.json_text import JsonArray, JsonObject, JsonOther, JsonText, JsonValue, draft_of, draft_of_blocks
from softsell.draft.layers import LAYERS, are_html
from softsell.draft.records.blocks import JsonBlocks, read_blocks
from softsell.draft.records.lists import NOT_POSTS
from softsell.draft.records.tally import Tally
from softsell.draft.records.values import DEEPEST, FlatRecord, Leaf, columns_of, flatten, is_null, joined
from softsell.draft.source import Source
from softsell.draft.tables.asking import describe_missing, has_comment, none_reads_like_posts, several_read_like_posts
from softsell.draft.tables.choice import ROWS_LOOKED_AT, Choice, Column, choose
from softsell.draft.tables.fields import Fields, find_fields
from softsell.draft.tables.languages import find_english
from softsell.draft.tables.names import STRONG, text_weight
from softsell.draft.tables.values import parse_platform


class Keys(Struct):
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

    @property
    def text(self) -> str:
        """The key with the posts, empty if there is none."""
        return "" if self.chosen is None else self.columns[self.chosen].name

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
        texts = [value for value in values.get(self.columns[self.chosen].name, ()) if not is_null(value)]
        said = self.fields.read(lambda number: joined(values.get(self.columns[number].name)), context)
        if said is None:
            tally.reposts += bool(texts)
            return
        tally.blank += all(isinstance(text, JsonText | JsonBlocks) and not text.value.strip() for text in texts)
        for text in texts:
            for draft in _draft_of_item(source, text, said[0]):
                tally.found += 1
                tally.commented = tally.commented or has_comment(draft.prose)
                yield replace(LAYERS["html"](draft) if self.in_html else draft, record=said[1])
        for platform, text in () if texts else _texts_by_platform(values, self.columns[self.chosen].name):
            for draft in _draft_of_item(source, text, replace(said[0], platform=platform)):
                tally.found += 1
                yield replace(LAYERS["html"](draft) if self.in_html else draft, record=said[1])

    def describe(self) -> str:
        """See ``RecordLayout``."""
        return self.fields.describe(self.columns, "key") if self.fields else ""


def _texts_by_platform(values: FlatRecord, name: str) -> list[tuple[str, Leaf]]:
    """Return the texts of a record that has one for each platform where others have one: ``"text": {"x": "…", "linkedin": "…"}``."""
    below = {path.removeprefix(f"{name}."): found for path, found in values.items() if path.startswith(f"{name}.")}
    if not all(parse_platform(path) and len(found) == 1 for path, found in below.items()):
        return []
    return [(platform, found[0]) for path, found in below.items() if (platform := parse_platform(path))]


def find_keys(source: Source, records: Sequence[JsonValue], asked: str | None, *, alone: bool = False) -> Keys:
    """Return which keys say what. ``alone``: the records are the one object that the file holds."""
    lists = _find_lists(records) if asked is None else ()
    records = list(islice(_unfold(records, lists), ROWS_LOOKED_AT)) if lists else records
    objects = [record for record in records if isinstance(record, JsonObject)][:ROWS_LOOKED_AT]
    columns = columns_of([flatten(record) for record in objects])
    chosen = _find_key(source, records, columns, asked, alone=alone) if columns else None
    if chosen is None:
        return Keys(columns, None, None, in_html=False)
    return Keys(columns, chosen, find_fields(columns, chosen), are_html(columns[chosen].sample), lists)


def _find_lists(records: Sequence[JsonValue]) -> tuple[str, ...]:
    """Return the keys of lists in the records, from the outside in, if their records hold the posts."""
    found: list[str] = []
    while len(found) < DEEPEST:
        objects = [record for record in records if isinstance(record, JsonObject)][:ROWS_LOOKED_AT]
        columns = columns_of([flatten(record) for record in objects])
        choice = _choose_own(columns)
        name = columns[choice.column].name.partition(".")[0] if choice.column is not None else ""
        lists = [items for record in objects if isinstance(items := record.members.get(name), JsonArray)]
        if any(read_blocks(items, name) for items in lists):
            break
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


def _draft_of_item(source: Source, item: JsonValue | JsonBlocks, context: Context) -> Iterator[Draft]:
    """Yield the draft of a text, or nothing if it's null or blank."""
    if is_null(item):
        return
    if isinstance(item, JsonBlocks):
        if item.value.strip():
            source.check_post_length(item.start, len(item.value))
            yield draft_of_blocks(source, item.blocks, context)
        return
    if not isinstance(item, JsonText):
        raise source.malformed(item.start, "a text in double quotes should be here, or an object with the post in it.")
    if item.value.strip():
        source.check_post_length(item.start, len(item.value))
        yield draft_of(source, [item], context)


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
        if (english := find_english(columns, choice.candidates)) is not None:
            return english
        raise several_read_like_posts(source, offset, "key", columns, choice.candidates)
    raise none_reads_like_posts(source, offset, "key", columns)


def _choose_own(columns: Sequence[Column]) -> Choice:
    """Return what ``choose`` does, of the keys that aren't below a key such as ``comments`` if one of these reads like posts."""
    own = [n for n, column in enumerate(columns) if not NOT_POSTS.intersection(column.name.casefold().split(".")[:-1])]
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
