"""Finds what a draft is about, so a question can be made of it: its most prominent nouns of a known kind.

Packs fill a ``Thesaurus``, which says of common nouns whether they are bread, a bike, a walk … . A noun counts for more in the first
sentence and if its kind occurs again. It counts for less if it's only the setting ("in the café") or the means ("with cake"). If no
noun counts for enough, a draft has no topic: no question is better than one that misses the point. Packs also say what to ask about a
kind of thing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from softsell.language.reading import Reading
from softsell.language.token import Token

NO_TOPIC = "-"
"""The kind of phrases that aren't a topic although one of their words would be."""
LONGEST_NOUN = 3
"""Maximum number of words in a noun."""
_SETTING = frozenset(
    (
        "with by like than in on at near behind under from into onto to for over after before during through inside outside "
        "without along"
    ).split()
)
_CARRIED = frozenset("bring brought brings come came comes put go went take took walk stroll tour look".split())
"""If one of these comes before a preposition, what follows isn't a setting ("brought in a watch", "a walk through the garden")."""
_NO_HEADS = frozenset(
    (
        "transformation story stories news week special day night morning evening time list update tip tips care season lesson lessons "
        "course club lover lovers fan fans people"
    ).split()
)
_DENYING = frozenset("no not never without vs versus than".split())
_POINTING = frozenset("the our my your this these".split())
_JOINING = frozenset(("and", "or", "&", ","))
_LATEST_SUBJECT = 5
_LONGEST_NOUN_BEFORE = 3
_OFTEN = 2
_ENOUGH = 1.5
_SHORT_WORDS = 45
"""In a post of up to this many words, a noun needn't occur again to be what the post is about."""
_OPENING_WORDS = 10
"""If the opening is shorter than this, the next sentence belongs to it too."""
_EARLY_WORDS = 16
"""Readers no longer look for the topic after this many words."""
_MOST_TOKENS = 400
"""A post shows its topic early, so later tokens aren't searched."""


class Topic(Struct, frozen=True):
    """A topic of the draft.

    Attributes:
        kind: its kind's name in the thesaurus.
        noun: the noun as people would write it inside a sentence.
        one, many: the same in the singular and the plural.
        weight: how prominent it is. Only useful to compare topics.
        first: the token of its first mention.
        sure: whether the draft is about it and doesn't only mention it: the noun is the subject or object in the opening or in the
            last sentence, and it or another noun of its kind occurs again, unless the draft is short.
    """

    kind: str
    noun: str
    one: str
    many: str
    weight: float
    sure: bool = False
    first: int = 0


Words = tuple[str, ...]


class Thesaurus:
    """Nouns by kind.

    Args:
        nouns: kinds with their nouns, in the singular and of up to three words each. A noun under two kinds belongs to the first.
            Nouns under ``NO_TOPIC`` aren't topics.
        weights: how much a mention counts, for kinds where that isn't 1.
        anywhere: kinds whose nouns are topics even after a preposition.
    """

    def __init__(
        self, nouns: Iterable[tuple[str, Iterable[str]]], weights: Mapping[str, float], anywhere: Iterable[str]
    ) -> None:
        self.weights = dict(weights)
        self.anywhere = frozenset(anywhere)
        self._kinds: dict[Words, tuple[str, str]] = {}
        for kind, named in nouns:
            for noun in named:
                *first, last = noun.replace("-", " ").split() or [""]
                for form in (last, _plural(last)):
                    self._kinds.setdefault((*first, form), (kind, " ".join((*first, last))))
        self._first_words = frozenset(words[0] for words in self._kinds)

    def may_begin(self, word: str) -> bool:
        """Whether any noun begins with this word, or with its part before a hyphen. Most words of a draft don't begin one."""
        return word.partition("-")[0] in self._first_words

    def find(self, words: Words) -> tuple[str, str] | None:
        """Return the kind and singular of the noun that these words form, in the singular or plural."""
        found = self._kinds.get(words)
        return self._kinds.get(tuple(words[0].split("-"))) if found is None and len(words) == 1 else found


def _plural(noun: str) -> str:
    if noun.endswith("fe"):
        return noun[:-2] + "ves"
    if noun.endswith(("ravioli", "gnocchi", "pierogi", "tortellini", "deer", "sheep")):
        return noun
    if noun in ("loaf", "shelf", "bookshelf", "calf"):
        return noun[:-1] + "ves"
    if noun == "child":
        return "children"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "ch", "sh")) or noun in ("tomato", "potato"):
        return noun + "es"
    return noun + "s"


def topics_of(reading: Reading, thesaurus: Thesaurus) -> list[Topic]:
    """Return what the draft is about, best first; empty if nothing stands out. There is at most one topic of each kind."""
    tokens = reading.tokens[: min(reading.body, _MOST_TOKENS)]
    brand = {norm for name in reading.brands for norm in name}
    opening = end_of_opening(reading)
    closing = reading.closing_sentence()
    short = sum(token.kind == "word" for token in tokens) <= _SHORT_WORDS
    found: dict[str, Topic] = {}
    nouns: dict[str, set[str]] = {}
    stressed: set[str] = set()
    opened: set[str] = set()
    leading: set[str] = set()
    times: Counter[str] = Counter()
    index = 0
    while index < len(tokens):
        known = _noun_at(tokens, index, brand, thesaurus)
        if known is None:
            index += 1
            continue
        kind, one, length = known
        noun = " ".join(token.norm for token in tokens[index : index + length])
        weight = _weight(tokens, index, length, kind, index < opening, thesaurus)
        nouns.setdefault(kind, set()).add(one)
        times[kind] += 1
        at_an_end = index < opening or (closing is not None and closing.first <= index < closing.last)
        if at_an_end and _is_stressed(tokens, index, length, kind, thesaurus):
            stressed.add(kind)
            if index < opening:
                opened.add(kind)
            if _is_leading(tokens, index, length):
                leading.add(kind)
        earlier = found.get(kind)
        if kind != NO_TOPIC and earlier is None:
            found[kind] = Topic(kind, noun, one, _plural(one), weight, first=index)
        elif earlier is not None:
            found[kind] = replace(earlier, weight=max(weight, earlier.weight) + 1.5)
        index += length
    for kind in found:
        often = times[kind] > _OFTEN and (len(nouns[kind]) > 1 or times[kind] > _OFTEN + 1)
        found[kind] = replace(found[kind], sure=often)
    for kind in stressed & found.keys():
        same = kind in opened and thesaurus.weights.get(kind, 1.0) >= 1
        again = times[kind] > 1 and (len(nouns[kind]) > 1 or same or times[kind] > _OFTEN)
        alone = short and kind in leading and thesaurus.weights.get(kind, 1.0) >= 1
        found[kind] = replace(found[kind], sure=again or alone or found[kind].sure)
    enough = [topic for topic in found.values() if topic.weight >= _ENOUGH]
    return sorted(enough, key=lambda topic: -topic.weight)


def _is_stressed(tokens: Sequence[Token], index: int, length: int, kind: str, thesaurus: Thesaurus) -> bool:
    """Whether the noun is a subject or an object: not the setting, not half of a longer noun, not denied."""
    following = tokens[index + length] if index + length < len(tokens) else None
    if following is not None and _heads(following):
        return False
    if any(token.norm in _DENYING for token in tokens[max(0, index - 2) : index]):
        return False
    return kind in thesaurus.anywhere or not _is_setting(tokens, index)


def _is_leading(tokens: Sequence[Token], index: int, length: int) -> bool:
    """Whether the draft begins with the noun as its subject: "The rye went", "Our old cat sleeps", "Film night in the park"."""
    pointed = any(token.norm in _POINTING for token in tokens[max(0, index - 3) : index])
    if index > _LATEST_SUBJECT or not (pointed or _begins(tokens[:index])):
        return False
    return index + length == len(tokens) or tokens[index + length].norm not in _JOINING


def _begins(before: Sequence[Token]) -> bool:
    """Whether a noun behind these words is the first thing that a draft names: behind nothing, "A", "Green" or "Lemon and thyme"."""
    if len(before) == 1 and before[0].norm in ("a", "an"):
        return True
    return len(before) <= _LONGEST_NOUN_BEFORE and all(
        token.norm == "and" or ({"adjective", "noun"} & {*token.classes} and "number" not in token.classes)
        for token in before
    )


def end_of_opening(reading: Reading) -> int:
    """Return the token after the draft's opening: the first sentence, the next if it was short, and not too much of a long one."""
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


_OBJECTS = frozenset(("it", "them", "me", "us", "him"))
"""Before one of these, a word that may be a noun is a verb."""


def _noun_at(tokens: Sequence[Token], index: int, brand: set[str], thesaurus: Thesaurus) -> tuple[str, str, int] | None:
    """Return the kind, singular and length in tokens of the longest noun that begins here."""
    token = tokens[index]
    if token.kind != "word" or token.clitic or not thesaurus.may_begin(token.norm):
        return None
    if token.norm in brand or _is_name(tokens, index):
        return None
    if index + 1 < len(tokens) and tokens[index + 1].norm in _OBJECTS:
        return None  # "wrap it up" is about no wrap
    words = tuple(
        token.norm for token in tokens[index : index + LONGEST_NOUN] if token.kind == "word" and not token.clitic
    )
    for length in range(len(words), 0, -1):
        entry = thesaurus.find(words[:length])
        if entry is not None:
            return (*entry, length)
    return None


def _is_name(tokens: Sequence[Token], index: int) -> bool:
    """Whether the word is written as a name inside a sentence, "This is Biscuit", or begins the draft as one, "Biscuit is nine"."""
    text = tokens[index].text
    if not (text[:1].isupper() and text[1:].islower()):
        return False
    if index == 0:
        following = tokens[1] if len(tokens) > 1 else None
        names = following is not None and (
            following.norm in ("the", "is", "was", "has") or following.classes == ("verb", "word")
        )
        return names and not text.endswith("s")
    return tokens[index - 1].kind in ("word", "number")


def _weight(
    tokens: Sequence[Token], index: int, length: int, kind: str, in_opening: bool, thesaurus: Thesaurus
) -> float:
    weight = thesaurus.weights.get(kind, 1.0) + in_opening
    if kind not in thesaurus.anywhere and _is_setting(tokens, index):
        weight -= 2
    following = tokens[index + length] if index + length < len(tokens) else None
    if following is not None and _heads(following):
        weight -= 0.75
    return weight


def _is_setting(tokens: Sequence[Token], index: int) -> bool:
    """Whether a preposition of place or means comes up to a few words before it: "in the old café"."""
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
