"""Sentence: one sentence of a draft. ``sentences`` says where it ends, ``english.sentence_kinds`` what it does."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from softsell.draft.span import Span

SentenceKind = Literal["statement", "question", "command", "fragment"]


class Sentence(Struct, frozen=True):
    """One sentence of a draft.

    Attributes:
        start, end: code points; of the prose inside the engine, of the source in a ``Report``.
        kind: what it does. A sales question is a question too.
        invites: it sincerely asks the reader to answer (a sincere question, or a command such as "tell us below").
        sales_question: a question that is only a hook ("Looking for a new sofa?"). The questions score doesn't count it.
        first, last: the tokens ``reading.tokens[first:last]``.
    """

    start: int
    end: int
    kind: SentenceKind
    invites: bool = False
    sales_question: bool = False
    first: int = 0
    last: int = 0

    @property
    def span(self) -> Span:
        """Its code points."""
        return Span(self.start, self.end)
