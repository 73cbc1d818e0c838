"""read(): from a draft to its reading, the one entry to this room."""

from __future__ import annotations

from softsell.draft.draft import Draft
from softsell.language.kinds import is_commercial, kind_of
from softsell.language.reading import Reading, ReadingOptions, Sentence, Tagger
from softsell.language.sentences import body_end, boundaries
from softsell.language.token import Token
from softsell.language.tokens import tokenize

_DEFAULTS = ReadingOptions()


def read(draft: Draft, options: ReadingOptions = _DEFAULTS) -> Reading:
    """Reads a draft once; everything rules ask for is in the result. Linear in the length of the prose."""
    tokens = tokenize(draft.prose)
    body = body_end(tokens)
    reply = draft.context.reply_to is not None or (bool(tokens) and tokens[0].kind == "mention")
    sentences = _sentences(tokens, reply, options.tagger)
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


def _sentences(tokens: list[Token], reply: bool, tagger: Tagger | None) -> list[Sentence]:
    """The sentences with what they do; marks the verbs that are orders on their tokens."""
    ranges = boundaries(tokens)
    commercial = is_commercial(tokens)
    tagged = tagger([tokens[first:last] for first, last in ranges]) if tagger is not None else None
    sentences = []
    for number, (first, last) in enumerate(ranges):
        tags = tagged[number] if tagged is not None else None
        kind = kind_of(tokens, first, last, commercial=commercial, reply=reply, tags=tags)
        for order in kind.orders:
            tokens[order].classes = tuple(sorted({*tokens[order].classes, "command"}))
        sentences.append(
            Sentence(tokens[first].start, tokens[last - 1].end, kind.kind, kind.invites, kind.sales_question, first, last)
        )
    return sentences


def _opening(tokens: list[Token], fold: int | None) -> int:
    if fold is None:
        return len(tokens)
    return next((i for i, t in enumerate(tokens) if t.start >= fold), len(tokens))
