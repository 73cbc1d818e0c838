"""read(): from a draft to its reading, the one entry to this room."""

from __future__ import annotations

from softsell.draft.draft import Draft
from softsell.language.reading import Reading, ReadingOptions, Sentence
from softsell.language.sentences import body_end, boundaries
from softsell.language.token import Token
from softsell.language.tokens import tokenize

_DEFAULTS = ReadingOptions()


def read(draft: Draft, options: ReadingOptions = _DEFAULTS) -> Reading:
    """Reads a draft once; everything rules ask for is in the result. Linear in the length of the prose."""
    tokens = tokenize(draft.prose)
    body = body_end(tokens)
    ranges = boundaries(tokens)
    sentences = [_sentence(tokens, first, last) for first, last in ranges]
    first_person = tuple(i for i, t in enumerate(tokens) if "we" in t.classes)
    second_person = tuple(i for i, t in enumerate(tokens) if "you" in t.classes)
    measures: dict[str, float] = {
        "words": float(sum(t.kind == "word" and not t.clitic for t in tokens)),
        "sentences": float(len(sentences)),
    }
    return Reading(
        draft=draft,
        tokens=tokens,
        sentences=sentences,
        opening=_opening(tokens, options.fold),
        body=body,
        first_person=first_person,
        second_person=second_person,
        measures=measures,
    )


def _sentence(tokens: list[Token], first: int, last: int) -> Sentence:
    question = any(t.text[0] == "?" for t in tokens[first:last])
    return Sentence(
        tokens[first].start, tokens[last - 1].end, "question" if question else "statement", question, False, first, last
    )


def _opening(tokens: list[Token], fold: int | None) -> int:
    if fold is None:
        return len(tokens)
    return next((i for i, t in enumerate(tokens) if t.start >= fold), len(tokens))
