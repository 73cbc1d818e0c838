"""Finds who is mentioned: pronouns of the first and second person, and the brand by its own name.

Corrects the word lists by context: "US" isn't a pronoun in "the US market", "I" isn't in "Part I", and "mine" isn't in "a gold mine".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from softsell.language.english.clauses import BE
from softsell.language.english.data import sets
from softsell.language.english.lexicon import ADJECTIVES, BASE_VERBS, DATES, FUNCTION_WORDS, VERB_FORMS
from softsell.language.token import Token
from softsell.language.tokenizer import tokenize

_SETS = sets("people.txt")

Name = tuple[str, ...]
"""A name as the norms of its tokens."""

_NUMBERED = _SETS["numbered"]
_MINE_OWNERS = _SETS["mine owners"]
_PRONOUN_NAMES = _SETS["pronoun names"]
_RULERS = _SETS["rulers"]
_RULING = _SETS["ruling"]
_ANNOUNCING = _SETS["announcing"]
_BUSINESS_ENDINGS = _SETS["business endings"]
_PLACES = frozenset(("at", "here"))
"""Words before the name of one's own business, if "we" follows it."""
_WHERE = frozenset("across around in inside near of outside over throughout under".split())
"""Words before a name that is a place or a title, hardly before one's own."""
_FEELING = frozenset("committed delighted excited honored honoured humbled pleased proud proudly thrilled".split())
"""A business says this of itself; others rarely do."""
_LEADING = frozenset("'s also are continues has have is just now recently remains so today very was were will".split())
_OURS = frozenset(("we", "our", "us", "ours"))
_GIVEN_NAMES = _SETS["given names"]
_PUBLIC_HOSTS = _SETS["public hosts"]
_AFTER_NUMBER = frozenset("and are has is of or".split())
"""Words after "Hall I" that don't follow "I" when it's a person."""
_SAID_OF_GOODS = _SETS["said of goods"]
_COMMON = FUNCTION_WORDS | BASE_VERBS | ADJECTIVES | DATES | VERB_FORMS
_LONGEST_NAME = 4
_LONGEST_ABBREVIATION = 3
_ENOUGH = 3
_OFTEN = 3
"""Sentences that a name begins before it sounds like the writer's own."""
_PRAISED_WITHIN = 7
_MOST_TOKENS = 2000
"""A post names its subject early, so later tokens aren't searched for it."""


def mark_people(tokens: list[Token]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the indices of first-person and of second-person tokens. Removes ``we`` and ``you`` from tokens that
    only look like pronouns, and ``they`` from those that stand for goods.
    """
    first: list[int] = []
    second: list[int] = []
    for index, token in enumerate(tokens):
        found = token.classes
        if "we" in found:
            if _is_first_person(tokens, index):
                first.append(index)
            else:
                token.classes = tuple(name for name in found if name != "we")
        elif "you" in found:
            if _is_second_person(tokens, index):
                second.append(index)
            else:
                token.classes = tuple(name for name in found if name != "you")
        elif "they" in found and token.norm == "they" and _are_goods(tokens, index):
            token.classes = tuple(name for name in found if name != "they")
    return tuple(first), tuple(second)


def _is_first_person(tokens: list[Token], index: int) -> bool:
    token = tokens[index]
    before = tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if token.norm == "us" and token.text == "US":
        return _is_shouted(before, after)
    if token.norm == "i":
        if before is not None and (before.norm in _NUMBERED or _is_monarch(before, tokens[index + 1 : index + 3])):
            return False
        if before is not None and _is_numbered(tokens, index):
            return False
        if _is_titled(tokens, index):
            return False
        return not (_opens_line(before) and after is not None and after.text in (".", ")"))
    if token.norm == "mine":
        return before is None or not (before.norm in _MINE_OWNERS or _is_pit(tokens, index))
    return not begins_name(token, after)


def _is_second_person(tokens: list[Token], index: int) -> bool:
    token = tokens[index]
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if token.text == "YOU" and after is not None and after.norm == "magazine":
        return False
    return not begins_name(token, after)


def _are_goods(tokens: list[Token], index: int) -> bool:
    """Return whether "they" stands for things: "they're gone", "they last all week", "they're 3 pounds each"."""
    following = [token.norm for token in tokens[index + 1 : index + 5]]
    if following[:1] == ["last"]:
        return True
    if not following or following[0] not in BE:
        return False
    rest = following[1 + (following[1:2] in (["all"], ["just"], ["nearly"], ["almost"], ["only"])) :]
    if rest[:1] and rest[0] in _SAID_OF_GOODS:
        return True
    return any("money" in token.classes for token in tokens[index + 2 : index + 4])


def begins_name(token: Token, after: Token | None) -> bool:
    """Return whether the pronoun begins a fixed name or title: "Our Father", "My Little Pony", "Your Majesty"."""
    if after is None or not (token.text[0].isupper() and after.text[0].isupper()):
        return False
    return f"{token.norm}-{after.norm}" in _PRONOUN_NAMES


def _is_monarch(before: Token, after: Sequence[Token]) -> bool:
    """Return whether "I" is the number after a ruler's name: "Elizabeth I was queen", "Charles I lost his head"."""
    if before.norm not in _RULERS or not before.text[0].isupper():
        return False
    if not after or after[0].kind == "punctuation" or after[0].norm in _RULING:
        return True
    return len(after) > 1 and after[1].norm in ("his", "her")


def _is_numbered(tokens: list[Token], index: int) -> bool:
    """Return whether "I" is the number after a name in a sentence: "on Pier I, next to the crane", "the start of Hall I of the fair"."""
    name = tokens[index - 1]
    if name.kind != "word" or not name.text[0].isupper() or name.text.isupper() or name.norm in _COMMON:
        return False
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    opens = index == 1 and after is not None and after.text == ","
    inside = opens or (index > 1 and (tokens[index - 2].kind in ("word", "number") or tokens[index - 2].text == ","))
    return inside and (after is None or after.norm in _AFTER_NUMBER or after.text[0] in ",.;:)!?")


def _is_titled(tokens: list[Token], index: int) -> bool:
    """Return whether "I" begins a title of the form "I, Robot" or "I, Daniel Blake". "I, Ann Smith, promise" has a second comma."""
    if index + 2 >= len(tokens) or tokens[index].text != "I" or tokens[index + 1].text != ",":
        return False
    end = index + 2
    while end < len(tokens) and end < index + 2 + _LONGEST_NAME and tokens[end].text[:1].isupper():
        end += 1
    return end > index + 2 and (end == len(tokens) or tokens[end].text != ",")


def _is_pit(tokens: list[Token], index: int) -> bool:
    """Return whether "mine" is a noun after an article and other words for it: "the old tin mine"."""
    for before in reversed(tokens[max(0, index - _LONGEST_NAME) : index]):
        if before.norm in ("a", "an", "the"):
            return not any(token.norm in BE for token in tokens[max(0, index - _LONGEST_NAME - 1) : index])
        if before.kind != "word" or (not {"noun", "adjective"} & set(before.classes) and before.norm in FUNCTION_WORDS):
            return False
    return False


def _is_shouted(before: Token | None, after: Token | None) -> bool:
    """Return whether the word is among words in capitals, and not after "THE"."""
    neighbours = [t for t in (before, after) if t is not None and t.kind == "word"]
    if before is not None and before.norm == "the":
        return False
    return bool(neighbours) and all(t.text.isupper() for t in neighbours)


def _opens_line(before: Token | None) -> bool:
    return before is None or before.kind == "newline" or before.text == "("


# The brand


def configured_names(names: Iterable[str]) -> tuple[Name, ...]:
    """Convert names and handles as written to norms: ``@AcmeBakes`` becomes ``("acmebakes",)``."""
    found = []
    for name in names:
        norms = tuple(token.norm for token in tokenize(name.strip().lstrip("@#")) if token.kind != "newline")
        if norms:
            found.append(norms)
    return tuple(dict.fromkeys(found))


def mark_brand(tokens: list[Token], names: tuple[Name, ...]) -> tuple[int, ...]:
    """Return the indices at which one of ``names`` begins, as words, a handle or a hashtag. Adds the class ``brand`` to their tokens."""
    if not names:
        return ()
    by_first: dict[str, list[Name]] = {}
    for name in sorted(names, key=len, reverse=True):
        by_first.setdefault(name[0], []).append(name)
    joined = {"".join(part for part in name if part.isalnum()) for name in names}
    mentions = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        length = 0
        if token.kind in ("hashtag", "mention"):
            length = int(_handle(token.norm) in joined)
        else:
            length = max((len(n) for n in by_first.get(token.norm, ()) if _stands_at(tokens, index, n)), default=0)
        if length:
            mentions.append(index)
            for named in tokens[index : index + length]:
                named.classes = tuple(sorted({*named.classes, "brand"} - {"we", "you"}))
        index += length or 1
    return tuple(mentions)


def _handle(norm: str) -> str:
    """Return the name in a handle or hashtag: only letters and digits, without the sign or the server."""
    return "".join(c for c in norm[1:].partition("@")[0] if c.isalnum())


def _stands_at(tokens: list[Token], index: int, name: Name) -> bool:
    if index + len(name) > len(tokens):
        return False
    return all(tokens[index + offset].norm == norm for offset, norm in enumerate(name))


def own_subject(tokens: list[Token], others: Set[Name] = frozenset()) -> Name | None:
    """Return the business that writes the post, if the post alone makes it clear.

    Names are runs of capitalised words. A town, a title, a venue or a product is named as often as the writer's own business, so a
    name counts only with signs that the writer speaks for it: "at X, we", "X is proud", or two lesser ones, such as a link to its
    own site or an announcement by a "Bakery" in a post that says "we". Names of people and abbreviations need more. ``others`` are
    names that are probably somebody else's.
    """
    tokens = tokens[:_MOST_TOKENS]
    runs = [
        (index, name)
        for index, name in _proper_names(tokens)
        if name not in others or name[-1] in _BUSINESS_ENDINGS  # "Hillside Bakery" is a person to some pipelines
    ]
    if not runs or _mostly_capitals(tokens):
        return None
    hosts = {host for token in tokens if token.kind == "url" for host in _hosts(token.norm)}
    ours = not _OURS.isdisjoint([token.norm for token in tokens if "we" in token.classes])
    mentions: dict[Name, list[int]] = {}
    for index, name in runs:
        mentions.setdefault(name, []).append(index)
    best: Name | None = None
    most = _ENOUGH - 1
    for name, places in mentions.items():
        joined = "".join([part for part in name if part.isalnum()])
        points = max([_signs_around(tokens, index, len(name)) for index in places])
        points += 2 if joined in hosts else 0
        points += 1 if name[-1] in _BUSINESS_ENDINGS and len(name) > 1 else 0
        points += ours
        points += _repeated(tokens, places, len(name))
        if name[0] in _GIVEN_NAMES or any(index and tokens[index - 1].norm in _WHERE for index in places):
            points -= 3
        points -= 2 if len(joined) <= _LONGEST_ABBREVIATION else 0
        if points > most:
            best, most = name, points
    return best


def _repeated(tokens: list[Token], mentions: list[int], length: int) -> int:
    """Return how strongly it is a slogan's name: it begins sentence after sentence, and nobody does something like it."""
    often = length > 1 and len(mentions) >= _OFTEN and sum(_opens_sentence(tokens, at) for at in mentions) >= _OFTEN
    for index in mentions:
        if index and tokens[index - 1].norm in ("like", "than"):
            before = [token.norm for token in tokens[max(0, index - _PRAISED_WITHIN) : index]]
            if not {"nobody", "none"}.isdisjoint(before):
                return 2 * often + 1
    return 2 * often


def _mostly_capitals(tokens: list[Token]) -> bool:
    """Return whether capitals mean nothing here, because Every Word Has One."""
    written = [t.text for t in tokens if t.kind == "word" and not t.clitic and len(t.text) > 1]
    small = len([text for text in written if text.islower()])
    if small * 2 >= len(written):
        return False  # nearly every post
    return sum([text[0].isupper() for text in written]) * 2 > len(written)


def _hosts(url: str) -> list[str]:
    """Return the labels of the host in a link or address that may be a name."""
    host = url.partition("://")[2] or url
    host = host.rpartition("@")[2].partition("/")[0].partition("?")[0]
    return [label.replace("-", "") for label in host.split(".")[:-1] if label not in _PUBLIC_HOSTS]


def _proper_names(tokens: list[Token]) -> list[tuple[int, Name]]:
    """Return runs of capitalised words that look like names, with their beginnings."""
    runs = []
    capital = dict.fromkeys(
        [
            index
            for index, token in enumerate(tokens)
            if token.kind == "word" and token.text[0].isupper() and not token.clitic and token.norm != "i"
        ]
    )
    after = 0
    for index in capital:
        if index < after:
            continue
        length = 1
        while length < _LONGEST_NAME and index + length in capital:
            length += 1
        start = index
        while length and tokens[start].norm in _COMMON and _opens_sentence(tokens, start):
            start += 1
            length -= 1
        name = tuple([token.norm for token in tokens[start : start + length]])
        if not _COMMON.issuperset(name):
            runs.append((start, name))
        after = start + length + 1
    return runs


def _opens_sentence(tokens: list[Token], index: int) -> bool:
    return index == 0 or tokens[index - 1].kind not in ("word", "number")


def _signs_around(tokens: list[Token], index: int, length: int) -> int:
    """Return how strongly the words around one mention say that the writer speaks for the name."""
    end = index + length
    following = [token.norm for token in tokens[end : end + 4]]
    before = tokens[index - 1].norm if index else ""
    if before in _PLACES and {"we", "we're", "our"} & set(following[:2]):
        return _ENOUGH
    while following and following[0] in _LEADING:
        following.pop(0)
    if not following:
        return 0
    if following[0] in _FEELING:
        return _ENOUGH
    return int(following[0] in _ANNOUNCING and _opens_sentence(tokens, index))
