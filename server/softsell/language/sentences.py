"""Finds where sentences end. ``english.sentence_kinds`` decides what they do.

A sentence ends at a newline; where a full stop is plainly missing; after ``.``, ``..``, ``!``, ``?`` or ``…`` and the closing quotes,
brackets and emoji that follow, unless the next word continues it; after an emoji, if a new clause follows; and before a bullet, an
emoji, an arrow, a number or a letter ("1)", "2)"; "a)", "b)") that begins the next item of a list in one line.
The closing run of hashtags isn't part of any sentence.
"""

from __future__ import annotations

from itertools import pairwise

from softsell.language.english.contractions import AFTER_SPEECH, BEFORE_NUMBERS, CLOSERS, NAMES_WITH_MARK, NEVER_LAST
from softsell.language.english.lexicon import AUXILIARIES, BASE_VERBS, DATES, FUNCTION_WORDS
from softsell.language.token import Token

_ENDS = frozenset(".!?…。！？．")
_FULL_WIDTH_ENDS = frozenset("。！？．")
_CLOSING = frozenset(")]}”’»")
_CLOSING_IF_GLUED = frozenset("\"'*_~")
_CLOSES_QUOTE = frozenset("\"'”’)]")
_CLOSER_LENGTH = 3
_RULES = frozenset("-_=*~")
_RULE_LENGTH = 4
_GOES_ON = frozenset(",;:")
_HEAD = 8
_CIRCLED = frozenset("①②③④⑤⑥⑦⑧⑨⑩❶❷❸❹❺❻❼❽❾❿")
_BULLETS = frozenset("•●▪◦‣∙■□◆➤➢►▸")
_ARROWS = frozenset(("→", "➜", "➔", "⇒", "✓", "✔", "✦", "★", "☆"))
_KEYCAP = "\u20e3"
_LONG_ENOUGH = 12
"""Tokens. In a shorter run, a capital is more likely a title than the start of a sentence without a full stop before it."""
_STARTERS = frozenset(
    (
        "The",
        "We",
        "It",
        "This",
        "They",
        "Our",
        "You",
        "If",
        "When",
        "There",
        "These",
        "But",
        "And",
        "So",
        "My",
        "He",
        "She",
    )
)
_MAY_END = _STARTERS | {"RT"}
"""The words at which a sentence may end, apart from abbreviations."""
_NAMING = frozenset(
    (
        "called",
        "named",
        "titled",
        "entitled",
        "film",
        "book",
        "song",
        "show",
        "novel",
        "play",
        "pub",
        "album",
        "read",
        "saw",
    )
)
_FEELINGS = (
    ("❤", "❤"), ("💓", "💟"), ("😀", "🙏"), ("🤍", "🤎"), ("🤐", "🤯"), ("🥰", "🥺"), ("🧡", "🧡"), ("🖤", "🖤"),
)  # fmt: skip
_ORDERS = ("i ii iii iv v vi vii viii ix x", "a b c d e f g h i j")
_LETTERED = {letter: before for order in _ORDERS for before, letter in pairwise(order.split())}
"""The letters and numerals that begin items of a list, each with the one before it."""
_FIRST_IN_BRACKETS = frozenset(("a", "A", "i", "I", "1"))
_FOLLOWING: dict[str, tuple[str, ...]] = {"i": ("ii", "j"), "I": ("II", "J")}
"""What comes after the mark of an item, ``(a)`` or ``(1)``."""
for _order in (*_ORDERS, *(order.upper() for order in _ORDERS), " ".join(map(str, range(1, 21)))):
    for _before, _after in pairwise(_order.split()):
        _FOLLOWING.setdefault(_before, (_after,))
    _FOLLOWING.setdefault(_order.split()[-1], ())
_ALTERNATIVES = frozenset(("or", "and", "nor", "then", ",", "&", "/"))
"""Before a mark in brackets, they say that the sentence goes on."""
_LONGEST_LIST = 400
"""Tokens. As far as this, it's looked whether a list is the end of a question."""
_LOOKED_AT = "end of the question"
"""Stands among the marks of items for how far it was looked."""
_SHORTEST_PHRASE = 3
"""Tokens. After fewer, ".." is a pause: "well.. maybe"."""
_SHORTEST_ITEM = 2
"""Tokens, with the mark. "Rain → mud → boots" is no list."""
_MAY_BEGIN_ITEMS = frozenset(("emoji", "punctuation", "other"))
_ITEM_KINDS = frozenset(("word", "number", "money", "percent", "time", "hashtag", "mention", "url"))
"""Kinds of token with which an item begins."""
_DATE_SLASHES = 2
_SPEAKER_LENGTH = 3


def body_end(tokens: list[Token]) -> int:
    """Return the index of the first token in the closing run of hashtags, or ``len(tokens)`` if there is no such run.

    The run may contain links, mentions, emoji and numbers such as "#2018". A single hashtag that its sentence needs
    ("See you at #BakeFest") isn't a run.
    """
    index = len(tokens)
    begin = index
    hashtags = 0
    while index:
        kind = tokens[index - 1].kind
        if kind == "hashtag":
            begin = index - 1
            hashtags += 1
        elif _is_numbered(tokens, index - 1):
            index -= 1
        elif kind not in ("newline", "url", "mention", "emoji") and not _is_separator(tokens[index - 1]):
            break
        index -= 1
    if begin < len(tokens) and index == begin and index:
        before = tokens[index - 1]
        needs_more = before.kind == "word" and (before.norm in FUNCTION_WORDS or before.norm in AUXILIARIES)
        if needs_more:
            begin = _next_hashtag(tokens, begin + 1)
        elif hashtags == 1 and before.kind != "punctuation" and _is_lower(before):
            return len(tokens)
    return begin


def _next_hashtag(tokens: list[Token], index: int) -> int:
    while index < len(tokens) and tokens[index].kind != "hashtag":
        index += 1
    return index


def _is_numbered(tokens: list[Token], index: int) -> bool:
    """Tell whether a number has a ``#`` before it. Platforms make no hashtag of it, but it's meant as one."""
    number = tokens[index]
    return (
        number.kind == "number"
        and index > 0
        and tokens[index - 1].text == "#"
        and tokens[index - 1].end == number.start
    )


def _is_separator(token: Token) -> bool:
    return token.kind in ("punctuation", "other") and token.text[0] in "|•·.,-–—/&+*_~"


def _is_lower(token: Token) -> bool:
    return token.text[:1].islower()


def boundaries(tokens: list[Token]) -> list[tuple[int, int]]:
    """Return the sentences as token ranges ``(first, last)``, in order. Every token except newlines is in one. Takes linear time."""
    ranges: list[tuple[int, int]] = []
    count = len(tokens)
    first = index = 0
    marks: dict[str, int] = {}  # where each mark that may begin an item was last
    while index < count:
        token = tokens[index]
        kind = token.kind
        if kind == "word" and token.text[-1] != "." and token.text not in _MAY_END:
            index += 1  # nearly every word ends and begins nothing
            continue
        cut = first
        if kind in _MAY_BEGIN_ITEMS and _begins_item(tokens, first, index, marks) and first < index:
            ranges.append((first, index))
            first = cut = index
        if kind == "word" and index - first > _LONG_ENOUGH and _stop_is_missing(tokens, index):
            ranges.append((first, index))
            first = cut = index
        if kind == "newline":
            if first < index:
                ranges.append((first, index))
            first = index = index + 1
            marks.clear()
            continue
        after = index + 1
        if kind == "punctuation":
            mark = token.text[0]
            if mark in _ENDS:
                after = _trail(tokens, after)
                if _ends(tokens, first, index, after):
                    cut = after
            elif mark in _RULES and len(token.text) >= _RULE_LENGTH and not _is_blank(tokens, first, index):
                if first < index:
                    ranges.append((first, index))
                    first = index
                cut = after
            elif mark == ")" and (begin := _step_before(tokens, first, index, marks)) > first:
                ranges.append((first, begin))
                first = cut = begin
            elif (
                mark == ","
                and index - first <= _CLOSER_LENGTH
                and tokens[index - 1].norm in CLOSERS
                and _capital_follows(tokens, after)
            ):
                cut = after
        elif kind == "emoji":
            after = _after_emoji(tokens, index)
            if _clause_begins(tokens, first, index, after):
                cut = after
        elif token.text == "RT":
            if index > first and after < count and tokens[after].kind == "mention":
                ranges.append((first, index))
                first = index
        elif kind == "url":
            if _clause_begins(tokens, first, index, after) or _item_begins(tokens, after):
                cut = after
        elif (
            kind == "number"
            and index > first
            and (
                _is_step(tokens, first, index)
                or _is_circled(tokens, first, index)
                or (_is_stamp(tokens, index + 1) and _ends_a_name(tokens[index - 1]))
            )
        ):
            ranges.append((first, index))
            first = index
        elif kind == "time" and _is_stamp(tokens, index):
            cut = after
        elif (
            kind in ("word", "time")
            and token.text[-1] == "."
            and len(token.text) > 1
            and _abbreviation_ends(tokens, index)
        ):
            after = _trail(tokens, after)
            cut = after
        if cut > first:
            ranges.append((first, cut))
            first = cut
        index = after
    if first < count:
        ranges.append((first, count))
    return ranges


def _stop_is_missing(tokens: list[Token], index: int) -> bool:
    """Return whether a sentence begins at ``index`` after one without a full stop: "we had cake by the river The dog came too"."""
    token = tokens[index]
    if token.text not in _STARTERS or index + 1 == len(tokens):
        return False
    before, after = tokens[index - 1], tokens[index + 1]
    goes_on = before.text in FUNCTION_WORDS or before.text in _NAMING
    return before.kind == after.kind == "word" and before.text.islower() and after.text.islower() and not goes_on


def _trail(tokens: list[Token], index: int) -> int:
    """Return where the end of a sentence ends: after further marks, closing quotes and brackets."""
    while index < len(tokens):
        token = tokens[index]
        if token.kind != "punctuation":
            break
        mark = token.text[0]
        glued = tokens[index - 1].end == token.start
        if not (mark in _ENDS or mark in _CLOSING or (glued and mark in _CLOSING_IF_GLUED)):
            break
        index += 1
    return index


def _after_emoji(tokens: list[Token], index: int) -> int:
    while index < len(tokens) and tokens[index].kind == "emoji":
        index += 1
    return index


def _is_blank(tokens: list[Token], first: int, index: int) -> bool:
    """Return whether the line at ``index`` is a blank that readers fill in ("My favourite loaf is ____"), and not a rule."""
    return tokens[index].text[0] == "_" and index > first and tokens[index - 1].kind == "word"


def _is_step(tokens: list[Token], first: int, index: int) -> bool:
    """Return whether the number at ``index`` begins the next item of a list in one line: "1) mix the flour 2) add the water"."""
    if not (index + 2 < len(tokens) and tokens[index + 1].text == ")" and tokens[index].end == tokens[index + 1].start):
        return False
    if tokens[index].text == "1":
        return tokens[index - 1].text == ":" or tokens[index - 1].kind == "emoji"
    begin = tokens[first]
    return begin.kind == "number" and begin.text.isdecimal() and tokens[index].text == str(int(begin.text[:4]) + 1)


def _ends_lettered_step(tokens: list[Token], first: int, index: int) -> bool:
    """Return whether the bracket at ``index`` follows the letter of the next item of a list in one line: "a) park b) walk"."""
    begin = first + (tokens[first].text == "(")
    return (
        index - 3 > begin
        and tokens[begin + 1].text == ")"
        and tokens[begin].text == _LETTERED.get(tokens[index - 1].text)
    )


def _is_circled(tokens: list[Token], first: int, index: int) -> bool:
    """Return whether the circled number at ``index`` begins an item of a list in one line: "To do: ① park ② walk"."""
    return tokens[index].text in _CIRCLED and _has_word(tokens, first, index)


def _step_before(tokens: list[Token], first: int, index: int, marks: dict[str, int]) -> int:
    """Return where the mark of an item begins that ends with the bracket at ``index``, or -1: "To do: (a) park (b) walk"."""
    name = tokens[index - 1].text if index else ""
    if name not in _FOLLOWING or tokens[index - 1].end != tokens[index].start:
        return -1
    opening = index > 1 and tokens[index - 2].text == "("
    begin = index - 1 - opening
    if begin and tokens[begin - 1].end == tokens[begin].start:
        return -1  # “rule 3(a)”
    before = marks.pop(f"{opening}{name}", -1)
    begins_list = before < 0 and name in _FIRST_IN_BRACKETS and not _ends_in_question(tokens, index, marks)
    if before >= 0 or begins_list or _ends_lettered_step(tokens, first, index):
        marks.update((f"{opening}{following}", index) for following in _FOLLOWING[name])
    if _ends_lettered_step(tokens, first, index):
        return begin
    if begin <= first or tokens[begin - 1].norm in _ALTERNATIVES:
        return -1
    if begins_list:
        return begin if tokens[begin - 1].text == ":" or tokens[begin - 1].kind == "emoji" else -1
    return begin if before >= 0 and begin - before > _SHORTEST_ITEM else -1


def _ends_in_question(tokens: list[Token], index: int, marks: dict[str, int]) -> bool:
    """Return whether a question mark ends what stands from ``index`` on. ``marks`` keeps how far was looked, so none is looked at twice."""
    at = max(index, marks.get(_LOOKED_AT, 0))
    last = min(index + _LONGEST_LIST, len(tokens))
    while at < last and tokens[at].kind != "newline" and tokens[at].text[0] not in ".!?":
        at += 1
    marks[_LOOKED_AT] = at
    return at < last and tokens[at].text[0] == "?"


def _has_word(tokens: list[Token], first: int, last: int) -> bool:
    """Return whether there is a word among the first few of ``tokens[first:last]``."""
    return any(tokens[i].kind == "word" for i in range(first, min(last, first + _HEAD)))


def _begins_item(tokens: list[Token], first: int, index: int, marks: dict[str, int]) -> bool:
    """Return whether the mark at ``index`` begins an item of a list in a line: "We bake: • rye • wheat", "✅ warm ✅ dry", "1️⃣ mix 2️⃣ rest".

    A bullet or a keycap does. An arrow or an emoji does from its second time on, with a word between.
    """
    token = tokens[index]
    if token.kind != "emoji" and token.text not in _BULLETS and token.text not in _ARROWS:
        return False
    if index + 1 == len(tokens) or tokens[index + 1].kind not in _ITEM_KINDS:
        return False
    before = marks.get(token.norm, -1)
    marks[token.norm] = index
    if token.text in _BULLETS or _KEYCAP in token.text:
        return _has_word(tokens, first, index)
    goes_on = token.kind == "emoji" and tokens[index + 1].text in FUNCTION_WORDS
    return before >= first and not goes_on and index - before > _SHORTEST_ITEM


def _ends_a_name(token: Token) -> bool:
    """Return whether the token may end a sender's name or address. A time stamp may follow it on a new line."""
    return token.kind == "url" or token.text == ">" or token.text[0].isupper()


def _capital_follows(tokens: list[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].text[0].isupper()


def _is_stamp(tokens: list[Token], index: int) -> bool:
    """Return whether the time at ``index`` ends a line such as ``08/10/2000 08:28 AM`` whose newline was lost."""
    if index >= len(tokens) or tokens[index].kind != "time":
        return False
    return index > 0 and tokens[index - 1].kind == "number" and tokens[index - 1].text.count("/") == _DATE_SLASHES


def _ends(tokens: list[Token], first: int, index: int, after: int) -> bool:
    """Return whether the end mark at ``index``, with what trails it up to ``after``, ends the sentence that began at ``first``."""
    if after >= len(tokens) or tokens[after].kind == "newline":
        return True
    mark, following = tokens[index], tokens[after]
    if mark.text[0] in _FULL_WIDTH_ENDS:
        return True
    before = tokens[index - 1] if index > first else None
    lower = following.text[0].islower()
    closed = after > index + 1 and tokens[after - 1].text[0] in _CLOSES_QUOTE
    if following.kind == "punctuation" and following.text[0] in _GOES_ON:
        return False
    if any(tokens[i].text[0] in "!?" for i in range(index, min(after, index + _HEAD))):
        if lower and (closed or following.norm in AFTER_SPEECH):
            return False
        if closed and any(token.norm in AFTER_SPEECH for token in tokens[after : after + _SPEAKER_LENGTH]):
            return False
        return not (before is not None and before.norm in NAMES_WITH_MARK and mark.text == "!")
    if mark.text == ".." and index - first >= _SHORTEST_PHRASE:
        return following.kind == "word"  # ".." is how many people write a full stop
    if mark.text != ".":
        return following.kind == "word" and not lower and following.norm != "i" and not following.norm[-1].isdigit()
    if before is None or (index == first + 1 and before.kind == "number"):
        return False
    if following.kind == "number" and before.norm in BEFORE_NUMBERS:
        return False
    if following.start == tokens[after - 1].end and after == index + 1:
        return following.kind == "word" and not lower and before.text[-1].islower() and len(before.text) > 1
    return not (lower and closed)


def _clause_begins(tokens: list[Token], first: int, index: int, after: int) -> bool:
    """Return whether ``tokens[first:index]`` is text that ends with the emoji or link before ``after``, and a new clause begins there."""
    if after >= len(tokens) or not _has_word(tokens, first, index):
        return False
    following = tokens[after]
    if following.kind != "word" or not following.text[0].isupper() or following.norm[-1].isdigit():
        return False
    before = tokens[index - 1]
    if index - first > _LONG_ENOUGH and _shows_feeling(tokens[index]) and before.text.islower():
        return before.norm not in FUNCTION_WORDS or following.norm in FUNCTION_WORDS
    return following.norm in FUNCTION_WORDS or following.norm in BASE_VERBS or following.norm in AUXILIARIES


def _shows_feeling(token: Token) -> bool:
    """Return whether the emoji is a face, a heart or folded hands. These close a sentence; most others may be its words or its bullets."""
    return token.kind == "emoji" and any(first <= token.text[0] <= last for first, last in _FEELINGS)


def _item_begins(tokens: list[Token], index: int) -> bool:
    """Return whether another link, or a label with a colon, begins here. These are items of a list whose newlines were lost."""
    if index >= len(tokens):
        return False
    if tokens[index].kind == "url":
        return True
    return _capital_follows(tokens, index) and index + 1 < len(tokens) and tokens[index + 1].text == ":"


def _abbreviation_ends(tokens: list[Token], index: int) -> bool:
    """Return whether the dot of an abbreviation also ends its sentence."""
    token = tokens[index]
    if index + 1 >= len(tokens) or token.norm in NEVER_LAST or len(token.norm) == 1:
        return False
    following = tokens[index + 1]
    if following.kind != "word" or not following.text[0].isupper():
        return False
    if token.kind == "time" or token.norm == "etc":
        return following.norm not in DATES and not (following.text.isupper() and len(following.text) > 1)
    return following.norm in FUNCTION_WORDS
