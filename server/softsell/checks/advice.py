"""What a suggested question takes up of advice: what it's for, "keep basil alive", or whom it speaks to, "Knitters".

Each function returns "" unless the draft says it plainly.
"""

from __future__ import annotations

from collections.abc import Sequence

from softsell.language.english.data import sets
from softsell.language.english.lexicon import BASE_VERBS
from softsell.language.reading import Reading
from softsell.language.token import Token

_SETS = sets("advice.txt")
_ENDINGS = tuple(sorted(_SETS["groups end in"]))
_NO_GROUPS = _SETS["no groups"]
_OWN = _SETS["own"]
_STOPS = frozenset((",", ":", ";", ".", "!", "?", "…", "(", ")", "–", "—", "-", "&"))
_STOPPING_WORDS = _SETS["ends a task"]
_FEWEST, _MOST = 2, 10
_LONGEST_GROUP = 3


def task_in(reading: Reading, first: int, last: int) -> str:
    """What the draft says how to do, from behind the words found: "keep basil alive" of "How to keep basil alive: …".

    Args:
        first, last: the tokens found, "how to" or "to" and a verb; only where they open a sentence.
    """
    if not reading.opens_sentence(first):
        return ""
    tokens = reading.tokens
    start = next((at + 1 for at in range(first, last) if tokens[at].norm == "to"), -1)
    if start < 0 or start >= len(tokens) or tokens[start].norm not in BASE_VERBS:
        return ""
    return _until_stop(reading, start)


def doing_in(reading: Reading, first: int) -> str:
    """What the draft is about as an action: "writing alt text" of "Writing alt text: …". "" unless a colon ends it."""
    if not reading.opens_sentence(first) or not reading.tokens[first].norm.endswith("ing"):
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


def group_in(reading: Reading) -> str:
    """Whom the draft speaks to with its first words, "Knitters" of "Knitters, always wash your swatch."; "" for nobody in particular."""
    tokens = [token for token in reading.tokens[: _LONGEST_GROUP + 2] if token.kind not in ("emoji", "newline")]
    end = next((at for at, token in enumerate(tokens) if token.text in (",", ":", "–", "—", "-")), -1)
    if not 1 <= end <= _LONGEST_GROUP or not all(token.kind == "word" and not token.clitic for token in tokens[:end]):
        return ""
    return "" if not _is_group(tokens[:end]) else " ".join(token.text for token in tokens[:end])


def _is_group(words: Sequence[Token]) -> bool:
    norms = [token.norm for token in words]
    return norms[-1].endswith(_ENDINGS) and _NO_GROUPS.isdisjoint(norms) and words[0].text[:1].isupper()
