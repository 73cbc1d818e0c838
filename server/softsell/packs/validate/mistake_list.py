"""Collects the mistakes of a pack and stops after too many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from softsell.diagnostics import MAX_MISTAKES, Diagnostic, nearest
from softsell.yaml_source import Document, Node

MAX_COUNTED = 5_000
"""Number of mistakes after which reading stops."""


class TooManyMistakesError(Exception):
    """So many mistakes were found that the rest of the pack isn't worth reading."""


class MistakeList:
    """The mistakes found so far, in any order. Every method that adds some may raise ``TooManyMistakesError``."""

    def __init__(self, found: Iterable[Diagnostic] = ()) -> None:
        self._found = list(found)

    def __len__(self) -> int:
        return len(self._found)

    @property
    def room(self) -> int:
        """The number of mistakes that can still be shown."""
        return max(0, MAX_MISTAKES - len(self._found))

    def append(self, mistake: Diagnostic) -> None:
        """Add one mistake."""
        self.extend([mistake])

    def extend(self, mistakes: Iterable[Diagnostic]) -> None:
        """Add several mistakes."""
        self._found += mistakes
        if len(self._found) >= MAX_COUNTED:
            raise TooManyMistakesError

    def add_at(
        self, document: Document, where: Node | int, message: str, hint: str = "", width: int | None = None
    ) -> None:
        """Add a mistake at a value or an offset of a document. See ``Document.diagnostic``."""
        self.append(document.diagnostic(where, message, hint, width))

    def suggest(self, name: str, known: Iterable[str], cutoff: float = 0.6) -> str:
        """Like ``nearest``, for mistakes that can be shown. Returns an empty string for the rest, because the search is slow."""
        return nearest(name, known, cutoff=cutoff) if self.room else ""

    def sort(self, paths: Sequence[str]) -> list[Diagnostic]:
        """Return the mistakes in the order of the files, then of the lines, and no more than a person can use."""
        order = {path: index for index, path in enumerate(paths)}
        ordered = sorted(self._found, key=lambda d: (order.get(d.path, len(order)), d.line, d.column))
        if len(ordered) > MAX_MISTAKES:
            rest = len(ordered) - MAX_MISTAKES
            at_least = "at least " if len(ordered) >= MAX_COUNTED else ""
            last = Diagnostic(ordered[0].path, 0, 0, f"… and {at_least}{rest} more mistakes.")
            ordered = [*ordered[:MAX_MISTAKES], last]
        return ordered
