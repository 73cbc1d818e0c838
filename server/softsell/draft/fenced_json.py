"""Reads the posts of JSON in fenced code, as an assistant answers: a few words, a list of posts in JSON, and a question below."""

from __future__ import annotations

from collections.abc import Iterator

from softsell.compile_later import compile_later
from softsell.draft.draft import Context, Draft
from softsell.draft.source import Source
from softsell.draft.span import Span
from softsell.errors import MalformedFile

_FENCE = compile_later(r" {0,3}(?:`{3,}+|~{3,}+)[ \t]*+(?:json|jsonc)?[ \t]*+\r?\n(?=\s*+[\[{])")
_CLOSING = compile_later(r"\n[ \t]*(?:`{3,}|~{3,})[ \t]*\Z")


def read_fenced_json(source: Source, context: Context, column: str | None, notes: list[str]) -> list[Draft] | None:
    """Return the posts of a file whose one fence holds a list of posts in JSON, with fewer words around it, or ``None``."""
    span = _find_json(source)
    if span is None:
        return None
    from softsell.draft.json_records import read_records
    from softsell.draft.json_text import parse

    said: list[str] = []
    try:
        drafts = list(read_records(source, parse(source, span), context, column, said))
    except MalformedFile:
        return None
    if drafts:
        notes.append(
            source.name_message("the posts are those of the JSON in fenced code; the text around it isn't checked")
        )
        notes += said
    return drafts or None


def _find_json(source: Source) -> Span | None:
    text = source.text
    if "```" not in text and "~~~" not in text:
        return None
    fences = list(_fences(text))
    opening = _FENCE.match(text, fences[0].start) if len(fences) == 1 else None
    if opening is None:
        return None
    closing = _CLOSING.search(text, max(opening.end(), fences[0].end - 200), fences[0].end)
    if closing is None:
        return None
    span = Span(opening.end(), closing.start())
    words = len(text[span.start : span.end].split())
    return span if len(text.split()) - words <= words else None


def _fences(text: str) -> Iterator[Span]:
    from softsell.draft.markdown_dialects import fenced

    return (Span(start, end) for start, end in fenced(text))
