"""A mistake in a file of the user's, shown as a compiler shows it: place, line, caret, and the way out.

Used for rule packs and configuration. Not for findings in drafts: those are the product and live in ``checks``.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

MAX_MISTAKES = 100
"""Mistakes shown at once: more help nobody."""
_LONGEST_EXCERPT = 400


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake at one place.

    Attributes:
        path: the file as the user would name it, or a word such as ``settings`` where there is no file.
        line: 1-based line, or 0 where the mistake has no line.
        column: 1-based column in code points, or 0.
        message: what is wrong.
        hint: how to mend it, empty where the message says it.
        excerpt: the line itself, without its newline.
        width: how many characters the caret underlines.
    """

    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    excerpt: str = ""
    width: int = 1

    def __str__(self) -> str:
        path = _flat(self.path)
        place = path if not self.line else f"{path}:{self.line}:{self.column}"
        parts = [f"{place}: {_flat(self.message)}"]
        if self.excerpt:
            gutter = f"{self.line} | "
            caret = "^" * max(1, min(self.width, len(self.excerpt) - self.column + 1))
            parts += [f"  {gutter}{self.excerpt}", f"  {' ' * (len(gutter) + self.column - 1)}{caret}"]
        if self.hint:
            parts.append(f"  {_flat(self.hint)}")
        return "\n".join(parts)


def first_of(found: Iterable[Diagnostic], most: int = MAX_MISTAKES) -> list[Diagnostic]:
    """The first mistakes, no more than a person can use, and a last line that says that there are more. Looks no further than that."""
    mistakes = list(islice(found, most + 1))
    if len(mistakes) > most:
        mistakes[most] = Diagnostic(mistakes[0].path, 0, 0, "… and more mistakes. Mend these first.")
    return mistakes


def _flat(text: str) -> str:
    """``text`` on one line: a name or a quotation with line breaks in it must not look like a message of its own."""
    return " ".join(text.splitlines())


def nearest(name: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """``did you mean “x”?`` for the known name nearest to ``name``, or an empty string where none is near.

    Args:
        name: what was written.
        known: the names there are.
        cutoff: how alike they must be, 0 to 1. Names of few letters need more: “word” and “order” are 0.67 alike.
    """
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=cutoff)
    return f"did you mean “{close[0]}”?" if close else ""


def excerpt(line: str, column: int) -> str:
    """``line`` as an excerpt for a mistake at ``column``: whole where it is of a usual length, else its beginning, else nothing.

    The caret stands below the column, so a line can only be cut behind it.
    """
    if len(line) <= _LONGEST_EXCERPT:
        return line
    return f"{line[:_LONGEST_EXCERPT]}…" if column <= _LONGEST_EXCERPT // 2 else ""


def sentence(text: str) -> str:
    """``text`` as a sentence: with a capital and an end. Empty stays empty."""
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".?!…" or text[-2:] in ("?”", ".”") else ".")
