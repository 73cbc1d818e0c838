"""Tells what a word is in its sentence, where its neighbours leave no doubt: "the purchase" is a noun, "you can purchase" a verb.

The trained tagger isn't asked. It's right about nineteen words in twenty, which is too few for changing somebody's text.
"""

from __future__ import annotations

from typing import Literal

from softsell.language.english.clauses import BE, PRONOUNS
from softsell.language.english.data import sets
from softsell.language.english.inflect import inflections, lemma_of, verb_forms
from softsell.language.english.lexicon import BASE_VERBS, FUNCTION_WORDS, is_adjective
from softsell.language.reading import Reading
from softsell.language.token import Token

WordClass = Literal["verb", "noun", "adjective", "preposition"]

_SETS = sets("word_classes.txt")
DETERMINERS = _SETS["determiners"]
_OBJECTS = _SETS["objects"]
_HELPERS = _SETS["helpers"]
_HAVE = _SETS["have"]
_MAYBE_PREPOSITIONS = _SETS["maybe prepositions"]
_DEGREES = _SETS["degrees"]
PREPOSITIONS = _SETS["prepositions"]
_DEFINITE = _SETS["definite"]
_BEING = BE | {"be", "been", "being", "get", "gets", "got", "'re", "'m"}


def word_class(reading: Reading, index: int) -> WordClass | None:
    """Return what the word at ``index`` is in its sentence, or ``None`` if the neighbours leave it open."""
    sentence = reading.sentence_at(index)
    first, last = (0, len(reading.tokens)) if sentence is None else (sentence.first, sentence.last)
    return _by_neighbours(reading.tokens, index, first, last)


def takes_object(reading: Reading, index: int) -> bool:
    """Return whether a verb at ``index`` has its object right behind it: "we demonstrate the mixer", unlike "they demonstrated in Rome"."""
    after = _after(reading.tokens, index, len(reading.tokens))
    if after is None:
        return False
    norm = after.norm
    if after.kind != "word":
        return after.kind in ("number", "money", "percent", "mention")
    return (
        norm in _OBJECTS
        or after.text.isupper()
        or not (norm in FUNCTION_WORDS or norm.endswith("ly") or norm in _HELPERS)
    )


def is_definite(reading: Reading, index: int) -> bool:
    """Return whether the word at ``index`` begins a definite group or stands for one: "the people", "our people", "them"."""
    return index < len(reading.tokens) and reading.tokens[index].norm in _DEFINITE


def is_participle(reading: Reading, index: int) -> bool:
    """Return whether a helping verb before ``index`` makes the form a participle: "has demonstrated", "was obtained"."""
    before = _before(reading.tokens, index, 0)
    return before is not None and before.norm in _HAVE | _BEING


def _by_neighbours(tokens: list[Token], index: int, first: int, last: int) -> WordClass | None:
    token = tokens[index]
    norm, lemma = token.norm, lemma_of(token.norm)
    before, after = _before(tokens, index, first), _after(tokens, index, last)
    prior = before.norm if before is not None else ""
    following = after.norm if after is not None and after.kind == "word" else ""
    if norm in _MAYBE_PREPOSITIONS:
        return _of_maybe_preposition(prior, following)
    if norm in PREPOSITIONS:
        return "preposition"
    if lemma not in BASE_VERBS and norm not in verb_forms(lemma):
        return None
    if norm.endswith("ing") and norm != lemma:
        return _of_gerund(prior, following, before, after)
    if "command" in token.classes:
        return "verb"
    if prior in ("the", "a", "an", *_POSSESSIVES) or (prior in DETERMINERS and before is not None):
        return _after_determiner(norm, lemma, following)
    if norm == lemma:
        return _of_base(tokens, index, first, prior, following)
    if norm.endswith("s"):
        if prior in ("he", "she", "it", "that", "who", "which") or following in _OBJECTS:
            return "verb"
        return "noun" if prior in PREPOSITIONS or (before is not None and is_adjective(prior)) else None
    if prior in _HAVE and following not in _OBJECTS:
        return None  # “seals have streamlined bodies”
    if prior in _BEING or prior in _HAVE or prior in PRONOUNS or following in _OBJECTS:
        return "verb"
    return "adjective" if before is None else None


def _of_maybe_preposition(prior: str, following: str) -> WordClass:
    """ "News concerning the oven", unlike "a concerning trend" and "I find it concerning"."""
    describes = prior in DETERMINERS or prior in _DEGREES or prior in _BEING or prior.endswith("ly")
    return "adjective" if describes or not following or following in ("and", "that", "when", "to") else "preposition"


_POSSESSIVES = frozenset(("my", "your", "his", "her", "its", "our", "their", "whose", "'s"))


def _after_determiner(norm: str, lemma: str, following: str) -> WordClass | None:
    if norm.endswith("ed") and following and following not in FUNCTION_WORDS:
        return "adjective"
    return "noun" if norm in (lemma, *inflections(lemma)) and not norm.endswith("ed") else None


def _of_base(tokens: list[Token], index: int, first: int, prior: str, following: str) -> WordClass | None:
    if prior in _HELPERS or prior in PRONOUNS or prior == "please" or _is_lets(tokens, index):
        return "verb"
    if prior == "to":
        return "verb" if following in _OBJECTS or tokens[index].norm in BASE_VERBS or following else None
    if prior in ("not", "and", "or", "then", "also", "always", "never", "still", "just", "even") and index - 1 > first:
        return "verb" if following in _OBJECTS else None
    if prior in PREPOSITIONS or (is_adjective(prior) and following not in _OBJECTS):
        return "noun"
    return "verb" if following in _OBJECTS and following != "that" and prior not in FUNCTION_WORDS else None


def _is_lets(tokens: list[Token], index: int) -> bool:
    return index > 1 and tokens[index - 2].norm == "let" and tokens[index - 1].norm in ("us", "'s")


def _of_gerund(prior: str, following: str, before: Token | None, after: Token | None) -> WordClass | None:
    if prior in DETERMINERS:
        return "noun"
    if following in _OBJECTS or (after is not None and after.kind in ("number", "money")):
        return "verb"
    if prior in _BEING and following and following not in FUNCTION_WORDS:
        return "verb"
    if before is not None and is_adjective(prior):
        return "noun"
    return None


def _before(tokens: list[Token], index: int, first: int) -> Token | None:
    """Return the word before, if no mark stands between."""
    at = index - 1
    return tokens[at] if at >= first and tokens[at].kind not in ("punctuation", "emoji", "newline", "other") else None


def _after(tokens: list[Token], index: int, last: int) -> Token | None:
    at = index + 1
    return tokens[at] if at < last and tokens[at].kind not in ("punctuation", "emoji", "newline", "other") else None
