"""Answers: which questions of a message a reply leaves open.

Each sort of question wants its own sort of word back: "when" a time or a date, "how much" a price, "do you" a yes or a no. A reply that
has none of it, that says nothing of what was asked about and does not say where or when the answer will be found, leaves it open.
It errs towards "answered": a person who is told wrongly that they did not answer stops listening.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from softsell.draft.draft import Draft
from softsell.draft.source_map import SourceMap
from softsell.draft.span import Span
from softsell.language.inflect import inflections
from softsell.language.lexicon import AUXILIARIES, FUNCTION_WORDS
from softsell.language.reading import Reading, Sentence
from softsell.language.token import Token

MAX_MESSAGE = 5_000
"""Characters of the message that are read; what people ask, they ask early."""

_YES_OR_NO = frozenset(
    "yes yep yeah yup no nope nah sure absolutely definitely certainly indeed afraid unfortunately sadly sorry course never always both "
    "neither maybe perhaps depends probably correct right exactly not only still already ok okay can will do does is are have has".split()
)
_PLAIN_YES_OR_NO = _YES_OR_NO - frozenset("can will do does is are have has not only still already sorry always right both".split())
_PLACE = frozenset(
    "street road lane avenue square corner opposite behind beside near next floor upstairs downstairs door station park mall centre center "
    "town village online website map address here there inside outside across between above below at in on by".split()
)
_REASON = frozenset("because since so due reason as after for why".split())
_LENGTH = frozenset("minute minutes hour hours day days week weeks month months year years long until till while soon quickly overnight".split())
_PROMISE = (
    "let me check",
    "let us check",
    "i will check",
    "we will check",
    "i will find out",
    "we will find out",
    "get back to you",
    "will ask",
    "will let you know",
    "let you know",
    "not sure",
    "do not know",
    "call us",
    "give us a call",
    "email us",
    "send us",
    "on our website",
    "on our site",
)
_TAG_QUESTION = re.compile(r"^(right|ok|okay|no|yes|eh|huh|really|hm+|what)$")


Test = Callable[[Sequence[Token], set[str]], bool]
"""Whether what a reply says anew, as tokens and as their norms, holds the sort of word that is wanted."""


def unanswered(message: Reading, reply: Reading) -> list[str]:
    """The questions of ``message`` that ``reply`` leaves open, as written and in order."""
    said = {token.norm for token in reply.tokens}
    line = " ".join(token.norm for token in reply.tokens)
    if any(token.kind == "url" for token in reply.tokens) or any(promise in line for promise in _PROMISE):
        return []
    return [
        message.draft.prose[sentence.start : sentence.end].strip()
        for sentence in message.sentences
        if sentence.kind == "question" and _asks(sentence, message) and not _answers(sentence, message, reply, said)
    ]


def message_draft(text: str) -> Draft:
    """The message as a draft that can be read."""
    text = text[:MAX_MESSAGE]
    return Draft(text, text, SourceMap.shifted(len(text)), Span(0, len(text)))


def _words(sentence: Sentence, message: Reading) -> list[Token]:
    return [token for token in message.tokens[sentence.first : sentence.last] if token.kind == "word"]


def _asks(sentence: Sentence, message: Reading) -> bool:
    """Whether it wants an answer: not "How are you?", not a mere "right?"."""
    norms = [token.norm for token in _words(sentence, message)]
    line = " ".join(norms)
    return bool(norms) and not (len(norms) == 1 and _TAG_QUESTION.match(norms[0])) and "how are you" not in line


def _answers(sentence: Sentence, message: Reading, reply: Reading, said: set[str]) -> bool:
    words = [token.norm for token in _words(sentence, message)]
    wanted = next((test for start, test in _WANTED if _starts(words, start)), None)
    if wanted is not None:
        new = [token for token in reply.tokens if token.norm not in words]
        return wanted(new, {token.norm for token in new}) or _overlap(words, said) >= 2
    if words and (words[0] in AUXILIARIES or words[0] in ("any", "anyone", "anybody")):
        return bool(said & _PLAIN_YES_OR_NO) or _overlap(words, said) >= 1
    return _overlap(words, said) >= 1


def _starts(words: Sequence[str], start: str) -> bool:
    """Whether the question opens with these words, greetings and names passed over."""
    parts = start.split()
    return any(list(words[at : at + len(parts)]) == parts for at in range(min(len(words), 8)))


def _overlap(words: Sequence[str], said: set[str]) -> int:
    """How many of the question's own words, in any inflection, the reply takes up."""
    own = {word for word in words if word not in FUNCTION_WORDS and word not in AUXILIARIES and len(word) > 2}
    return sum(not said.isdisjoint({word, *inflections(word), word.removesuffix("s")}) for word in own)


def _has(*kinds: str) -> Test:
    return lambda tokens, said: any(token.kind in kinds or not set(kinds).isdisjoint(token.classes) for token in tokens)


def _says(words: frozenset[str]) -> Test:
    return lambda tokens, said: not said.isdisjoint(words)


def _any_of(*tests: Test) -> Test:
    return lambda tokens, said: any(test(tokens, said) for test in tests)


def _names_someone(tokens: Sequence[Token], said: set[str]) -> bool:
    return any(
        token.kind == "mention" or (token.kind == "word" and token.text[:1].isupper() and index > 0 and token.norm != "i")
        for index, token in enumerate(tokens)
    ) or not said.isdisjoint({"i", "we", "me"})


_TIME = _any_of(_has("time", "date", "number"), _says(_LENGTH))
_PRICE = _any_of(_has("money", "percent", "currency"), _says(frozenset({"free", "nothing", "donation"})), _has("number"))
_WANTED: tuple[tuple[str, Test], ...] = (
    ("how much", _PRICE),
    ("what price", _PRICE),
    ("what does it cost", _PRICE),
    ("what do you charge", _PRICE),
    ("how many", _any_of(_has("number"), _says(frozenset({"none", "all", "few", "many", "several"})))),
    ("how long", _any_of(_has("number", "time"), _says(_LENGTH))),
    ("how often", _any_of(_has("number", "date"), _says(frozenset({"every", "daily", "weekly", "monthly", "once", "twice", "always"})))),
    ("how late", _TIME),
    ("what time", _TIME),
    ("what day", _TIME),
    ("which day", _TIME),
    ("when", _TIME),
    ("where", _says(_PLACE)),
    ("why", _says(_REASON)),
    ("who", _names_someone),
)
