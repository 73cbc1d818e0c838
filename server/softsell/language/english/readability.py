"""Readability: how hard a draft is to read, as numbers. Each number, its unit and its meaning stand in ``MEASURES``.

What is counted: words, as a reader would say them. Links, handles, e-mail addresses and the closing run of hashtags are
no words; a hashtag inside a sentence is one, and so are numbers, amounts and times. Sentences are those of the reading,
where a newline ends one, and only those with a word in them count. Syllables are our own (``syllables``).

Not here: what is good or bad. The readability pack says that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt

from softsell.language.english import data
from softsell.language.english.frequency import is_known, rarity
from softsell.language.english.syllables import syllables
from softsell.language.reading import Measure, Sentence
from softsell.language.token import LONGEST_CACHED, WORD_KINDS, Token

MIN_WORDS = 5
"""Under so many words nothing sensible can be said: every measure but the plain counts is ``None``."""


MEASURES: tuple[Measure, ...] = (
    Measure("words", "words", "Words counted; a contraction is one."),
    Measure("sentences", "sentences", "Sentences with a word in them; a newline ends one."),
    Measure("syllables", "syllables", "Syllables of all words."),
    Measure("first_sentence_words", "words", "Words of the first sentence that has any."),
    Measure("longest_sentence", "words", "Words of the longest sentence."),
    Measure("words_per_sentence", "words", "Mean length of a sentence."),
    Measure("syllables_per_word", "syllables", "Mean syllables of a word."),
    Measure("letters_per_word", "characters", "Mean length of a word, its apostrophes and hyphens counted."),
    Measure("long_words", "share, 0 to 1", "Words of more than six letters (as LIX counts them)."),
    Measure("complex_words", "share, 0 to 1", "Words of three syllables or more."),
    Measure("hard_words", "share, 0 to 1", "Words whose rarity is HARD or more; names and numbers never are."),
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
"""All that ``readability_measures`` gives, in the order in which it is shown."""

_NAMES = tuple(measure.name for measure in MEASURES)

HARD = 1.2
"""Rarity (powers of ten) from which on a word is hard: found in one of 500 documents or fewer."""

_OPENING = frozenset("\"“‘'([{:.!?…")
"""Marks after which a capital says nothing."""


@dataclass(slots=True)
class Counts:
    """What is counted of a draft.

    Attributes:
        sentence_lengths: words of each sentence that has any.
        letters, syllables, rarities: of each word.
        linking: how many words are linking words.
    """

    sentence_lengths: list[int]
    letters: list[int]
    syllables: list[int]
    rarities: list[float]
    linking: int


def count_words(tokens: Sequence[Token], sentences: Sequence[Sentence], body: int) -> Counts:
    """Counts the words of every sentence that stand before ``body``."""
    counts = Counts([], [], [], [], 0)
    for words in sentence_words(tokens, sentences, body):
        counts.sentence_lengths.append(len(words))
        for text, rare in words:
            spoken, rareness, links = _cached_facts(text) if len(text) <= LONGEST_CACHED else _facts(text)
            counts.letters.append(len(text))
            counts.syllables.append(spoken)
            counts.rarities.append(rareness if rare else 0.0)
            counts.linking += links
    return counts


def _facts(word: str) -> tuple[int, float, bool]:
    """Of a word: its syllables, its rarity, and whether it is a linking word."""
    return syllables(word) or 1, rarity(word), word in _linking_words()


_cached_facts = lru_cache(maxsize=16_384)(_facts)


@lru_cache(maxsize=1)
def _linking_words() -> frozenset[str]:
    return data.words("linking.txt")


def sentence_words(
    tokens: Sequence[Token], sentences: Sequence[Sentence], body: int
) -> Iterator[list[tuple[str, bool]]]:
    """For each sentence that has words before ``body``: each word, and whether it may be rare (no name, no number)."""
    for sentence in sentences:
        found = _words(tokens, sentence.first, min(sentence.last, body))
        if found:
            yield found


def _words(tokens: Sequence[Token], first: int, last: int) -> list[tuple[str, bool]]:
    """The words among ``tokens[first:last]``, each with its clitics. Names are words not known that begin with a
    capital though no sentence does."""
    words: list[tuple[str, bool]] = []
    whole = ""  # the last word as written, while clitics may still follow
    opens = True
    for i in range(first, last):
        token = tokens[i]
        kind = token.kind
        if kind == "word":
            if token.clitic and words:
                whole += token.text.lower()
                words[-1] = (whole, False)
                continue
            whole = token.text.lower()
            text = token.norm
            capital = not opens and token.text[0].isupper() and not token.text.isupper()
            words.append((text, not capital or is_known(text)))
            opens = False
        elif kind in WORD_KINDS:
            whole = token.text.lstrip("#＃") if kind == "hashtag" else token.text
            words.append((whole, False))
            opens = False
        elif kind == "punctuation":
            opens = token.text[0] in _OPENING
    return words


def readability_measures(tokens: Sequence[Token], sentences: Sequence[Sentence], body: int) -> dict[str, float | None]:
    """Every measure of ``MEASURES`` by name. Linear in the number of tokens.

    Args:
        tokens: of the whole draft.
        sentences: of the same draft; only what lies in one of them counts.
        body: where the closing run of hashtags begins, see ``sentences.body_end``.

    Returns:
        Plain counts (words, sentences, syllables) always; every other measure ``None`` under ``MIN_WORDS`` words.
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
    per_sentence = words / len(counts.sentence_lengths)
    per_word = spoken / words
    measures["first_sentence_words"] = float(counts.sentence_lengths[0])
    measures["longest_sentence"] = float(max(counts.sentence_lengths))
    measures["words_per_sentence"] = per_sentence
    measures["syllables_per_word"] = per_word
    measures["letters_per_word"] = sum(counts.letters) / words
    measures["long_words"] = sum(n > 6 for n in counts.letters) / words
    measures["complex_words"] = sum(n > 2 for n in counts.syllables) / words
    measures["hard_words"] = sum(r >= HARD for r in counts.rarities) / words
    measures["word_rarity"] = sum(counts.rarities) / words
    measures["linking_words"] = counts.linking / words
    measures["flesch_reading_ease"] = flesch_reading_ease(per_sentence, per_word)
    measures["flesch_kincaid_grade"] = flesch_kincaid_grade(per_sentence, per_word)
    measures["reading_difficulty"] = reading_difficulty(counts)
    return measures


def flesch_reading_ease(words_per_sentence: float, syllables_per_word: float) -> float:
    """Flesch 1948; 100 very easy, 0 very hard, unbounded at both ends."""
    return 206.835 - 1.015 * words_per_sentence - 84.6 * syllables_per_word


def flesch_kincaid_grade(words_per_sentence: float, syllables_per_word: float) -> float:
    """Kincaid, Fishburne, Rogers and Chissom 1975; in years of US school."""
    return 0.39 * words_per_sentence + 11.8 * syllables_per_word - 15.59


def difficulty_parts(counts: Counts) -> tuple[float, float, float, float]:
    """What ``reading_difficulty`` adds up: sentence length, word length, word rarity, linking words. Needs a word."""
    words = len(counts.letters)
    return (
        log(sum(n * n for n in counts.sentence_lengths) / words),
        sqrt(sum(n * n for n in counts.letters) / words),
        sqrt(sum(r * r for r in counts.rarities) / words),
        counts.linking / words,
    )


_BASE = -29.570
_COEFFICIENTS = (9.926, 6.566, 28.536, 33.232)


def reading_difficulty(counts: Counts) -> float:
    """How hard a draft is to read, beside everyday web English: mean 50, standard deviation 10, higher is harder.

    It adds up what studies of reading have found since Flesch: long sentences, long words, rare words, nested phrases.

    - sentence length: natural logarithm of the length of the sentence that the average word stands in (squares over
      sum), so that short fragments don't hide a long sentence, and 40 words against 20 weigh as much as 20 against 10;
    - word length (letters) and word rarity: quadratic means, so that a few hard words tell among many easy ones;
    - linking words: their share.

    Each is put in standard deviations of post-long stretches of the English Web Treebank's training part, then added
    with weight 1, the last with ½ (``tests/eval/readability.py CORPORA calibrate`` prints the coefficients; it reads
    no label). Round weights, because unit weights foretell new data about as well as fitted ones do (Dawes 1979).
    Nothing is fitted to the corpora with reading levels; their scores were looked at when the four parts were chosen.
    """
    parts = difficulty_parts(counts)
    return _BASE + sum(coefficient * part for coefficient, part in zip(_COEFFICIENTS, parts, strict=True))
