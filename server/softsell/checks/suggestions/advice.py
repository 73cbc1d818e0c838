"""What a suggested question takes up of advice: what it's for, "keep basil alive", or what it warns of, "watering their cactus".

Each function returns "" unless the draft says it plainly.
"""

from __future__ import annotations

from softsell.checks.suggestions.own_words import NUMBERS, lists_another_number
from softsell.compile_later import compile_later
from softsell.language.english.data import sets
from softsell.language.english.inflect import verb_forms
from softsell.language.english.lexicon import BASE_VERBS
from softsell.language.reading import Reading
from softsell.language.token import Token

_SETS = sets("advice.txt")
_OWN = _SETS["own"]
_STOPS = frozenset((",", ":", ";", ".", "!", "?", "…", "(", ")", "–", "—", "-", "&"))
_STOPPING_WORDS = _SETS["ends a task"]
_ENDS_A_MISTAKE = _SETS["ends a mistake"]
_NO_MISTAKES = _SETS["no mistakes"]
_NO_TIPS = _SETS["no tips"]
_NO_TASKS = _SETS["no tasks"]
_NO_DOINGS = _SETS["no doings"]
_FEWEST, _MOST = 2, 10
_FEWEST_IN_MISTAKE, _MOST_IN_MISTAKE = 3, 9
_MOST_KINDS_OF_TIP = 3
_MOST_NAMED = 6
_EARLY = 40
_OPENING = 10
"""Tokens among which a tip says what it is."""
_FEWEST_POINTS = 3
_POINT = compile_later(r"[ \t]*[-*•–▪\u2190-\u2bff\U0001f300-\U0001faff]\ufe0f?\s*(?P<word>[\w'’]+)")


def task_in(reading: Reading, first: int, last: int) -> str:
    """What the draft says how to do, from behind the words found: "keep basil alive" of "How to keep basil alive: …".

    Args:
        first, last: the tokens found, "how to" or "to" and a verb; only where they open a sentence.
    """
    if not reading.opens_sentence(first):
        return ""
    tokens = reading.tokens
    start = next((at + 1 for at in range(first, last) if tokens[at].norm == "to"), -1)
    if start < 0 or start >= len(tokens) or tokens[start].norm not in BASE_VERBS - _NO_TASKS:
        return ""
    return _until_stop(reading, start)


def doing_in(reading: Reading, first: int) -> str:
    """What the draft is about as an action: "writing alt text" of "Writing alt text: …". "" unless a colon ends it."""
    doing = reading.tokens[first].norm
    if not reading.opens_sentence(first) or not doing.endswith("ing") or doing in _NO_DOINGS:
        return ""
    said = _until_stop(reading, first)
    end = first + len(said.split())
    ends = reading.tokens[end : end + 1]
    if not said or not ends or ends[0].text != ":":
        return ""
    return f"{reading.tokens[first].norm} {' '.join(said.split()[1:])}"


def _until_stop(reading: Reading, start: int) -> str:
    """The words up to a stop; "" if they are too many, or hold a figure, a name or the writer."""
    sentence = reading.sentence_at(start)
    limit = min(reading.body, sentence.last if sentence is not None else len(reading.tokens))
    words: list[Token] = []
    for token in reading.tokens[start:limit]:
        if token.text in _STOPS or token.kind in ("newline", "emoji") or token.norm in _STOPPING_WORDS:
            break
        words.append(token)
    if not _FEWEST <= len(words) <= _MOST or not all(map(_may_be_in_task, words)):
        return ""
    return " ".join(token.text for token in words)


def _may_be_in_task(token: Token) -> bool:
    return token.kind == "word" and not token.clitic and token.norm not in _OWN and "we" not in token.classes


def mistake_in(reading: Reading, first: int, last: int) -> str:
    """What the draft tells readers not to do, as others may have been doing it: "watering their cactus every day".

    Args:
        first, last: the tokens found, "stop watering" or "do not water"; only early, and where they open a sentence or follow a colon.
    """
    opens = reading.opens_sentence(first) or reading.tokens[first - 1].text == ":"
    verb = reading.tokens[last - 1].norm
    if first > _EARLY or not opens:
        return ""
    doing = verb if verb.endswith("ing") else next((form for form in verb_forms(verb) if form.endswith("ing")), "")
    if not doing or not {verb, doing}.isdisjoint(_NO_MISTAKES):
        return ""
    words = [doing]
    for token in reading.tokens[last : reading.body]:
        if token.text in _STOPS or token.kind in ("newline", "emoji") or token.norm in _ENDS_A_MISTAKE:
            break
        if not _may_be_in_task(token):
            return ""
        words.append("their" if token.norm == "your" else token.text)
    return " ".join(words) if _FEWEST_IN_MISTAKE <= len(words) <= _MOST_IN_MISTAKE else ""


def tip_in(reading: Reading, first: int) -> str:
    """The kind of tip that the draft opens with: "paint" of "Paint tip from thirty years up ladders"; "" if it only says "tip"."""
    tokens = reading.tokens
    start = first
    while start and first - start < _MOST_KINDS_OF_TIP and _is_kind_of_tip(tokens[start - 1]):
        start -= 1
    if (
        start == first
        or first > _OPENING
        or (first + 1 < len(tokens) and tokens[first + 1].norm in ("of", "jar", "out", "off", "over"))
    ):
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


def named_in(reading: Reading, start: int) -> str:
    """What stands behind the words found, to the end of the clause: "sea swimming" of "New to sea swimming?", "a good scone"."""
    if start > _EARLY:
        return ""
    words = []
    for token in reading.tokens[start : reading.body]:
        if (
            token.text in _STOPS
            or token.kind in ("newline", "emoji")
            or token.norm in ("is", "are", "was", "and", "that", "'s")
        ):
            break
        words.append(token)
    if not 1 <= len(words) <= _MOST_NAMED or not all(map(_may_be_in_task, words)):
        return ""
    if len(words) == 1 and "noun" not in words[0].classes and not words[0].norm.endswith("ing"):
        return ""
    return (
        " ".join("their" if token.norm == "your" else token.text for token in words) if words[0].text.islower() else ""
    )


def points_in(reading: Reading) -> str:
    """How many tips the draft lists, a line for each with a mark and no number, most of them orders, in words. "" for other lists."""
    found = [match["word"].lower() for line in reading.draft.prose.split("\n") if (match := _POINT.match(line))]
    orders = sum(word in BASE_VERBS or word in ("don't", "don’t", "never", "always", "no") for word in found)
    if lists_another_number(reading):
        return ""
    if not 0 <= len(found) - _FEWEST_POINTS < len(NUMBERS) or orders * 2 < len(found):
        return ""
    return NUMBERS[len(found) - _FEWEST_POINTS]
