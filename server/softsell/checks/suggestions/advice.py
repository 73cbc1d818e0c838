"""What a suggested question takes up of advice: what it's for, "keep basil alive", or what it warns of, "watering their cactus".

Each function returns "" unless the draft says it plainly.
"""

from __future__ import annotations

from softsell.checks.suggestions.own_words import inside
from softsell.language.english.data import sets
from softsell.language.english.inflect import verb_forms
from softsell.language.english.lexicon import BASE_VERBS
from softsell.language.reading import Reading
from softsell.language.token import Token

_SETS = sets("advice.txt")
_OWN = _SETS["own"]
_STOPS = frozenset((",", ":", ";", ".", "!", "?", "…", "(", ")", "–", "—", "-", "&"))
_CUTS = _SETS["cuts a phrase off"]
_ENDS_A_CLAUSE = frozenset(("and", "so", "because", "but"))
_NO_MISTAKES = _SETS["no mistakes"]
_NO_TIPS = _SETS["no tips"]
_NO_TASKS = _SETS["no tasks"]
_NO_DOINGS = _SETS["no doings"]
_NO_OBJECTS = _SETS["no objects of a doing"]
_FEWEST, _MOST = 2, 6
_BEFORE_A_TASK = frozenset(("to", "you", "we", "i"))
_ENDS_A_DOING = frozenset((":", "?", "–", "—"))
_FEWEST_IN_MISTAKE, _MOST_IN_MISTAKE = 3, 7
_MOST_KINDS_OF_TIP = 2
_REGULAR = frozenset(("of the day", "of the week", "of the month"))
_MOST_NAMED = 6
_SHORT = 4
"""Letters of the shortest word that a headline surely writes with a capital: "of", "and" and "the" are shorter."""
_ENDS_OF_CLAUSE = frozenset(("is", "are", "was", "and", "that", "'s"))
_IS = frozenset(("is", "are", "was", "were", "'s"))
_BEGINS_A_CLAUSE = frozenset("if when whether that what which who how where why".split())
_LONGEST_NAME = 3
_LATEST_DOING = 3
_EARLY = 40
_OPENING = 10
"""Tokens among which a tip says what it is."""


def task_in(reading: Reading, first: int, last: int) -> str:
    """Return what the draft says how to do, from behind the words found: "keep basil alive" of "How to keep basil alive: …".

    Args:
        first, last: the tokens found, "how to", "before you" or "to" and a verb; only where they open a sentence.
    """
    if not reading.opens_sentence(first):
        return ""
    tokens = reading.tokens
    start = next((at + 1 for at in range(first, last) if tokens[at].norm in _BEFORE_A_TASK), -1)
    if start < 0 or start >= len(tokens) or tokens[start].norm in _NO_TASKS:
        return ""
    if start == first + 1 and tokens[start].norm not in BASE_VERBS:
        return ""  # "To Sat 8 till 5"
    return _until_stop(reading, start)


def doing_in(reading: Reading) -> str:
    """Return what the draft is about as an action, by its first words: "writing alt text" of "Writing alt text: …", "line drying" of
    "Line drying?". "" unless a mark of that kind ends them."""
    first = next((at for at, token in enumerate(reading.tokens[:_EARLY]) if token.kind not in ("emoji", "newline")), 0)
    doing = next((at for at in range(first, first + _LATEST_DOING) if _is_doing(reading, at)), None)
    if doing is None or not all(map(_is_object, reading.tokens[first:doing])):
        return ""
    said = _until_stop(reading, first)
    words = said.split()
    ends = reading.tokens[first + len(words) : first + len(words) + 1]
    if doing + 1 < len(reading.tokens) and reading.tokens[doing + 1].norm in _NO_OBJECTS:
        return ""
    if not said or not ends or ends[0].text not in _ENDS_A_DOING:
        return ""
    if any(word[:1].isupper() for word in words[1:]) and all(
        word[:1].isupper() or len(word) < _SHORT for word in words
    ):
        return ""  # a headline's capitals, of which nobody can tell which ones belong to names
    return f"{inside(reading.tokens[first])} {' '.join(words[1:])}"


def _is_doing(reading: Reading, at: int) -> bool:
    if at >= len(reading.tokens):
        return False
    token = reading.tokens[at]
    return token.kind == "word" and token.norm.endswith("ing") and token.norm not in _NO_DOINGS


def _is_object(token: Token) -> bool:
    """Whether a word says what is done: "oven" of "oven cleaning"."""
    return token.kind == "word" and "noun" in token.classes and not {"date", "number", "we", "you"} & {*token.classes}


def _until_stop(reading: Reading, start: int) -> str:
    """Return the words up to the end of their clause; "" if they are too many, hold a figure or the writer, or would be cut off."""
    sentence = reading.sentence_at(start)
    limit = min(reading.body, sentence.last if sentence is not None else len(reading.tokens))
    words: list[Token] = []
    in_clause = False  # "tell if an egg is fresh" goes on, "stop a door squeaking is soap" ends before its verb
    for token in reading.tokens[start:limit]:
        if token.text in _STOPS or token.kind in ("newline", "emoji") or token.norm in _ENDS_A_CLAUSE:
            break
        if token.norm in _CUTS:
            return ""
        if token.norm in _IS and not in_clause:
            break
        in_clause = in_clause or token.norm in _BEGINS_A_CLAUSE
        words.append(token)
    if not _FEWEST <= len(words) <= _MOST or not all(map(_may_be_in_task, words)):
        return ""
    in_capitals = all(token.text.isupper() for token in words)
    return " ".join(token.norm if in_capitals else token.text for token in words)


def _may_be_in_task(token: Token) -> bool:
    return token.kind == "word" and not token.clitic and token.norm not in _OWN and "we" not in token.classes


def mistake_in(reading: Reading, first: int, last: int) -> str:
    """Return what the draft tells readers not to do, as others may have been doing it: "watering their cactus every day".

    Args:
        first, last: the tokens found, "stop watering" or "do not water"; only early, and where they open a sentence or follow a colon.
    """
    before = reading.tokens[first - 1]
    opens = reading.opens_sentence(first) or before.text == ":" or before.norm == "please"
    verb = reading.tokens[last - 1].norm
    if first > _EARLY or not opens:
        return ""
    doing = verb if verb.endswith("ing") else next((form for form in verb_forms(verb) if form.endswith("ing")), "")
    if not doing or not {verb, doing}.isdisjoint(_NO_MISTAKES):
        return ""
    words = [doing]
    for token in reading.tokens[last : reading.body]:
        if token.text in _STOPS or token.kind in ("newline", "emoji") or token.norm in _ENDS_A_CLAUSE:
            break
        if token.norm in _CUTS or not _may_be_in_task(token):
            return ""
        words.append("their" if token.norm == "your" else token.text)
    return " ".join(words) if _FEWEST_IN_MISTAKE <= len(words) <= _MOST_IN_MISTAKE else ""


def tip_in(reading: Reading, first: int) -> str:
    """Return the kind of tip that the draft opens with: "paint" of "Paint tip from thirty years up ladders"; "" if it only says "tip"."""
    tokens = reading.tokens
    start = first
    while start and first - start < _MOST_KINDS_OF_TIP and _is_kind_of_tip(tokens[start - 1]):
        start -= 1
    after = " ".join(token.norm for token in tokens[first + 1 : first + 4])
    goes_on = after.split(" ")[0] in ("of", "jar", "out", "off", "over") and after not in _REGULAR
    if start == first or first > _OPENING or goes_on:
        return ""
    return " ".join(
        token.norm if token.text.istitle() or token.text.isupper() else token.text for token in tokens[start:first]
    )


def _is_kind_of_tip(token: Token) -> bool:
    if (
        token.kind != "word"
        or token.clitic
        or token.norm in _NO_TIPS
        or {"date", "number", "we", "you"} & {*token.classes}
    ):
        return False
    return "noun" in token.classes or token.norm.endswith("ing")


def named_behind(reading: Reading, start: int) -> str:
    """Return what stands behind the words found, to the end of the clause: "sea swimming" of "New to sea swimming?"."""
    if start > _EARLY:
        return ""
    words: list[Token] = []
    for token in reading.tokens[start : reading.body]:
        if token.text in _STOPS or token.kind in ("newline", "emoji") or token.norm in _ENDS_OF_CLAUSE:
            break
        words.append(token)
    if not 1 <= len(words) <= _MOST_NAMED or not all(map(_may_be_in_task, words)) or not words[0].text.islower():
        return ""
    if len(words) == 1 and "noun" not in words[0].classes and not words[0].norm.endswith("ing"):
        return ""
    return " ".join("their" if token.norm == "your" else token.text for token in words)


def name_behind(reading: Reading, start: int) -> str:
    """Return the name behind the words found: "Ann Lee" of "Meet Ann Lee, our new baker". "" if it is one of several."""
    words: list[Token] = []
    for token in reading.tokens[start : reading.body]:
        if token.kind != "word" or token.clitic or not token.text[:1].isupper() or token.text.isupper():
            break
        words.append(token)
    following = reading.tokens[start + len(words)] if start + len(words) < len(reading.tokens) else None
    if not 1 <= len(words) <= _LONGEST_NAME or (following is not None and following.norm in ("and", "&", "'s")):
        return ""
    return " ".join(token.text for token in words)
