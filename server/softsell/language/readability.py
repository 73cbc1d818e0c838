"""Readability: how hard a draft is to read, as numbers. Each number, its unit and its meaning stand in ``MEASURES``.

What is counted: words, as a reader would say them. Links, handles, e-mail addresses and the closing run of hashtags are
no words; a hashtag inside a sentence is one, and so are numbers, amounts and times. Sentences are those of the reading,
where a newline ends one, and only those with a word in them count. Syllables are our own (``syllables``).

Not here: what is good or bad. The readability pack says that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from softsell.language.reading import Sentence
from softsell.language.syllables import syllables
from softsell.language.token import Token

MIN_WORDS = 5
"""Under so many words nothing sensible can be said: every measure but the plain counts is ``None``."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What one measure is: its name, unit and meaning, and its source where it is a published formula."""

    name: str
    unit: str
    meaning: str


MEASURES: tuple[Measure, ...] = (
    Measure("words", "words", "Words counted; a contraction is one."),
    Measure("sentences", "sentences", "Sentences with a word in them; a newline ends one."),
    Measure("syllables", "syllables", "Syllables of all words."),
    Measure("first_sentence_words", "words", "Words of the first sentence that has any."),
    Measure("longest_sentence", "words", "Words of the longest sentence."),
    Measure("words_per_sentence", "words", "Mean length of a sentence."),
    Measure("syllables_per_word", "syllables", "Mean syllables of a word."),
    Measure("letters_per_word", "letters and digits", "Mean length of a word."),
    Measure("long_words", "share, 0 to 1", "Words of more than six letters (as LIX counts them)."),
    Measure("complex_words", "share, 0 to 1", "Words of three syllables or more."),
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
)
"""All that ``readability_measures`` gives, in the order in which it is shown."""

_WORDS = frozenset({"word", "number", "money", "percent", "time", "hashtag"})
_CLOSING = frozenset({"hashtag", "newline", "emoji", "punctuation", "url", "mention", "other"})


def body_end(tokens: Sequence[Token]) -> int:
    """Where the closing run of hashtags begins: ``tokens[:body_end]`` are what is read. All of them if there is none."""
    end = len(tokens)
    for i in range(len(tokens) - 1, -1, -1):
        kind = tokens[i].kind
        if kind not in _CLOSING:
            break
        if kind == "hashtag":
            end = i
    return end


def word_texts(tokens: Sequence[Token], first: int, last: int) -> list[str]:
    """The words among ``tokens[first:last]``, each with its clitics, in plain letters."""
    words: list[str] = []
    whole = ""  # the last word as written, while clitics may still follow
    for i in range(first, last):
        token = tokens[i]
        if token.kind not in _WORDS:
            continue
        if token.clitic and words:
            whole += token.text
            words[-1] = whole
        else:
            whole = token.text
            words.append(whole if token.kind == "hashtag" else token.norm)
    return words


def readability_measures(
    tokens: Sequence[Token], sentences: Sequence[Sentence], body: int | None = None
) -> dict[str, float | None]:
    """Every measure of ``MEASURES`` by name. Linear in the number of tokens.

    Args:
        tokens: of the whole draft.
        sentences: of the same draft; only what lies in one of them counts.
        body: where the closing run of hashtags begins, if known; found by ``body_end`` otherwise.

    Returns:
        Plain counts (words, sentences, syllables) always; every other measure ``None`` under ``MIN_WORDS`` words.
    """
    end = body_end(tokens) if body is None else body
    lengths: list[int] = []
    words: list[str] = []
    for sentence in sentences:
        found = word_texts(tokens, sentence.first, min(sentence.last, end))
        if found:
            lengths.append(len(found))
            words += found
    measures: dict[str, float | None] = dict.fromkeys((m.name for m in MEASURES), None)
    spoken = [max(1, syllables(word)) for word in words]
    total = sum(spoken)
    measures["words"] = float(len(words))
    measures["sentences"] = float(len(lengths))
    measures["syllables"] = float(total)
    if len(words) < MIN_WORDS:
        return measures
    per_sentence = len(words) / len(lengths)
    per_word = total / len(words)
    letters = [len(word) for word in words]
    measures["first_sentence_words"] = float(lengths[0])
    measures["longest_sentence"] = float(max(lengths))
    measures["words_per_sentence"] = per_sentence
    measures["syllables_per_word"] = per_word
    measures["letters_per_word"] = sum(letters) / len(words)
    measures["long_words"] = sum(n > 6 for n in letters) / len(words)
    measures["complex_words"] = sum(n > 2 for n in spoken) / len(words)
    measures["flesch_reading_ease"] = flesch_reading_ease(per_sentence, per_word)
    measures["flesch_kincaid_grade"] = flesch_kincaid_grade(per_sentence, per_word)
    return measures


def flesch_reading_ease(words_per_sentence: float, syllables_per_word: float) -> float:
    """Flesch 1948; 100 very easy, 0 very hard, unbounded at both ends."""
    return 206.835 - 1.015 * words_per_sentence - 84.6 * syllables_per_word


def flesch_kincaid_grade(words_per_sentence: float, syllables_per_word: float) -> float:
    """Kincaid, Fishburne, Rogers and Chissom 1975; in years of US school."""
    return 0.39 * words_per_sentence + 11.8 * syllables_per_word - 15.59
