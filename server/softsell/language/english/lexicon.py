"""Lexicon: what a word may be, according to word lists and endings alone.

The modules that see the whole sentence decide what a word is there ("us" or "US", an order or a noun).
"""

from __future__ import annotations

from functools import lru_cache

from softsell.language.english.data import words
from softsell.language.english.inflect import all_verb_forms
from softsell.language.token import LONGEST_CACHED

WE = words("first_person.txt")
YOU = words("second_person.txt")
THEY = words("third_person.txt")
NUMBERS = words("numbers.txt")
DATES = words("dates.txt")
CURRENCIES = words("currencies.txt")
OFFERS = words("offers.txt")
DANGERS = words("dangers.txt")
AUXILIARIES = words("auxiliaries.txt")
FUNCTION_WORDS = words("function_words.txt")
ADJECTIVES = words("adjectives.txt")
SURE_VERBS = words("verbs.txt")
"""Base forms that are rarely anything but verbs."""
MAYBE_VERBS = words("verbs_or_nouns.txt")
"""Base forms that are nouns or adjectives just as often."""
BASE_VERBS = SURE_VERBS | MAYBE_VERBS
VERB_FORMS = all_verb_forms(BASE_VERBS)
"""Every form of the listed verbs, without auxiliaries."""

_ADJECTIVE_ENDINGS = ("able", "ible", "ful", "less", "ous", "ive", "ical", "ish", "ial", "ual", "friendly", "proof")
_SHORTEST_WITH_ENDING = 6
_NEVER_NOUNS = FUNCTION_WORDS | AUXILIARIES | (SURE_VERBS - words("nouns_too.txt"))
_CACHE_SIZE = 32768


def classes(norm: str) -> tuple[str, ...]:
    """Return the classes that a word with this norm may have, sorted. A word that isn't in any list may be a noun."""
    return _cached_classes(norm) if len(norm) <= LONGEST_CACHED else _classes(norm)


def _classes(norm: str) -> tuple[str, ...]:
    found = {"word"}
    for name, members in _MEMBERS:
        if norm in members:
            found.add(name)
    if norm[:1].isdigit():
        found.add("number")
    if is_adjective(norm):
        found.add("adjective")
    if _may_be_noun(norm):
        found.add("noun")
    return tuple(sorted(found))


_cached_classes = lru_cache(maxsize=_CACHE_SIZE)(_classes)

_MEMBERS = (
    ("we", WE),
    ("you", YOU),
    ("they", THEY),
    ("number", NUMBERS),
    ("date", DATES),
    ("currency", CURRENCIES),
    ("offer", OFFERS),
    ("danger", DANGERS),
    ("verb", VERB_FORMS | AUXILIARIES),
)


def is_adjective(norm: str) -> bool:
    """Return whether the word is a common adjective, or has an ending like one."""
    return norm in ADJECTIVES or (len(norm) >= _SHORTEST_WITH_ENDING and norm.endswith(_ADJECTIVE_ENDINGS))


def _may_be_noun(norm: str) -> bool:
    if norm in _NEVER_NOUNS or norm in ADJECTIVES or not norm[:1].isalpha():
        return False
    if norm in BASE_VERBS:
        return True
    if norm.endswith("ly") and len(norm) >= _SHORTEST_WITH_ENDING and norm not in _LY_NOUNS:
        return False
    return not (norm in VERB_FORMS and not norm.endswith(("s", "ing")))


_LY_NOUNS = frozenset(("family", "assembly", "anomaly", "monopoly", "butterfly", "supply", "italy"))
