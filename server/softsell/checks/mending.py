"""How text is replaced so that the result reads as if a person had done it: case, inflection, spaces and marks kept right."""

from __future__ import annotations

from softsell.checks.finding import Fix
from softsell.draft.span import Span
from softsell.language.inflect import inflect_like, inflections


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


def delete(prose: str, span: Span, label: str = "") -> Fix:
    """A fix that takes ``span`` away with one of the spaces around it, and gives its capital to the next word.

    A mark left alone by the deletion (". !" or ", ,") goes too.
    """
    start, end = span
    length = len(prose)
    opens = opens_sentence(prose, start)
    while end < length and prose[end] in ",;:" and (opens or (start > 0 and prose[start - 1] in " \t")):
        end += 1
    if end < length and prose[end] in " \t":
        while end < length and prose[end] in " \t":
            end += 1
    elif start > 0 and prose[start - 1] in " \t":
        while start > 0 and prose[start - 1] in " \t":
            start -= 1
    else:
        opens = opens and start == span.start
    text = ""
    if start < span.start and end < length and prose[end].isalnum():
        text = " "
    if opens and end < length and prose[span.start].isupper() and prose[end].islower():
        text = prose[end].upper()
        end += 1
    return Fix(label or "Take it out", Span(start, end), text)


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
    """Whether a sentence starts at ``start``."""
    before = prose[:start].rstrip(" \t\"“‘'(") if start < 200 else prose[start - 200 : start].rstrip(" \t\"“‘'(")
    return not before or before[-1] in ".!?…\n\r"
