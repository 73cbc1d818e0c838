"""Reads word lists in plain text: words separated by white space, or one entry a line. Lines that begin with ``#`` are comments.

Each language keeps its lists in its own folder, such as ``english/data``.
"""

from __future__ import annotations

from pathlib import Path


class WordLists:
    """The lists of one folder, by file name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def lines(self, name: str) -> list[str]:
        """Return the lines of a list that are neither empty nor comments."""
        text = (self._folder / name).read_text(encoding="utf-8")
        return [line for line in text.splitlines() if line and not line.startswith("#")]

    def words(self, name: str) -> frozenset[str]:
        """Return the words of a list."""
        return frozenset(" ".join(self.lines(name)).split())

    def sets(self, name: str) -> dict[str, frozenset[str]]:
        """Return the lists of a file that contains several. Each list begins with its name and a colon on a line of its own."""
        return {title: frozenset(" ".join(entries).split()) for title, entries in self.tables(name).items()}

    def tables(self, name: str) -> dict[str, list[str]]:
        """Return the tables of a file that contains several, with an entry a line. Each begins like a list of ``sets``."""
        found: dict[str, list[str]] = {}
        entries: list[str] = []
        for line in self.lines(name):
            if line.endswith(":") and not line.startswith(" "):
                entries = found.setdefault(line[:-1], [])
            else:
                entries.append(line.strip())
        return found
