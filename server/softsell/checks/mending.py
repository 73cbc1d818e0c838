"""How text is replaced so that the result reads as if a person had done it: case, inflection, articles,
spaces and marks kept right."""

from __future__ import annotations

import re

from softsell.checks.finding import Fix
from softsell.checks.hits import quote
from softsell.compile_later import compile_later
from softsell.draft.span import Span
from softsell.language.english.inflect import article_for, inflect_like, lemma_of

_ARTICLE = compile_later(r"(?<![^\W_])(an?)([ \t]+)$", re.IGNORECASE)
_LONGEST_ARTICLE = 10
_LOOK_BACK = 200
_SPACES = " \t"
_PAUSES = ",;:–—"
_LONGEST_QUOTATION = 2_000
"""Characters. The mark that opens a quotation is looked for this far back."""
_OPENING = "“„«"
_CLOSING = "”»"
_QUOTATION_MARK = compile_later(f'[{_OPENING}{_CLOSING}"]')
LONGEST_LABEL = 40
"""Characters of the text that a button names."""
_EDGES = " \t\r\n,;:.–—-&+"
"""What goes along with words, and isn't worth naming."""


def taking_out(words: str) -> str:
    """Return what the button of a fix says that takes ``words`` out of the text: Take out “hurry up”."""
    bare = words.strip(_EDGES) or words.strip()
    return f"Take out “{quote(bare, LONGEST_LABEL)}”" if bare else "Take it out"


def writing(text: str) -> str:
    """Return what the button of a fix says that puts ``text`` in the place of other words: Write “use”."""
    return f"Write “{quote(text, LONGEST_LABEL)}”"


def like(original: str, replacement: str) -> str:
    """Return ``replacement`` in the case of ``original``: all capitals, a leading capital, or as it stands."""
    letters = [character for character in original if character.isalpha()]
    if len(letters) > 1 and all(character.isupper() for character in letters):
        return replacement.upper()
    if letters and letters[0].isupper():
        return replacement[:1].upper() + replacement[1:]
    return replacement


def replace(prose: str, span: Span, text: str, label: str = "") -> Fix:
    """Return a fix that puts ``text``, in the right case, in the place of ``span``. "A" and "an" before it follow its sound."""
    original = prose[span.start : span.end]
    cased = like(original, text)
    return _with_article(prose, Fix(label or writing(cased), span, cased), loud=original.isupper())


def delete(prose: str, span: Span) -> Fix:
    """Return a fix that takes ``span`` away, with one of the spaces around it, and gives its capital to the next word.

    Words that only ``span`` separates stay apart. "A" and "an" before it follow the word that comes next.
    """
    start, end = span
    label = taking_out(prose[start:end])
    before, after = prose[start - 1 : start], prose[end : end + 1]
    if before and not before.isspace():
        glued = before.isalnum() and after.isalnum()
        return Fix(label, span, " " if glued else "")
    if after and after in _SPACES:
        end = _past(prose, end, _SPACES)
    elif not after.isalnum():
        start = _back(prose, start, _SPACES)
    if end < len(prose) and opens_sentence(prose, span.start) and prose[span.start].isupper() and prose[end].islower():
        return Fix(label, Span(start, end + 1), prose[end].upper())
    return _with_article(prose, Fix(label, Span(start, end), ""), loud=False)


def _with_article(prose: str, fix: Fix, *, loud: bool) -> Fix:
    """Return the fix, widened to an "a" or "an" before it that no longer fits the next word."""
    begin = max(0, fix.span.start - _LONGEST_ARTICLE)
    article = _ARTICLE.search(prose[begin : fix.span.start])
    rest = fix.text or prose[fix.span.end : fix.span.end + _LOOK_BACK]
    if article is None or not rest[:1].isalnum():
        return fix
    written, fitting = article[1], article_for(rest.split(maxsplit=1)[0])
    if written.lower() == fitting:
        return fix
    if written[0].isupper():
        fitting = fitting.upper() if loud or written == "AN" else fitting.capitalize()
    span = Span(begin + article.start(1), fix.span.end)
    return Fix(fix.label, span, fitting + article[2] + fix.text, fix.safe)


def in_quotation(prose: str, position: int) -> bool:
    """Return whether a quotation mark before ``position`` in its line is still open. It needn't be closed: people cut long reviews short.

    A quoted person's words stay as they are.
    """
    begin = max(prose.rfind("\n", 0, position) + 1, position - _LONGEST_QUOTATION)
    opened = straight = False
    for found in _QUOTATION_MARK.finditer(prose, begin, position):
        mark, at = found[0], found.start()
        if mark in _OPENING:
            opened = True
        elif mark in _CLOSING:
            opened = False
        elif straight or not prose[at - 1 : at].isdigit():  # 24" are inches
            straight = not straight
    return opened or straight


def _past(prose: str, position: int, characters: str) -> int:
    while position < len(prose) and prose[position] in characters:
        position += 1
    return position


def _back(prose: str, position: int, characters: str) -> int:
    while position > 0 and prose[position - 1] in characters:
        position -= 1
    return position


def inflected(replacement: str, original: str, *, participle: bool = False) -> str:
    """Return ``replacement`` with each ``~verb`` in it bent as ``original`` is: ``~use`` for "utilised" gives "used"."""
    first = original.split()[0].lower() if original.split() else original.lower()
    return " ".join(
        inflect_like(word[1:], as_in=first, of=lemma_of(first), participle=participle) if word.startswith("~") else word
        for word in replacement.split()
    )


def opens_sentence(prose: str, start: int) -> bool:
    """Return whether a sentence starts at ``start``: only marks, spaces and emoji stand between it and an end mark or the beginning."""
    for character in reversed(prose[max(0, start - _LOOK_BACK) : start]):
        if character in ".!?…\n\r":
            return True
        if character.isalnum() or character in _PAUSES:
            return False
    return start <= _LOOK_BACK
