"""The marks ``[[`` and ``]]`` around what the rule must find in a bad example."""

from __future__ import annotations

import re

from softsell.checks.rule import Example

_OPEN = re.compile(r"\[{2,}")
_CLOSE = re.compile(r"\]{2,}")


class MarkError(ValueError):
    """The marks don't match. ``offset`` is where, in code points of the text as written."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


def unmark(text: str) -> tuple[str, tuple[int, int] | None]:
    """Return the text without its marks, and the marked range in code points of that text, or ``None`` if nothing is marked.

    The draft can have brackets of its own inside. The outermost pair counts, so ``[[[NAME]]]`` marks ``[NAME]``.

    Raises:
        MarkError: a mark has no partner or is empty, or there is more than one pair.
    """
    opening = _OPEN.search(text)
    if opening is None:
        stray = _CLOSE.search(text)
        if stray:
            raise MarkError("“]]” has no “[[” before it", stray.start())
        return text, None
    start = opening.start()
    closing = next((run for run in _CLOSE.finditer(text) if run.end() - 2 >= start + 2), None)
    if closing is None:
        raise MarkError("“[[” has no “]]” after it", start)
    end = closing.end() - 2
    second = _OPEN.search(text, closing.end()) or _CLOSE.search(text, closing.end())
    if second is not None:
        raise MarkError("an example can have only one mark, and this is a second one", second.start())
    if not text[start + 2 : end].strip():
        raise MarkError("there is nothing between “[[” and “]]”", start)
    return text[:start] + text[start + 2 : end] + text[end + 2 :], (start, end - 2)


def mark(example: Example) -> str:
    """Return the text of an example with ``[[`` and ``]]`` around what the rule finds."""
    if example.span is None:
        return example.text
    start, end = example.span
    return f"{example.text[:start]}[[{example.text[start:end]}]]{example.text[end:]}"
