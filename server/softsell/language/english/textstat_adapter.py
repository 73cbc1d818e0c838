"""textstat, asked for the readability formulas that softsell does not compute itself. Only on demand, and only here.

Not here: Flesch and Flesch-Kincaid as every check shows them; those are in ``readability``, on the hot path, and
textstat is what they are tested against.

Why an adapter: textstat takes text only, and would count our drafts its own way (links and hashtags as huge words, no
newline as an end, no sentence of two words), look syllables up in a dictionary that it downloads when it is missing,
and keep what it was given in its caches. So it gets our words, one sentence a line, and for the time of a call

- asks us where it would load the dictionary (``get_cmudict``), so that nothing is read or downloaded;
- asks us for the number of sentences;
- forgets everything afterwards.

The three seams are names of textstat 0.7; ``tests/language/test_readability.py`` fails when one of them moves.
Importing textstat imports nltk (about a second), which is why it happens on first use.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from threading import Lock
from typing import Any

from softsell.language.english.readability import MIN_WORDS, sentence_words
from softsell.language.english.syllables import syllables
from softsell.language.reading import Measure, Reading, Sentence
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
"""Our name, textstat's function, its arguments after the text."""

_SEAMS = {
    "get_cmudict": ("counts._count_syllables",),
    "count_sentences": ("metrics._words_per_sentence", "metrics._sentences_per_word"),
}
"""Names that are ours during a call, and the modules of ``textstat.backend`` that look them up."""

_NO_WORD = re.compile(r"[^\w']+|^'+|'+$")
_LOCK = Lock()


def further_measures(
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    body: int,
    names: Sequence[str] = _NAMES,
) -> dict[str, float | None]:
    """textstat's measures of a reading, by name; all ``None`` under ``MIN_WORDS`` words.

    Args:
        tokens, sentences, body: as for ``readability_measures``.
        names: which ones; ``flesch_reading_ease`` and ``flesch_kincaid_grade`` may be asked for too.

    Cost: about a second the first time in a process, under a millisecond a post after that. One call at a time.
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
    with _our_counts(spoken, len(lines)):
        return {name: _ask(name, text) for name in names}


def add_further_measures(reading: Reading, names: Sequence[str]) -> None:
    """Puts these measures among those of the reading; a reading too short for them stays without."""
    found = further_measures(reading.tokens, reading.sentences, reading.body, names)
    reading.measures.update({name: value for name, value in found.items() if value is not None})


def _ask(name: str, text: str) -> float:
    function, arguments = _FORMULAS[name]
    return float(getattr(import_module("textstat.backend.metrics"), function)(text, *arguments))


class _Pronunciations(dict[str, list[list[str]]]):
    """What textstat takes for the pronouncing dictionary: a word has as many stressed sounds as we count syllables."""

    def __init__(self, spoken: dict[str, int]) -> None:
        super().__init__((word, [["A0"] * count]) for word, count in spoken.items())

    def __missing__(self, word: str) -> list[list[str]]:
        return [["A0"] * (syllables(word) or 1)]


@contextmanager
def _our_counts(spoken: dict[str, int], sentences: int) -> Iterator[None]:
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
            _forget()


def _forget() -> None:
    """Empties textstat's caches of drafts; those of its word list and hyphenation (``utils``) hold none and stay."""
    for module_name, module in list(sys.modules.items()):
        if module_name.startswith("textstat.backend.") and not module_name.startswith("textstat.backend.utils"):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()
