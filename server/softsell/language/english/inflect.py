"""Inflection: the forms of a word, and how to put one word in the form of another. Uses only spelling rules and lists of exceptions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from softsell.compile_later import compile_later
from softsell.language.english.data import lines, words

Form = str
"""One of ``base``, ``third``, ``past``, ``participle``, ``gerund``, ``plural``, ``comparative``, ``superlative``."""


class _Irregular(NamedTuple):
    past: tuple[str, ...]
    participle: tuple[str, ...]


_VERBS = {
    base: _Irregular(tuple(past.split("/")), tuple(participle.split("/")))
    for base, past, participle in (line.split() for line in lines("irregular_verbs.txt"))
}
_NOUNS = dict(line.split() for line in lines("irregular_nouns.txt"))
_PLAIN_VERBS = words("verbs.txt") | words("verbs_or_nouns.txt") | frozenset(_VERBS)
_ADJECTIVES = words("adjectives.txt")
_BE = ("am", "is", "are", "was", "were", "been", "being")
_GRADES = {
    "good": ("better", "best"),
    "bad": ("worse", "worst"),
    "far": ("further", "furthest"),
    "little": ("less", "least"),
    "many": ("more", "most"),
    "much": ("more", "most"),
}
# Verbs of several syllables that double their last consonant, because the last syllable is stressed.
_DOUBLING = frozenset(
    (
        "admit", "allot", "begin", "commit", "compel", "confer", "control", "defer", "deter", "enrol", "equip", "excel", "expel",
        "forget", "format", "forbid", "incur", "infer", "kidnap", "occur", "omit", "outfit", "overrun", "patrol", "permit", "prefer",
        "program", "propel", "rebel", "recur", "refer", "regret", "reset", "submit", "transfer", "transmit", "unplug", "unwrap",
        "unzip", "upset", "worship", "outrun", "retrofit", "unpin",
    )
)  # fmt: skip
# British spelling doubles the l, American doesn't. Both are recognised; the first is written.
_EITHER = frozenset(
    (
        "cancel",
        "counsel",
        "fuel",
        "label",
        "level",
        "marvel",
        "model",
        "travel",
        "unravel",
        "total",
        "tunnel",
        "channel",
        "jewel",
    )
)
_VOWELS = frozenset("aeiouy")
_DOUBLED = "bcdfgklmnprstvz"
_ONE_VOWEL = compile_later(rf"[^aeiou]*(?:qu)?[aeiouy][{_DOUBLED}]$")
_PLAIN_ENDS = frozenset("abdfgijklmnpqrtuvw")
"""Last letters to which every ending is added as it is, once the consonant is doubled where it has to be. Not -h, for -ch and -sh."""
_HISSING = ("s", "x", "z", "ch", "sh")
_O_WITH_ES = frozenset(("go", "do", "undo", "redo", "outdo", "overdo", "undergo", "forgo", "echo", "veto"))


def _third(verb: str) -> str:
    if verb in ("be", "have"):
        return {"be": "is", "have": "has"}[verb]
    if verb.endswith(_HISSING) or verb in _O_WITH_ES:
        return verb + ("zes" if verb == "quiz" else "es")
    if verb.endswith("y") and verb[-2:-1] not in ("a", "e", "i", "o", "u", ""):
        return verb[:-1] + "ies"
    return verb + "s"


def _doubled(verb: str) -> str:
    """Return the stem before ``-ed`` and ``-ing``."""
    if verb in _DOUBLING:
        return verb + verb[-1]
    if verb[-2:-1] in _VOWELS and verb[-1:] in _DOUBLED and verb not in ("bus", "gas") and _ONE_VOWEL.match(verb):
        return verb + verb[-1]
    return verb


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in ("a", "e", "i", "o", "u", ""):
        return verb[:-1] + "ied"
    if verb.endswith("c"):
        return verb + "ked"
    return _doubled(verb) + "ed"


def _gerund(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb not in ("be", "singe", "tinge"):
        return verb[:-1] + "ing"
    if verb.endswith("c"):
        return verb + "king"
    return _doubled(verb) + "ing"


def _plural(noun: str) -> str:
    if noun in _NOUNS:
        return _NOUNS[noun]
    if noun.endswith(_HISSING):
        return noun + ("zes" if noun == "quiz" else "es")
    if noun.endswith("y") and noun[-2:-1] not in ("a", "e", "i", "o", "u", ""):
        return noun[:-1] + "ies"
    return noun + "s"


def _graded(adjective: str) -> tuple[str, ...]:
    if adjective in _GRADES:
        return _GRADES[adjective]
    if adjective.endswith("e"):
        return (adjective + "r", adjective + "st")
    if adjective.endswith("y"):
        return (adjective[:-1] + "ier", adjective[:-1] + "iest")
    stem = adjective + adjective[-1] if _ONE_VOWEL.match(adjective) else adjective
    return (stem + "er", stem + "est")


def _verb_forms(verb: str) -> dict[Form, tuple[str, ...]]:
    irregular = _VERBS.get(verb)
    past: tuple[str, ...] = irregular.past if irregular else (_past(verb),)
    participle: tuple[str, ...] = irregular.participle if irregular else past
    gerund: tuple[str, ...] = (_gerund(verb),)
    if verb in _EITHER:
        past = participle = (verb + "ed", verb + "led")
        gerund = (verb + "ing", verb + "ling")
    return {"base": (verb,), "third": (_third(verb),), "past": past, "participle": participle, "gerund": gerund}


def verb_forms(verb: str) -> frozenset[str]:
    """Return every form of a verb, including its base. ``verb`` is in lower case."""
    forms = frozenset(chain.from_iterable(_verb_forms(verb).values()))
    return forms.union(_BE) if verb == "be" else forms


def all_verb_forms(verbs: Iterable[str]) -> frozenset[str]:
    """Return every form of each of these verbs. Every check begins with 1,200 verbs, so most are inflected without looking twice."""
    forms: set[str] = set()
    add = forms.update
    for verb in verbs:
        last = verb[-1]
        if verb in _VERBS or verb in _EITHER or verb == "be":
            add(verb_forms(verb))
        elif last in _PLAIN_ENDS:
            stem = _doubled(verb)
            add((verb, verb + "s", stem + "ed", stem + "ing"))
        else:
            add((verb, _third(verb), _past(verb), _gerund(verb)))
    return frozenset(forms)


@lru_cache(maxsize=4096)
def inflections(lemma: str) -> frozenset[str]:
    """Return every form of ``lemma`` as a verb, noun or adjective, including itself, in lower case.

    This only looks at spelling, so it includes forms that nobody uses ("advices"). Use it to find words, not to write them.
    """
    lemma = lemma.lower()
    if not lemma.isalpha():
        return frozenset({lemma})
    if lemma == "be":
        return verb_forms("be")
    adjective = lemma in _ADJECTIVES
    forms = {lemma}
    if adjective:
        forms.update(_graded(lemma))
    if not adjective or lemma in _PLAIN_VERBS:
        forms |= verb_forms(lemma)
        forms.add(_plural(lemma))
    return frozenset(forms)


def inflect_like(lemma: str, as_in: str, of: str, *, participle: bool = False) -> str:
    """Return ``lemma`` in the form that ``as_in`` is of the word ``of``, in lower case.

    ``inflect_like("buy", "purchased", of="purchase")`` is ``"bought"``. If ``as_in`` isn't a known form of ``of``, return ``lemma``.
    ``participle`` says which of the two a form is that may be the past or the participle: "has demonstrated" becomes "has shown".
    """
    shown, model, lemma = as_in.lower(), of.lower(), lemma.lower()
    if shown == model:
        return lemma
    forms = _verb_forms(model)
    if shown == _plural(model) and shown not in forms["third"]:
        return _plural(lemma)
    for name in ("third", "gerund", *(("participle", "past") if participle else ("past", "participle"))):
        if shown in forms[name]:
            return _plural(lemma) if name == "third" and lemma in _NOUNS else _verb_forms(lemma)[name][0]
    if shown in (grades := _graded(model)):
        return _graded(lemma)[grades.index(shown)]
    return lemma


@lru_cache(maxsize=4096)
def lemma_of(form: str) -> str:
    """Return the word, in lower case, of which ``form`` is an inflection: a listed one, or the first that spelling allows."""
    if form in _PLAIN_VERBS or form in _ADJECTIVES:
        return form
    if form in _IRREGULAR_FORMS:
        return _IRREGULAR_FORMS[form]
    stems = list(_stems(form))
    return next((stem for stem in stems if stem in _PLAIN_VERBS or stem in _NOUNS), stems[0] if stems else form)


def _stems(form: str) -> Iterator[str]:
    for ending, back in _ENDINGS:
        if form.endswith(ending) and len(form) - len(ending) >= 2:
            stem = form[: -len(ending)] + back
            if form in inflections(stem):
                yield stem
            if len(stem) > 3 and stem[-1:] == stem[-2:-1] and form in inflections(stem[:-1]):
                yield stem[:-1]


_IRREGULAR_FORMS = {
    form: base for base, forms in _VERBS.items() for form in (*forms.past, *forms.participle) if form != base
} | {plural: noun for noun, plural in _NOUNS.items()}
_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("ing", "e"),
    ("ing", ""),
    ("ed", "e"),
    ("ed", ""),
    ("es", "e"),
    ("es", ""),
    ("s", ""),
)
_LETTERS_WITH_AN = frozenset("aefhilmnorsx")
"""Letters whose names begin with a vowel: an LLM, a TV."""
_VOWEL_BY_SOUND = compile_later(r"(?:hour|honest|honou?r|heir)")
_CONSONANT_BY_SOUND = compile_later(
    r"(?:eu|ewe|one(?!\w*ous)|once|ubiq|u[bcfhjkqrst](?:[aeiou]|$)|uni(?!m|n)|unan|usu)"
)


def article_for(word: str) -> str:
    """Return "a" or "an", whichever stands before ``word``. Decides by the sound, as far as spelling shows it."""
    letters = word.lstrip("\"'“‘(*")
    low = letters.lower()
    if not low[:1].isalpha():
        return "an" if re.match(r"(?:8|11(?!\d)|18(?!\d))", low) else "a"
    if len(letters) > 1 and letters.isupper() and not re.search("[AEIOU]", letters[1:]):
        return "an" if low[0] in _LETTERS_WITH_AN else "a"
    if _VOWEL_BY_SOUND.match(low):
        return "an"
    if low[0] not in "aeiou":
        return "a"
    return "a" if _CONSONANT_BY_SOUND.match(low) else "an"
