"""Takes pressing clauses out: the opening one, the last one, one said by the way, or the whole sentence."""

from __future__ import annotations

from softsell.checks import mending
from softsell.checks.cutting.calls import is_one_of_many, may_lose_call, orders, passes_on, with_other_asks
from softsell.checks.cutting.hurrying import hurries_around
from softsell.checks.cutting.parts import clause_end, is_endless, is_pause, may_order, tokens_near, words_of
from softsell.checks.cutting.sentences import cut_sentence, taking_out
from softsell.checks.cutting.standing import can_stand, ends_well, is_noun
from softsell.checks.cutting.words import (
    FEWEST_WORDS,
    FILLERS,
    JOINING,
    LEADING,
    PAUSES,
    PRIZES,
    SAID,
    SUBORDINATORS,
    THANKS,
)
from softsell.checks.finding import Fix
from softsell.draft.span import Span
from softsell.language.english.data import sets
from softsell.language.english.facts import states_fact
from softsell.language.reading import Reading
from softsell.language.sentence import Sentence
from softsell.language.token import Token
from softsell.patterns import Match

_SETS = sets("cutting.txt")
_FOLLOWING = _SETS["following"]
"""Verbs of what comes of doing the first thing: "subscribe and get the news"."""
_POLITE = _SETS["polite"]
_BY_THE_WAY = frozenset("which who that is are was were so really you just please".split())
"""Words between a bracket or comma and what is said by the way: "(so hurry)", ", which is selling fast,"."""
_LEAD_PAUSES = frozenset(",;:–—-!")
_LONGEST_TAIL = 6
"""Words after a hit that belong to its clause where another clause follows. More of them are the beginning of a list."""


def cut(reading: Reading, hit: Match, *, sentence: bool = False) -> Fix | None:
    """Return a fix that takes a hit out with the clause or sentence that is nothing else.

    ``sentence`` also takes out the words that follow it up to the end of the clause, if they state no fact: "tag a friend who bakes".
    """
    whole = reading.sentence_at(hit.first)
    if (
        whole is None
        or is_endless(reading, whole)
        or hit.last > whole.last
        or states_fact(reading, hit.first, hit.last, pressing=True)
    ):
        return None
    if hurries_around(reading, hit, whole):
        return None
    aside = _cut_aside(reading, hit, whole)
    if aside is not None:
        return aside
    hit = with_other_asks(reading, hit, whole) if sentence else _with_itself_again(reading, hit, whole)
    before = words_of(reading, whole.first, hit.first)
    after = words_of(reading, hit.last, whole.last)
    opens = all(token.norm in FILLERS for token in before)
    if (sentence or orders(reading, hit)) and any(token.norm in PRIZES for token in tokens_near(reading, hit.first)):
        return None  # whoever wants to win has to do it
    if sentence and (passes_on(reading, hit) or is_one_of_many(reading, whole)):
        return None
    if sentence and _asks_kindly(before, words_of(reading, hit.first, hit.last), after, opens=opens):
        return None
    if after and sentence:
        end = clause_end(reading, hit.last, whole.last)
        extra = words_of(reading, hit.last, end)
        lists = end < whole.last and len(extra) > _LONGEST_TAIL
        if lists or any(token.norm in ("and", "or") for token in extra) or states_fact(reading, hit.last, end):
            return None
        if extra and (extra[0].norm in ("to", "so") or not THANKS.isdisjoint(token.norm for token in extra)):
            return None  # "like our page to learn how" says what for, and thanks stay
        hit = Match(hit.first, end, hit.line)
        after = words_of(reading, end, whole.last)
    if opens and not after:
        return cut_sentence(reading, whole, begs=sentence)
    if opens:
        return _cut_opener(reading, whole, hit)
    return None if after else _cut_closer(reading, whole, hit, begs=sentence)


def _asks_kindly(before: list[Token], asked: list[Token], after: list[Token], *, opens: bool) -> bool:
    """Return whether the sentence asks kindly, and once: "thanks for watching, and please subscribe", "please subscribe if you like it"."""
    conditional = any(token.norm == "if" for token in after)
    polite = before + after if conditional else []
    polite += [] if opens else before + asked
    return not _POLITE.isdisjoint(token.norm for token in polite)


def _with_itself_again(reading: Reading, hit: Match, sentence: Sentence) -> Match:
    """Return the hit with the same word before and after it: "hurry hurry hurry"."""
    tokens = reading.tokens
    first, last = hit.first, hit.last
    if last == first + 1:
        while first > sentence.first and tokens[first - 1].norm == tokens[hit.first].norm:
            first -= 1
        while last < sentence.last and tokens[last].norm == tokens[hit.first].norm:
            last += 1
    return Match(first, last, hit.line)


def _cut_aside(reading: Reading, hit: Match, sentence: Sentence) -> Fix | None:
    """Take out what is said by the way and is nothing but the hit: in brackets, or behind "which" between commas."""
    tokens, prose = reading.tokens, reading.draft.prose
    before = hit.first - 1
    while before > sentence.first and tokens[before].norm in _BY_THE_WAY:
        before -= 1
    after = hit.last
    if before <= sentence.first or after >= sentence.last:
        return None
    opening, closing = tokens[before].text, tokens[after].text
    if (opening, closing[:1]) == ("(", ")") or (
        opening == "(" and closing in ("!", ".") and prose[tokens[after].end : tokens[after].end + 1] == ")"
    ):
        end = tokens[after].end if closing[:1] == ")" else tokens[after].end + 1
        return mending.delete(prose, Span(tokens[before].start, end))
    relative = tokens[before + 1].norm in ("which", "who", "that") and before + 1 < hit.first
    if relative and opening == closing == ",":
        return taking_out(prose, Span(tokens[before].start, tokens[after].end))
    return None


def _cut_opener(reading: Reading, sentence: Sentence, hit: Match) -> Fix | None:
    tokens, prose = reading.tokens, reading.draft.prose
    at = hit.last
    mark = tokens[at].text[0]
    joined = tokens[at].norm in JOINING
    if not joined and not (tokens[at].kind == "punctuation" and mark in _LEAD_PAUSES):
        return None
    rest = at + 1
    while rest < sentence.last and (
        tokens[rest].kind in ("emoji", "punctuation") or tokens[rest].norm in ("and", "so", "but")
    ):
        rest += 1
    stands = rest < sentence.last and can_stand(reading, rest, sentence.last, order=joined)
    addresses = not joined and _names_reader(reading, rest, sentence.last)
    if not stands or _bargains(reading, rest, sentence.last) or addresses:
        return None
    if joined and (not may_order(tokens[rest]) or tokens[rest].norm in _FOLLOWING):
        return None
    ahead = [token.norm for token in words_of(reading, rest, sentence.last)[:_LONGEST_TAIL]]
    if ahead[0] == "pay" or "later" in ahead:
        return None  # "buy now, pay in May" is a term of an offer
    if orders(reading, hit) and not joined and not may_lose_call(reading, sentence, hit.first, hit.last):
        return None
    if tokens[rest].norm == tokens[hit.first].norm:
        return None  # one of a row: "don't wait, don't think, just come"
    first = next(i for i in range(sentence.first, hit.last) if tokens[i].kind in SAID)
    if tokens[hit.first].norm in SUBORDINATORS or states_fact(reading, first, hit.last, pressing=True):
        return None
    start, end = tokens[first].start, tokens[rest].start
    label = mending.taking_out(prose[start : tokens[at].end])
    following = prose[end]
    if following.islower() and tokens[first].text[0].isupper() and tokens[rest].kind == "word":
        return Fix(label, Span(start, end + 1), following.upper())
    return Fix(label, Span(start, end), "")


def _cut_closer(reading: Reading, sentence: Sentence, hit: Match, *, begs: bool) -> Fix | None:
    tokens = reading.tokens
    at = hit.first - 1
    while at > sentence.first and tokens[at].kind == "emoji":
        at -= 1
    paused = tokens[at].kind == "punctuation" and tokens[at].text[0] in PAUSES
    joined = tokens[at].norm in JOINING
    loose = tokens[hit.first].norm in ("before", "while") or (tokens[hit.first].norm == "you" and is_noun(tokens[at]))
    if not (paused or joined or loose):
        return None
    end = at + 1 if loose and not (paused or joined) else at
    if paused and tokens[end - 1].norm in JOINING:
        end -= 1
    while end > sentence.first and tokens[end - 1].text in (",", "–", "—", "-"):
        end -= 1
    last_clause = next((i for i in range(end, sentence.first, -1) if is_pause(tokens[i - 1])), sentence.first)
    opener = next((token for token in words_of(reading, sentence.first, hit.first) if token.norm not in LEADING), None)
    orders = opener is not None and "command" in opener.classes
    if _warns(reading, sentence):
        return None
    if not (begs or orders) and not may_lose_call(reading, sentence, hit.first, hit.last):
        return None
    if end <= sentence.first or not can_stand(reading, sentence.first, end) or not ends_well(reading, last_clause, end):
        return None
    # The sentence keeps its mark.
    last = next((i for i in range(hit.last, hit.first, -1) if tokens[i - 1].kind in SAID), hit.last)
    return taking_out(reading.draft.prose, Span(tokens[end - 1].end, tokens[last - 1].end))


def _warns(reading: Reading, sentence: Sentence) -> bool:
    """Return whether a sentence begins by telling readers what not to do: "don't park here, you'll regret it", "don't miss out, order"."""
    norms = [token.norm for token in words_of(reading, sentence.first, sentence.last) if token.norm not in LEADING][:2]
    return norms == ["do", "not"] or norms[:1] == ["never"]


def _names_reader(reading: Reading, first: int, last: int) -> bool:
    """Return whether the next words only say who is spoken to: "hurry, little bird, the cat is near"."""
    end = next((i for i in range(first, last) if is_pause(reading.tokens[i])), last)
    said = words_of(reading, first, end)
    return (
        end < last and len(said) <= FEWEST_WORDS and not any("command" in t.classes or t.kind != "word" for t in said)
    )


def _bargains(reading: Reading, first: int, last: int) -> bool:
    """Return whether the rest is what follows from the cut words: "subscribe to me, I'll subscribe back"."""
    said = words_of(reading, first, last)
    norms = [token.norm for token in said[:3]]
    return norms[0] in ("i", "we", "you", "they", "it") and not {
        "will",
        "'ll",
        "'d",
        "can",
        "could",
        "may",
        "might",
    }.isdisjoint(norms[1:])
