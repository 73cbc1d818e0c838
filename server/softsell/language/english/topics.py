"""What a draft is about, as far as a question can be made of it: its most prominent nouns that we know the kind of.

A small thesaurus (``data/topics.txt``) says of common nouns whether they are bread, a bike, a walk … . A noun counts for more in the
first sentence and when its kind comes again, for less where it is only the setting ("in the café") or the means ("with cake"). Where no
noun counts for enough, a draft has no topic: no question at all is better than one beside the point. Not here: what is asked about a
kind of thing; ``checks.question_templates`` holds that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from softsell.language.english.data import lines
from softsell.language.reading import Reading
from softsell.language.token import Token

NO_TOPIC = "-"
_SETTING = frozenset(
    (
        "with by like than in on at near behind under from into onto to for over after before during through inside outside "
        "without along"
    ).split()
)
_CARRIED = frozenset("bring brought brings come came comes put go went take took walk stroll tour look".split())
"""Before a preposition: what follows is no setting ("brought in a watch", "a walk through the garden")."""
_PLAYED = frozenset(("instrument", "apprentice", "dog", "cat", "farm", "wild animal"))
"""Kinds whose noun is the topic behind a preposition too: "three chords on the ukulele"."""
_LESS = {
    "season": 1.0,
    "frost": 1.0,
    "rain": 1.0,
    "child": 1.0,
    "grandparent": 0.5,
    "school": 0.5,
    "fruit": 0.5,
    "furniture": 0.75,
    "bed": 0.75,
    "sailing": 0.75,
}
"""Kinds that are more often what a topic happens in, or is made of, than the topic itself."""
_NO_HEADS = frozenset(
    (
        "transformation story stories news week special day night morning evening time list update tip tips care season lesson lessons "
        "course club lover lovers fan fans people"
    ).split()
)
_ENOUGH = 1.5
_OPENING_WORDS = 10
"""An opening shorter than this takes in the next sentence too."""
_EARLY_WORDS = 16
"""What comes after so many words is no longer where a reader looks for the topic."""
_MOST_TOKENS = 400
"""A post shows its topic early."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Something the draft is about.

    Attributes:
        kind: a name of ``data/topics.txt``.
        noun: the noun as a person would write it inside a sentence.
        one, many: the same in the singular and the plural.
        weight: how prominent it is; only to compare.
    """

    kind: str
    noun: str
    one: str
    many: str
    weight: float


@lru_cache(maxsize=1)
def _kinds() -> dict[tuple[str, ...], tuple[str, str]]:
    """The kind and the singular of each noun, singular and plural, by its words."""
    kinds: dict[tuple[str, ...], tuple[str, str]] = {}
    for line in lines("topics.txt"):
        kind, _, nouns = line.partition(":")
        for noun in nouns.split():
            *first, last = noun.split("-") if noun.replace("-", "").isalpha() else [noun]
            for form in (last, _plural(last)):
                kinds.setdefault((*first, form), (kind, " ".join((*first, last))))
    return kinds


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    """What any of the nouns begins with; most words of a draft are none of these."""
    return frozenset(first.partition("-")[0] for first, *_ in _kinds())


def _plural(noun: str) -> str:
    if noun.endswith("fe"):
        return noun[:-2] + "ves"
    if noun in ("loaf", "shelf", "bookshelf", "calf"):
        return noun[:-1] + "ves"
    if noun == "child":
        return "children"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "ch", "sh")) or noun in ("tomato", "potato"):
        return noun + "es"
    return noun + "s"


def topics_of(reading: Reading) -> list[Topic]:
    """What the draft is about, best first; empty where nothing stands out. At most one topic of each kind."""
    tokens = reading.tokens[: min(reading.body, _MOST_TOKENS)]
    brand = {norm for name in reading.brands for norm in name}
    opening = _opening(reading)
    found: dict[str, Topic] = {}
    index = 0
    while index < len(tokens):
        known = _noun_at(tokens, index, brand)
        if known is None:
            index += 1
            continue
        kind, one, length = known
        noun = " ".join(token.norm for token in tokens[index : index + length])
        weight = _weight(tokens, index, length, kind, index < opening)
        earlier = found.get(kind)
        if kind != NO_TOPIC and earlier is None:
            found[kind] = Topic(kind, noun, one, _plural(one), weight)
        elif earlier is not None:
            found[kind] = replace(earlier, weight=max(weight, earlier.weight) + 1.5)
        index += length
    enough = [topic for topic in found.values() if topic.weight >= _ENOUGH]
    return sorted(enough, key=lambda topic: -topic.weight)


def _opening(reading: Reading) -> int:
    """The token behind what opens the draft: the first sentence, the next if it was short, and not too much of a long one."""
    end = words = 0
    for sentence in reading.sentences:
        if words >= _OPENING_WORDS:
            break
        for index in range(sentence.first, sentence.last):
            words += reading.tokens[index].kind == "word"
            if words > _EARLY_WORDS:
                return index
        end = sentence.last
    return end


def _noun_at(tokens: Sequence[Token], index: int, brand: set[str]) -> tuple[str, str, int] | None:
    """Kind, singular and length in tokens of the noun that begins here; the longest one."""
    token = tokens[index]
    if token.kind != "word" or token.clitic or token.norm.partition("-")[0] not in _first_words():
        return None
    if token.norm in brand or _is_name(tokens, index):
        return None
    kinds = _kinds()
    words = [token.norm for token in tokens[index : index + 3] if token.kind == "word" and not token.clitic]
    for length in (3, 2, 1):
        entry = kinds.get(tuple(words[:length])) if len(words) >= length else None
        if entry is None and length == 1 and "-" in words[0]:
            entry = kinds.get(tuple(words[0].split("-")))
        if entry is not None:
            return (*entry, length)
    return None


def _is_name(tokens: Sequence[Token], index: int) -> bool:
    """Whether the word is written as a name inside a sentence: "This is Biscuit"."""
    text = tokens[index].text
    if not (text[:1].isupper() and text[1:].islower()) or index == 0:
        return False
    before = tokens[index - 1]
    return before.kind == "word" and before.text[:1].islower()


def _weight(tokens: Sequence[Token], index: int, length: int, kind: str, in_opening: bool) -> float:
    weight = 1.0 + in_opening - _LESS.get(kind, 0)
    if kind not in _PLAYED and _is_setting(tokens, index):
        weight -= 2
    following = tokens[index + length] if index + length < len(tokens) else None
    if following is not None and _heads(following):
        weight -= 0.75
    return weight


def _is_setting(tokens: Sequence[Token], index: int) -> bool:
    """Whether a preposition of place or means stands before it, with a few words between: "in the old café"."""
    for back in range(index - 1, max(-1, index - 7), -1):
        token = tokens[back]
        if token.kind not in ("word", "number") or token.classes == ("verb", "word"):
            return False
        if token.norm in _SETTING:
            return not (back and tokens[back - 1].norm in _CARRIED)
    return False


def _heads(following: Token) -> bool:
    """Whether the noun is only the first half of a longer one: "bike shop", but not "a houseplant drops"."""
    if "verb" in following.classes and following.norm.endswith("s"):
        return False
    if following.clitic or following.norm in _NO_HEADS or "date" in following.classes:
        return False
    return "noun" in following.classes and "adjective" not in following.classes
