"""Asks textstat for the readability formulas that softsell doesn't compute itself. Used only on demand, and only here.

``readability`` computes Flesch and Flesch-Kincaid, which every check shows, because it's on the hot path. Tests compare it with
textstat.

Why an adapter: textstat takes only text and would count our drafts in its own way. Links and hashtags would be huge words, a newline
wouldn't end a sentence, and there would be no sentences of two words. It would look up syllables in a dictionary, which it downloads if
it's missing, and keep our text in its caches. So we give it our words, one sentence a line, and during a call

- we answer where it would load the dictionary (``get_cmudict``), so nothing is read or downloaded;
- we answer how many sentences there are;
- we empty its caches afterwards.

The three hooks are names of textstat 0.7. ``tests/language/test_readability.py`` fails if one of them moves. Importing textstat
imports nltk, which takes about a second, so it happens on first use.
"""

from __future__ import annotations

import sys
from _thread import allocate_lock  # all of threading that is needed, without its import
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from softsell.compile_later import compile_later
from softsell.language.english.readability import MIN_WORDS, sentence_words
from softsell.language.english.syllables import syllables
from softsell.language.reading import Measure, Reading
from softsell.language.sentence import Sentence
from softsell.language.token import Token

FURTHER_MEASURES: tuple[Measure, ...] = (
    Measure("gunning_fog", "US school grade", "From sentence length and words of three syllables that are not easy."),
    Measure("coleman_liau", "US school grade", "From letters and sentences per word; no syllables."),
    Measure("automated_readability_index", "US school grade", "From characters per word and sentence length."),
    Measure("dale_chall", "score, 5 to 10 and above", "From words off a list of easy words and sentence length."),
    Measure("lix", "score, 20 to 60 and above", "Sentence length and words of more than six letters, in per cent."),
)
"""What ``further_measures`` gives."""

_NAMES = tuple(measure.name for measure in FURTHER_MEASURES)
_LANGUAGE = "en_US"
_FORMULAS: dict[str, tuple[str, tuple[str, ...]]] = {
    "gunning_fog": ("gunning_fog", (_LANGUAGE,)),
    "coleman_liau": ("coleman_liau_index", ()),
    "automated_readability_index": ("automated_readability_index", ()),
    "dale_chall": ("dale_chall_readability_score", (_LANGUAGE,)),
    "lix": ("lix", ()),
    "flesch_reading_ease": ("flesch_reading_ease", (_LANGUAGE,)),
    "flesch_kincaid_grade": ("flesch_kincaid_grade", (_LANGUAGE,)),
}
"""Our name, textstat's function, and its arguments after the text."""

_SEAMS = {
    "get_cmudict": ("counts._count_syllables",),
    "count_sentences": ("metrics._words_per_sentence", "metrics._sentences_per_word"),
}
"""Names that we replace during a call, and the modules of ``textstat.backend`` that use them."""

_NO_WORD = compile_later(r"[^\w']+|^'+|'+$")
_LOCK = allocate_lock()


def further_measures(
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    body: int,
    names: Sequence[str] = _NAMES,
) -> dict[str, float | None]:
    """Return textstat's measures of a reading, by name. With fewer than ``MIN_WORDS`` words, all are ``None``.

    Args:
        tokens, sentences, body: as for ``readability_measures``.
        names: which measures; ``flesch_reading_ease`` and ``flesch_kincaid_grade`` are possible too.

    The first call in a process takes about a second, later ones under a millisecond a post. Runs one call at a time.
    """
    lines = [[word for word, _ in words] for words in sentence_words(tokens, sentences, body)]
    if sum(map(len, lines)) < MIN_WORDS:
        return dict.fromkeys(names)
    plain = [[_NO_WORD.sub("", word) or "x" for word in words] for words in lines]
    text = "\n".join(" ".join(words) for words in plain)
    spoken = {
        short.lower(): syllables(word) or 1
        for words, shorts in zip(lines, plain, strict=True)
        for word, short in zip(words, shorts, strict=True)
    }
    with _use_our_counts(spoken, len(lines)):
        return {name: _compute(name, text) for name in names}


def add_further_measures(reading: Reading, names: Sequence[str]) -> None:
    """Add these measures to those of the reading. A reading that is too short doesn't get them."""
    found = further_measures(reading.tokens, reading.sentences, reading.body, names)
    reading.measures.update({name: value for name, value in found.items() if value is not None})


def _compute(name: str, text: str) -> float:
    function, arguments = _FORMULAS[name]
    return float(getattr(import_module("textstat.backend.metrics"), function)(text, *arguments))


class _Pronunciations(dict[str, list[list[str]]]):
    """Replaces textstat's pronouncing dictionary. Each word has as many stressed sounds as we count syllables."""

    def __init__(self, spoken: dict[str, int]) -> None:
        super().__init__((word, [["A0"] * count]) for word, count in spoken.items())

    def __missing__(self, word: str) -> list[list[str]]:
        return [["A0"] * (syllables(word) or 1)]


@contextmanager
def _use_our_counts(spoken: dict[str, int], sentences: int) -> Iterator[None]:
    import_module("textstat")
    pronunciations = _Pronunciations(spoken)
    answers: dict[str, Callable[[str], Any]] = {
        "get_cmudict": lambda _language: pronunciations,
        "count_sentences": lambda _text: sentences,
    }
    with _LOCK:
        replaced = [
            (module, name, getattr(module, name))
            for name, places in _SEAMS.items()
            for module in (import_module(f"textstat.backend.{place}") for place in places)
        ]
        try:
            for module, name, _ in replaced:
                setattr(module, name, answers[name])
            yield
        finally:
            for module, name, original in replaced:
                setattr(module, name, original)
            _empty_caches()


def _empty_caches() -> None:
    """Empty textstat's caches of drafts. Those of its word list and hyphenation (``utils``) contain no drafts and stay."""
    for module_name, module in list(sys.modules.items()):
        if module_name.startswith("textstat.backend.") and not module_name.startswith("textstat.backend.utils"):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()
