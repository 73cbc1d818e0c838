"""Drafts, and how files become drafts. This package knows nothing of language or rules."""

from softsell.draft.draft import MAX_CHARACTERS, Context, Draft, Suppression
from softsell.draft.readers import (
    ENDINGS,
    MARKUPS,
    MAX_BYTES,
    MAX_DRAFTS,
    OFFICE_ENDINGS,
    STANDARD_INPUT,
    TEXT_ENDINGS,
    UNWRITTEN_ENDINGS,
    Markup,
    is_found_in_folders,
    read_bytes,
    read_file,
    read_text,
)
from softsell.draft.record import Record
from softsell.draft.source_map import Piece, SourceMap
from softsell.draft.span import Span

__all__ = [
    "ENDINGS",
    "MARKUPS",
    "MAX_BYTES",
    "MAX_CHARACTERS",
    "MAX_DRAFTS",
    "OFFICE_ENDINGS",
    "STANDARD_INPUT",
    "TEXT_ENDINGS",
    "UNWRITTEN_ENDINGS",
    "Context",
    "Draft",
    "Markup",
    "Piece",
    "Record",
    "SourceMap",
    "Span",
    "Suppression",
    "is_found_in_folders",
    "read_bytes",
    "read_file",
    "read_text",
]
