"""Takes pressing words out of a post, where a whole post is left: whole sentences, whole clauses, and single words.

Every function returns ``None`` where a cut would tear a sentence, lose a fact or a term of an offer, leave a link or a heading with
nothing to it, or leave nothing of the post. A person has to find other words then.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from operator import attrgetter

from softsell.checks import mending
from softsell.checks.finding import Fix
from softsell.draft.span import Span
from softsell.language.english.clauses import BE
from softsell.language.english.data import sets
from softsell.language.english.facts import states_fact
from softsell.language.english.inflect import lemma_of
from softsell.language.english.lexicon import ADJECTIVES, AUXILIARIES, BASE_VERBS, FUNCTION_WORDS, VERB_FORMS
from softsell.language.english.names import is_in_name
from softsell.language.english.word_classes import DETERMINERS
from softsell.language.reading import Reading, Sentence
from softsell.language.token import Token
from softsell.patterns import Match

_SETS = sets("cutting.txt")
_FILLERS = _SETS["fillers"]
_LEANING = _SETS["leaning"]
_SUBORDINATORS = _SETS["subordinators"]
_DANGLING = _SETS["dangling"]
_POINTING = _SETS["pointing"]
_RESTLESS = _SETS["restless"]
_LEADING = frozenset(("please", "so", "and", "then", "just", "go", "or", "but"))
"""Words before an order that leave it one."""
_FOLLOWING = _SETS["following"]
"""Verbs of what comes of doing the first thing: "subscribe and get the news"."""
_ASKING = _SETS["asking"]
_REFERRING = _SETS["referring"]
_HELPED = _SETS["helped"]
_URGING = _SETS["urging"]
"""Ends of what only presses, such as "right now". They describe nothing."""
_HURRYING = _SETS["hurrying"]
_HURRYING_PAIRS = frozenset(tuple(pair.split("_")) for pair in _SETS["hurrying_pairs"])
_INTENSIFYING = _SETS["intensifying"]
_TIMED = _SETS["timed"]
"""What only whoever is early can do: "order now to avoid the rush"."""
_DEADLINES = frozenset(("before", "by", "until", "till", "while"))
_ORDERING = _SETS["ordering"]
"""Verbs of calls, where nothing else tells that a clause is one: "- bid now"."""
_THANKS = _SETS["thanks"]
_LONGEST_THANKS = 3
_WISHING = _SETS["wishing"]
_POLITE = _SETS["polite"]
_PRIZES = _SETS["prizes"]
_PASSING = frozenset(("spread", "tell"))
_PLEADING = _SETS["asking"] - {"vote"}
_PLIGHT = _SETS["plight"]
_PLIGHT_NEAR = 60
"""Tokens before and after a call to give that show what it's for."""
_BEGGING = _SETS["begging"]
_ASKS_NEAR = 3
"""Sentences before and after a call for clicks that show whether it's one of a list."""
_HOOKS = _SETS["hooks"]
_HOOKING = _SETS["hooking"]
_BARE = frozenset("about at buy by for from in on to with".split())
"""Words behind which a bare plural says little: "at huge discounts"."""
_NEAR = 8
_STEM = 5
"""Letters by which a word is known again in another form."""
_SAID = frozenset(("word", "number", "money", "percent", "time", "hashtag", "mention", "url"))
_HOLLOW = frozenset(("price", "prices", "value", "quality", "rates", "offers", "offer", "opportunity", "opportunities"))
"""Nouns that say nothing without the word that describes them: "we have prices"."""
_BY_THE_WAY = frozenset("which who that is are was were so really you just please".split())
"""Words between a bracket or comma and what is said by the way: "(so hurry)", ", which is selling fast,"."""
_LEADS = ":-–—>»→➔➜➡"
"""Marks between a call and its link."""
_PAUSES = frozenset(",;–—-")
_LEAD_PAUSES = frozenset(",;:–—-!")
_JOINING = frozenset(("and", "so"))
_FEWEST_WORDS = 3
"""Words that a clause has at least when it stands alone."""
_FEWEST_LEFT = 3
"""Words in the longest sentence of what a cut leaves."""
_LONGEST_TAIL = 6
"""Words after a hit that belong to its clause where another clause follows. More of them are the beginning of a list."""
_LONGEST_SENTENCE = 150
_LONGEST_UNMARKED = 40
"""Tokens. A longer sentence without a mark at its end has lost its marks, and the capitals with them."""
_REACH = 500
"""Tokens before and after a cut that have a say."""
_SHORTEST_ROW = 3
"""Marks that make a line which parts sections."""
_MANY = 60
"""Sentences before and after a cut that have a say."""


def cut(reading: Reading, hit: Match, *, sentence: bool = False) -> Fix | None:
    """Return a fix that takes a hit out with the clause or sentence that is nothing else.

    ``sentence`` also takes out the words that follow it up to the end of the clause, if they state no fact: "tag a friend who bakes".
    """
    whole = reading.sentence_at(hit.first)
    if (
        whole is None
        or _is_endless(reading, whole)
        or hit.last > whole.last
        or states_fact(reading, hit.first, hit.last, pressing=True)
    ):
        return None
    if _hurries_around(reading, hit, whole):
        return None
    aside = _cut_aside(reading, hit, whole)
    if aside is not None:
        return aside
    hit = _with_other_asks(reading, hit, whole) if sentence else _with_itself_again(reading, hit, whole)
    before = _said(reading, whole.first, hit.first)
    after = _said(reading, hit.last, whole.last)
    opens = all(token.norm in _FILLERS for token in before)
    if (sentence or _orders(reading, hit)) and any(token.norm in _PRIZES for token in _tokens_near(reading, hit.first)):
        return None  # whoever wants to win has to do it
    if sentence and (_passes_on(reading, hit) or _is_one_of_many(reading, whole)):
        return None
    if (
        sentence
        and any(token.norm == "if" for token in after)
        and not _POLITE.isdisjoint(token.norm for token in before + after)
    ):
        return None  # a polite wish with a condition: "please subscribe if you'd enjoy that"
    if (
        sentence
        and not opens
        and not _POLITE.isdisjoint(token.norm for token in before + _said(reading, hit.first, hit.last))
    ):
        return None  # "thanks for watching, and please subscribe" asks kindly, and once
    if after and sentence:
        end = _clause_end(reading, hit.last, whole.last)
        extra = _said(reading, hit.last, end)
        lists = end < whole.last and len(extra) > _LONGEST_TAIL
        if lists or any(token.norm in ("and", "or") for token in extra) or states_fact(reading, hit.last, end):
            return None
        if extra and (extra[0].norm in ("to", "so") or not _THANKS.isdisjoint(token.norm for token in extra)):
            return None  # "like our page to learn how" says what for, and thanks stay
        hit = Match(hit.first, end, hit.line)
        after = _said(reading, end, whole.last)
    if opens and not after:
        return cut_sentence(reading, whole, begs=sentence)
    if opens:
        return _cut_opener(reading, whole, hit)
    return None if after else _cut_closer(reading, whole, hit, begs=sentence)


def _with_other_asks(reading: Reading, hit: Match, sentence: Sentence) -> Match:
    """The hit with the asks that are joined to it: "don't forget to like" and "and share"."""
    tokens = reading.tokens
    end = hit.last
    while end + 1 < sentence.last and (tokens[end].norm in ("and", "or") or tokens[end].text in ",&+/"):
        ask = end + 1
        while ask + 1 < sentence.last and tokens[ask].norm in ("and", "or", "then"):
            ask += 1
        if tokens[ask].norm not in _BEGGING:
            break
        end = ask + 1
    return Match(hit.first, end, hit.line)


def _hurries_around(reading: Reading, hit: Match, sentence: Sentence) -> bool:
    """Whether other words hurry readers in the same sentence or one next to it. They would go on pressing: "LAST CHANCE! … FAST!"."""
    tokens = reading.tokens
    earlier, later = _sentences_near(reading, sentence)
    first = max(earlier[-1].first if earlier else sentence.first, hit.first - _LONGEST_SENTENCE)
    last = min(later[0].last if later else sentence.last, hit.last + _LONGEST_SENTENCE)
    own = {token.norm for token in tokens[hit.first : hit.last]}
    for begin, end in ((first, hit.first), (hit.last, last)):
        norms = [token.norm for token in tokens[begin:end] if token.kind == "word"]
        if any(norm in _HURRYING and norm not in own for norm in norms):
            return True
        if any(pair in _HURRYING_PAIRS and own.isdisjoint(pair) for pair in pairwise(norms)):
            return True
    return False


def _with_itself_again(reading: Reading, hit: Match, sentence: Sentence) -> Match:
    """The hit with the same word before and after it: "hurry hurry hurry"."""
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
        return _taking_out(prose, Span(tokens[before].start, tokens[after].end))
    return None


def _orders(reading: Reading, hit: Match) -> bool:
    """Whether the hit itself is what readers are to do, and not only hurries them: "enter now"."""
    said = _said(reading, hit.first, hit.last)
    return bool(said) and said[0].norm in _ORDERING


def _passes_on(reading: Reading, hit: Match) -> bool:
    """Whether the hit asks readers to tell others, which a good cause lives on: "spread the word"."""
    return any(token.norm in _PASSING for token in reading.tokens[hit.first : hit.last])


def _is_one_of_many(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence near this one begs as well. With one of them gone, the post begs as before."""
    earlier, later = _sentences_near(reading, sentence)
    for other in (*earlier[-_ASKS_NEAR:], *later[:_ASKS_NEAR]):
        opener = next(
            (token.norm for token in _said(reading, other.first, other.last) if token.norm not in _LEADING), ""
        )
        if opener in _BEGGING:
            return True
    return False


def cut_sentence(reading: Reading, sentence: Sentence, *, begs: bool = False) -> Fix | None:
    """Return a fix that takes a whole sentence out.

    ``begs`` says that the sentence asks for something the post can do without. Another call has to be left for any other one.
    """
    prose, tokens = reading.draft.prose, reading.tokens
    if (
        _belongs_together(reading, sentence)
        or _is_thanked_for(reading, sentence)
        or not _leaves_a_post(reading, sentence)
    ):
        return None
    if not begs and (
        not _may_lose_call(reading, sentence, sentence.first, sentence.last) or _goes_with_wish(reading, sentence)
    ):
        return None
    first = next(
        i for i in range(sentence.first, sentence.last) if tokens[i].kind in _SAID or tokens[i].kind == "emoji"
    )
    return _take_line_or_sentence(prose, Span(tokens[first].start, sentence.end))


def cut_hook(reading: Reading, sentence: Sentence) -> Fix | None:
    """Return a fix that takes out a question that only leads to what follows, if that stands without it and says what it was about."""
    following = next((other for other in reading.sentences if other.first >= sentence.last), None)
    if (
        following is None
        or following.first >= reading.body
        or following.kind == "question"
        or leans(reading, following)
    ):
        return None
    said = _said(reading, following.first, following.last)
    asked = _said(reading, sentence.first, sentence.last)
    if len(said) <= _FEWEST_WORDS or not _REFERRING.isdisjoint(token.norm for token in said[:_NEAR]):
        return None
    if not _HELPED.isdisjoint(token.norm for token in asked):
        return None
    opener = next((token.norm for token in asked if token.norm not in _FILLERS), "")
    if (
        opener not in _HOOKS
        or _names_audience(asked)
        or _repeats(reading, sentence, following)
        or ":" in reading.draft.prose[sentence.start : sentence.end]
        or _heads_list(reading, sentence, following)
    ):
        return None
    before, after_tokens = (
        reading.tokens[max(0, sentence.first - _REACH) : sentence.first],
        reading.tokens[sentence.last :][:_REACH],
    )
    rest = " ".join(token.norm for token in (*before, *after_tokens))
    prose = reading.draft.prose
    elsewhere = prose[max(0, sentence.start - _REACH) : sentence.start] + prose[sentence.end : sentence.end + _REACH]
    for index in range(sentence.first, sentence.last):
        named = is_in_name(reading, index, index + 1) and reading.tokens[index].text in elsewhere
        if not named and states_fact(reading, index, index + 1):
            return None
    if any(token.text.isupper() and len(token.text) > 1 and token.norm not in rest.split() for token in asked):
        return None  # "Do you miss REAL bread?" says in capitals what nothing else says
    told = [token.norm for token in asked if _is_content(token)]
    again = {lemma_of(token.norm) for token in said}
    if not any(lemma_of(norm) in again for norm in told):
        return None
    return cut_sentence(reading, sentence, begs=True)


def _names_audience(asked: list[Token]) -> bool:
    """Whether the question says for whom an offer is: "Are you a writer?"."""
    norms = [token.norm for token in asked]
    return any(norms[at : at + 2] == ["are", "you"] and norms[at + 2] in DETERMINERS for at in range(len(norms) - 2))


def _repeats(reading: Reading, sentence: Sentence, following: Sentence) -> bool:
    """Whether the sentences before and after the question, which would stand side by side, say nearly the same."""
    earlier, _ = _sentences_near(reading, sentence)
    if not earlier:
        return False
    before = {token.norm for token in _said(reading, earlier[-1].first, earlier[-1].last)}
    after = {token.norm for token in _said(reading, following.first, following.last)}
    return len(before & after) * 2 > min(len(before), len(after))


def _heads_list(reading: Reading, sentence: Sentence, following: Sentence) -> bool:
    """Whether the question is a heading, with points below it that begin with emoji or marks."""
    gap = reading.draft.prose[sentence.end : following.start]
    return "\n" in gap and reading.tokens[following.first].kind != "word"


def _is_content(token: Token) -> bool:
    return (
        token.kind == "word" and len(token.norm) >= _STEM and token.norm not in FUNCTION_WORDS | AUXILIARIES | _HOOKING
    )


def leans(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence begins with a word that goes on from the one before, such as "but" and "it"."""
    said = _said(reading, sentence.first, sentence.last)
    return not said or said[0].norm in _LEANING


def drop(reading: Reading, word: Match) -> Fix | None:
    """Return a fix that takes single words out of a clause that stands without them: "Book your table now" loses "now"."""
    sentence = reading.sentence_at(word.first)
    if sentence is None or _is_endless(reading, sentence) or states_fact(reading, word.first, word.last, pressing=True):
        return None
    tokens = reading.tokens
    end = tokens[word.last - 1].end
    if reading.draft.prose[end : end + 1] in ('"', "”", "’", "»"):
        return None  # “Apply Now” is what a button says
    first, last = _clause(reading, word, sentence)
    before, after = _said(reading, first, word.first), _said(reading, word.last, last)
    span = Span(tokens[word.first].start, tokens[word.last - 1].end)
    if tokens[word.last - 1].norm == "to":  # what follows becomes an order: "catch the play"
        deed = (
            len(after) > 1
            and after[0].norm not in FUNCTION_WORDS
            and not after[0].norm.endswith("ly")
            and not (after[0].norm in ADJECTIVES and after[1].norm in BASE_VERBS)  # "better know the stars"
        )
        promises = any(token.norm in _PRIZES for token in _said(reading, word.last, sentence.last))
        stands = not before and deed and not promises and _opens(reading, sentence, word.first)
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
        if before and before[-1].norm in _INTENSIFYING:
            return None  # "a super promotion" is as loud as "a super hot promotion"
        if after[0].norm in _HOLLOW or _is_flat_without(reading, sentence, before, after):
            return None
        return mending.delete(reading.draft.prose, span)
    if not before:
        return None
    order = next((token for token in before if "command" in token.classes), None)
    leads = order is not None and all(token.norm in _LEADING for token in before[: before.index(order)])
    if order is not None and order.norm in _PLEADING and _is_in_plight(reading, word.first):
        return None  # a call for help for somebody who can't wait
    if not leads or (after and after[0].norm not in FUNCTION_WORDS and after[0].kind == "word"):
        return None  # a menu or a button ("Pants Shop Now"), or somebody who is addressed ("Vote now Leeds")
    if order is None or order.norm in _RESTLESS or before[-1].norm in _DANGLING:
        return None
    if before[-1] is not order and before[-1].norm in _ORDERING and before[-2].norm not in _LEADING | {"to", "you"}:
        return None  # a second order without a mark before it, or no order: "Save a third Order now!", "our buy now, pay later"
    if before[-1].norm == "join" and after:
        return None  # whom? "Join now with two friends"
    ahead = word.last + 1 if word.last < len(tokens) and tokens[word.last].text in _PAUSES else word.last
    if any(token.norm in _DEADLINES for token in tokens[sentence.first : first]):
        return None  # "before the rolls are gone, get one now"
    if _needs_hurry(after, tokens[ahead].norm if ahead < len(tokens) else ""):
        return None
    here = _here(reading, word, span)
    if here is not None:
        return here
    if len(before[before.index(order) :]) + len(after) < _FEWEST_WORDS or _is_said_again(reading, sentence, before):
        return None  # "Sign up." and "Get yours." are curt
    if order.norm == "shop" and after and after[0].norm == "for":
        return None
    return mending.delete(reading.draft.prose, span)


def _is_flat_without(reading: Reading, sentence: Sentence, before: list[Token], after: list[Token]) -> bool:
    """Whether nothing is left to say of a thing without the word that describes it: "buy discounts", "at discounts".

    "Incredible savings on beds" needs a figure, unless something else is said of them.
    """
    many = after[0].norm.endswith("s") and lemma_of(after[0].norm) != after[0].norm
    if before or not many:
        return many and bool(before) and before[-1].norm in _BARE
    kinds = {token.kind for token in reading.tokens[sentence.first : sentence.last]}
    return kinds.isdisjoint(("number", "money", "percent"))


def _is_in_plight(reading: Reading, index: int) -> bool:
    """Whether the words near are about people or animals in need, as a call to give at once may be."""
    return any(
        token.norm in _PLIGHT or "danger" in token.classes
        for token in reading.tokens[max(0, index - _PLIGHT_NEAR) : index + _PLIGHT_NEAR]
    )


def _is_said_again(reading: Reading, sentence: Sentence, before: list[Token]) -> bool:
    """Whether the next sentence begins with the same order: "Book your table. Book your table in the app"."""
    _, later = _sentences_near(reading, sentence)
    said = _said(reading, later[0].first, min(later[0].last, later[0].first + _NEAR)) if later else []
    return [token.norm for token in said[:2]] == [token.norm for token in before[:2]]


def _needs_hurry(after: list[Token], following: str) -> bool:
    """Whether the words after "now" say what it's for: "order now to avoid the rush", "buy now before it snows"."""
    if following in _DEADLINES | {"so", "or", "because", "as"}:
        return True
    reason = len(after) > 1 and after[0].norm == "to"
    return reason and (after[1].norm in _TIMED or not _DEADLINES.isdisjoint(token.norm for token in after))


def _here(reading: Reading, word: Match, span: Span) -> Fix | None:
    """ "Apply here: LINK" for "Apply now: LINK", whose verb can't stand alone."""
    tokens = reading.tokens
    at = word.last
    while at < len(tokens) and (tokens[at].kind == "emoji" or not tokens[at].text.strip(_LEADS)):
        at += 1
    if at >= len(tokens) or tokens[at].kind != "url" or tokens[word.first - 1].norm in ("call", "now", "phone", "text"):
        return None
    return mending.replace(reading.draft.prose, span, "here" if at > word.last else "here:")


def _cut_opener(reading: Reading, sentence: Sentence, hit: Match) -> Fix | None:
    tokens, prose = reading.tokens, reading.draft.prose
    at = hit.last
    mark = tokens[at].text[0]
    joined = tokens[at].norm in _JOINING
    if not joined and not (tokens[at].kind == "punctuation" and mark in _LEAD_PAUSES):
        return None
    rest = at + 1
    while rest < sentence.last and (
        tokens[rest].kind in ("emoji", "punctuation") or tokens[rest].norm in ("and", "so", "but")
    ):
        rest += 1
    stands = rest < sentence.last and _stands(reading, rest, sentence.last, order=joined)
    addresses = not joined and _names_reader(reading, rest, sentence.last)
    if not stands or _bargains(reading, rest, sentence.last) or addresses:
        return None
    if joined and (not _may_order(tokens[rest]) or tokens[rest].norm in _FOLLOWING):
        return None
    ahead = [token.norm for token in _said(reading, rest, sentence.last)[:_LONGEST_TAIL]]
    if ahead[0] == "pay" or "later" in ahead:
        return None  # "buy now, pay in May" is a term of an offer
    if _orders(reading, hit) and not joined and not _may_lose_call(reading, sentence, hit.first, hit.last):
        return None
    if tokens[rest].norm == tokens[hit.first].norm:
        return None  # one of a row: "don't wait, don't think, just come"
    first = next(i for i in range(sentence.first, hit.last) if tokens[i].kind in _SAID)
    if tokens[hit.first].norm in _SUBORDINATORS or states_fact(reading, first, hit.last, pressing=True):
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
    paused = tokens[at].kind == "punctuation" and tokens[at].text[0] in _PAUSES
    joined = tokens[at].norm in _JOINING
    loose = tokens[hit.first].norm in ("before", "while") or (tokens[hit.first].norm == "you" and _is_noun(tokens[at]))
    if not (paused or joined or loose):
        return None
    end = at + 1 if loose and not (paused or joined) else at
    if paused and tokens[end - 1].norm in _JOINING:
        end -= 1
    while end > sentence.first and tokens[end - 1].text in (",", "–", "—", "-"):
        end -= 1
    last_clause = next((i for i in range(end, sentence.first, -1) if _parts(tokens[i - 1])), sentence.first)
    opener = next((token for token in _said(reading, sentence.first, hit.first) if token.norm not in _LEADING), None)
    orders = opener is not None and "command" in opener.classes
    if _warns(reading, sentence):
        return None
    if not (begs or orders) and not _may_lose_call(reading, sentence, hit.first, hit.last):
        return None
    if end <= sentence.first or not _stands(reading, sentence.first, end) or not _ends_well(reading, last_clause, end):
        return None
    # The sentence keeps its mark.
    last = next((i for i in range(hit.last, hit.first, -1) if tokens[i - 1].kind in _SAID), hit.last)
    return _taking_out(reading.draft.prose, Span(tokens[end - 1].end, tokens[last - 1].end))


def _warns(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence begins by telling readers what not to do: "don't park here, you'll regret it", "don't miss out, order now"."""
    norms = [token.norm for token in _said(reading, sentence.first, sentence.last) if token.norm not in _LEADING][:2]
    return norms == ["do", "not"] or norms[:1] == ["never"]


def _is_noun(token: Token) -> bool:
    return "noun" in token.classes and token.norm not in FUNCTION_WORDS | AUXILIARIES


def _said(reading: Reading, first: int, last: int) -> list[Token]:
    return [token for token in reading.tokens[first:last] if token.kind in _SAID]


def _clause_end(reading: Reading, first: int, last: int) -> int:
    """Return where a clause that goes on at ``first`` ends: at a pause, or at "and" with an order behind it."""
    tokens = reading.tokens
    for at in range(first, last):
        if tokens[at].kind == "punctuation" and tokens[at].text[0] in _PAUSES | {":"}:
            return at
        if tokens[at].norm in _JOINING and at + 1 < last and _may_order(tokens[at + 1]):
            return at
    return last


def _may_order(token: Token) -> bool:
    return "command" in token.classes or token.norm.partition("-")[0] in BASE_VERBS


def _clause(reading: Reading, word: Match, sentence: Sentence) -> tuple[int, int]:
    """Return the tokens between the pauses around ``word``."""
    tokens = reading.tokens
    first, last = word.first, word.last
    while first > sentence.first and not _parts(tokens[first - 1]):
        first -= 1
    while last < sentence.last and not _parts(tokens[last]):
        joins = tokens[last].norm in ("and", "or", "but", "while", "before")
        if joins and not (last + 1 < sentence.last and _may_order(tokens[last + 1])):
            break
        last += 1
    return first, last


def _parts(token: Token) -> bool:
    return token.kind in ("emoji", "newline") or (token.kind == "punctuation" and token.text[0] in ",;:.!?…–—-()[]|*")


def _opens(reading: Reading, sentence: Sentence, index: int) -> bool:
    return all(token.kind not in _SAID or token.norm in _FILLERS for token in reading.tokens[sentence.first : index])


def _stands(reading: Reading, first: int, last: int, *, order: bool = False) -> bool:
    """Whether ``tokens[first:last]`` are a sentence of their own: an order, or a subject and what it does, or a fact.

    ``order`` says that they follow an order and "and", so that a verb is one too.
    """
    tokens = reading.tokens
    said = _said(reading, first, last)
    if len(said) < _FEWEST_WORDS or said[-1].norm in _DANGLING:
        return False
    if said[0].norm in _SUBORDINATORS or (said[0].norm in _LEANING - {"it", "its", "this", "these", "they", "there"}):
        return False
    if said[0].norm in BASE_VERBS and (order or "command" in said[0].classes):
        return True
    if states_fact(reading, first, last) and said[0].kind in ("number", "money", "percent"):
        return True
    verb = next((at for at, token in enumerate(said) if at and _is_finite(token, said[at - 1])), None)
    if verb is None:
        return (
            said[0].norm in BASE_VERBS
            and len(said) > _FEWEST_WORDS
            and tokens[first].kind == "word"
            and said[1].norm in _DANGLING
        )
    return verb + 1 < len(said) or said[verb].norm not in AUXILIARIES


def _ends_well(reading: Reading, first: int, last: int) -> bool:
    """Whether the last clause of what is left doesn't only lead over to what was cut: "and trust us"."""
    said = _said(reading, first, last)
    return not said or said[0].norm not in _LEANING | _SUBORDINATORS | {"trust", "believe"} or first == 0


def _is_finite(token: Token, before: Token) -> bool:
    if token.norm in BE:
        return True
    if "verb" not in token.classes or token.norm.endswith("ing") or before.norm in ("to", "who", "that", "which"):
        return False
    if token.norm in AUXILIARIES or token.clitic:
        return True
    if token.norm.endswith("s") and token.norm in VERB_FORMS and _is_noun(before) and not before.norm.endswith("s"):
        return True
    people = {"we", "you", "they"} & set(before.classes) or before.norm in ("i", "it", "he", "she", "this", "that")
    return bool(people) or ("noun" not in token.classes and before.norm not in ("a", "an", "the"))


def _names_reader(reading: Reading, first: int, last: int) -> bool:
    """Whether the next words only say who is spoken to: "hurry, little bird, the cat is near"."""
    end = next((i for i in range(first, last) if _parts(reading.tokens[i])), last)
    said = _said(reading, first, end)
    return (
        end < last and len(said) <= _FEWEST_WORDS and not any("command" in t.classes or t.kind != "word" for t in said)
    )


def _bargains(reading: Reading, first: int, last: int) -> bool:
    """Whether the rest is what follows from the cut words: "subscribe to me, I'll subscribe back"."""
    said = _said(reading, first, last)
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


def _belongs_together(reading: Reading, sentence: Sentence) -> bool:
    """Whether what stands around a sentence needs it: a question that it answers, a link that it explains, a list that it opens."""
    tokens, prose = reading.tokens, reading.draft.prose
    if prose[: sentence.start].rstrip()[-1:] in (":", ",", ">", "-", "–", "—", "(", "“"):
        return True
    earlier, _ = _sentences_near(reading, sentence)
    before = earlier[-1] if earlier else None
    if before is not None and before.kind == "question" and "\n" not in prose[before.end : sentence.start]:
        return True
    last = tokens[sentence.last - 1]
    if last.text.startswith(":") or any(token.text[0] in _POINTING for token in tokens[sentence.first : sentence.last]):
        return True
    at = sentence.last
    while at < len(tokens) and (tokens[at].kind in ("newline", "emoji", "other") or tokens[at].text[0] in ":>-–—•*.!"):
        if tokens[at].text[0] in _POINTING:
            return True
        at += 1
    if at >= len(tokens):
        return False
    following = tokens[at]
    phone = following.kind == "number" or following.text in ("+", "(")
    return following.kind in ("url", "mention") or phone or following.norm in _LEANING | _DEADLINES


def _is_thanked_for(reading: Reading, sentence: Sentence) -> bool:
    """Whether nothing but thanks follow, for what the sentence asks for: "Please subscribe. Thanks!"."""
    _, later = _sentences_near(reading, sentence)
    said = _said(reading, later[0].first, later[0].last) if later else []
    return 0 < len(said) <= _LONGEST_THANKS and said[0].norm in _THANKS


def _goes_with_wish(reading: Reading, sentence: Sentence) -> bool:
    """Whether the sentence before wishes somebody well: "I hope it's a great day. You deserve it."."""
    earlier, _ = _sentences_near(reading, sentence)
    before = earlier[-1] if earlier else None
    return before is not None and any(
        token.norm in _WISHING for token in reading.tokens[before.first : min(before.last, before.first + _REACH)]
    )


def _leaves_a_post(reading: Reading, sentence: Sentence) -> bool:
    return any(
        sum(token.kind == "word" for token in reading.tokens[other.first : min(other.last, reading.body)])
        >= _FEWEST_LEFT
        for near in _sentences_near(reading, sentence)
        for other in near
    )


def _calls(reading: Reading, first: int, last: int) -> bool:
    """Whether the words ask readers to do something, apart from hurrying."""
    return any(
        token.norm in _ASKING or ("command" in token.classes and token.norm not in _RESTLESS)
        for token in reading.tokens[first:last]
    )


def _may_lose_call(reading: Reading, sentence: Sentence, first: int, last: int) -> bool:
    """Whether a post still says what to do without ``tokens[first:last]`` of a sentence. An order has to be given again elsewhere."""
    said = [token for token in _said(reading, first, last) if token.norm not in _LEADING | _FILLERS]
    order = said[0].norm if said and ("command" in said[0].classes or said[0].norm in _ORDERING) else ""
    order = "" if order in _RESTLESS else order
    if not order and not _calls(reading, first, last):
        return True
    rest = [
        Match(other.first, min(other.last, other.first + _REACH), 0)
        for near in _sentences_near(reading, sentence)
        for other in near
    ]
    if order:
        return any(token.norm == order for other in rest for token in reading.tokens[other.first : other.last])
    return any(_calls(reading, other.first, other.last) for other in rest)


def _sentences_near(reading: Reading, sentence: Sentence) -> tuple[list[Sentence], list[Sentence]]:
    """Return the sentences before and after one, up to ``_MANY`` of each: enough for any post, and a bound on the work."""
    at = bisect_left(reading.sentences, sentence.first, key=attrgetter("first"))
    return reading.sentences[max(0, at - _MANY) : at], reading.sentences[at + 1 : at + 1 + _MANY]


def _tokens_near(reading: Reading, index: int) -> list[Token]:
    return reading.tokens[max(0, index - _REACH) : index + _REACH]


def _is_endless(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence is too long for anybody to have punctuated it, so nobody can tell where a clause ends."""
    size = sentence.last - sentence.first
    if size > _LONGEST_SENTENCE:
        return True
    return size > _LONGEST_UNMARKED and all(
        token.kind != "punctuation" for token in reading.tokens[sentence.first : sentence.last]
    )


def _take_line_or_sentence(prose: str, span: Span) -> Fix:
    """Delete a sentence with the spaces that part it from the next, and its line if nothing but marks and emoji are left on it."""
    line_start = prose.rfind("\n", 0, span.start) + 1
    line_end = prose.find("\n", span.end)
    line_end = len(prose) if line_end < 0 else line_end
    left = prose[line_start : span.start] + prose[span.end : line_end]
    if not any(character.isalnum() or character in "#@" for character in left):
        if line_end < len(prose):
            blank = prose[:line_start].endswith(("\n\n", "\r\n\r\n")) or not line_start
            end = line_end + 1
            end += _rule_below(prose, line_start, end)
            while blank and prose[end : end + 1] in ("\n", "\r"):
                end += 1
            return _taking_out(prose, Span(line_start, end))
        return _taking_out(prose, Span(len(prose[:line_start].rstrip()), len(prose)))
    start, end = span
    while end < line_end and prose[end] in " \t":
        end += 1
    if end == line_end:
        end = span.end
        while start > line_start and prose[start - 1] in " \t":
            start -= 1
    return _taking_out(prose, Span(start, end))


def _rule_below(prose: str, line_start: int, following: int) -> int:
    """How long the line that begins at ``following`` is, if it's the same row of marks as the line above ``line_start``.

    Such rows part sections. With nothing between them, one is enough.
    """
    above = prose[prose.rfind("\n", 0, max(0, line_start - 1)) + 1 : line_start]
    row = above.strip()
    is_row = len(row) >= _SHORTEST_ROW and not any(map(str.isalnum, row))
    return len(above) if is_row and prose.startswith(above, following) else 0


def _taking_out(prose: str, span: Span) -> Fix:
    return Fix(mending.taking_out(prose[span.start : span.end]), span, "")
