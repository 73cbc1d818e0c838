"""Proves fixes. None adds a grammar finding of Harper, changes a number, a date, a name, a link or a hole to fill in, leaves a stray
mark, space or word behind, touches a sentence that nobody found fault with, or is found fault with again.

The same proof runs in the tests on the project's own texts, and here on every text of the corpora. Harper reads what is around a fix
before and after it. What counts as a fact is told by expressions of its own, and not by the code that makes fixes.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from os.path import commonpath
from typing import Any

from softsell.checks.finding import Finding
from softsell.draft.span import Span
from softsell.language.english.frequency import is_known
from softsell.language.sentence import Sentence

Place = tuple[str, Span | None]
"""The rule of a finding, and where it is; no span for the whole draft."""
Change = tuple[Span, str]
"""What a fix does: the words it replaces, and what it writes there."""

_AROUND = 200
"""Characters before and after a fix that are read with it."""
_TASTE = frozenset(("Spelling", "Readability", "Style", "Enhancement", "Regionalism", "Formatting", "Redundancy"))
"""Kinds of Harper's findings that aren't about grammar."""
_FACTS = re.compile(
    r"https?://\S+|\bwww\.\S+|[@#]\w+"
    r"|\w*\d[\w.,:%/’']*\w|\w*\d\w*|[£$€₹¥%]"
    r"|\[[^\[\]\n]{1,60}\]|\{[^{}\n]{1,60}\}|<[a-z][^<>\n]{0,60}>|_{3,}"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:january|february|april|june|july|september|october|november|december)\b"
    r"|\b(?:today|tomorrow|tonight|yesterday|noon|midnight|weekend|christmas|easter)\b"
    r"|\b(?:only|until|till|unless|except|minimum|maximum|free|half)\b",
    re.IGNORECASE,
)
_STRAYS = {
    "two spaces": re.compile(r"(?<=\S)  (?=\S)"),
    "two commas": re.compile(r",\s*,"),
    "a comma before another mark": re.compile(r",\s*[.!?;:]"),
    "a space before a mark": re.compile(r"(?<=\w) [,.;!?](?!\S)"),
    "empty brackets": re.compile(r"\(\s*\)|\[\s*\]|“\s*”"),
    "a dash at the edge of a line": re.compile(r"(?m)(?<=\w) [–—-][ \t]*$"),
    "a lone word": re.compile(r"(?im)(?:^|[.!?,;]\s+)(?:and|or|but|so)\s*(?:[.!?,;]|$)"),
    "a small letter at the beginning": re.compile(r"(?:\A\W*|[.!?]\s+)[a-z]"),
    "three line ends": re.compile(r"\n\s*\n\s*\n"),
}
"""What a careless fix leaves behind."""
_NAME = re.compile(r"(?<=[A-Za-z,] )[A-Z][a-z]+")
"""A capital inside a line. It's a name if nobody writes the word small."""


def safe_changes(findings: Sequence[Finding]) -> Iterator[tuple[str, Change]]:
    """Yield the rule and the first safe fix of each finding that has one."""
    for finding in findings:
        fix = next((fix for fix in finding.fixes if fix.safe), None)
        if fix is not None and not finding.positive:
            yield finding.rule, (fix.span, fix.text)


def places(findings: Sequence[Finding]) -> list[Place]:
    """Return where the findings are."""
    return [(found.rule, found.span) for found in findings]


def problems(
    text: str, findings: Sequence[Finding], sentences: Sequence[Sentence], find: Callable[[str], list[Place]]
) -> Iterator[str]:
    """Yield what is wrong with the safe fixes: the rule, the words before and after, and the problem.

    ``find`` returns where the findings in a text are. ``findings`` and ``sentences`` are those of ``text``.
    """
    known = places(findings)
    for rule, change in safe_changes(findings):
        (start, end), written = change
        found = (
            *grammar_problems(text, change),
            *changed_facts(text, change),
            *strays(text, change),
            *touched_sentences(text, change, rule, known, sentences),
            *found_again(text, change, rule, known, find),
        )
        for problem in found:
            yield f"{rule}: “{text[start:end]}” → “{written}”: {problem}"


def grammar_problems(text: str, change: Change) -> list[str]:
    """Return the grammar findings of Harper that a change adds.

    A missing capital before the change isn't its doing: where lines have no full stops, Harper takes some of them together.
    """
    before, after = _around(text, change)
    if unicodedata.normalize("NFKC", before).split() == unicodedata.normalize("NFKC", after).split():
        return []  # a new paragraph has the same words, and so have plain letters, which Harper couldn't read before
    place = len(before) - len(before.removeprefix(commonpath([before, after])))
    known = Counter(message for message, _, _ in _lints(before))
    added = (
        Counter(message for message, kind, start in _lints(after) if kind != "Capitalization" or start >= place) - known
    )
    return [f"Harper says “{message}”" for message in added]


def changed_facts(text: str, change: Change) -> list[str]:
    """Return the facts that a change takes out or writes."""
    before, after = _around(text, change)
    old, new = facts(before), facts(after)
    kept = unicodedata.normalize("NFKC", after).casefold()
    names = [name for name in _NAME.findall(before) if not is_known(name.lower()) and name.casefold() not in kept]
    invented = [fact for fact in new - old if any(map(str.isdigit, fact))]
    return [f"it changes “{fact}”" for fact in (*(old - new), *invented, *names)]


def strays(text: str, change: Change) -> list[str]:
    """Return what a change leaves behind that wasn't there before: two spaces, a lone "and", a line of marks alone."""
    before, after = _around(text, change)
    if _says_the_same(text, change):
        return []
    left = [name for name, pattern in _STRAYS.items() if _count(pattern, after) > _count(pattern, before)]
    bare = _bare_lines(after) - _bare_lines(before)
    return [*(f"it leaves {name}" for name in left), *(f"it leaves “{line}” alone on a line" for line in bare)]


def touched_sentences(
    text: str, change: Change, rule: str, known: Sequence[Place], sentences: Sequence[Sentence]
) -> list[str]:
    """Return the sentences that a change touches though its pack found nothing in them."""
    (start, end), _ = change
    pack = rule.partition("/")[0]
    own = [span for found, span in known if found.partition("/")[0] == pack and (span is not None or found == rule)]
    if None in own or _says_the_same(text, change) or _has_same_words(text, change):
        return []
    touched = [text[one.start : one.end] for one in sentences if _meet(one, start, end) and not _is_found(one, own)]
    return [f"it touches “{sentence}”" for sentence in touched if any(map(str.isalnum, sentence))]


def found_again(
    text: str, change: Change, rule: str, known: Sequence[Place], find: Callable[[str], list[Place]]
) -> list[str]:
    """Return the findings of the same rule that a change makes where it was made.

    A long paragraph may still be too long when it's parted once.
    """
    (start, end), written = change
    if not written.strip() and written:
        return []
    fixed = text[:start] + written + text[end:]
    stop = start + len(written)
    later = {
        Span(span.start + stop - end, span.end + stop - end)
        for found, span in known
        if found == rule and span is not None and span.start >= end
    }
    return [
        f"“{fixed[span.start : span.end]}” is found in its place"
        for found, span in find(fixed)
        if found == rule and span is not None and span not in later and span.start <= stop and start <= span.end
    ]


def _says_the_same(text: str, change: Change) -> bool:
    """Whether a change only parts paragraphs, or writes plain letters in the place of styled ones."""
    (start, end), written = change
    return (
        unicodedata.normalize("NFKC", text[start:end]).split() == unicodedata.normalize("NFKC", written).split() != []
    )


def _has_same_words(text: str, change: Change) -> bool:
    """Whether a change is about marks alone: one exclamation mark for each row of them in the post."""
    (start, end), written = change
    return re.findall(r"\w+", text[start:end]) == re.findall(r"\w+", written) != []


def _meet(sentence: Sentence, start: int, end: int) -> bool:
    return start < sentence.end and sentence.start < end


def _is_found(sentence: Sentence, spans: Sequence[Span | None]) -> bool:
    return any(span is not None and _meet(sentence, span.start, span.end) for span in spans)


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


def _bare_lines(text: str) -> Counter[str]:
    """Count the lines that have marks or emoji and nothing else."""
    return Counter(line for line in text.splitlines() if line.strip() and not any(map(str.isalnum, line)))


def facts(text: str) -> Counter[str]:
    """Count the numbers, dates, links, handles, hashtags, holes and conditions in a text, whatever their case."""
    return Counter(_FACTS.findall(unicodedata.normalize("NFKC", text).casefold()))


def _around(text: str, change: Change) -> tuple[str, str]:
    """Return what is around a change, before and after it."""
    (start, end), written = change
    begin = text.rfind(" ", 0, max(0, start - _AROUND)) + 1
    stop = text.find(" ", end + _AROUND)
    left, right = text[begin:start], text[end : stop if stop >= 0 else len(text)]
    return left + text[start:end] + right, left + written + right


@lru_cache(maxsize=1)
def _linter() -> Any:
    import harper

    return harper.Linter(harper.Dialect.AMERICAN)


@lru_cache(maxsize=1024)
def _lints(text: str) -> tuple[tuple[str, str, int], ...]:
    """Return the message, kind and start of each finding."""
    return tuple(
        (lint.message, lint.lint_kind, lint.span.start) for lint in _linter().lint(text) if lint.lint_kind not in _TASTE
    )
