"""Describes measures in everyday words, for ``--show-score``. ``language.reading_measures`` defines exactly what they measure."""

from __future__ import annotations

from softsell.language.reading_measures import LEARNED

_WORDS = {
    "words": "words",
    "sentences": "sentences",
    "syllables": "syllables",
    "first_sentence_words": "words in the first sentence",
    "longest_sentence": "words in the longest sentence",
    "words_per_sentence": "words in a sentence, on average",
    "syllables_per_word": "syllables in a word, on average",
    "letters_per_word": "letters in a word, on average",
    "long_words": "words of more than six letters",
    "complex_words": "words of three syllables or more",
    "hard_words": "words that few people use",
    "word_rarity": "how rare the words are",
    "linking_words": "linking words such as “the”, “of” and “because”",
    "flesch_reading_ease": "reading ease, 100 being easiest",
    "flesch_kincaid_grade": "years of school needed to read this",
    "reading_difficulty": "reading difficulty, where 50 is an average web page",
    "characters": "characters",
    "questions": "questions that want an answer",
    "sales_questions": "questions that only lead to a sale",
    "invitations": "sentences that invite an answer",
    "commands": "sentences that tell the reader what to do",
    "orders": "times the reader is told to do something",
    "first_person": "times you say “I”, “we”, “our” or the like",
    "second_person": "times you say “you” or “your”",
    "third_person": "times you mention others, such as “they” or “everyone”",
    "brand_mentions": "times you mention your own name",
    "hashtags": "hashtags",
    "closing_hashtags": "hashtags at the end",
    "mentions": "accounts named",
    "urls": "links",
    "emails": "e-mail addresses",
    "emoji": "emoji",
    "exclamation_marks": "exclamation marks",
    "question_marks": "question marks",
    "capital_words": "words all in capitals",
    "capital_share": "share of capital letters",
    "stretched_words": "drawn-out words",
    "lines": "lines",
    "longest_paragraph": "words in the longest paragraph",
    "length": "characters, as the platform counts them",
    "over_limit": "characters over the platform's limit",
    "hashtags_over": "hashtags over the platform's advice",
    "promotion": "reads like promotion",
    "pressure": "reads like pressure",
    "self_focus": "reads like a post about its writer",
    "hard_reading": "reads like hard work",
}
_LEARNED = frozenset(measure.name for measure in LEARNED)
_GRADED = frozenset({"reading_difficulty", "flesch_reading_ease"})
"""Measures whose decimals say nothing."""
_SHARES = frozenset({"long_words", "complex_words", "hard_words", "linking_words", "capital_share"})


def name_in_words(measure: str) -> str:
    """Return what a measure measures: ``times you say “you” or “your”``."""
    return _WORDS.get(measure) or measure.replace("_", " ")


def in_words(measure: str, value: float) -> str:
    """Return a measure in words: ``times you say “you” or “your”: none``, ``reads like pressure (80 % likely)``."""
    name = name_in_words(measure)
    if measure in _LEARNED:
        return f"{name} ({100 * value:.0f} % likely)"
    if measure in _SHARES:
        return f"{name}: {100 * value:.0f} %"
    if measure in _GRADED:
        return f"{name}: {value:.0f}"
    return f"{name}: {value:.4g}" if value else f"{name}: none"
