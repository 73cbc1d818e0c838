"""Readability: measures how hard a draft is to read. ``MEASURES`` lists each measure with its unit and meaning.

Words count as a reader would say them. Links, handles, e-mail addresses and the closing run of hashtags aren't words. A hashtag inside
a sentence is one, and so are numbers, amounts and times. In the length of a sentence, an address, a list of opening hours and the like
count as one word, see ``spoken_length``. Sentences are those of the reading, where a newline ends one. Only sentences
with a word count. Syllables come from ``syllables``.

The readability pack decides what is good or bad.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import log, sqrt

from msgspec import Struct

from softsell.language.english import data
from softsell.language.english.frequency import is_known, rarity
from softsell.language.english.lexicon import FUNCTION_WORDS
from softsell.language.english.syllables import syllables
from softsell.language.reading import Measure
from softsell.language.sentence import Sentence
from softsell.language.token import LONGEST_CACHED, WORD_KINDS, Token

MIN_WORDS = 5
"""With fewer words, no measure means anything. Every measure except the plain counts is ``None``."""


MEASURES: tuple[Measure, ...] = (
    Measure("words", "words", "Words counted; a contraction is one."),
    Measure("sentences", "sentences", "Sentences that contain a word; a newline ends a sentence."),
    Measure("syllables", "syllables", "Syllables of all words."),
    Measure("first_sentence_words", "words", "Words of the first sentence that has any."),
    Measure("longest_sentence", "words", "Words of the longest sentence."),
    Measure("words_per_sentence", "words", "Mean length of a sentence."),
    Measure("syllables_per_word", "syllables", "Mean syllables of a word."),
    Measure("letters_per_word", "characters", "Mean length of a word, its apostrophes and hyphens counted."),
    Measure("long_words", "share, 0 to 1", "Words of more than six letters (as LIX counts them)."),
    Measure("complex_words", "share, 0 to 1", "Words of three syllables or more."),
    Measure("hard_words", "share, 0 to 1", "Words whose rarity is HARD or more; never names and numbers."),
    Measure("word_rarity", "powers of ten", "Mean rarity of the words, as frequency.rarity gives it."),
    Measure(
        "linking_words", "share, 0 to 1", '"The", prepositions and subordinators: what long phrases are built with.'
    ),
    Measure(
        "flesch_reading_ease",
        "points, higher is easier",
        "206.835 - 1.015 x words per sentence - 84.6 x syllables per word (Flesch 1948).",
    ),
    Measure(
        "flesch_kincaid_grade",
        "US school grade",
        "0.39 x words per sentence + 11.8 x syllables per word - 15.59 (Kincaid et al. 1975).",
    ),
    Measure(
        "reading_difficulty",
        "points, 50 is everyday web English, 10 a standard deviation",
        "Our own; see ``reading_difficulty``.",
    ),
)
"""All measures of ``readability_measures``, in the order in which they are shown."""

_NAMES = tuple(measure.name for measure in MEASURES)

_LONG_ENOUGH = 12
"""Words. In a shorter sentence nothing needs to be left out."""

_BETWEEN_PIECES = frozenset(",;:()|•·/–—")
"""Marks between the pieces of a sentence."""

_MOST_KEPT = 32_768
"""Maximum number of words whose facts are kept, as many as the tokenizer keeps. When it's reached, they are emptied."""

_PAUSES = ("…", "..", "//")
"""Marks at which a reader takes a breath, although the sentence goes on."""

HARD = 1.2
"""A word with this rarity (powers of ten) or more is hard: it occurs in one of 500 documents or fewer."""

_OPENING = frozenset("\"“‘'([{:.!?…")
"""Marks after which a capital letter means nothing."""


class Counts(Struct):
    """The counts of a draft.

    Attributes:
        sentence_lengths: the number of words in each sentence that has any, see ``spoken_length``.
        letters, syllables, rarities: for each word.
        linking: the number of linking words.
    """

    sentence_lengths: list[int]
    letters: list[int]
    syllables: list[int]
    rarities: list[float]
    linking: int


def count_words(tokens: Sequence[Token], sentences: Sequence[Sentence], body: int) -> Counts:
    """Count the words of every sentence that come before ``body``."""
    counts = Counts([], [], [], [], 0)
    for sentence in sentences:
        last = min(sentence.last, body)
        words = _words(tokens, sentence.first, last)
        if not words:
            continue
        counts.sentence_lengths.append(_count_spoken(tokens, sentence.first, last, len(words)))
        facts = [_FACTS[word] if rare else _FACTS_OF_NAMES[word] for word, rare in words]
        letters, spoken, rarities, links = zip(*facts, strict=True)
        counts.letters += letters
        counts.syllables += spoken
        counts.rarities += rarities
        counts.linking += sum(links)
    return counts


def spoken_length(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return how many words the sentence ``tokens[first:last]`` has, as far as they make it long.

    Only what is read in one breath counts: the longest stretch between pauses ("…", "...", "//"). A piece between commas or semicolons
    that gives names, figures, days or times (an address, opening hours, prices, credits) counts as one word, because people look things
    up in it and don't read it through.
    """
    words = sum(token.kind in WORD_KINDS and not token.clitic for token in tokens[first:last])
    return _count_spoken(tokens, first, last, words)


_NOT_READ = frozenset(("mention", "hashtag", "url"))
"""Kinds of token that people pass over in a long sentence."""


def _count_spoken(tokens: Sequence[Token], first: int, last: int, words: int) -> int:
    if words < _LONG_ENOUGH:
        return words
    longest = 0
    pieces: list[tuple[int, int, int]] = []  # words, small ones left out, and those that are names and figures
    inside = content = facts = 0
    for i, token in enumerate(tokens[first:last], first):
        kind = token.kind
        if kind == "word":
            if not token.clitic:
                inside += 1
                norm, found = token.norm, token.classes
                if norm not in FUNCTION_WORDS:
                    content += 1
                # A name or a figure is something to look up.
                if "number" in found or "date" in found or (token.text[0].isupper() and i != first and norm != "i"):
                    facts += 1
        elif kind in WORD_KINDS:
            if not token.clitic and kind not in _NOT_READ:
                inside += 1
                if token.norm not in FUNCTION_WORDS:
                    content += 1
                facts += 1
        elif kind == "punctuation" and (token.text[0] in _BETWEEN_PIECES or token.text.startswith(_PAUSES)):
            pieces.append((inside, content, facts))
            inside = content = facts = 0
            if token.text.startswith(_PAUSES):
                longest = max(longest, _spoken(pieces))
                pieces = []
    pieces.append((inside, content, facts))
    return max(longest, _spoken(pieces), 1)  # A run of hashtags alone has a length too.


def _spoken(pieces: list[tuple[int, int, int]]) -> int:
    return sum(1 if content and facts * 3 >= content * 2 else inside for inside, content, facts in pieces if inside)


class _Facts(dict[str, tuple[int, int, float, bool]]):
    """By word its letters, syllables and rarity (0 unless words are ``rare``), and whether it's a linking word. Kept for most words."""

    def __init__(self, *, rare: bool) -> None:
        super().__init__()
        self._rare = rare

    def __missing__(self, word: str) -> tuple[int, int, float, bool]:
        found = len(word), syllables(word) or 1, rarity(word) if self._rare else 0.0, word in _linking_words()
        if len(word) <= LONGEST_CACHED:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[word] = found
        return found


_FACTS = _Facts(rare=True)
_FACTS_OF_NAMES = _Facts(rare=False)


@lru_cache(maxsize=1)
def _linking_words() -> frozenset[str]:
    return data.words("linking.txt")


def sentence_words(
    tokens: Sequence[Token], sentences: Sequence[Sentence], body: int
) -> Iterator[list[tuple[str, bool]]]:
    """Return, for each sentence that has words before ``body``, each word and whether it may be rare (names and numbers can't)."""
    for sentence in sentences:
        found = _words(tokens, sentence.first, min(sentence.last, body))
        if found:
            yield found


def _words(tokens: Sequence[Token], first: int, last: int) -> list[tuple[str, bool]]:
    """Return the words in ``tokens[first:last]``, each with its clitics. Unknown words that begin with a capital letter are names,
    unless they begin a sentence."""
    words: list[tuple[str, bool]] = []
    whole = ""  # the last word as written, while clitics may still follow
    opens = True
    for token in tokens[first:last]:
        kind = token.kind
        if kind == "word":
            written, text = token.text, token.norm
            if token.clitic and words:
                whole += written.lower()
                words[-1] = (whole, False)
                continue
            if written == text:  # nearly every word
                whole, rare = text, True
            else:
                whole = written.lower()
                rare = opens or not written[0].isupper() or written.isupper() or is_known(text)
            words.append((text, rare and "name" not in token.classes))
            opens = False
        elif kind in WORD_KINDS:
            whole = token.text.lstrip("#＃") if kind == "hashtag" else token.text
            words.append((whole, False))
            opens = False
        elif kind == "punctuation":
            opens = token.text[0] in _OPENING
    return words


def readability_measures(tokens: Sequence[Token], sentences: Sequence[Sentence], body: int) -> dict[str, float | None]:
    """Return every measure of ``MEASURES`` by name. Takes time linear in the number of tokens.

    Args:
        tokens: of the whole draft.
        sentences: of the same draft. Only tokens inside a sentence count.
        body: where the closing run of hashtags begins, see ``sentences.body_end``.

    Returns:
        Always the plain counts (words, sentences, syllables). With fewer than ``MIN_WORDS`` words, every other measure is ``None``.
    """
    counts = count_words(tokens, sentences, body)
    words = len(counts.letters)
    spoken = sum(counts.syllables)
    measures: dict[str, float | None] = dict.fromkeys(_NAMES)
    measures["words"] = float(words)
    measures["sentences"] = float(len(counts.sentence_lengths))
    measures["syllables"] = float(spoken)
    if words < MIN_WORDS:
        return measures
    per_sentence = sum(counts.sentence_lengths) / len(counts.sentence_lengths)
    per_word = spoken / words
    measures["first_sentence_words"] = float(counts.sentence_lengths[0])
    measures["longest_sentence"] = float(max(counts.sentence_lengths))
    measures["words_per_sentence"] = per_sentence
    measures["syllables_per_word"] = per_word
    measures["letters_per_word"] = sum(counts.letters) / words
    measures["long_words"] = sum([n > 6 for n in counts.letters]) / words
    measures["complex_words"] = sum([n > 2 for n in counts.syllables]) / words
    measures["hard_words"] = sum([r >= HARD for r in counts.rarities]) / words
    measures["word_rarity"] = sum(counts.rarities) / words
    measures["linking_words"] = counts.linking / words
    measures["flesch_reading_ease"] = flesch_reading_ease(per_sentence, per_word)
    measures["flesch_kincaid_grade"] = flesch_kincaid_grade(per_sentence, per_word)
    measures["reading_difficulty"] = reading_difficulty(counts)
    return measures


def flesch_reading_ease(words_per_sentence: float, syllables_per_word: float) -> float:
    """Flesch 1948. 100 is very easy and 0 very hard, without bounds at either end."""
    return 206.835 - 1.015 * words_per_sentence - 84.6 * syllables_per_word


def flesch_kincaid_grade(words_per_sentence: float, syllables_per_word: float) -> float:
    """Kincaid, Fishburne, Rogers and Chissom 1975, in years of US school."""
    return 0.39 * words_per_sentence + 11.8 * syllables_per_word - 15.59


def difficulty_parts(counts: Counts) -> tuple[float, float, float, float]:
    """Return the parts of ``reading_difficulty``: sentence length, word length, word rarity, linking words. Needs at least one word."""
    words = len(counts.letters)
    return (
        log(sum(n * n for n in counts.sentence_lengths) / sum(counts.sentence_lengths)),
        sqrt(sum([n * n for n in counts.letters]) / words),
        sqrt(sum([r * r for r in counts.rarities]) / words),
        counts.linking / words,
    )


_BASE = -29.570
_COEFFICIENTS = (9.926, 6.566, 28.536, 33.232)


def reading_difficulty(counts: Counts) -> float:
    """Return how hard a draft is to read, compared with everyday web English: mean 50, standard deviation 10, higher is harder.

    It adds up what studies of reading have found since Flesch: long sentences, long words, rare words, nested phrases.

    - sentence length: the natural logarithm of the length of the sentence that contains the average word (squares over sum). This way
      short fragments don't hide a long sentence, and 40 words against 20 weigh as much as 20 against 10;
    - word length (letters) and word rarity: quadratic means, so a few hard words among many easy ones count;
    - linking words: their share.

    Each part is converted to standard deviations of post-long stretches of the English Web Treebank's training part. They are added
    with weight 1, except the last with ½ (``tests/eval/readability.py CORPORA calibrate`` prints the coefficients; it reads no labels).
    The weights are round because unit weights predict new data about as well as fitted ones (Dawes 1979). Nothing is fitted to the
    corpora with reading levels; we looked at their scores when we chose the four parts.
    """
    parts = difficulty_parts(counts)
    return _BASE + sum(coefficient * part for coefficient, part in zip(_COEFFICIENTS, parts, strict=True))
