"""Says what the writer does in the place of how they feel about it: "we're proud to support" becomes "we support"."""

from __future__ import annotations

from softsell.checks import mending
from softsell.checks.finding import Fix
from softsell.draft.span import Span
from softsell.language.english.data import sets
from softsell.language.english.inflect import inflect_like, lemma_of
from softsell.language.english.lexicon import BASE_VERBS, VERB_FORMS
from softsell.language.english.word_classes import DETERMINERS
from softsell.language.reading import Reading
from softsell.patterns import Match

_SETS = sets("plain_deeds.txt")
_FEELINGS = _SETS["feelings"]
_BETWEEN = _SETS["between"]
_TELLING = _SETS["telling"]
_LASTING = _SETS["lasting"]
"""Deeds that the simple present tells as well: "we support the club". "We partner with her" sounds as if it happened every week."""
_CHEERING = frozenset(("congratulations", "congrats", "done", "bravo", "luck", "wish", "cheers"))
_PEOPLE = frozenset(("him", "her", "them", "you", "his", "your", "their"))
_LONGEST_ROW = 6
"""Words such as "so very proud and excited"."""
_FAR = 30
"""Tokens within which the other half of "so … that" may stand."""
_PLURAL = frozenset(("am", "are"))
_PAST = frozenset(("was", "were"))


def say_plainly(reading: Reading, hit: Match) -> Fix | None:
    """Return a fix for a hit with a feeling in it, "to" and a verb, or ``None`` where the plain words would say something else."""
    tokens = reading.tokens
    feeling = next((i for i in range(hit.first, hit.last) if tokens[i].norm in _FEELINGS), None)
    if feeling is None:
        return None
    being = feeling - 1
    while being > feeling - _LONGEST_ROW and being > 0 and tokens[being].norm in _BETWEEN:
        being -= 1
    to = feeling + 1
    while to < min(len(tokens), feeling + _LONGEST_ROW) and tokens[to].norm in _FEELINGS | _BETWEEN:
        to += 1
    verb = to + 1
    if (
        verb + 1 >= len(tokens)
        or tokens[to].norm != "to"
        or being < 1
        or tokens[being - 1].kind not in ("word", "hashtag")
    ):
        return None
    ahead = tokens[feeling : feeling + _FAR]
    if any(token.norm == "so" for token in tokens[being:feeling]) and any(token.norm == "that" for token in ahead):
        return None  # "so delighted to … that" needs its other half
    is_form = "is" if tokens[being].norm == "'s" else tokens[being].norm
    if is_form not in _PLURAL | _PAST | {"is"} or tokens[verb].norm in _TELLING:
        return None
    if tokens[verb + 1].norm in _PEOPLE:
        return None  # "we're honoured to have him" is said to a person
    if tokens[verb + 1].kind in ("hashtag", "url"):
        return None  # "sponsors #GreatRace" reads as a label
    if any(token.norm in _CHEERING for token in reading.tokens[feeling : feeling + _FAR]):
        return None  # "we're proud to sponsor the team, well done" is said with warmth
    if tokens[verb].norm == "be":
        return _being(reading, feeling, verb)
    if tokens[verb].norm == "have":
        if not _is_participle(tokens[verb + 1].norm):
            return None
    elif tokens[verb].norm not in (BASE_VERBS if is_form in _PAST else _LASTING):
        return None
    plain = _inflected(tokens[verb].norm, is_form)
    gap = " " if tokens[being].clitic else ""
    span = Span(tokens[being].start, tokens[verb].end)
    return Fix(mending.writing(f"{tokens[being - 1].text} {plain}"), span, gap + plain)


def _being(reading: Reading, feeling: int, verb: int) -> Fix | None:
    """ "I'm delighted to be giving" becomes "I'm giving". A participle would tell of something else: "we're named"."""
    tokens = reading.tokens
    following = tokens[verb + 1]
    begins = feeling
    while begins > feeling - _LONGEST_ROW and tokens[begins - 1].norm in _BETWEEN:
        begins -= 1
    if lemma_of(following.norm) in _TELLING:
        return None
    doing = following.norm.endswith("ing") and lemma_of(following.norm) in BASE_VERBS
    if not doing and following.norm not in DETERMINERS | {"part", "back", "on", "in", "at", "here", "home"}:
        return None
    if following.norm in VERB_FORMS and not doing and following.norm not in ("part", "back", "home"):
        return None
    span = Span(tokens[begins].start, following.start)
    return Fix(mending.taking_out(reading.draft.prose[span.start : span.end]), span, "")


def _is_participle(norm: str) -> bool:
    return norm in VERB_FORMS and lemma_of(norm) != norm and not norm.endswith(("s", "ing"))


def _inflected(verb: str, is_form: str) -> str:
    if verb == "have":
        return {"is": "has", "was": "had", "were": "had"}.get(is_form, "have")
    if is_form in _PAST:
        return inflect_like(verb, as_in="walked", of="walk")
    return verb if is_form in _PLURAL else inflect_like(verb, as_in="walks", of="walk")
