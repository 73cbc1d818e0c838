"""What a suggested question takes up from the draft: a thing with its own words, a row of things, a number told, readers.

A question about "the walnut rye" is about this post; one about bread could stand below any. Each function returns nothing if the draft
doesn't say it plainly, and then questions that need it aren't offered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from softsell.compile_later import compile_later
from softsell.language.english.data import sets
from softsell.language.english.topics import Topic
from softsell.language.reading import Reading
from softsell.language.sentence import Sentence
from softsell.language.token import Token

_SETS = sets("own_words.txt")
_KIND_OF = _SETS["kind of"]
_NO_MODIFIERS = _SETS["no modifiers"]
_GROUP_ENDINGS = tuple(sorted(_SETS["groups end in"]))
_NO_GROUPS = _SETS["no groups"]
NUMBERS = ("three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_DETERMINERS = frozenset("a an the our my some this".split())
_SEPARATORS = frozenset((",", ";"))
_JOINING = frozenset(("and", "or"))
_NEVER_BEFORE = frozenset("with of without like no not vs than for by".split())
_NAMING = frozenset("called named".split())
_PRONOUNS = {
    **dict.fromkeys(("he", "him", "his"), "him"),
    **dict.fromkeys(("she", "her", "hers"), "her"),
    **dict.fromkeys(("it", "its"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs"), "them"),
}
_MOST_MODIFIERS = 2
_FEWEST, _MOST = 3, 12
_MOST_CHOICES = 5
_LONGEST_ITEM = 4
_LONGEST_GROUP = 3
_EARLY_SENTENCES = 3
_MOST_WORDS_OF_CHOICE = 8
_BEFORE_A_ROW = frozenset("are is called named include includes with".split())
_LISTED = compile_later(r"[ \t]*(?:[-*•–▪✅✔➡👉]|\(?\d{1,2}[.):]|\d️⃣)\s*\S")


def thing(tokens: Sequence[Token], topic: Topic) -> tuple[str, str]:
    """Return the topic's noun with the words that say which kind, in the singular and in the plural: "walnut rye", "blue cheeses"."""
    first = topic.first
    while first and topic.first - first < _MOST_MODIFIERS and _says_which_kind(tokens[first - 1]):
        first -= 1
    words = [inside(token) for token in tokens[first : topic.first]]
    return " ".join((*words, topic.one)), " ".join((*words, topic.many))


def _says_which_kind(token: Token) -> bool:
    if token.kind != "word" or token.clitic or token.text.isupper() or token.norm in _NO_MODIFIERS:
        return False
    if token.norm in _KIND_OF:
        return True
    return (
        token.text.islower()
        and "noun" in token.classes
        and not {"verb", "date", "number", "you", "we"} & {*token.classes}
    )


def inside(token: Token) -> str:
    """Return the word as it stands inside a sentence: a capital that only began one is taken off."""
    return token.norm if token.text[:1].isupper() and token.text[1:].islower() else token.text


def rows(reading: Reading) -> Iterator[tuple[Sentence, list[str]]]:
    """Sentences that name several things in a row, "a plum cake, rolls and rye", each with these things, ready for "…: {list}?"."""
    for sentence in reading.sentences:
        if sentence.kind in ("command", "question"):
            continue
        tokens = reading.tokens[sentence.first : min(sentence.last, reading.body)]
        items = _row(tokens)
        if items:
            yield sentence, items


def _row(tokens: list[Token]) -> list[str]:
    """Return the things that a sentence names in its first row of three or more; nothing where one of them is more than a thing."""
    if _SEPARATORS.isdisjoint([token.text for token in tokens]):  # most sentences
        return []
    tokens = [token for token in tokens if token.kind != "newline"]
    colon = next((at for at, token in enumerate(tokens) if token.text == ":"), -1)
    parts: list[list[Token]] = [[]]
    for token in tokens[colon + 1 :]:
        if token.text in _SEPARATORS:
            parts.append([])
        else:
            parts[-1].append(token)
    if len(parts) < 2 or any(token.text == "&" for token in tokens[colon + 1 :]):
        return []  # "Sweet & Sour" may be one thing's name
    begun = _ending(parts[0]) if colon < 0 else parts[0]
    found = [begun, *parts[1:]]
    last = next((at for at, part in enumerate(found) if at and part and part[0].norm in _JOINING), None)
    if last is None:
        last = next((at for at, part in enumerate(found) if at and any(token.norm in _JOINING for token in part)), None)
        if last is None:
            return []
        joint = next(at for at, token in enumerate(found[last]) if token.norm in _JOINING)
        found[last : last + 1] = [found[last][:joint], found[last][joint:]]
        last += 1
    found = found[: last + 1]
    found[-1] = found[-1][1:]
    if not _FEWEST <= len(found) <= _MOST_CHOICES:
        return []
    pointed = any(part[:1] and part[0].norm in _DETERMINERS for part in found)
    items = [_item(part, whole=number < len(found) - 1) for number, part in enumerate(found)]
    if not all(items) or len(set(items)) < len(items):
        return []
    return [f"the {item}" if pointed and item[0].islower() else item for item in items]


def _ending(part: list[Token]) -> list[Token]:
    """Return the words at the end of the row's first part that are its first thing: "lichen" of "has arrived in lichen"."""
    start = len(part)
    while start and (_may_be_in_item(part[start - 1]) or part[start - 1].norm in _DETERMINERS):
        if part[start - 1].norm in _NAMING:
            break
        start -= 1
        if part[start].norm in _DETERMINERS:
            break
    before = part[start - 1].norm if start else ""
    return [] if before in _NEVER_BEFORE else part[start:]


def _item(part: list[Token], *, whole: bool) -> str:
    """Return the thing that a part of a row names, without its article and what it comes with; "" if it's something else."""
    words = part[1:] if part and part[0].norm in _DETERMINERS else part
    length = next((at for at, token in enumerate(words) if not _may_be_in_item(token)), len(words))
    rest = words[length:]
    if rest and rest[0].norm in _JOINING and len(rest) <= 2 and all(map(_may_be_in_item, rest[1:])):
        length, rest = len(words), []  # "rhubarb and custard"
    if rest and whole and rest[0].norm not in ("with", "in", "of", "from", "on"):
        return ""
    named = words[:length]
    if not named or length > _LONGEST_ITEM:
        return ""
    if "noun" not in named[-1].classes and not named[-1].text[:1].isupper():
        return ""  # "a tiny" of "a tiny Sunday roast"
    return " ".join(
        inside(token) if at == 0 and named[-1].text.islower() else token.text for at, token in enumerate(named)
    )


def _may_be_in_item(token: Token) -> bool:
    if (
        token.kind != "word"
        or token.clitic
        or token.norm in _NO_MODIFIERS
        or {"date", "number", "we", "you", "they"} & {*token.classes}
    ):
        return False
    if token.text[:1].isupper() and not token.text.isupper():
        return True
    return bool({"noun", "adjective"} & {*token.classes}) or token.norm in _KIND_OF or token.norm.endswith("ed")


def things_named(reading: Reading) -> int:
    """How many things the draft names to choose from: in its longest row, "fig, quince and wet leaves", or in lines of a few words."""
    lines = sum(_names_one(line) for line in reading.draft.prose.split("\n")[1:])
    longest = max((_length_of_row(reading, sentence) for sentence in reading.sentences[:_EARLY_SENTENCES]), default=0)
    return max(longest, lines if lines >= _FEWEST else 0)


def _names_one(line: str) -> bool:
    words = line.split()
    return bool(words) and len(words) <= _MOST_WORDS_OF_CHOICE and not line.rstrip().endswith((".", "!", "?", ":"))


def _length_of_row(reading: Reading, sentence: Sentence) -> int:
    """How many things of a few words each stand in a row behind a colon, or behind "are" or "called"; 0 for no row.

    A sentence that is nothing else, "Puffin, gannet and tern.", is a row of short names.
    """
    tokens = reading.tokens[sentence.first : min(sentence.last, reading.body)]
    start = next((at + 1 for at, token in enumerate(tokens) if token.text == ":"), 0)
    start = start or next((at + 1 for at, token in enumerate(tokens) if token.norm in _BEFORE_A_ROW), 0)
    longest = _MOST_WORDS_OF_CHOICE if start else _LONGEST_ITEM
    lengths = [0]
    for token in tokens[start:]:
        if token.text in _SEPARATORS or token.norm in _JOINING:
            lengths.append(0)
        elif token.kind in ("word", "number"):
            lengths[-1] += 1
    named = [length for length in lengths if length]
    fits = max(named[:-1], default=0) <= longest and max(named, default=0) <= _MOST_WORDS_OF_CHOICE
    return len(named) if fits else 0


def counted(reading: Reading) -> str:
    """How many points the draft lists, a line for each, in words: "five". "" if it lists none, or the number it tells is another."""
    lines = reading.draft.prose.split("\n")
    listed = sum(_LISTED.match(line) is not None for line in lines)
    if not _FEWEST <= listed <= _MOST:
        return ""
    told = _told_number(reading.tokens[: reading.body])
    return NUMBERS[listed - _FEWEST] if told in ("", NUMBERS[listed - _FEWEST]) else ""


def lists_another_number(reading: Reading) -> bool:
    """Whether the draft lists points, a line for each, and tells another number of them."""
    listed = sum(_LISTED.match(line) is not None for line in reading.draft.prose.split("\n"))
    return listed >= _FEWEST and not counted(reading)


def _told_number(tokens: Sequence[Token]) -> str:
    """Return the number of the first words, in words: "five" of "5 ways to …". "" if there is none."""
    for token in tokens[:_MOST]:
        if token.norm in NUMBERS:
            return token.norm
        if token.kind == "number" and token.norm.isdecimal():
            number = int(token.norm)
            return NUMBERS[number - _FEWEST] if _FEWEST <= number <= _MOST else token.norm
    return ""


def number_in(tokens: Sequence[Token]) -> str:
    """Return the first number among these tokens, in words where it's small. "" if there is none."""
    for token in tokens:
        if token.kind == "number":
            is_small = token.norm.isdecimal() and _FEWEST <= int(token.norm) <= _MOST
            return NUMBERS[int(token.norm) - _FEWEST] if is_small else token.text
        if "number" in token.classes:
            return token.norm
    return ""


def them(reading: Reading) -> str:
    """Return the pronoun that the draft uses most for others, as an object: "him", "her", "it" or "them". "" if it uses none."""
    said = Counter(_PRONOUNS[token.norm] for token in reading.tokens[: reading.body] if token.norm in _PRONOUNS)
    return max(said, key=lambda pronoun: (said[pronoun], pronoun)) if said else ""


def person(reading: Reading) -> str:
    """Whom the draft tells about: "him" or "her". "" if it speaks of neither or of both."""
    said = {_PRONOUNS.get(token.norm) for token in reading.tokens[: reading.body]} & {"him", "her"}
    return said.pop() or "" if len(said) == 1 else ""


def group_in(reading: Reading) -> str:
    """Whom the draft speaks to with its first words, "Knitters" of "Knitters, always wash your swatch."; "" for nobody in particular."""
    tokens = [token for token in reading.tokens[: _LONGEST_GROUP + 2] if token.kind not in ("emoji", "newline")]
    end = next((at for at, token in enumerate(tokens) if token.text in (",", ":", "–", "—", "-", "!")), -1)
    if not 1 <= end <= _LONGEST_GROUP or not all(token.kind == "word" and not token.clitic for token in tokens[:end]):
        return ""
    return "" if not _is_group(tokens[:end]) else " ".join(token.text for token in tokens[:end])


def _is_group(words: Sequence[Token]) -> bool:
    norms = [token.norm for token in words]
    return norms[-1].endswith(_GROUP_ENDINGS) and _NO_GROUPS.isdisjoint(norms) and words[0].text[:1].isupper()
