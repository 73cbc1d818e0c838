"""Takes single words out of clauses that stand without them: "now", "amazing"."""

from __future__ import annotations

from softsell.checks import mending
from softsell.checks.cutting.calls import is_in_plight
from softsell.checks.cutting.hurrying import needs_hurry
from softsell.checks.cutting.parts import clause_at, is_endless, opens, sentences_near, words_of
from softsell.checks.cutting.words import (
    DANGLING,
    DEADLINES,
    FEWEST_WORDS,
    LEADING,
    NEAR,
    ORDERING,
    PAUSES,
    PRIZES,
    RESTLESS,
)
from softsell.checks.finding import Fix
from softsell.draft.span import Span
from softsell.language.english.data import sets
from softsell.language.english.facts import states_fact
from softsell.language.english.inflect import lemma_of
from softsell.language.english.lexicon import ADJECTIVES, AUXILIARIES, BASE_VERBS, FUNCTION_WORDS
from softsell.language.reading import Reading
from softsell.language.sentence import Sentence
from softsell.language.token import Token
from softsell.patterns import Match

_SETS = sets("cutting.txt")
_URGING = _SETS["urging"]
"""Ends of what only presses, such as "right now". They describe nothing."""
_INTENSIFYING = _SETS["intensifying"]
_PLEADING = _SETS["asking"] - {"vote"}
_BARE = frozenset("about at buy by for from in on to with".split())
"""Words behind which a bare plural says little: "at huge discounts"."""
_HOLLOW = frozenset(("price", "prices", "value", "quality", "rates", "offers", "offer", "opportunity", "opportunities"))
"""Nouns that say nothing without the word that describes them: "we have prices"."""
_LEADS = ":-–—>»→➔➜➡"
"""Marks between a call and its link."""


def drop(reading: Reading, word: Match) -> Fix | None:
    """Return a fix that takes single words out of a clause that stands without them: "Book your table now" loses "now"."""
    sentence = reading.sentence_at(word.first)
    if sentence is None or is_endless(reading, sentence) or states_fact(reading, word.first, word.last, pressing=True):
        return None
    tokens = reading.tokens
    end = tokens[word.last - 1].end
    if reading.draft.prose[end : end + 1] in ('"', "”", "’", "»"):
        return None  # “Apply Now” is what a button says
    first, last = clause_at(reading, word, sentence)
    before, after = words_of(reading, first, word.first), words_of(reading, word.last, last)
    span = Span(tokens[word.first].start, tokens[word.last - 1].end)
    if tokens[word.last - 1].norm == "to":  # what follows becomes an order: "catch the play"
        deed = (
            len(after) > 1
            and after[0].norm not in FUNCTION_WORDS
            and not after[0].norm.endswith("ly")
            and not (after[0].norm in ADJECTIVES and after[1].norm in BASE_VERBS)  # "better know the stars"
        )
        promises = any(token.norm in PRIZES for token in words_of(reading, word.last, sentence.last))
        stands = not before and deed and not promises and opens(reading, sentence, word.first)
        return mending.delete(reading.draft.prose, span) if stands else None
    urges = tokens[word.last - 1].norm in _URGING
    describes = (
        bool(after)
        and not urges
        and tokens[word.last].kind == "word"
        and after[0].norm not in FUNCTION_WORDS | AUXILIARIES
    )
    if describes and tokens[word.last] is after[0]:
        if not before and len(after) == 1:
            return None  # "Sale!" says no more than "Hot sale!"
        if any(token.norm in _INTENSIFYING for token in words_of(reading, sentence.first, word.first)[-1:]):
            return None  # "a super promotion" is as loud as "a super hot promotion"
        if after[0].norm in _HOLLOW or _is_flat_without(reading, sentence, before, after):
            return None
        return mending.delete(reading.draft.prose, span)
    if not before:
        return None
    order = next((token for token in before if "command" in token.classes), None)
    leads = order is not None and all(token.norm in LEADING for token in before[: before.index(order)])
    if order is not None and order.norm in _PLEADING and is_in_plight(reading, word.first):
        return None  # a call for help for somebody who can't wait
    if not leads or (after and after[0].norm not in FUNCTION_WORDS and after[0].kind == "word"):
        return None  # a menu or a button ("Pants Shop Now"), or somebody who is addressed ("Vote now Leeds")
    if order is None or order.norm in RESTLESS or before[-1].norm in DANGLING:
        return None
    if before[-1] is not order and before[-1].norm in ORDERING and before[-2].norm not in LEADING | {"to", "you"}:
        return None  # a second order without a mark before it, or no order: "Save a third Order now!", "our buy now, pay later"
    if before[-1].norm == "join" and after:
        return None  # whom? "Join now with two friends"
    ahead = word.last + 1 if word.last < len(tokens) and tokens[word.last].text in PAUSES else word.last
    if any(token.norm in DEADLINES for token in tokens[sentence.first : first]):
        return None  # "before the rolls are gone, get one now"
    if needs_hurry(after, tokens[ahead].norm if ahead < len(tokens) else ""):
        return None
    here = _here(reading, word, span)
    if here is not None:
        return here
    if len(before[before.index(order) :]) + len(after) < FEWEST_WORDS or _is_said_again(reading, sentence, before):
        return None  # "Sign up." and "Get yours." are curt
    if order.norm == "shop" and after and after[0].norm == "for":
        return None
    return mending.delete(reading.draft.prose, span)


def _is_flat_without(reading: Reading, sentence: Sentence, before: list[Token], after: list[Token]) -> bool:
    """Return whether nothing is left to say of a thing without the word that describes it: "buy discounts", "at discounts".

    "Incredible savings on beds" needs a figure, unless something else is said of them.
    """
    many = after[0].norm.endswith("s") and lemma_of(after[0].norm) != after[0].norm
    if before or not many:
        return many and bool(before) and before[-1].norm in _BARE
    kinds = {token.kind for token in reading.tokens[sentence.first : sentence.last]}
    return kinds.isdisjoint(("number", "money", "percent"))


def _is_said_again(reading: Reading, sentence: Sentence, before: list[Token]) -> bool:
    """Return whether the next sentence begins with the same order: "Book your table. Book your table in the app"."""
    _, later = sentences_near(reading, sentence)
    said = words_of(reading, later[0].first, min(later[0].last, later[0].first + NEAR)) if later else []
    return [token.norm for token in said[:2]] == [token.norm for token in before[:2]]


def _here(reading: Reading, word: Match, span: Span) -> Fix | None:
    """ "Apply here: LINK" for "Apply now: LINK", whose verb can't stand alone."""
    tokens = reading.tokens
    at = word.last
    while at < len(tokens) and (tokens[at].kind == "emoji" or not tokens[at].text.strip(_LEADS)):
        at += 1
    if at >= len(tokens) or tokens[at].kind != "url" or tokens[word.first - 1].norm in ("call", "now", "phone", "text"):
        return None
    return mending.replace(reading.draft.prose, span, "here" if at > word.last else "here:")
