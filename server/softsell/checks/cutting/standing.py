"""Whether words stand as a sentence of their own, so that a cut may leave them."""

from __future__ import annotations

from softsell.checks.cutting.parts import words_of
from softsell.checks.cutting.words import DANGLING, FEWEST_WORDS, LEANING, SUBORDINATORS
from softsell.language.english.clauses import BE
from softsell.language.english.facts import states_fact
from softsell.language.english.lexicon import AUXILIARIES, BASE_VERBS, FUNCTION_WORDS, VERB_FORMS
from softsell.language.reading import Reading
from softsell.language.sentence import Sentence
from softsell.language.token import Token


def can_stand(reading: Reading, first: int, last: int, *, order: bool = False) -> bool:
    """Return whether ``tokens[first:last]`` are a sentence of their own: an order, or a subject and what it does, or a fact.

    ``order`` says that they follow an order and "and", so that a verb is one too.
    """
    tokens = reading.tokens
    said = words_of(reading, first, last)
    if len(said) < FEWEST_WORDS or said[-1].norm in DANGLING:
        return False
    if said[0].norm in SUBORDINATORS or (said[0].norm in LEANING - {"it", "its", "this", "these", "they", "there"}):
        return False
    if said[0].norm in BASE_VERBS and (order or "command" in said[0].classes):
        return True
    if states_fact(reading, first, last) and said[0].kind in ("number", "money", "percent"):
        return True
    verb = next((at for at, token in enumerate(said) if at and _is_finite(token, said[at - 1])), None)
    if verb is None:
        return (
            said[0].norm in BASE_VERBS
            and len(said) > FEWEST_WORDS
            and tokens[first].kind == "word"
            and said[1].norm in DANGLING
        )
    return verb + 1 < len(said) or said[verb].norm not in AUXILIARIES


def ends_well(reading: Reading, first: int, last: int) -> bool:
    """Return whether the last clause of what is left doesn't only lead over to what was cut: "and trust us"."""
    said = words_of(reading, first, last)
    return not said or said[0].norm not in LEANING | SUBORDINATORS | {"trust", "believe"} or first == 0


def _is_finite(token: Token, before: Token) -> bool:
    if token.norm in BE:
        return True
    if "verb" not in token.classes or token.norm.endswith("ing") or before.norm in ("to", "who", "that", "which"):
        return False
    if token.norm in AUXILIARIES or token.clitic:
        return True
    if token.norm.endswith("s") and token.norm in VERB_FORMS and is_noun(before) and not before.norm.endswith("s"):
        return True
    people = {"we", "you", "they"} & set(before.classes) or before.norm in ("i", "it", "he", "she", "this", "that")
    return bool(people) or ("noun" not in token.classes and before.norm not in ("a", "an", "the"))


def is_noun(token: Token) -> bool:
    return "noun" in token.classes and token.norm not in FUNCTION_WORDS | AUXILIARIES


def leans(reading: Reading, sentence: Sentence) -> bool:
    """Return whether a sentence begins with a word that goes on from the one before, such as "but" and "it"."""
    said = words_of(reading, sentence.first, sentence.last)
    return not said or said[0].norm in LEANING
