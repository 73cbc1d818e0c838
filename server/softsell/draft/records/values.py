"""The values of JSON records, by their paths: names of keys, with dots for keys in keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from softsell.draft.json_text import JsonArray, JsonObject, JsonOther, JsonText, JsonValue
from softsell.draft.records.blocks import JsonBlocks, read_blocks
from softsell.draft.tables.choice import ROWS_LOOKED_AT, Column
from softsell.draft.tables.names import fields_named

MOST_VALUES = 50
"""How many values of one path are looked at."""
_MOST_KEYS = 1_000
DEEPEST = 8
"""How deep keys in keys are looked at."""

Leaf = JsonText | JsonOther | JsonBlocks
FlatRecord = dict[str, list[Leaf]]
"""The values of a record, by their paths."""


def flatten(record: JsonObject) -> FlatRecord:
    """Return the texts, numbers and constants of a record by their paths. The items of a list have its path.

    A list of blocks is one text (``records.blocks``). Of what its blocks say beside that, only alt texts say something of the post.
    """
    found: FlatRecord = {}
    stack: list[tuple[str, JsonValue, int, bool]] = [("", record, 0, False)]
    while stack:
        path, value, depth, in_blocks = stack.pop()
        if isinstance(value, JsonObject):
            if depth < DEEPEST:
                stack += [
                    (f"{path}.{name}" if path else name, member, depth + 1, in_blocks)
                    for name, member in reversed(value.members.items())
                    if not in_blocks or not isinstance(member, JsonText | JsonOther) or "images" in fields_named(name)
                ]
        elif isinstance(value, JsonArray):
            text = None if in_blocks else read_blocks(value, path.rpartition(".")[2])
            if text:
                found.setdefault(path, []).append(text)
            if depth < DEEPEST:
                stack += [(path, item, depth + 1, in_blocks or text is not None) for item in reversed(value.items)]
        else:
            found.setdefault(path, []).append(value)
    return found


def columns_of(records: Sequence[FlatRecord]) -> list[Column]:
    """Return the paths of the first records as columns, as if the records were the rows of a sheet."""
    looked_at = records[:ROWS_LOOKED_AT]
    paths = list(dict.fromkeys(path for record in looked_at for path in record))
    samples: dict[str, list[str]] = {path: [] for path in paths[:_MOST_KEYS]}
    for record in looked_at:
        for path, values in record.items():
            if path in samples and (value := joined(values)).strip():
                samples[path].append(value)
    return [Column(path, sample, len(looked_at)) for path, sample in samples.items()]


def values_at(value: JsonValue, path: str) -> Iterator[JsonValue]:
    """Yield the values at a path. A list on the way stands for each of its items; a list at its end is one value."""
    if not path:
        yield value
        return
    if isinstance(value, JsonArray):
        for item in value.items:
            yield from values_at(item, path) if isinstance(item, JsonObject) else ()
    elif isinstance(value, JsonObject):
        name, _, rest = path.partition(".")
        if name in value.members:
            yield from values_at(value.members[name], rest)


def joined(values: Sequence[Leaf] | None) -> str:
    """Return the values of a path as one text, without nulls."""
    return ", ".join(value_of(value) for value in values[:MOST_VALUES] if not is_null(value)) if values else ""


def value_of(leaf: Leaf) -> str:
    """Return a text, number or constant as text; null is empty."""
    return leaf.value if isinstance(leaf, JsonText | JsonBlocks) else "" if leaf.null else leaf.written


def is_null(value: JsonValue | JsonBlocks) -> bool:
    """Return whether a value is null."""
    return isinstance(value, JsonOther) and value.null
