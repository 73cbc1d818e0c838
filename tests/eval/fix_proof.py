"""Proves fixes: none adds a grammar finding of Harper, and none changes a number, a date, a name, a link or a hole to fill in.

The same proof runs in the tests on the project's own texts, and here on every text of the corpora. Harper reads what is around a fix
before and after it. What counts as a fact is told by expressions of its own, and not by the code that makes fixes.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from os.path import commonpath
from typing import Any

from softsell.checks.finding import Finding
from softsell.draft.span import Span
from softsell.language.english.frequency import is_known

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
_NAME = re.compile(r"(?<=[A-Za-z,] )[A-Z][a-z]+")
"""A capital inside a line. It's a name if nobody writes the word small."""


def safe_changes(findings: Sequence[Finding]) -> Iterator[tuple[str, Change]]:
    """Yield the rule and the first safe fix of each finding that has one."""
    for finding in findings:
        fix = next((fix for fix in finding.fixes if fix.safe), None)
        if fix is not None and not finding.positive:
            yield finding.rule, (fix.span, fix.text)


def problems(text: str, findings: Sequence[Finding]) -> Iterator[str]:
    """Yield what is wrong with the safe fixes: the rule, the words before and after, and the problem."""
    for rule, (span, written) in safe_changes(findings):
        for problem in (*grammar_problems(text, (span, written)), *changed_facts(text, (span, written))):
            yield f"{rule}: “{text[span.start : span.end]}” → “{written}”: {problem}"


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
