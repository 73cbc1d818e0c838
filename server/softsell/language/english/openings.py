"""Tables of how sentences begin, and a fast way to look one up: "talk (me|us) (into|out)" begins "Talk me out of a third guitar."

A table is a list in a file of ``data/``, with an opening a line. An opening is a row of these:

=============  ==========================================================
``word``       that word, as a norm: "let's" is ``let 's``
``(a|b)``      one of these words
``(a|b)?``     one of them, or none
``<name>``     a word of the file's word list of that name; ``<name>?``
``*``, ``*?``  any word
``...``        up to twelve words, also none; once in a row
``!(a|b)``     what follows isn't one of these words; takes no word
``.``          the end of the words, also as one of several: ``(below|.)``
=============  ==========================================================

The first of a row is always a word or several, because a table is looked up by the first word. So a sentence costs one look
unless it begins like one of the table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple

from softsell.language.english.data import sets, tables

_Kind = Literal["word", "any", "gap", "not", "end"]
_LONGEST_GAP = 12


class _Slot(NamedTuple):
    kind: _Kind
    words: frozenset[str] = frozenset()
    optional: bool = False


class Openings:
    """A table of openings. A row is read when a sentence first begins with its first word, because most never do."""

    def __init__(self, lines: Sequence[str], lists: Mapping[str, frozenset[str]]) -> None:
        self._lists = lists
        self._unread: dict[str, list[str]] = {}
        self._by_first: dict[str, tuple[tuple[_Slot, ...], ...]] = {}
        for line in lines:
            first, _, rest = line.partition(" ")
            for word in _words_of(first, lists):
                self._unread.setdefault(word, []).append(rest)
        self.first_words = frozenset(self._unread)

    def begin(self, norms: Sequence[str], at: int = 0, end: int | None = None) -> bool:
        """Whether the words from ``at`` begin as the table says. The words end at ``end``."""
        if at >= len(norms) or norms[at] not in self.first_words:
            return False
        last = len(norms) if end is None else end
        return any(_fits(row, 0, norms, at + 1, last) for row in self._rows(norms[at]))

    def _rows(self, first: str) -> tuple[tuple[_Slot, ...], ...]:
        rows = self._by_first.get(first)
        if rows is None:
            rows = tuple(read_row(line, self._lists) for line in self._unread[first])
            self._by_first[first] = rows
        return rows


@cache
def table(name: str) -> Openings:
    """Return a table of ``data/openings.txt``."""
    found, lists = _read_files()
    return Openings(found[name], lists)


@cache
def _read_files() -> tuple[dict[str, list[str]], dict[str, frozenset[str]]]:
    return tables("openings.txt"), sets("clauses.txt") | sets("opening_words.txt")


def read_row(line: str, lists: Mapping[str, frozenset[str]]) -> tuple[_Slot, ...]:
    """Read what follows the first word of a row."""
    row = tuple(_slot(part, lists) for part in line.split())
    if sum(slot.kind == "gap" for slot in row) > 1:
        raise ValueError(f"an opening has one gap: {line!r}")
    return row


def _words_of(part: str, lists: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the words that a part stands for: "word", "(a|b)", "<name>"."""
    found: set[str] = set()
    for word in part[1:-1].split("|") if part.startswith("(") else (part,):
        found |= lists[word[1:-1]] if word.startswith("<") else {word}
    return frozenset(found)


def _slot(part: str, lists: Mapping[str, frozenset[str]]) -> _Slot:
    """Read one part of an opening."""
    if part == ".":
        return _Slot("end")
    if part == "...":
        return _Slot("gap")
    optional = part.endswith("?")
    part = part.removesuffix("?")
    if part == "*":
        return _Slot("any", optional=optional)
    kind: _Kind = "not" if part.startswith("!") else "word"
    return _Slot(kind, _words_of(part.removeprefix("!"), lists), optional)


def _fits(row: tuple[_Slot, ...], slot: int, norms: Sequence[str], at: int, last: int) -> bool:
    """Whether the words from ``at`` fit the row from ``slot``. A row has at most a few gaps and optional words, so this is short."""
    while slot < len(row):
        kind, words, optional = row[slot]
        slot += 1
        if kind == "end":
            return at >= last
        if kind == "not":
            if at < last and norms[at] in words:
                return False
            continue
        if kind == "gap":
            return any(_fits(row, slot, norms, start, last) for start in range(at, min(last, at + _LONGEST_GAP) + 1))
        if at >= last and "." in words:
            return slot == len(row)
        fits = at < last and (kind == "any" or norms[at] in words)
        if optional:
            if fits and _fits(row, slot, norms, at + 1, last):
                return True
            continue
        if not fits:
            return False
        at += 1
    return True
