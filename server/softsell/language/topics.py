"""What a draft is about, as far as a question can be made of it: its most prominent noun that we know the kind of.

A small thesaurus (``data/topics.txt``) says of common nouns whether they are food, an event, a place … . Not here: what is asked about
a kind of thing; ``checks.suggestions`` does that.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from softsell.language.data import lines
from softsell.language.reading import Reading
from softsell.language.token import Token

_POSSESSIVES = frozenset({"our", "my", "the", "this", "these"})
_TOO_VAGUE = frozenset(
    "thing things way ways lot lots bit kind sort time times day days week weeks month months year years one ones people man men woman women "
    "hour hours minute minutes part parts end start side number name news post link more most anything something everything quarter half result results rest issue issues case point".split()
)
_MOST_TOKENS = 400
"""A post shows its topic early."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What the draft is about.

    Attributes:
        kind: a name of ``data/topics.txt``; ``None`` where the noun is in none.
        noun: the noun as a person would write it inside a sentence.
        phrase: the noun with its own words before it, "new oven", without an article.
        ours: whether the draft calls it "our", "my", "the" or "this".
        plural: whether it is many.
    """

    kind: str | None
    noun: str
    phrase: str
    ours: bool
    plural: bool


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    kinds: dict[str, str] = {}
    for line in lines("topics.txt"):
        kind, _, nouns = line.partition(":")
        for noun in nouns.split():
            kinds.setdefault(noun, kind)
    return kinds


def topic_of(reading: Reading) -> Topic | None:
    """The draft's topic: the noun of a known kind that comes most often, and among those the first; else a noun it calls its own."""
    tokens = reading.tokens[: min(reading.body, _MOST_TOKENS)]
    brand = {norm for name in reading.brands for norm in name}
    found: list[tuple[int, Topic]] = []
    for index, token in enumerate(tokens):
        if token.kind != "word" or token.norm in brand or token.norm in _TOO_VAGUE:
            continue
        kind = _kinds().get(token.norm)
        if kind is None and "noun" not in token.classes:
            continue
        if index + 1 < len(tokens) and _continues(tokens[index + 1]):
            continue
        found.append((index, _topic(tokens, index, kind, brand)))
    known = [topic for _, topic in found if topic.kind is not None]
    if known:
        often = Counter(topic.kind for topic in known)
        often["weather"] = 0  # a season is what the topic happens in, unless there is no other
        most = max(often[topic.kind] for topic in known)
        return next(topic for topic in known if often[topic.kind] == most)
    return next((topic for _, topic in found if topic.ours and len(topic.noun) > 3 and topic.phrase != topic.noun), None)


def _topic(tokens: list[Token], index: int, kind: str | None, brand: set[str]) -> Topic:
    first = index
    while first > 0 and index - first < 2 and _modifies(tokens[first - 1], brand):
        first -= 1
    noun = tokens[index].norm
    phrase = " ".join(token.text if token.text[:1].isupper() and token.norm != token.text.lower() else token.norm for token in tokens[first : index + 1])
    ours = first > 0 and tokens[first - 1].norm in _POSSESSIVES
    return Topic(kind, noun, phrase, ours, noun.endswith("s") and not noun.endswith("ss"))


def _continues(following: Token) -> bool:
    """Whether the noun is only the first half of a longer one: "coffee shop"."""
    return following.kind == "word" and not following.clitic and following.norm in _kinds()


def _modifies(token: Token, brand: set[str]) -> bool:
    return (
        token.kind == "word"
        and not token.clitic
        and token.norm not in brand
        and ("adjective" in token.classes or token.norm in _kinds())
        and "verb" not in token.classes
    )
