"""Reads the whole records of JSON that ends in the middle, as a download does that was cut off."""

from __future__ import annotations

import json
import re

from msgspec import Struct

from softsell.draft.json_text import JsonValue, parse
from softsell.draft.source import Source
from softsell.draft.span import Span

_MARK = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
_CLOSING = {"[": "]", "{": "}"}
_ESCAPE_AT_END = 6
_FEWEST = 2


def parse_cut_off(source: Source, span: Span, notes: list[str]) -> JsonValue | None:
    """Return the records of a list that end before the cut, or ``None`` if the JSON is broken in another way or has none."""
    if not is_cut_off(source.text[span.start : span.end]):
        return None
    found = _find_whole_records(source.text, span)
    if found is None:
        return None
    end, closing = found
    value = parse(Source(source.text[:end] + closing, source.name), Span(span.start, end + len(closing)))
    at = end + len(source.text[end : span.end]) - len(source.text[end : span.end].lstrip(" \t\r\n,"))
    notes.append(describe_cut(source, at))
    return value


def describe_cut(source: Source, at: int) -> str:
    """Return the note on a record at ``at`` that isn't whole."""
    line = source.position(at).line
    return source.name_message(
        f"the file ends in the middle of a record (line {line}), as if a download had stopped. What stands before it is checked; "
        "that record isn't."
    )


def is_cut_off(text: str) -> bool:
    """Return whether JSON isn't valid only because it ends too early."""
    try:
        json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        end = len(text.rstrip())
        if error.msg.startswith("Unterminated string"):
            return text[end - 1] not in "]}"  # otherwise somebody forgot a quote
        return error.pos >= end or (error.msg.startswith("Invalid \\") and error.pos >= end - _ESCAPE_AT_END)
    except RecursionError:
        return False
    return False


class _Open(Struct):
    """A bracket that isn't closed yet: which one, how many objects are whole directly in it, and where the last one ends."""

    sign: str
    whole: int = 0
    end: int = 0


def _find_whole_records(text: str, span: Span) -> tuple[int, str] | None:
    """Return where the last object that is whole in the outermost list ends, and the brackets that are open there.

    A list in a list's record may be anything, such as its pictures, and that record isn't whole. With only one whole object, the outermost
    list itself may be so.
    """
    opened: list[_Open] = []
    for mark in _MARK.finditer(text, *span):
        sign = mark[0]
        if sign in _CLOSING:
            opened.append(_Open(sign))
        elif sign in "]}":
            opened[-1:] = []
            if sign == "}" and opened:
                opened[-1].whole += 1
                opened[-1].end = mark.end()
    number = next((number for number, each in enumerate(opened) if each.sign == "["), None)
    if number is None or opened[number].whole < _FEWEST:
        return None
    return opened[number].end, "".join(_CLOSING[around.sign] for around in reversed(opened[: number + 1]))
