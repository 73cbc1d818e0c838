"""Texts that are keyed by what is said of them: ``{"linkedin": "…", "x": "…"}``, or ``{"2026-07-06": "…", "2026-07-07": "…"}``.

Such an object is a list of posts, each for its platform or its day.
"""

from __future__ import annotations

from softsell.draft.json_text import JsonArray, JsonObject, JsonText, JsonValue
from softsell.draft.records.values import DEEPEST, is_null
from softsell.draft.tables.values import parse_date, parse_platform

TEXT_OF_EACH = "text of each "
"""Begins the key of such a text in its record."""
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun".split())
_WORDS = 3
"""A post has at least so many, and a handle or an address hasn't."""


def unfold_named_texts(value: JsonValue, depth: int = DEEPEST) -> JsonValue:
    """Return a value in which objects of texts by platform or day are lists of records. The value itself if there are none.

    The items of a list stay as they are: if each has a text for each platform, these are columns, as in a sheet.
    """
    if isinstance(value, JsonObject) and (what := _what_names(value)):
        texts = [(name, text) for name, text in value.members.items() if isinstance(text, JsonText)]
        return JsonArray(value.start, [_record(what, name, text) for name, text in texts])
    return _unfold_inside(value, depth)


def _record(what: str, name: str, text: JsonText) -> JsonObject:
    return JsonObject(text.start, {what: JsonText(name, text.start, text.start), f"{TEXT_OF_EACH}{what}": text})


def _unfold_inside(value: JsonValue, depth: int) -> JsonValue:
    if isinstance(value, JsonArray) and depth:
        items = [_unfold_inside(item, depth - 1) for item in value.items]
        changed = any(new is not old for new, old in zip(items, value.items, strict=True))
        return JsonArray(value.start, items) if changed else value
    if isinstance(value, JsonObject) and depth:
        members = {name: unfold_named_texts(member, depth - 1) for name, member in value.members.items()}
        changed = any(members[name] is not member for name, member in value.members.items())
        return JsonObject(value.start, members) if changed else value
    return value


def _what_names(value: JsonObject) -> str:
    """Return what the keys of an object of posts are, ``platform`` or ``day``, or an empty text."""
    members = value.members
    texts = [member.value for member in members.values() if isinstance(member, JsonText)]
    others = [member for member in members.values() if not isinstance(member, JsonText)]
    if not texts or not all(map(is_null, others)):
        return ""
    if 2 * sum(len(text.split(None, _WORDS)) >= _WORDS for text in texts) <= len(texts):
        return ""
    platforms = [parse_platform(name) for name in members]
    if None not in platforms and len(set(platforms)) == len(platforms):
        return "platform"
    return "day" if all(name.casefold() in _DAYS or parse_date(name) for name in members) else ""
