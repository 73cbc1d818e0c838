"""Reading: a draft as the engine understands it. ``language.reading_builder`` builds one for each draft; rules only read it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, field

from softsell.draft.draft import Draft
from softsell.draft.span import Span
from softsell.language.sentence import Sentence
from softsell.language.token import NAMED, QUOTED, Token

if TYPE_CHECKING:
    from softsell.language.english.voices import Borrowed


class Measure(Struct, frozen=True):
    """One measure: its name, unit and meaning, and its source if it's a published formula."""

    name: str
    unit: str
    meaning: str


class Hit(NamedTuple):
    """One finding of a rule: code points of the prose, ``None`` for the whole post."""

    rule: str
    severity: str
    start: int | None = None
    end: int | None = None


_OF_OTHERS = bytes((QUOTED, NAMED))

_SAID = frozenset(("word", "number", "money", "percent"))


class Reading(Struct, eq=False):
    """What softsell knows about a draft.

    Attributes:
        draft: the draft. Every offset here is into ``draft.prose``.
        tokens: all tokens, in order.
        sentences: in order, without overlap. A newline or a closing run of hashtags is in no sentence or in one of its own.
        opening: tokens ``[0:opening]`` show above the platform's fold (all of them if it has none).
        body: tokens ``[0:body]`` come before the closing run of hashtags.
        english: whether at least a part of the draft is in English. Short or wordless drafts count as English.
        passed_over: the sentences in another language of a draft that is partly in English. Tokens, sentences and measures leave them
            out, except for hashtags, handles and links.
        brands: norms of the brand's names, as tuples of token norms (configured, from front matter, or the post's own subject).
        first_person, second_person: indices of the pronouns of that person that the writer says.
        brand_mentions: indices of the tokens that begin the brand's name.
        no_hooks: the numbers of the questions that can't be hooks, whatever the post sells: the writer answers or only tells them.
        sure_hooks: the numbers of the hooks right after which something is sold.
        measures: every measure by name, with units in ``language.reading_measures``. The learned ones are missing until the engine's
            ``estimate`` ran, and without the learned weights.
        hits: what rules found that need no learned weights, before any of it is left out. Empty like ``likelihoods``.
        likelihoods: for each sentence, how likely (0 to 1) it is ``pressure`` (a reader would call it pushing, in its surroundings),
            ``pitch`` (tells what is for sale), ``praise`` (the writer praises their own), ``self`` (only about the writer),
            ``invitation``, ``hook`` (a question that only leads to a sale), ``bait`` (asks for likes and the like), ``urgency`` or
            ``hard_sell`` (as ``pressure``, in whatever words).
            Empty until ``estimate`` ran, and without the learned weights.
        strong: for each learned measure, how likely (0 to 1) the post has much of it, and not only some. Empty like ``likelihoods``.
        hard_sell: how likely (0 to 1) the post is a hard sell, in whatever words. 0 like the others until then.
        kind: what kind of post it is, one of ``vocabulary.POST_KINDS``.
        kind_likelihood: how likely it is that kind, 0 to 1; 1 if the writer said so, 0 if nothing is known.
        group_likelihood: how likely its group (sells, talks, tells) is right. Groups are told apart much better than kinds.
    """

    draft: Draft
    tokens: list[Token]
    sentences: list[Sentence]
    opening: int
    body: int
    english: bool = True
    passed_over: tuple[Span, ...] = ()
    brands: tuple[tuple[str, ...], ...] = ()
    first_person: tuple[int, ...] = ()
    second_person: tuple[int, ...] = ()
    brand_mentions: tuple[int, ...] = ()
    no_hooks: frozenset[int] = frozenset()
    sure_hooks: frozenset[int] = frozenset()
    measures: dict[str, float] = field(default_factory=dict)
    hits: list[Hit] = field(default_factory=list)
    likelihoods: list[dict[str, float]] = field(default_factory=list)
    strong: dict[str, float] = field(default_factory=dict)
    hard_sell: float = 0.0
    kind: str = "other"
    kind_likelihood: float = 0.0
    group_likelihood: float = 0.0
    _next_words: list[int] | None = None
    _closing: tuple[Sentence | None] | None = None
    _borrowed: Borrowed | None = None

    def sentence_at(self, index: int) -> Sentence | None:
        """Return the sentence that holds the token ``index``."""
        position = bisect_right(self.sentences, index, key=lambda sentence: sentence.first) - 1
        if position < 0 or index >= self.sentences[position].last:
            return None
        return self.sentences[position]

    def opens_sentence(self, index: int) -> bool:
        """Return whether only marks and emoji stand before the token in its sentence."""
        sentence = self.sentence_at(index)
        first = 0 if sentence is None else sentence.first
        return all(token.kind in ("punctuation", "emoji", "newline", "other") for token in self.tokens[first:index])

    def is_borrowed(self, first: int, last: int) -> bool:
        """Return whether the writer says none of ``tokens[first:last]``: each is quoted, part of a name, or denied.

        Words that begin in a quote are the quoted person's, whatever follows the quote.
        """
        marks = self.borrowed(first, last)
        return marks[0] == QUOTED or all(marks)

    def is_quoted(self, first: int, last: int) -> bool:
        """Like ``is_borrowed``, only for quoted words and names."""
        marks = self.borrowed(first, last)
        return marks[0] == QUOTED or not marks.strip(_OF_OTHERS)

    def borrowed(self, first: int, last: int) -> bytearray:
        """Return for each of ``tokens[first:last]`` 0, or why the writer doesn't say it. Found when first asked for, in linear time."""
        if self._borrowed is None:
            from softsell.language.english.voices import Borrowed

            self._borrowed = Borrowed(self.draft.prose, self.tokens, self.sentences)
        return self._borrowed.marks(first, last)

    def next_word(self, index: int) -> int:
        """Return the first token from ``index`` on that is a word, number, amount or percentage, or ``len(tokens)``."""
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
        """Return the last sentence that contains a word and isn't part of the closing hashtags."""
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


class ReadingOptions(Struct, frozen=True):
    """What a configuration or the caller adds before a draft is read.

    Attributes:
        brands: the brand's names and handles, as written.
        fold: how many code points of the prose show before "more"; ``None`` for all.
        tagger: returns the tagger that decides where word lists only propose. It's called when a sentence first needs it. If it's
            ``None`` or returns ``None``, word lists decide alone.
        namer: finds names in every sentence; ``None`` unless the user's own pipeline does.
    """

    brands: tuple[str, ...] = ()
    fold: int | None = None
    tagger: LazyTagger | None = None
    namer: Namer | None = None


Tagger = Callable[[list[list[Token]]], list[list[tuple[str, bool]]]]
"""Takes the tokens of each sentence; returns, for each token, its universal part of speech (``VERB``, ``NOUN``, …) and whether it's
an imperative verb.
"""

LazyTagger = Callable[[], Tagger | None]
"""Loads the tagger when it's called. A draft with only plain sentences never calls it."""


class Name(NamedTuple):
    """A name in a sentence: tokens ``[first:last]``, and whether it's an organisation, which may be the writer's own."""

    first: int
    last: int
    organisation: bool


Namer = Callable[[list[list[Token]]], list[list[Name]]]
"""Takes the tokens of each sentence; returns the names in each."""
