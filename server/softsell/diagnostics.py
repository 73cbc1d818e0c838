"""Diagnostic: a mistake in one of the user's files, shown as a compiler shows it, with its position, the line, a caret and a hint.

Rule packs and configuration use these. Findings in drafts are something else and live in ``checks``.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from msgspec import Struct

MAX_MISTAKES = 100
"""Maximum number of mistakes shown at once. More wouldn't help."""
_LONGEST_EXCERPT = 400


class Diagnostic(Struct, frozen=True):
    """One mistake at one position.

    Attributes:
        path: the file as the user would name it, or a word such as ``settings`` if there is no file.
        line: 1-based line, or 0 if the mistake has no line.
        column: 1-based column in code points, or 0.
        message: what is wrong.
        hint: how to fix it; empty if the message says so.
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
        path = _on_one_line(self.path)
        place = path if not self.line else f"{path}:{self.line}:{self.column}"
        parts = [f"{place}: {_on_one_line(self.message)}"]
        if self.excerpt:
            gutter = f"{self.line} | "
            caret = "^" * max(1, min(self.width, len(self.excerpt) - self.column + 1))
            parts += [f"  {gutter}{self.excerpt}", f"  {' ' * (len(gutter) + self.column - 1)}{caret}"]
        if self.hint:
            parts.append(f"  {_on_one_line(self.hint)}")
        return "\n".join(parts)


def first_of(found: Iterable[Diagnostic], most: int = MAX_MISTAKES) -> list[Diagnostic]:
    """Return at most ``most`` mistakes, and a last line that says that there are more. Stops reading ``found`` there."""
    mistakes = list(islice(found, most + 1))
    if len(mistakes) > most:
        mistakes[most] = Diagnostic(mistakes[0].path, 0, 0, "… and more mistakes. Fix these first.")
    return mistakes


def _on_one_line(text: str) -> str:
    """Return ``text`` on one line. A name or quotation with line breaks must not look like a separate message."""
    return " ".join(text.splitlines())


def nearest(name: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """Return ``did you mean “x”?`` for the known name most similar to ``name``, or an empty string if none is similar.

    Args:
        name: what was written.
        known: the known names.
        cutoff: the minimum similarity, 0 to 1. Short names need more: “word” and “order” have 0.67.
    """
    close = nearest_name(name, known, cutoff=cutoff)
    return f"did you mean “{close}”?" if close else ""


def nearest_name(name: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """Return the known name itself; see ``nearest``."""
    import difflib

    return "".join(difflib.get_close_matches(name, list(known), n=1, cutoff=cutoff))


def excerpt(line: str, column: int) -> str:
    """Return the excerpt of ``line`` for a mistake at ``column``: the whole line, its beginning if it's long, or nothing.

    The caret goes below the column, so a line can only be cut after it.
    """
    if len(line) <= _LONGEST_EXCERPT:
        return line
    return f"{line[:_LONGEST_EXCERPT]}…" if column <= _LONGEST_EXCERPT // 2 else ""


def sentence(text: str) -> str:
    """Return ``text`` as a sentence, with a capital letter and a full stop. Empty stays empty."""
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".?!…" or text[-2:] in ("?”", ".”") else ".")
