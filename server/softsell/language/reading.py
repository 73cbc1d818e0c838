"""Reading: a draft as the engine understands it. Made once for each draft by ``language.read``; rules only look at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from softsell.draft.draft import Draft
from softsell.language.token import Token

SentenceKind = Literal["statement", "question", "command", "fragment"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a draft.

    Attributes:
        start, end: code points; of the prose inside the engine, of the source in a ``Report``.
        kind: what it does. A sales question is a question too.
        invites: it really asks the reader to answer (a sincere question, or a command such as "tell us below").
        sales_question: a question that is only a hook ("Looking for a new sofa?"); does not count as one in the questions score.
        first, last: the tokens ``reading.tokens[first:last]``.
    """

    start: int
    end: int
    kind: SentenceKind
    invites: bool = False
    sales_question: bool = False
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Measure:
    """What one measure is: its name, unit and meaning, and its source where it is a published formula."""

    name: str
    unit: str
    meaning: str


_SAID = frozenset(("word", "number", "money", "percent"))


@dataclass(slots=True)
class Reading:
    """What is known of a draft.

    Attributes:
        draft: the draft; every offset here is into ``draft.prose``.
        tokens: all tokens, in order.
        sentences: in order, no overlap; each newline or closing hashtag run belongs to none or its own.
        opening: tokens ``[0:opening]`` show above the platform's fold (all of them where it has none).
        body: tokens ``[0:body]`` stand before the closing run of hashtags.
        english: whether the draft is in English (short or wordless drafts count as English).
        brands: norms of the brand's names, as tuples of token norms (configured, from front matter, or the post's own subject).
        first_person, second_person, brand_mentions: indices of the tokens that are pronouns of that person, or begin the brand's name.
        measures: every measure by name, with units in ``language.measures``.
    """

    draft: Draft
    tokens: list[Token]
    sentences: list[Sentence]
    opening: int
    body: int
    english: bool = True
    brands: tuple[tuple[str, ...], ...] = ()
    first_person: tuple[int, ...] = ()
    second_person: tuple[int, ...] = ()
    brand_mentions: tuple[int, ...] = ()
    measures: dict[str, float] = field(default_factory=dict)
    _next_words: list[int] | None = field(default=None, repr=False, compare=False)
    _closing: tuple[Sentence | None] | None = field(default=None, repr=False, compare=False)

    def next_word(self, index: int) -> int:
        """The first token at ``index`` or behind it that is a word, number, amount or percentage; ``len(tokens)`` if none is."""
        if self._next_words is None:
            following = len(self.tokens)
            next_words = [following]
            for at in range(len(self.tokens) - 1, -1, -1):
                if self.tokens[at].kind in _SAID:
                    following = at
                next_words.append(following)
            next_words.reverse()
            self._next_words = next_words
        return self._next_words[index]

    def closing_sentence(self) -> Sentence | None:
        """The last sentence that holds a word and is no part of the closing hashtags."""
        if self._closing is None:
            self._closing = (self._find_closing(),)
        return self._closing[0]

    def _find_closing(self) -> Sentence | None:
        for sentence in reversed(self.sentences):
            if sentence.first < self.body and any(
                token.kind == "word" for token in self.tokens[sentence.first : sentence.last]
            ):
                return sentence
        return None


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What a face or configuration adds to a draft before it is read.

    Attributes:
        brands: the brand's names and handles, as written.
        fold: how many code points of the prose show before "more"; ``None`` for all.
        tagger: gives what decides where the word lists only propose, the first time a sentence needs it; ``None``, or giving
            ``None``, goes by the lists alone.
    """

    brands: tuple[str, ...] = ()
    fold: int | None = None
    tagger: LazyTagger | None = None


Tagger = Callable[[list[list[Token]]], list[list[tuple[str, bool]]]]
"""For each sentence's tokens, for each token: its universal part of speech (``VERB``, ``NOUN``, …) and whether it is an imperative verb."""

LazyTagger = Callable[[], Tagger | None]
"""Loads the tagger when it is called; a draft whose sentences are plain never calls it."""
