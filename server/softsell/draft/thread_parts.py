"""Splits a thread whose posts are numbered: “1/5 …” to “5/5 …”.

    1/3 The oven is older than the bakery.

    2/3 It came by ship in 1921.

    3/3 Who has a photo of it?

The number stands before each post, or below it or at its end, and a blank line parts the posts. The numbers must begin with 1, go on
without a gap, and say how many there are: “1/”, “2/” may number the parts of one post. What stands above the first one, such as a title,
isn't a post. The number itself is, because people post it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from softsell.compile_later import compile_later
from softsell.draft.posts import LINE_START
from softsell.draft.span import Span

_MAY_BE_ONE = compile_later(LINE_START + r"[ \t]*[(\[]?1 ?/ ?\d|[(\[ \n]1/\d{1,2}[)\]]?[^\w\n]{0,4}\r?(?:\n|\Z)")
"""Most posts have no such number, and need no closer look."""
_BLOCK = compile_later(r"\S(?:(?!\n[ \t]*\r?\n)[\s\S])*")
_BEFORE = compile_later(r"[*_]{0,2}[(\[]?(?P<number>\d{1,2}) ?/ ?(?P<of>\d{1,2})[)\]]?[.:)]?[*_]{0,2}[ \t\r\n]+(?=\S)")
_BEHIND = compile_later(r"(?:(?<=\s)|(?<=\())[(\[]?(?P<number>\d{1,2})/(?P<of>\d{1,2})[)\]]?[^\w\n]{0,4}\Z")
_FEWEST = 2
_MOST_BLOCKS = 500
_LONGEST = 100_000
_MOST_WORDS_ABOVE = 60


def find_thread_parts(text: str, span: Span) -> list[Span]:
    """Return the posts of a thread, or nothing if a text isn't a numbered thread."""
    if span.end - span.start > _LONGEST or not _MAY_BE_ONE.search(text, span.start, span.end):
        return []
    blocks = [Span(found.start(), found.start() + len(found[0].rstrip())) for found in _BLOCK.finditer(text, *span)]
    if len(blocks) > _MOST_BLOCKS:
        return []
    return _with_numbers_before(text, blocks) or _with_numbers_behind(text, blocks)


def _with_numbers_before(text: str, blocks: Sequence[Span]) -> list[Span]:
    """Return the posts that begin with a number. Those of several paragraphs have it in the first one."""
    marks = [(block, found) for block in blocks if (found := _BEFORE.match(text, *block))]
    if not _go_on([found for _, found in marks]):
        return []
    first = marks[0][0].start
    if len(text[blocks[0].start : first].split()) > _MOST_WORDS_ABOVE:
        return []
    ends = [*(block.start for block, _ in marks[1:]), blocks[-1].end]
    return [
        Span(block.start, block.start + len(text[block.start : end].rstrip()))
        for (block, _), end in zip(marks, ends, strict=True)
    ]


def _with_numbers_behind(text: str, blocks: Sequence[Span]) -> list[Span]:
    """Return the posts that end with a number such as “(2/5)”, if each is one paragraph."""
    found = [_BEHIND.search(text, max(block.start, block.end - 20), block.end) for block in blocks]
    marks = [mark for mark in found if mark]
    if not _go_on(marks):
        return []
    above = next(number for number, mark in enumerate(found) if mark)
    if None in found[above:] or len(text[blocks[0].start : blocks[above].start].split()) > _MOST_WORDS_ABOVE:
        return []
    return list(blocks[above:])


def _go_on(marks: Sequence[re.Match[str]]) -> bool:
    """Return whether numbers are those of a whole thread."""
    said = [(int(mark["number"]), int(mark["of"])) for mark in marks]
    return len(said) >= _FEWEST and said == [(number, len(said)) for number in range(1, len(said) + 1)]
