"""Finds the verbs of a sentence that are orders, by word lists and position, and decides whether the sentence is a command.

An order begins a clause. Only a few words may come before it ("please", "just", "so"). A word that is just as often a noun needs a
sign after it: an object, a pronoun, a link.
"""

from __future__ import annotations

from softsell.language.english.clauses import FINITE, HEAD_LENGTH, PRONOUNS, Inside, Tag, first_three, norms_at
from softsell.language.english.data import sets
from softsell.language.english.lexicon import BASE_VERBS, FUNCTION_WORDS, MAYBE_VERBS, SURE_VERBS
from softsell.language.token import Token

_SETS = sets("orders.txt")

_ORDER_LEAD_INS = _SETS["order lead ins"]
_ELLIPTICAL = _SETS["elliptical"]
_OBJECTS = _SETS["objects"]
_NOUN_SIGNS = frozenset(("of",))
_MAYBE_OBJECTS = _SETS["maybe objects"]
_SUBORDINATORS = _SETS["subordinators"]
_POLITE = frozenset(("please", "pls", "plz", "kindly"))
_WEATHER = frozenset(("rain", "sleet", "snow", "thunder"))
"""Verbs that no reader can be told to do: "Rain all week here"."""
_FURTHEST_ORDER = 40
"""Tokens before an order: handles, hashtags and marks. Each mark may begin a clause, so nothing looks further than this."""
_HELPERS = frozenset(("let", "be", "have"))
_MAY_ORDER = BASE_VERBS | _HELPERS | {"do", "never", "attached"}
_DONE = frozenset(("it", "this", "that", "your", "the", "a", "what", "so"))
_NOT_SAID_OF_READERS = _SETS["not said of readers"]
_NO_ORDERS = frozenset(
    (("see", "you"), ("see", "u"), ("see", "ya"), ("put", ","), ("set", "within"), ("set", "adjacent"), ("set", "in"),
     ("remember", "seeing"), ("compare", "to"), ("compared", "to"))
)  # fmt: skip
_BETWEEN = frozenset(("ever", "even", "just", "only", "you", "also"))
_NOUN_PREPOSITIONS = frozenset(("for", "of", "from", "in", "on", "at", "with", "to", "between", "among", "by"))
_CLAUSE_OPENERS = frozenset(
    ("that", "who", "which", "what", "if", "when", "how", "why", "where", "because", "as", "while", "and", "or", "but")
)
_MOST_COMMAS = 2
_LONGEST_OPENING = 60
_LONGEST_LABEL = 4
_LONGEST_CALL = 3
_LONGEST_LEAD_IN = 5
_STRONG_OBJECTS = _SETS["strong objects"]


def may_hold_orders(tokens: list[Token], inside: Inside) -> bool:
    """Return whether a clause begins with a word that can be an order, so the tagger is worth asking."""
    content = inside.content
    for position in inside.starts:
        for index in content[position : position + _LONGEST_LEAD_IN]:
            token = tokens[index]
            if token.norm in BASE_VERBS or token.norm in _HELPERS or token.norm == "do":
                return True
            if token.kind == "word" and token.norm not in _ORDER_LEAD_INS:
                break
    return False


def find_orders(tokens: list[Token], inside: Inside, tags: list[Tag] | None) -> tuple[int, ...]:
    """Return the indices of the verbs in the sentence that are orders."""
    found = []
    first, content = inside.first, inside.content
    for position in inside.starts:
        verb = _order_at(tokens, content, position)
        if verb is not None and (tags is None or tags[verb - first][1] or tags[verb - first][0] == "VERB"):
            found.append(verb)
    if tags is not None:
        found += [i for i in content[:HEAD_LENGTH] if tags[i - first][1] and tokens[i].norm not in _WEATHER]
    return tuple(sorted(set(found)))


def _is_opening(tokens: list[Token], content: list[int], position: int) -> bool:
    """Return whether the words before the clause aren't a clause of their own: a name, a subordinate clause, a label."""
    if position > _LONGEST_OPENING:
        return False
    before = [tokens[i] for i in content[:position]]
    spoken = [t for t in before if t.kind in ("word", "number", "time")]
    mark = before[-1].text[0]
    if not spoken:
        return True
    if mark == "," and spoken[0].norm in _SUBORDINATORS:
        return sum(t.text == "," for t in before) <= _MOST_COMMAS
    if any(t.norm in FINITE or t.norm in PRONOUNS or t.norm == "'s" for t in spoken):
        return False
    if mark in ':-–—>*)"':
        return len(spoken) <= _LONGEST_LABEL
    return len(spoken) <= _LONGEST_CALL and not any("verb" in t.classes and "noun" not in t.classes for t in spoken)


def _order_at(tokens: list[Token], content: list[int], start: int) -> int | None:
    """Return the index of the verb that is an order, if the clause that begins at the position ``start`` is one.

    More signs are needed (``strict``) in places where the clause may just continue with a list or a thought. No mark or name may then
    come before the verb.
    """
    polite = marked = False
    position = start
    end = min(len(content), start + _FURTHEST_ORDER)
    while position < end:
        token = tokens[content[position]]
        if token.norm not in _ORDER_LEAD_INS:
            if token.kind not in ("punctuation", "mention", "hashtag") and not _is_item_number(
                tokens, content, position
            ):
                break
            marked = True
        polite = polite or token.norm in _POLITE
        position += 1
    if position >= end or token.kind != "word" or token.norm not in _MAY_ORDER:
        return None
    strict = start > 0 and not _is_opening(tokens, content, start)
    if strict and marked:
        return None
    one, two, three = first_three(norms_at(tokens, content, position, 3))
    index = content[position]
    if one in ("do", "never"):
        return _order_with_helper(tokens, content, position, one, two)
    if one in _HELPERS:
        return index if _helper_orders(one, two) else None
    if one == "attached" and two in _POLITE:
        return content[position + 2] if three in BASE_VERBS else None
    if (
        one in _WEATHER
        or one not in BASE_VERBS
        or two == ":"
        or (one, two) in _NO_ORDERS
        or _noun_reading(tokens, content, position)
    ):
        return None
    if "noun" in tokens[index].classes and _is_long_subject(tokens, content, position):
        return None
    if polite:
        return index if one != "put" or two else None
    if strict:
        sure = one in SURE_VERBS and (two in _MAYBE_OBJECTS or _begins_object(tokens, content, position + 1))
        return index if one not in _ELLIPTICAL and (sure or (one in MAYBE_VERBS and two in _STRONG_OBJECTS)) else None
    if len(content) - position == 1:
        return None
    if one in _ELLIPTICAL:
        return index if _elliptical_order(one, two, three) else None
    if one in SURE_VERBS:
        return index if two not in _NOUN_SIGNS and not _is_title(tokens, content, position) else None
    signs = two in _MAYBE_OBJECTS or _begins_object(tokens, content, position + 1)
    alone = two in ("!", ".") and len(content) - position == 2
    return index if signs or alone or (two == "with" and tokens[content[-1]].text in (".", "!")) else None


def _is_item_number(tokens: list[Token], content: list[int], position: int) -> bool:
    """Return whether the token is the number of a list item."""
    if tokens[content[position]].kind != "number" or position + 1 >= len(content):
        return False
    return tokens[content[position + 1]].kind == "punctuation"


def _order_with_helper(tokens: list[Token], content: list[int], position: int, one: str, two: str) -> int | None:
    """Return the verb of "don't miss", "never pay", "do come by", or "do" itself in "do this"."""
    if one == "do" and two != "not" and two not in SURE_VERBS:
        return content[position] if two in _DONE else None
    verb = position + (2 if two == "not" else 1)
    while verb < len(content) and tokens[content[verb]].norm in _BETWEEN:
        verb += 1
    if verb >= len(content):
        return None
    norm = tokens[content[verb]].norm
    following = tokens[content[verb + 1]].norm if verb + 1 < len(content) else ""
    if norm in _NOT_SAID_OF_READERS and following in PRONOUNS | {
        "that",
        "this",
        "if",
        "what",
        "why",
        "how",
        "to",
        "the",
        ".",
    }:
        return None
    return content[verb] if norm in BASE_VERBS or norm in ("be", "have", "do") else None


def _helper_orders(one: str, two: str) -> bool:
    """Return whether "let", "be" or "have" at the beginning of a clause is an order."""
    if one == "let":
        return two not in ("", ",", "alone")
    if one == "be":
        return two not in ("", ",", "it", "that")
    return two in ("a", "fun", "your", "some", "no", "it")


def _begins_object(tokens: list[Token], content: list[int], position: int) -> bool:
    """Return whether the token is a link, a handle or an amount. No subject follows a verb like this."""
    return position < len(content) and tokens[content[position]].kind in ("url", "mention", "money")


def _elliptical_order(one: str, two: str, three: str) -> bool:
    """Return whether a verb that usually lacks an "I" is an order after all: "look at this", "love your skin"."""
    if one == "love":
        return two == "your"
    if one in ("think", "look", "feel"):
        return two in (
            "at",
            "for",
            "out",
            "no",
            "free",
            "about",
            "twice",
            "of",
            "again",
            "into",
            "inside",
            "before",
            "around",
            "up",
        )
    if one in (
        "wait",
        "live",
        "hear",
        "experience",
        "open",
        "clean",
        "close",
        "plan",
        "complete",
        "secure",
        "clear",
        "correct",
        "separate",
    ):
        return two in _STRONG_OBJECTS or two in ("for", "until", "till", "like", "from", "about", "ahead")
    return one in ("know", "believe", "prefer", "expect", "suppose") and two in (
        "your",
        "that",
        "the",
        "in",
        "yourself",
        "what",
        "how",
    )


def _noun_reading(tokens: list[Token], content: list[int], position: int) -> bool:
    """Return whether the word begins a noun phrase with a finite verb after it: "Book clubs are great", "Change is good"."""
    for offset, index in enumerate(content[position + 1 : position + 6]):
        token = tokens[index]
        if token.kind != "word":
            return False
        if token.norm in FINITE or token.norm == "'s":
            return True
        if offset and token.norm in BASE_VERBS and position + offset + 2 < len(content):
            following = tokens[content[position + offset + 2]].norm
            if following in ("me", "us", "him", "them", "it", "you"):
                return True
        if token.norm in FUNCTION_WORDS or "noun" not in token.classes:
            return False
    return False


def _is_long_subject(tokens: list[Token], content: list[int], position: int) -> bool:
    """Return whether a noun and its preposition are the subject of a finite verb: "Support for small shops has grown"."""
    if position + 1 >= len(content) or tokens[content[position + 1]].norm not in _NOUN_PREPOSITIONS:
        return False
    for index in content[position + 2 : position + HEAD_LENGTH]:
        token = tokens[index]
        if token.kind == "punctuation" or token.norm in _CLAUSE_OPENERS or token.norm in PRONOUNS:
            return False
        if token.norm in FINITE:
            return True
    return False


def _is_title(tokens: list[Token], content: list[int], position: int) -> bool:
    """Return whether the word begins a name: "Rolls Royce", "Cook County". A single capitalised noun after it isn't an object."""
    if position + 1 >= len(content):
        return False
    following = tokens[content[position + 1]]
    return (
        following.kind == "word"
        and len(content) - position <= 3
        and following.text[0].isupper()
        and not following.text.isupper()
        and following.norm not in _OBJECTS
    )


def is_main_order(tokens: list[Token], content: list[int], order: int) -> bool:
    """Return whether the order makes the sentence a command: it begins it, or follows a name, a label or a subordinate clause."""
    position = content.index(order)
    while position and (
        tokens[content[position - 1]].norm in _ORDER_LEAD_INS
        or tokens[content[position - 1]].norm in ("do", "not", "never", "attached")
    ):
        position -= 1
    return position == 0 or _is_opening(tokens, content, position)
