"""Tells which words state a fact or a term of an offer: an amount, a date, a name, a link, a condition. No fix takes these out."""

from __future__ import annotations

from collections.abc import Iterable

from softsell.compile_later import compile_later
from softsell.language.english.data import sets
from softsell.language.english.inflect import lemma_of
from softsell.language.english.lexicon import AUXILIARIES, FUNCTION_WORDS
from softsell.language.english.names import is_in_name
from softsell.language.reading import Reading
from softsell.language.token import Token

_SETS = sets("facts.txt")
_TERMS = _SETS["terms"]
_PRESSING = frozenset(("before", "while", "close"))
"""Terms that also press where there is nothing to them, such as "before it's gone"."""
WARNINGS = _SETS["warnings"]
"""Words of warnings and legal notes, which are often in capitals for a reason."""
_KINDS = frozenset(("number", "money", "percent", "time", "url", "mention", "hashtag"))
_CLASSES = frozenset(("number", "date", "money", "percent", "brand", "currency", "danger"))
_HOLLOW = _SETS["hollow"]
"""Words of calls and hooks that say nothing of what a post is about."""
_SHORTEST_CONTENT = 3
_FIGURES = frozenset(("number", "date", "money", "percent", "currency"))
_PLACEHOLDER = compile_later(r"\[[^\[\]\n]{1,60}\]|\{[^{}\n]{1,60}\}|<[A-Za-z][^<>\n]{0,60}>|_{3,}")


def states_fact(reading: Reading, first: int, last: int, *, pressing: bool = False) -> bool:
    """Return whether ``tokens[first:last]`` hold a fact or a term of an offer.

    ``pressing`` leaves aside words that may be no term: "before it's gone".
    """
    for index in range(first, last):
        token = reading.tokens[index]
        if token.kind in _KINDS or not _CLASSES.isdisjoint(token.classes):
            return True
        parts = {token.norm, *token.norm.split("-")}
        if not (parts & _TERMS).isdisjoint(_TERMS - _PRESSING if pressing else _TERMS):
            return True
        if token.kind == "word" and is_in_name(reading, index, index + 1):
            return True
    return has_placeholder(reading, first, last)


def has_placeholder(reading: Reading, first: int, last: int) -> bool:
    """Return whether ``tokens[first:last]`` touch a hole to fill in, such as [NAME]."""
    if first >= last:
        return False
    start, end = reading.tokens[first].start, reading.tokens[last - 1].end
    prose = reading.draft.prose[max(0, start - 60) : end + 60]
    begin = max(0, start - 60)
    return any(begin + hole.start() < end and begin + hole.end() > start for hole in _PLACEHOLDER.finditer(prose))


def has_figure(tokens: Iterable[Token]) -> bool:
    """Return whether the words tell a number, an amount, a date, a link or a handle, which readers can use."""
    return any(token.kind in _KINDS or not _FIGURES.isdisjoint(token.classes) for token in tokens)


def content_of(token: Token) -> tuple[str, ...]:
    """Return the base form of a word that says what a post is about. Empty for a word that only holds a sentence together."""
    norm = token.norm
    if (
        token.kind != "word"
        or token.clitic
        or len(norm) < _SHORTEST_CONTENT
        or norm in FUNCTION_WORDS
        or norm in AUXILIARIES
        or norm in _HOLLOW
        or norm.endswith("ly")
    ):
        return ()
    lemma = lemma_of(norm)
    return () if lemma in _HOLLOW else (lemma,)
