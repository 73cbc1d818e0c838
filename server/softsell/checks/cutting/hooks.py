"""Takes out questions that only lead to an offer."""

from __future__ import annotations

from softsell.checks.cutting.parts import sentences_near, words_of
from softsell.checks.cutting.sentences import cut_sentence
from softsell.checks.cutting.standing import leans
from softsell.checks.cutting.words import FEWEST_WORDS, FILLERS, NEAR, REACH
from softsell.checks.finding import Fix
from softsell.language.english.data import sets
from softsell.language.english.facts import content_of, states_fact
from softsell.language.english.names import is_in_name
from softsell.language.english.word_classes import DETERMINERS
from softsell.language.reading import Reading
from softsell.language.sentence import Sentence
from softsell.language.token import Token

_SETS = sets("cutting.txt")
_REFERRING = _SETS["referring"]
_HELPED = _SETS["helped"]
_HOOKS = _SETS["hooks"]


def cut_hook(reading: Reading, sentence: Sentence) -> Fix | None:
    """Return a fix that takes out a question that only leads to what follows, if that stands without it and says what it was about."""
    following = next((other for other in reading.sentences if other.first >= sentence.last), None)
    if (
        following is None
        or following.first >= reading.body
        or following.kind == "question"
        or leans(reading, following)
    ):
        return None
    said = words_of(reading, following.first, following.last)
    asked = words_of(reading, sentence.first, sentence.last)
    if len(said) <= FEWEST_WORDS or not _REFERRING.isdisjoint(token.norm for token in said[:NEAR]):
        return None
    if not _HELPED.isdisjoint(token.norm for token in asked):
        return None
    opener = next((token.norm for token in asked if token.norm not in FILLERS), "")
    if (
        opener not in _HOOKS
        or _names_audience(asked)
        or _repeats(reading, sentence, following)
        or ":" in reading.draft.prose[sentence.start : sentence.end]
        or _heads_list(reading, sentence, following)
    ):
        return None
    before, after_tokens = (
        reading.tokens[max(0, sentence.first - REACH) : sentence.first],
        reading.tokens[sentence.last :][:REACH],
    )
    rest = " ".join(token.norm for token in (*before, *after_tokens))
    prose = reading.draft.prose
    elsewhere = prose[max(0, sentence.start - REACH) : sentence.start] + prose[sentence.end : sentence.end + REACH]
    for index in range(sentence.first, sentence.last):
        named = is_in_name(reading, index, index + 1) and reading.tokens[index].text in elsewhere
        if not named and states_fact(reading, index, index + 1):
            return None
    if any(token.text.isupper() and len(token.text) > 1 and token.norm not in rest.split() for token in asked):
        return None  # "Do you miss REAL bread?" says in capitals what nothing else says
    told = {word for token in asked for word in content_of(token)}
    if told.isdisjoint(word for token in said for word in content_of(token)):
        return None
    return cut_sentence(reading, sentence, begs=True)


def _names_audience(asked: list[Token]) -> bool:
    """Return whether the question says for whom an offer is: "Are you a writer?"."""
    norms = [token.norm for token in asked]
    return any(norms[at : at + 2] == ["are", "you"] and norms[at + 2] in DETERMINERS for at in range(len(norms) - 2))


def _repeats(reading: Reading, sentence: Sentence, following: Sentence) -> bool:
    """Return whether the sentences before and after the question, which would stand side by side, say nearly the same."""
    earlier, _ = sentences_near(reading, sentence)
    if not earlier:
        return False
    before = {token.norm for token in words_of(reading, earlier[-1].first, earlier[-1].last)}
    after = {token.norm for token in words_of(reading, following.first, following.last)}
    return len(before & after) * 2 > min(len(before), len(after))


def _heads_list(reading: Reading, sentence: Sentence, following: Sentence) -> bool:
    """Return whether the question is a heading, with points below it that begin with emoji or marks."""
    gap = reading.draft.prose[sentence.end : following.start]
    return "\n" in gap and reading.tokens[following.first].kind != "word"
