"""swap: words for which there is a better one, which the fix puts in their place, in the same case and inflection.

Words of which only the writer can say what fits better go under ``choose``: the message names words to choose from, and there is no fix.
Names, and words that are something else than the pack means ("purchase" as a noun), are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from softsell.checks import mending
from softsell.checks.finding import Finding
from softsell.checks.hits import Hits, finding, span_of
from softsell.checks.rule import Rule
from softsell.language.characters import APOSTROPHES
from softsell.language.english.data import sets
from softsell.language.english.inflect import lemma_of
from softsell.language.english.lexicon import FUNCTION_WORDS
from softsell.language.english.names import is_in_name
from softsell.language.english.word_classes import WordClass, is_definite, is_participle, takes_object, word_class
from softsell.language.reading import Reading
from softsell.patterns import Compiler, Match, Matches

_SETS = sets("swap.txt")
_LEGAL = _SETS["legal"]
"""Words of contracts, rules of a competition, studies and warnings."""
_LONGEST_TERM = 100
_ECHO = 12
"""Tokens of the sentence before and after a swap among which nobody wants to read the new word twice."""
_TELLING = _SETS["telling"]
_HISTORY = _SETS["history"]
_OLD_WORDS = frozenset(("begin", "end", "start", "stop"))
"""Plain words for which accounts of old wars and kings have their own: "he commenced the siege"."""
_QUANTIFIERS = frozenset(("most", "many", "some", "few", "several", "all", "half"))


class Options(Struct, frozen=True):
    swap: dict[str, str | list[str]] = {}
    """Pattern: what to write instead, or several, best first. ``~use`` bends as the word it replaces."""
    verbs: dict[str, str | list[str]] = {}
    """The same, where the first word is a verb with an object: “purchase the mill”, unlike “the purchase”."""
    prepositions: dict[str, str | list[str]] = {}
    """The same, where the first word is a preposition: “news concerning the oven”, unlike “this is concerning”."""
    choose: dict[str, list[str]] = {}
    """Pattern: words to choose from. The message names them, and there is no fix, because only the writer knows which one fits."""


HOLD_PATTERNS = ("swap", "verbs", "prepositions", "choose")


_CLASSES: Mapping[str, WordClass | None] = {
    "swap": None,
    "verbs": "verb",
    "prepositions": "preposition",
}
"""The options that have a fix, and the word class that each is about."""


class _Entry(Struct, frozen=True):
    """What to write instead of one pattern. ``fixes`` is false where only the writer knows which text fits."""

    texts: tuple[str, ...]
    word_class: WordClass | None = None
    fixes: bool = True


class Swap(Struct, frozen=True):
    rule: Rule
    hits: Hits
    entries: tuple[_Entry, ...]

    @property
    def groups(self) -> tuple[int, ...] | None:
        return (self.hits.group,)

    def run(self, reading: Reading, matches: Matches) -> Iterator[Finding]:
        prose = reading.draft.prose
        for hit in self.hits.find(reading, matches):
            entry = self.entries[hit.line]
            if is_in_name(reading, hit.first, hit.last) or _is_plural_possessive(hit, reading):
                continue
            if not _is_meant(entry, hit, reading) or _is_legal(hit, reading):
                continue
            span = span_of(hit, reading)
            original = prose[span.start : span.end]
            participle = is_participle(reading, hit.first)
            bent = [mending.inflected(text, original, participle=participle) for text in entry.texts]
            bent = [_with_of(text, hit, reading) for text in bent]
            fixes = [mending.replace(prose, span, text) if text else mending.delete(prose, span) for text in bent]
            offered = bent[:1] if entry.fixes else bent
            yield finding(
                self.rule,
                span,
                match=original,
                replacement="” or “".join(offered),
                fixes=fixes
                if _has_fix(entry, bent, hit, reading) and not mending.in_quotation(prose, span.start)
                else (),
            )


def _is_meant(entry: _Entry, hit: Match, reading: Reading) -> bool:
    """Return whether the first word is what the pack means."""
    if entry.word_class is None:
        return True
    if entry.word_class == "verb" and hit.last == hit.first + 1 and not takes_object(reading, hit.first):
        return False
    return word_class(reading, hit.first) == entry.word_class


def _is_legal(hit: Match, reading: Reading) -> bool:
    """Return whether the sentence states terms, whose words were chosen with care: "by purchasing a ticket you agree to the terms"."""
    sentence = reading.sentence_at(hit.first)
    tokens = (
        () if sentence is None else reading.tokens[sentence.first : min(sentence.last, sentence.first + _LONGEST_TERM)]
    )
    return any(token.norm in _LEGAL for token in tokens)


def _has_fix(entry: _Entry, texts: list[str], hit: Match, reading: Reading) -> bool:
    if not entry.fixes or any(_stutters(text, hit, reading) or _tells_history(text, hit, reading) for text in texts):
        return False
    # “About” fits what is said, asked or thought: “news regarding the oven”, unlike “unpredictable with regard to the weather”.
    return entry.word_class != "preposition" or (hit.first > 0 and reading.tokens[hit.first - 1].norm in _TELLING)


def _is_plural_possessive(hit: Match, reading: Reading) -> bool:
    """ "Individuals' rights": the apostrophe belongs to the word."""
    end = reading.tokens[hit.last - 1].end
    after = reading.draft.prose[end : end + 2]
    return after[:1] in APOSTROPHES and not after[1:].isalpha() if after else False


def _stutters(text: str, hit: Match, reading: Reading) -> bool:
    """Return whether the new words would repeat words near them: "connect to in order to get", "by using it to leverage the market"."""
    words = text.lower().split()
    before = reading.tokens[hit.first - 1].norm if hit.first else ""
    after = reading.tokens[hit.last].norm if hit.last < len(reading.tokens) else ""
    if words and (words[0] == before or words[-1] == after):
        return True
    sentence = reading.sentence_at(hit.first)
    first, last = (0, len(reading.tokens)) if sentence is None else (sentence.first, sentence.last)
    near = (
        *reading.tokens[max(first, hit.first - _ECHO) : hit.first],
        *reading.tokens[hit.last : min(last, hit.last + _ECHO)],
    )
    new = {lemma_of(word) for word in words if word not in FUNCTION_WORDS}
    return not new.isdisjoint(lemma_of(token.norm) for token in near if token.kind == "word")


def _tells_history(text: str, hit: Match, reading: Reading) -> bool:
    """Return whether the sentence tells of old wars or kings, in the words of such accounts."""
    sentence = reading.sentence_at(hit.first)
    if sentence is None or lemma_of(text.lower()) not in _OLD_WORDS:
        return False
    tokens = reading.tokens[sentence.first : min(sentence.last, sentence.first + _LONGEST_TERM)]
    return any(token.norm in _HISTORY for token in tokens)


def _with_of(text: str, hit: Match, reading: Reading) -> str:
    """ "Most" for "the majority of" keeps its "of" before "our customers" and "them"."""
    if text in _QUANTIFIERS and reading.tokens[hit.last - 1].norm == "of" and is_definite(reading, hit.last):
        return f"{text} of"
    return text


def compile(rule: Rule, compiler: Compiler) -> Swap:
    options = Options(**rule.options)
    patterns: list[str] = []
    entries: list[_Entry] = []
    for name in (*_CLASSES, "choose"):
        for pattern, texts in getattr(options, name).items():
            patterns.append(pattern)
            chosen = (texts,) if isinstance(texts, str) else tuple(texts)
            entries.append(_Entry(chosen, _CLASSES.get(name), name != "choose"))
    return Swap(rule, Hits.compile(patterns, rule, compiler, words="meant"), tuple(entries))
