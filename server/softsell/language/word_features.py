"""What the trained network sees of a word. Shared by what trains it (``server/training``) and what runs it (``network``)."""

from __future__ import annotations

from softsell.language.english import lexicon

UNKNOWN = "<unknown>"
"""Stands for every form that training saw less than twice."""

COMMAND_CLASSES = ("other", "root", "inner")
"""What a token is to the command component: no imperative; the imperative its sentence stands on; an imperative further in."""

FEATURES = 7
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "´": "'", "`": "'"})


def plain_form(text: str) -> str:
    """A word as the tables know it: lower case, straight quotes, digits as 0, drawn-out letters cut to two, social tokens by kind."""
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
    return _squeezed("".join("0" if letter.isdigit() else letter for letter in lowered))


def _squeezed(text: str) -> str:
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
    """What the network sees of a word: form, endings of 2, 3 and 4 letters, beginning of 3 letters, casing with length, and the
    word lists that know it, by which verbs that training never saw are told from nouns.
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
