"""Words before a colon or a comma that say that readers are asked: "Poll: …", "Asking for a friend: …", "Nurses, what do you …"."""

from __future__ import annotations

from softsell.language.english.clauses import INVERTING, QUESTION_WORDS, first_three
from softsell.language.english.openings import table
from softsell.language.token import Token

_LABELS = table("labels")
_POLLS = table("polls")
_CALLERS = table("callers")
_MAY_BEGIN = _LABELS.first_words | _CALLERS.first_words | {"if", "when"}
_CALLED = frozenset(("people", "folks", "friends", "gang", "crew", "fam", "owners", "lovers"))
_MARKS = frozenset(",:;-–—…")
_YOU = frozenset(("you", "u", "ye", "y'all", "yous", "people", "everyone"))
_REPORTED = frozenset("ask asked asking asks know knew said says tell think thought told wonder wondered".split())
_LONGEST = 12
_LONGEST_NAME = 3


def _label_end(tokens: list[Token], spoken: list[int]) -> int:
    """Return how many words stand before the first mark, or before "but", or 0."""
    for at in range(1, min(len(spoken), _LONGEST)):
        if tokens[spoken[at] - 1].text[0] in _MARKS or (tokens[spoken[at]].norm == "but" and at > 1):
            return at
    return 0


def is_labelled(tokens: list[Token], spoken: list[int], norms: list[str]) -> bool:
    """Whether words before the question say that an answer is wanted, or whose: "Be honest, …", "Gardeners of Cork, is it …"."""
    if norms[0] not in _MAY_BEGIN:
        return False
    end = _label_end(tokens, spoken)
    if not end:
        return False
    if _LABELS.begin(norms, 0, end):
        return True
    return _CALLERS.begin(norms, 0, end) and _is_open(norms[end:])


def _is_open(norms: list[str]) -> bool:
    """Whether a question put to a group wants an answer. "Guys, how cute is he?" and "Folks, can you believe it?" don't."""
    one, two, three = first_three(norms)
    if one == "how":
        return two in INVERTING or two in ("long", "many", "much", "often")
    if one in QUESTION_WORDS:
        return (not INVERTING.isdisjoint(norms[1:5]) and three != "ready") or "you" in norms
    return (
        one in INVERTING
        and two not in ("not", "i")
        and (one, two) not in (("can", "you"), ("did", "you"), ("are", "you"))
    )


def is_poll(tokens: list[Token], spoken: list[int], norms: list[str]) -> bool:
    """Whether it's put to readers without being a question: "This or that: stairs or lift"."""
    if norms[:1] == [] or norms[0] not in _POLLS.first_words:
        return False
    end = _label_end(tokens, spoken)
    return bool(end) and tokens[spoken[end] - 1].text[0] == ":" and _POLLS.begin(norms, 0, end)


def asked_after_label(tokens: list[Token], spoken: list[int], norms: list[str]) -> int:
    """Return where in ``spoken`` a question begins that lacks its mark, behind a label, a name or a condition, or 0."""
    if not norms:
        return 0
    if norms[0] not in _MAY_BEGIN and _CALLED.isdisjoint(norms[:_LONGEST_NAME]):
        return _asked_after_story(tokens, spoken, norms)
    end = _label_end(tokens, spoken)
    if not end:
        return 0
    called = _CALLERS.begin(norms, 0, end) or (end <= _LONGEST_NAME and norms[end - 1] in _CALLED)
    supposed = norms[0] in ("if", "when") and "you" in norms[:end] and "you" in norms[end:]
    if not (called or supposed or _LABELS.begin(norms, 0, end)):
        return _asked_after_story(tokens, spoken, norms)
    return end + (norms[end] in ("but", "and", "so") and end + 1 < len(norms))


def _asked_after_story(tokens: list[Token], spoken: list[int], norms: list[str]) -> int:
    """Return where a question to readers begins that ends a sentence: "I've inherited 200 jars, what would you do with them", or 0."""
    if _YOU.isdisjoint(norms) or QUESTION_WORDS.isdisjoint(norms) or not _REPORTED.isdisjoint(norms):
        return 0
    for at in range(len(norms) - 3, 0, -1):
        if (
            norms[at] in QUESTION_WORDS
            and norms[at + 1] in INVERTING
            and norms[at + 2] in _YOU
            and tokens[spoken[at] - 1].text[0] in _MARKS
        ):
            return at
    return 0
