"""Finds the questions of a message that a reply doesn't answer.

A reply that is only courtesy ("Thank you so much! Have a lovely day!") answers nothing. A reply with content leaves only those
questions unanswered that want a figure (a price, a time, a number) and got none. When in doubt, a question counts as answered: people
who are wrongly told that they didn't answer stop listening.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from softsell.compile_later import compile_later
from softsell.draft.draft import Draft
from softsell.draft.source_map import SourceMap
from softsell.draft.span import Span
from softsell.language.english.inflect import inflections
from softsell.language.english.lexicon import AUXILIARIES, FUNCTION_WORDS
from softsell.language.reading import Reading
from softsell.language.sentence import Sentence
from softsell.language.token import Token

MAX_MESSAGE = 5_000
"""How many characters of the message are read. People ask their questions early."""

_COURTESY = frozenset(
    (
        "thank thanks thx ty cheers love loved loving glad happy excited thrilled delighted pleased proud honoured honored "
        "grateful appreciate appreciated hope wish wishing enjoy great good nice lovely wonderful amazing beautiful fantastic "
        "awesome perfect aww aw wow yay hello hi hey dear welcome follow stay have sending hugs best kind warm regards looking "
        "wait see"
    ).split()
)
"""Words that begin a sentence of courtesy, after "we are so" and the like."""
_BEFORE_COURTESY = frozenset(
    "we i it is are am 's 'm 're so very really just all always too what a the our my that can could not do oh and many more such".split()
)
_YES_OR_NO = frozenset(
    (
        "yes yep yeah yup no nope nah sure absolutely definitely certainly indeed afraid unfortunately sadly sorry never "
        "neither maybe perhaps depends probably correct exactly only but because asked if"
    ).split()
)
_SAYS_WHEN = frozenset(
    (
        "minute minutes hour hours day days week weeks weekend month months year years long until till while soon quickly "
        "overnight after before now today tomorrow tonight already once spring summer autumn fall winter daily weekly always "
        "anytime whenever closed morning noon afternoon evening midnight easter christmas yet"
    ).split()
)
_SAYS_PRICE = frozenset(
    "free nothing donation donations price prices pay cost costs half euro euros dollar dollars pound pounds list".split()
)
_SAYS_HOW_MANY = frozenset("none all few many several some both no nobody enough plenty hundreds dozens".split())
_ELSEWHERE = frozenset(
    "dm dms dmed dm'd pm pmed inbox messaged sent call ring email mail phone link website site profile bio pinned check ask".split()
)
"""Words of a reply that says where or when to find the answer."""
_SHORT_ANSWERS = frozenset(
    (
        ("it", "is"),
        ("we", "do"),
        ("we", "are"),
        ("i", "do"),
        ("they", "are"),
        ("they", "do"),
        ("you", "can"),
        ("it", "does"),
    )
)
"""How a sentence ends that contains a yes after its courtesy: "Good eye, it is!"."""
_TAG_QUESTION = compile_later(r"^(right|ok|okay|no|yes|eh|huh|really|hm+|what)$")
_FIGURES = frozenset(("number", "money", "time", "percent"))
_LONGEST_START = 8
_COURTESY_HEAD = 6

Test = Callable[[Sequence[Token]], bool]
"""Takes the tokens of a reply. Whether it contains the kind of word that the question wants."""


def unanswered(message: Reading, reply: Reading) -> list[str]:
    """Return the questions of ``message`` that ``reply`` doesn't answer, as written and in order."""
    asked = [sentence for sentence in message.sentences if sentence.kind == "question" and _asks(sentence, message)]
    if not asked or any(token.kind == "url" or token.norm in _ELSEWHERE for token in reply.tokens):
        return []
    own = {form for sentence in asked for word in _words(sentence, message) for form in _forms(word)}
    said = [
        token
        for sentence in reply.sentences
        if not _is_courtesy(sentence, reply, own)
        for token in _tokens(sentence, reply)
    ]
    return [
        message.draft.prose[sentence.start : sentence.end].strip()
        for sentence in asked
        if not _answers(_words(sentence, message), said)
    ]


def message_draft(text: str) -> Draft:
    """Return the message as a draft that can be read."""
    text = text[:MAX_MESSAGE]
    return Draft(text, text, SourceMap.shifted(len(text)), Span(0, len(text)))


def _tokens(sentence: Sentence, reading: Reading) -> list[Token]:
    return reading.tokens[sentence.first : sentence.last]


def _words(sentence: Sentence, reading: Reading) -> list[str]:
    return [token.norm for token in _tokens(sentence, reading) if token.kind == "word"]


def _forms(word: str) -> set[str]:
    """Return all forms of a word that shows what a question is about. Small words give none."""
    if word in FUNCTION_WORDS or word in AUXILIARIES or len(word) < 3:
        return set()
    return {word, *inflections(word), word.removesuffix("s")}


def _asks(sentence: Sentence, message: Reading) -> bool:
    """Return whether the question wants an answer. "How are you?" and a mere "right?" don't."""
    norms = _words(sentence, message)
    line = " ".join(norms)
    if not norms or "how are you" in line or "how is it going" in line:
        return False
    return not (
        _TAG_QUESTION.match(norms[-1])
        and (len(norms) == 1 or norms[0] not in AUXILIARIES)
        and norms[0] not in _QUESTION_WORDS
    )


def _is_courtesy(sentence: Sentence, reply: Reading, own: set[str]) -> bool:
    """Return whether the sentence only thanks, wishes or rejoices, and says nothing about the question."""
    tokens = _tokens(sentence, reply)
    norms = [token.norm for token in tokens if token.kind == "word"]
    if not norms:
        return any(token.kind == "word" for token in reply.tokens)
    if not _YES_OR_NO.isdisjoint(norms) or not own.isdisjoint(norms[_COURTESY_HEAD // 2 :]):
        return _is_thanks(norms)
    if any(not _FIGURES.isdisjoint((token.kind, *token.classes)) for token in tokens):
        return False
    if tuple(norms[-2:]) in _SHORT_ANSWERS:
        return False
    head = next((norm for norm in norms[:_COURTESY_HEAD] if norm not in _BEFORE_COURTESY), "")
    return head in _COURTESY


def _is_thanks(norms: Sequence[str]) -> bool:
    """Thanks are thanks, whatever they are for: "Thank you for your question about the oven"."""
    return norms[0] in ("thank", "thanks") and _YES_OR_NO.isdisjoint(norms)


def _answers(words: Sequence[str], said: Sequence[Token]) -> bool:
    if not said:
        return False
    wanted = next((test for start, test in _WANTED if _starts(words, start)), None)
    return wanted is None or wanted([token for token in said if token.norm not in words])


def _starts(words: Sequence[str], start: str) -> bool:
    """Return whether the question begins with these words, after any greetings and names."""
    parts = start.split()
    return any(list(words[at : at + len(parts)]) == parts for at in range(min(len(words), _LONGEST_START)))


def _has(kinds: frozenset[str], words: frozenset[str]) -> Test:
    return lambda tokens: any(
        token.kind in kinds or token.norm in words or not kinds.isdisjoint(token.classes) for token in tokens
    )


_QUESTION_WORDS = frozenset("what when where which who whom whose why how".split())
_TIME = _has(frozenset(("time", "date", "number")), _SAYS_WHEN)
_PRICE = _has(frozenset(("money", "percent", "currency", "number")), _SAYS_PRICE)
_NUMBER = _has(frozenset(("number",)), _SAYS_HOW_MANY)
_WANTED: tuple[tuple[str, Test], ...] = (
    ("how much", _PRICE),
    ("what price", _PRICE),
    ("what does it cost", _PRICE),
    ("what do you charge", _PRICE),
    ("how many", _NUMBER),
    ("how long", _TIME),
    ("how late", _TIME),
    ("what time", _TIME),
    ("what day", _TIME),
    ("which day", _TIME),
    ("when is", _TIME),
    ("when are", _TIME),
    ("when do", _TIME),
    ("when does", _TIME),
    ("when will", _TIME),
    ("when can", _TIME),
)
"""Questions that want a figure: how they begin, and what the reply must contain."""
