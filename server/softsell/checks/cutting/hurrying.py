"""Other words that hurry readers, and reasons to hurry. A cut of one such word changes nothing beside them."""

from __future__ import annotations

from itertools import pairwise

from softsell.checks.cutting.parts import sentences_near
from softsell.checks.cutting.words import DEADLINES, LONGEST_SENTENCE
from softsell.language.english.data import sets
from softsell.language.reading import Reading
from softsell.language.sentence import Sentence
from softsell.language.token import Token
from softsell.patterns import Match

_SETS = sets("cutting.txt")
_HURRYING = _SETS["hurrying"]
_HURRYING_PAIRS = frozenset(tuple(pair.split("_")) for pair in _SETS["hurrying_pairs"])
_MEANS = _SETS["means"]
_TIMED = _SETS["timed"]
"""What only whoever is early can do: "order now to avoid the rush"."""


def hurries_around(reading: Reading, hit: Match, sentence: Sentence) -> bool:
    """Return whether other words hurry readers in the same sentence or one next to it. They'd go on pressing: "LAST CHANCE! … FAST!"."""
    tokens = reading.tokens
    earlier, later = sentences_near(reading, sentence)
    first = max(earlier[-1].first if earlier else sentence.first, hit.first - LONGEST_SENTENCE)
    last = min(later[0].last if later else sentence.last, hit.last + LONGEST_SENTENCE)
    own = {token.norm for token in tokens[hit.first : hit.last]}
    for begin, end in ((first, hit.first), (hit.last, last)):
        norms = [token.norm for token in tokens[begin:end] if token.kind == "word"]
        if any(norm in _HURRYING and norm not in own for norm in norms):
            return True
        if any(pair in _HURRYING_PAIRS and own.isdisjoint(pair) for pair in pairwise(norms)):
            return True
    return False


def needs_hurry(after: list[Token], following: str) -> bool:
    """Return whether the words after "now" say what it's for: "order now to avoid the rush", "buy now before it snows".

    "Book now by text" only says how.
    """
    if following == "by" and len(after) > 1 and (after[1].norm in _MEANS or after[1].norm.endswith("ing")):
        return False
    if following in DEADLINES | {"so", "or", "because", "as"}:
        return True
    reason = len(after) > 1 and after[0].norm == "to"
    return reason and (after[1].norm in _TIMED or not DEADLINES.isdisjoint(token.norm for token in after))
