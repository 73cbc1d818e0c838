"""Reads plain text. The prose is exactly the text, except that comments to softsell are removed. Each needs its own line."""

from __future__ import annotations

import re

from softsell.compile_later import compile_later
from softsell.draft.draft import Context, Draft
from softsell.draft.prose import ProseBuilder
from softsell.draft.source import Source
from softsell.draft.source_map import SourceMap
from softsell.draft.span import Span
from softsell.draft.suppression_comments import SuppressionComments

_COMMENT_LINE = compile_later(r"(?:\A|(?<=[\n\r\ufeff]))[ \t]*+<!--[ \t]*+softsell[-: \t][^\r\n]*+", re.IGNORECASE)
_BLANK_LINES = compile_later(r"(?:\r\n|\n|\r(?!\n))[ \t]*+[\r\n]\s*")


def read_verbatim(source: Source, span: Span, context: Context) -> Draft:
    """Return a draft of ``span``, unchanged."""
    prose = source.text[span.start : span.end]
    return Draft(source.text, prose, SourceMap.shifted(len(prose), span.start), span, context)


def read_plain(source: Source, span: Span, context: Context) -> Draft:
    """Return a draft of ``span``, with comments to softsell and their lines removed."""
    lines = list(_COMMENT_LINE.finditer(source.text, span.start, span.end))
    if not lines:
        return read_verbatim(source, span, context)
    builder = ProseBuilder(source.text)
    comments = SuppressionComments(source)
    at = span.start
    for line in lines:
        _add_paragraphs(builder, source.text, at, line.start())
        comment = _comment(source, line)
        comments.add(comment, mid_block=False)
        builder.end_block()
        at = line.end()
    _add_paragraphs(builder, source.text, at, span.end)
    return builder.draft(span, context, comments.finish(builder.block_starts, span.end))


def _comment(source: Source, line: re.Match[str]) -> Span:
    start = line.end() - len(line[0].lstrip())
    end = line.start() + len(line[0].rstrip())
    if source.text.find("-->", start, end) != end - len("-->"):
        raise source.malformed(start, "a comment to softsell must end with “-->” and be alone on its line.")
    return Span(start, end)


def _add_paragraphs(builder: ProseBuilder, text: str, start: int, end: int) -> None:
    stretch = text[start:end]
    first = end - len(stretch.lstrip())
    last = start + len(stretch.rstrip())
    if first >= last:
        return
    builder.verbatim(first, last)
    builder.block_starts += [blank.end() for blank in _BLANK_LINES.finditer(text, first, last)]
