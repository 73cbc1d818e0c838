"""Reads records of a known shape (``archives.json_shapes``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from msgspec.structs import replace

from softsell.draft.archives.json_shapes import NO_POSTS, JsonShape, NoPostsShape
from softsell.draft.draft import Context, Draft
from softsell.draft.json_text import JsonArray, JsonObject, JsonOther, JsonText, JsonValue, draft_of_blocks
from softsell.draft.layers import LAYERS
from softsell.draft.records.blocks import read_blocks
from softsell.draft.records.lists import MOST_LISTS, lists_in
from softsell.draft.records.tally import Tally
from softsell.draft.records.values import MOST_VALUES, joined, value_of, values_at
from softsell.draft.source import Source
from softsell.draft.tables.choice import ROWS_LOOKED_AT
from softsell.draft.tables.fields import Fields


def records_of_shape(top: JsonValue, shape: JsonShape) -> list[JsonObject]:
    """Return the records of a file if it has this shape, or nothing."""
    for path in shape.records:
        values = (
            _anywhere(top, path.removeprefix("*.")) if path.startswith("*.") else _kept_at(top, path, shape.kept_in)
        )
        records = [
            item
            for value in values
            for item in (value.items if isinstance(value, JsonArray) else ())
            if isinstance(item, JsonObject)
        ]
        looked_at = records[:ROWS_LOOKED_AT]
        if any(all(next(values_at(record, has), None) is not None for has in shape.has) for record in looked_at):
            return records
    return []


def title_without_posts(top: JsonValue) -> str:
    """Return what a file is if its shape is known and is none of posts, or an empty text."""
    for shape in NO_POSTS:
        objects = [top] if isinstance(top, JsonObject) else []
        if isinstance(top, JsonArray):
            objects = [item for item in top.items[:MOST_VALUES] if isinstance(item, JsonObject)]
            if shape.in_records:
                lists = (value for item in objects for value in item.members.values() if isinstance(value, JsonArray))
                objects = [item for items in lists for item in items.items[:1] if isinstance(item, JsonObject)]
        elif shape.at_any_depth and isinstance(top, JsonObject):
            lists = (items for _, items in islice(lists_in(top), MOST_LISTS))
            objects += [item for items in lists for item in items.items[:1] if isinstance(item, JsonObject)]
        if any(_is_of(each, shape) for each in objects):
            return shape.title
    return ""


def _is_of(value: JsonObject, shape: NoPostsShape) -> bool:
    if not all(any(name in value.members for name in names) for names in shape.keys):
        return False
    said = value.members.get("type")
    return not shape.types or (isinstance(said, JsonText) and said.value in shape.types)


def _kept_at(top: JsonValue, path: str, types: Sequence[str]) -> Iterator[JsonValue]:
    """Yield the values at a path, of the objects that say one of these types if they say any."""
    if not types:
        yield from values_at(top, path)
        return
    above, _, name = path.rpartition(".")
    for value in values_at(top, above):
        for holder in value.items if isinstance(value, JsonArray) else (value,):
            said = holder.members.get("type") if isinstance(holder, JsonObject) else None
            if not isinstance(said, JsonText) or said.value in types:
                yield from values_at(holder, name)


def _anywhere(top: JsonValue, name: str) -> Iterator[JsonValue]:
    """Yield the lists under a key of this name, at any depth; ``*`` is any name."""
    if isinstance(top, JsonObject):
        for path, items in islice(lists_in(top), MOST_LISTS):
            if name in ("*", path.rpartition(".")[2]):
                yield items


class ShapedRecords:
    """Reads the records of a shape.

    Attributes:
        fields: where a record says what else.
        conversation: what the file is if it has messages of several people, or of nobody; empty if its records are posts.
    """

    def __init__(self, shape: JsonShape, records: Sequence[JsonObject]) -> None:
        self._shape = shape
        self._paths = list(dict.fromkeys(path for paths in shape.fields.values() for path in paths))
        columns = {name: [self._paths.index(path) + 1 for path in paths] for name, paths in shape.fields.items()}
        self.fields = Fields(0, columns, platform=shape.platform)
        writers = [writer for record in records if (writer := self._writer(record))]
        named, times = Counter(writers).most_common(1)[0] if writers else ("", 0)
        self._owner = named if 2 * times > len(records) else ""  # in a mixed list, nobody can say whose it is
        self.conversation = shape.conversation if shape.conversation and len(self._talkers(records)) != 1 else ""

    def read(self, source: Source, record: JsonValue, context: Context, tally: Tally) -> Iterator[Draft]:
        """See ``RecordLayout``."""
        if not isinstance(record, JsonObject):
            return
        writer = self._writer(record)
        if (self._owner and writer and writer != self._owner) or self._is_somebody_elses(record):
            tally.reposts += 1
            return
        blocks = self._blocks(record)
        texts = [piece for block in blocks for piece in block]
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
        draft = draft_of_blocks(source, blocks, context)
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

    def _blocks(self, record: JsonObject) -> list[list[JsonText]]:
        """Return the pieces of a record's text; Telegram writes links and bold words as pieces of their own."""
        for path in self._shape.texts:
            for value in values_at(record, path):
                if self._shape.in_blocks and (said := read_blocks(value, path)):
                    return said.blocks
                pieces = list(_pieces(value))
                if any(piece.value.strip() for piece in pieces):
                    return [pieces]
        return []

    def _writer(self, record: JsonObject) -> str:
        own = self._first(record, self._shape.own)
        return own.removeprefix("at://").partition("/")[0] if own.startswith("at://") else own

    def _talkers(self, records: Sequence[JsonObject]) -> frozenset[str]:
        """Return who sent messages that aren't notices of the system, with a text or a picture, or answered them."""
        messages = [record for record in records if self._is_post(record)]
        answered = (
            value_of(leaf)
            for record in messages
            for path in self._shape.answered_by
            for value in values_at(record, path)
            for leaf in (value.items if isinstance(value, JsonArray) else (value,))
            if isinstance(leaf, JsonText)
        )
        return frozenset((*map(self._writer, messages), *answered))

    def _is_somebody_elses(self, record: JsonObject) -> bool:
        for path, values in self._shape.skip.items():
            value = self._first(record, (path,))
            if value and (value in values if values else value not in ("false", "0")):
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
            for value in values_at(record, path):
                if isinstance(value, JsonText | JsonOther) and (text := value_of(value).strip()):
                    return text
        return ""

    def _reader(self, record: JsonObject, texts: Sequence[JsonText]) -> Callable[[int], str]:
        def value_at(number: int) -> str:
            if number == 0:
                return texts[0].value
            leaves = [
                value for value in values_at(record, self._paths[number - 1]) if isinstance(value, JsonText | JsonOther)
            ]
            return joined(leaves)

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
