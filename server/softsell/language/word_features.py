"""The features that the trained network sees of a word. Training (``server/training``) and ``network`` share them."""

from __future__ import annotations

from softsell.language.english import lexicon

UNKNOWN = "<unknown>"
"""Stands for every form that training saw less than twice."""

COMMAND_CLASSES = ("other", "root", "inner")
"""The command component's classes for a token: not an imperative, the main imperative of its sentence, or another imperative."""

FEATURES = 7
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "´": "'", "`": "'"})


def plain_form(text: str) -> str:
    """Return a word as in the tables: lower case, straight quotes, digits as 0, drawn-out letters cut to two, social tokens by kind."""
    first = text[:1]
    if len(text) > 1 and first == "#":
        return "<hashtag>"
    if len(text) > 1 and first == "@":
        return "<mention>"
    lowered = text.lower().translate(_QUOTES)
    if "://" in lowered or lowered.startswith("www.") or ("@" in lowered and "." in lowered):
        return "<url>"
    if first > "℀" and not text.isalnum():
        return "<emoji>"
    return _squeeze("".join("0" if letter.isdigit() else letter for letter in lowered))


def _squeeze(text: str) -> str:
    kept: list[str] = []
    for letter in text:
        if len(kept) < 2 or kept[-1] != letter or kept[-2] != letter:
            kept.append(letter)
    return "".join(kept)


def _casing(text: str) -> str:
    letters = [letter for letter in text if letter.isalpha()]
    if not letters:
        return "digits" if any(letter.isdigit() for letter in text) else "marks"
    if len(letters) == 1:
        return "initial" if letters[0].isupper() else "letter"
    if all(letter.isupper() for letter in letters):
        return "upper"
    if letters[0].isupper():
        return "title" if all(letter.islower() for letter in letters[1:]) else "mixed"
    return "lower" if all(letter.islower() for letter in letters) else "mixed"


def word_features(text: str) -> tuple[str, str, str, str, str, str, str]:
    """Return the features of a word: its form, its last 2, 3 and 4 letters, its first 3 letters, its casing with length, and the
    word lists that contain it. The lists help to tell verbs that training never saw from nouns.
    """
    form = plain_form(text)
    listed = "".join(letter for letter, words in _LISTS if form in words)
    return form, form[-2:], form[-3:], form[-4:], form[:3], f"{_casing(text)}{min(len(text), 5)}", listed


_LISTS = (
    ("s", lexicon.SURE_VERBS),
    ("m", lexicon.MAYBE_VERBS),
    ("v", lexicon.VERB_FORMS),
    ("a", lexicon.ADJECTIVES),
    ("f", lexicon.FUNCTION_WORDS | lexicon.AUXILIARIES),
)
