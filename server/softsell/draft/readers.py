"""From a text, bytes or a file to drafts: which reader takes what, and the limits. The readers themselves are in modules of their own,
imported when they are first needed."""

from __future__ import annotations

from typing import Literal

from softsell.draft.draft import Context, Draft
from softsell.draft.source import Source
from softsell.draft.source_map import SourceMap
from softsell.draft.span import Span

Markup = Literal["plain", "markdown", "html"]
MARKUPS: tuple[Markup, ...] = ("plain", "markdown", "html")

MAX_CHARACTERS = 10_000_000
"""Longest text read unless the caller says otherwise, in code points."""

_NO_CONTEXT = Context()


def read_text(
    text: str, *, markup: Markup = "plain", context: Context = _NO_CONTEXT, max_chars: int = MAX_CHARACTERS
) -> Draft:
    """One draft from the whole of ``text``: nothing is split at lines of dashes.

    Plain text is read to the letter. Front matter is honoured in Markdown, comments to softsell in Markdown and HTML.

    Raises:
        DraftTooLarge: more than ``max_chars`` code points.
        LoneSurrogate, BinaryFile: the text holds what no text holds.
        MalformedFile: front matter, or a comment to softsell, that can't be understood.
    """
    source = Source(text)
    source.must_be_at_most(max_chars)
    source.must_be_text()
    return _plain(source, context)


def _plain(source: Source, context: Context) -> Draft:
    span = Span(source.start, len(source.text))
    prose = source.text[span.start :]
    return Draft(source.text, prose, SourceMap.shifted(len(prose), span.start), span, context)
