"""Word lists in plain text, all our own: words parted by white space, or one entry a line; ``#`` begins a comment line."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent


def lines(name: str) -> list[str]:
    """The lines of a list that are neither empty nor comments."""
    text = (_FOLDER / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def words(name: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(word for line in lines(name) for word in line.split())


def sets(name: str) -> dict[str, frozenset[str]]:
    """The lists of a file that holds several: each begins with its name and a colon, on a line of its own."""
    found: dict[str, set[str]] = {}
    words_of: set[str] = set()
    for line in lines(name):
        if line.endswith(":") and not line.startswith(" "):
            words_of = found.setdefault(line[:-1], set())
        else:
            words_of.update(line.split())
    return {title: frozenset(members) for title, members in found.items()}
