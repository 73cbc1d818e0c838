"""What a draft is, and how files become drafts. Knows nothing of language or rules."""

from softsell.draft.draft import Context, Draft, Suppression
from softsell.draft.readers import MARKUPS, MAX_CHARACTERS, Markup, read_text
from softsell.draft.source_map import Piece, SourceMap
from softsell.draft.span import Span

__all__ = [
    "MARKUPS",
    "MAX_CHARACTERS",
    "Context",
    "Draft",
    "Markup",
    "Piece",
    "SourceMap",
    "Span",
    "Suppression",
    "read_text",
]
