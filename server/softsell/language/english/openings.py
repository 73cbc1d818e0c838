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

import re
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

_Kind = Literal["word", "any", "gap", "not", "end"]
_LONGEST_GAP = 12


class _Slot(NamedTuple):
    kind: _Kind
    words: frozenset[str] = frozenset()
    optional: bool = False


class Openings:
    """A table of openings."""

    def __init__(self, lines: Sequence[str], lists: Mapping[str, frozenset[str]]) -> None:
        self._by_first: dict[str, list[tuple[_Slot, ...]]] = {}
        for line in lines:
            first, *rest = (_slot(part, lists) for part in line.split())
            if first.kind != "word" or first.optional:
                raise ValueError(f"an opening begins with a word: {line!r}")
            if sum(slot.kind == "gap" for slot in rest) > 1:
                raise ValueError(f"an opening has one gap: {line!r}")
            for word in first.words:
                self._by_first.setdefault(word, []).append(tuple(rest))
        self.first_words = frozenset(self._by_first)

    def begin(self, norms: Sequence[str], at: int = 0, end: int | None = None) -> bool:
        """Whether the words from ``at`` begin as the table says. The words end at ``end``."""
        rows = self._by_first.get(norms[at]) if at < len(norms) else None
        last = len(norms) if end is None else end
        return rows is not None and any(_fits(row, 0, norms, at + 1, last) for row in rows)


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
    words = [part.removeprefix("!")]
    if words[0].startswith("("):
        words = words[0][1:-1].split("|")
    found: set[str] = set()
    for word in words:
        found |= lists[word[1:-1]] if re.fullmatch(r"<.+>", word) else {word}
    return _Slot(kind, frozenset(found), optional)


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
