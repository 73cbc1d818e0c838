"""The ``[[`` and ``]]`` by which a bad example says what the rule must find."""

from __future__ import annotations

import re

from softsell.checks.rule import Example

_OPEN = re.compile(r"\[{2,}")
_CLOSE = re.compile(r"\]{2,}")


class MarkError(ValueError):
    """Marks that do not pair up. ``offset`` is where, in code points of the text as written."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


def unmark(text: str) -> tuple[str, tuple[int, int] | None]:
    """The text without its marks, and what they marked, in code points of that text; ``None`` where nothing was marked.

    Brackets of the draft's own may stand inside: the outermost pair counts, so ``[[[NAME]]]`` marks ``[NAME]``.

    Raises:
        MarkError: a mark without its partner, an empty one, or more than one pair.
    """
    opening = _OPEN.search(text)
    if opening is None:
        stray = _CLOSE.search(text)
        if stray:
            raise MarkError("“]]” closes a mark that was never opened", stray.start())
        return text, None
    start = opening.start()
    closing = next((run for run in _CLOSE.finditer(text) if run.end() - 2 >= start + 2), None)
    if closing is None:
        raise MarkError("“[[” opens a mark that is never closed", start)
    end = closing.end() - 2
    second = _OPEN.search(text, closing.end()) or _CLOSE.search(text, closing.end())
    if second is not None:
        raise MarkError("an example marks one place only; this is a second mark", second.start())
    if not text[start + 2 : end].strip():
        raise MarkError("nothing stands between “[[” and “]]”", start)
    return text[:start] + text[start + 2 : end] + text[end + 2 :], (start, end - 2)


def marked(example: Example) -> str:
    """The text of an example with its marks put back, for messages."""
    if example.span is None:
        return example.text
    start, end = example.span
    return f"{example.text[:start]}[[{example.text[start:end]}]]{example.text[end:]}"
