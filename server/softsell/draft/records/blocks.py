"""Texts that JSON writes in pieces: lists of paragraphs, headings and pictures, as editors and Tumblr write a post, or of spans.

    [{"type": "heading", "text": "Rye"}, {"type": "paragraph", "content": [{"type": "text", "text": "It's back."}]}]

Such a list is one post. Each of its blocks has a line of its own; spans within a block follow each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from softsell.draft.json_text import JsonArray, JsonObject, JsonText, JsonValue
from softsell.draft.tables.names import Field, fields_named

_TYPE_KEYS = ("type", "_type", "nodeType")
_SPANS = frozenset(
    "text bold strong italic em underline strike strikethrough code link text_link mention hashtag emoji span tab "
    "hardbreak linebreak hard_break hyperlink autolink plain".split()
)
_BLOCKS = frozenset(
    "paragraph p heading header h1 h2 h3 h4 h5 h6 block section list list_item listitem list-item bulletlist orderedlist "
    "bullet_list ordered_list unordered-list ordered-list unordered-list-item ordered-list-item bulleted_list_item "
    "numbered_list_item quote blockquote pullquote image picture gallery figure video audio embed divider delimiter "
    "horizontalrule horizontal_rule code_block codeblock table callout poll heading1 heading2 heading_1 heading_2 "
    "heading_3 heading-1 heading-2 heading-3 extended-text doc document root attaches warning checklist raw".split()
)
_NO_PROSE = frozenset("quote blockquote pullquote code code_block codeblock raw embed".split())
"""Other people's words, and code, as in Markdown."""
TEXTS = ("text", "value", "insert")
"""Keys of texts in blocks."""
_INSIDE = ("data", "content", "children", "items", "spans")
_NAMES_OF_POSTS = frozenset("posts drafts messages tweets captions variants slides scenes threads thread".split())
_OF_POSTS: frozenset[Field] = frozenset(("platform", "account", "date", "likes", "comments", "campaign", "audience"))
"""What a post says of itself and a block doesn't."""
_DEEPEST = 12
_LOOKED_AT = 100


class JsonBlocks(NamedTuple):
    """A text in pieces: what it says, where it begins, and its blocks of spans."""

    value: str
    start: int
    blocks: list[list[JsonText]]


def read_blocks(value: JsonValue, name: str) -> JsonBlocks | None:
    """Return the text that a list of blocks holds, or ``None`` if the value under the key ``name`` is anything else or has none."""
    if not isinstance(value, JsonArray) or name.casefold() in _NAMES_OF_POSTS:
        return None
    if not (_are_blocks(value) or _are_inserts(value)):
        return None
    blocks = [block for block in _blocks(value, _DEEPEST, inline=_are_inserts(value)) if block]
    if not blocks:
        return None
    said = "\n".join("".join(piece.value for piece in block) for block in blocks)
    return JsonBlocks(said, value.start, blocks)


def _are_blocks(items: JsonArray) -> bool:
    types = [_type_of(item) for item in items.items[:_LOOKED_AT]]
    if not types or not all(name in _BLOCKS or name in _SPANS for name in types):
        return False
    keys = {key for item in items.items[:_LOOKED_AT] if isinstance(item, JsonObject) for key in item.members}
    return not any(_OF_POSTS.intersection(fields_named(key)) for key in keys)


def _are_inserts(items: JsonArray) -> bool:
    """Return whether these are the operations of an editor such as Quill: ``{"insert": "Rye", "attributes": {"bold": true}}``."""
    return bool(items.items) and all(
        isinstance(item, JsonObject) and "insert" in item.members and item.members.keys() <= {"insert", "attributes"}
        for item in items.items[:_LOOKED_AT]
    )


def _type_of(item: JsonValue) -> str:
    if not isinstance(item, JsonObject):
        return ""
    named = next((item.members[key] for key in _TYPE_KEYS if key in item.members), None)
    return named.value.casefold() if isinstance(named, JsonText) else ""


def _is_span(item: JsonValue) -> bool:
    """Return whether an item follows the one before it in the same line. A span without a type has a text and marks."""
    name = _type_of(item)
    return name in _SPANS or (not name and isinstance(item, JsonObject) and any(key in item.members for key in TEXTS))


def _blocks(items: JsonArray, depth: int, *, inline: bool) -> Iterator[list[JsonText]]:
    """Yield the blocks of a list. ``inline``: whether its spans follow each other within one block."""
    spans: list[JsonText] = []
    for item in items.items:
        if isinstance(item, JsonText):
            if inline:
                spans.append(item)
            else:
                yield [item]
        if not isinstance(item, JsonObject) or (name := _type_of(item)) in _NO_PROSE:
            continue
        if inline and _is_span(item):
            spans += (piece for block in _texts_of(item, depth, inline=True) for piece in block)
            continue
        yield spans
        spans = []
        yield from _texts_of(item, depth, inline=name in _SPANS)
    yield spans


def _texts_of(item: JsonObject, depth: int, *, inline: bool) -> Iterator[list[JsonText]]:
    """Yield the texts of a block, in the order of the file."""
    members = sorted(item.members.items(), key=lambda member: member[1].start)
    for key, value in members:
        if isinstance(value, JsonText) and key in TEXTS:
            yield [value]
        elif key in _INSIDE and depth:
            if isinstance(value, JsonObject):
                yield from _texts_of(value, depth - 1, inline=inline)
            elif isinstance(value, JsonArray):
                spans = inline or all(map(_is_span, value.items[:_LOOKED_AT]))
                yield from _blocks(value, depth - 1, inline=spans and key != "items")
