"""The lines of a post that press, as the learned weights say, and how a message about the whole post quotes them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from softsell.checks.hits import quote
from softsell.draft.span import Span
from softsell.language.reading import Reading
from softsell.language.sentence import Sentence
from softsell.language.token import Token

_PRESSES = 0.5
_LONGEST_QUOTE = 40
"""Characters. Longer words are cut."""
_SAID = frozenset(("word", "number", "money", "percent"))


def likelihoods(reading: Reading, of: str = "pressure") -> dict[int, float]:
    """Tell how likely each sentence presses that the writer says, by its first token."""
    return {
        sentence.first: some.get(of, 0.0)
        for sentence, some in zip(reading.sentences, reading.likelihoods, strict=False)
        if not reading.is_quoted(sentence.first, sentence.last)
    }


def pressing(likely: Mapping[int, float], reading: Reading, least: float = _PRESSES) -> list[Sentence]:
    """Return the sentences that press with at least this likelihood; by default those that more likely do than not."""
    return [one for one in reading.sentences if likely.get(one.first, 0.0) >= least]


def stretch(sentences: Sequence[Sentence], reading: Reading) -> Span | None:
    """Return where the words of sentences stand, given in the order of the text; ``None`` without any."""
    if not sentences:
        return None
    first, last = (words_around(one.start, one, reading) for one in (sentences[0], sentences[-1]))
    return Span(first.start, last.end)


def sentence_at(start: int, reading: Reading) -> Sentence | None:
    """Return the sentence in which a code point of the prose is."""
    position = bisect_right(reading.sentences, start, key=lambda sentence: sentence.start) - 1
    if position < 0 or reading.sentences[position].end <= start:
        return None
    return reading.sentences[position]


def words_around(start: int, sentence: Sentence, reading: Reading) -> Span:
    """Return where a sentence's words stand, without the emoji before and the marks behind them.

    If there are links among them, it's the words between two links that the code point ``start`` is in.
    """
    said: list[Token] = []
    for token in reading.tokens[sentence.first : sentence.last]:
        if token.kind in _SAID:
            said.append(token)
        elif token.kind == "url":
            if said and token.start > start:
                break
            said = []
    return Span(said[0].start, said[-1].end) if said else sentence.span


def beginning(sentence: Sentence, reading: Reading) -> str:
    """Quote how a sentence begins."""
    words = words_around(sentence.start, sentence, reading)
    return excerpt(words, words.start, words.start + 1, reading)


def excerpt(whole: Span, start: int, end: int, reading: Reading) -> str:
    """Return the words from ``start`` to ``end`` with as many behind them, and then before, as there's room for in ``whole``."""
    prose = reading.draft.prose
    first, last = whole.start, whole.end
    if last - first > _LONGEST_QUOTE:
        first = max(first, start)
        if first + _LONGEST_QUOTE < last:
            gap = prose.rfind(" ", end, first + _LONGEST_QUOTE + 1)
            last = gap if gap >= 0 else min(max(end, prose.find(" ", end)), last)
        else:
            gap = prose.find(" ", last - _LONGEST_QUOTE, first)
            first = gap + 1 if gap >= 0 else first
    before, behind = "…" if first > whole.start else "", "…" if last < whole.end else ""
    return f"{before}{quote(prose[first:last].rstrip(' ,;:'), 2 * _LONGEST_QUOTE)}{behind}"


def cut(text: str) -> str:
    """Return the words on one line, with an ellipsis for those that there's no room for."""
    words = " ".join(text.split())
    if len(words) <= _LONGEST_QUOTE:
        return words
    gap = words.rfind(" ", 0, _LONGEST_QUOTE)
    return f"{words[: gap if gap > 0 else _LONGEST_QUOTE]}…"
