"""How text is replaced so that the result reads as if a person had done it: case, inflection, spaces and marks kept right."""

from __future__ import annotations

import re

from softsell.checks.finding import Fix
from softsell.draft.span import Span
from softsell.language.english.inflect import inflect_like, inflections

_LETTER = re.compile(r"[^\W_]")
_LOOK_BACK = 200
_SPACES = " \t"
_PAUSES = ",;:–—"
_ENDS = ".!?…"
_BREAKS = "\r\n"


def like(original: str, replacement: str) -> str:
    """``replacement`` in the case of ``original``: all capitals, a leading capital, or as it stands."""
    letters = [character for character in original if character.isalpha()]
    if len(letters) > 1 and all(character.isupper() for character in letters):
        return replacement.upper()
    if letters and letters[0].isupper():
        return replacement[:1].upper() + replacement[1:]
    return replacement


def replace(prose: str, span: Span, text: str, label: str = "") -> Fix:
    """A fix that puts ``text``, in the right case, in the place of ``span``."""
    original = prose[span.start : span.end]
    cased = like(original, text)
    return Fix(label or f"Write “{cased}”", span, cased)


def delete(prose: str, span: Span, label: str = "Take it out") -> Fix:
    """A fix that takes ``span`` away, with one of the spaces around it, and gives its capital to the next word."""
    start, end = span
    if end < len(prose) and prose[end] in _SPACES:
        end = _past(prose, end, _SPACES)
    else:
        start = _back(prose, start, _SPACES)
    if end < len(prose) and opens_sentence(prose, span.start) and prose[span.start].isupper() and prose[end].islower():
        return Fix(label, Span(start, end + 1), prose[end].upper())
    return Fix(label, Span(start, end), "")


def delete_clause(prose: str, span: Span, label: str = "Take it out") -> Fix | None:
    """A fix that takes ``span`` away where whole sentences are left: it is one, or opens or ends one at a comma.

    Marks and emoji go from anywhere. ``None`` elsewhere, and where nothing would be left of the draft: a person has to find
    other words then.
    """
    if not _LETTER.search(prose, span.start, span.end):
        return delete(prose, span, label)  # marks and emoji are missed by no sentence
    after = _past(prose, span.end, _SPACES)
    mark = prose[after : after + 1]
    if opens_sentence(prose, span.start):
        if mark in _PAUSES and mark:
            return _trimmed(prose, Span(span.start, _past(prose, after + 1, _SPACES)), label)
        if mark in _ENDS or not mark or mark in _BREAKS:
            return _trimmed(prose, Span(span.start, _past(prose, _past(prose, after, _ENDS), _SPACES)), label)
        return None
    before = _back(prose, span.start, _SPACES)
    if prose[before - 1 : before] in _PAUSES and (mark in _ENDS or not mark or mark in _BREAKS):
        return Fix(label, Span(_back(prose, before - 1, _SPACES), span.end), "")
    return None


def _trimmed(prose: str, span: Span, label: str) -> Fix | None:
    """The deletion of ``span``, the next word getting the capital; ``None`` if no word would be left."""
    if not (_LETTER.search(prose, 0, span.start) or _LETTER.search(prose, span.end)):
        return None
    following = prose[span.end : span.end + 1]
    if not following or following in _BREAKS:
        return Fix(label, Span(_back(prose, span.start, _SPACES), span.end), "")
    if following.islower() and prose[span.start].isupper():
        return Fix(label, Span(span.start, span.end + 1), following.upper())
    return Fix(label, span, "")


def _past(prose: str, position: int, characters: str) -> int:
    while position < len(prose) and prose[position] in characters:
        position += 1
    return position


def _back(prose: str, position: int, characters: str) -> int:
    while position > 0 and prose[position - 1] in characters:
        position -= 1
    return position


def inflected(replacement: str, original: str) -> str:
    """``replacement`` with each ``~verb`` in it bent as ``original`` is: ``~use`` for "utilised" gives "used"."""
    first = original.split()[0].lower() if original.split() else original.lower()
    return " ".join(_bend(word[1:], first) if word.startswith("~") else word for word in replacement.split())


def _bend(lemma: str, original: str) -> str:
    return inflect_like(lemma, as_in=original, of=_lemma(original))


def _lemma(form: str) -> str:
    """The shortest word of which ``form`` is an inflection, by trying what endings may have been put on."""
    for ending, back in (
        ("ies", "y"),
        ("ied", "y"),
        ("ing", "e"),
        ("ing", ""),
        ("ed", "e"),
        ("ed", ""),
        ("es", "e"),
        ("es", ""),
        ("s", ""),
    ):
        if form.endswith(ending) and len(form) - len(ending) >= 2:
            stem = form[: -len(ending)] + back
            if form in inflections(stem):
                return stem
            if len(stem) > 3 and stem[-1:] == stem[-2:-1] and form in inflections(stem[:-1]):
                return stem[:-1]
    return form


def opens_sentence(prose: str, start: int) -> bool:
    """Whether a sentence starts at ``start``: only marks, spaces and emoji stand between it and an end mark or the beginning."""
    for character in reversed(prose[max(0, start - _LOOK_BACK) : start]):
        if character in ".!?…\n\r":
            return True
        if character.isalnum() or character in _PAUSES:
            return False
    return start <= _LOOK_BACK
