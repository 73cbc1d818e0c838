"""Says in words for people what made the scores of a report. The points and what is behind them come from ``engine.scores``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from softsell.checks.hits import whole_words
from softsell.language.english.lexicon import AUXILIARIES, FUNCTION_WORDS
from softsell.report.join_points import join_points
from softsell.report.measure_words import in_words
from softsell.wording import listed

if TYPE_CHECKING:
    from softsell.checks.finding import Finding
    from softsell.engine.report import Report
    from softsell.engine.scores import Points

_RULE = "rule "
_SAYS: Mapping[str, str] = {
    "promotion": "It reads like an offer.",
    "pressure": "It reads like pressure to buy.",
    "self_focus": "It reads like a post about its writer.",
    "hard_reading": "It reads like hard work.",
    "second_person": "It says “you” or “your” {times}.",
    "first_person": "It says “I”, “we”, “our” or the like {times}.",
    "third_person": "It mentions others, such as “they” or “everyone”, {times}.",
    "brand_mentions": "It names your business {times}.",
    "orders": "It tells the reader to do something {times}.",
    "questions": "It asks {times}.",
    "exclamation_marks": "It has an exclamation mark {times}.",
    "reading_difficulty": "Its words and sentences have a difficulty of {value}. An average web page has 50.",
    "longest_paragraph": "Its longest paragraph has {value} words.",
    "longest_sentence": "Its longest sentence has {value} words.",
}
"""What measures say of a post. The others are named as on the command line."""
_SAYS_UNSURE: Mapping[str, str] = {
    "promotion": "It's a little like an offer.",
    "pressure": "It's a little like posts that press people to buy.",
    "self_focus": "It's a little like posts about their writer.",
    "hard_reading": "It's a little like posts that are hard work.",
}
"""What learned measures say that are more likely wrong than right."""
_SURE = 0.5
_NEVER = {"second_person": "It never says “you” or “your”."}
"""What some say if they're 0."""
_MOST_REASONS = 20
"""The most reasons for one score. Packs may have thousands of rules."""
_MOST = 5
"""The most quotes for one reason."""
_MOST_COMPARED = 50
"""The most quotes that are compared with each other."""
_LONGEST = 60
_SHORTEST = 3
"""The fewest letters of a word that says something alone."""
_MARKS = "“”\"'‘’.,;:!?…()"


def list_reasons(report: Report) -> list[dict[str, Any]]:
    """Return what made the scores, the strongest first, each as ``Reason``. The report was made with ``explain``."""
    source = report.draft.source
    found = {part.source: part.found for part in report.points}
    counts: Counter[str] = Counter()
    reasons = []
    for part in sorted(join_points(report.points), key=lambda part: -abs(part.points)):
        counts[part.dimension] += 1
        if counts[part.dimension] <= _MOST_REASONS:
            says = _say(part, found, source)
            reasons.append({"dimension": part.dimension, "points": round(part.points, 1), "says": says})
    return reasons


def _say(part: Points, found: Mapping[str, tuple[Finding, ...]], source: str) -> str:
    if part.found:
        says = part.found[0].message
        others = _join(_pick(says, [_quote(one, source) for one in part.found]))
        return f"{says} Also: {others}." if others else says
    says = _say_measure(part)
    carriers = _join(_pick(says, _carriers(part.reasons, found, source)))
    return f"{says.rstrip('.')}, because of {carriers}." if carriers else says


def _join(quotes: list[str]) -> str:
    return listed([f"“{quote}”" for quote in quotes])


def _say_measure(part: Points) -> str:
    if part.source not in _SAYS:
        words = in_words(part.source, part.count)
        return f"{words[:1].upper()}{words[1:]}."
    if part.source in _SAYS_UNSURE and part.count < _SURE:
        return _SAYS_UNSURE[part.source]
    count = round(part.count)
    if count == 0 and part.source in _NEVER:
        return _NEVER[part.source]
    times = {1: "once", 2: "twice"}.get(count, f"{count} times")
    return _SAYS[part.source].format(times=times, value=count)


def _carriers(reasons: tuple[str, ...], found: Mapping[str, tuple[Finding, ...]], source: str) -> list[str]:
    """Return the words that carried a learned measure. A rule stands for what it found, or else for its name."""
    quotes = []
    for reason in reasons:
        rule = reason.removeprefix(_RULE)
        if rule == reason:
            words = reason.strip("“” .,;:!?…")
            if _is_telling(words):
                quotes.append(words)
        elif found.get(rule):
            quotes += [_quote(one, source) for one in found[rule]]
        else:
            quotes.append(rule.partition("/")[2].replace("-", " "))
    return quotes


def _is_telling(words: str) -> bool:
    """Whether words mean something to people. “up at”, “they're” and “12” may carry a learned measure and say nothing alone."""
    return any(_has_meaning(word.strip(_MARKS)) for word in words.casefold().split())


def _has_meaning(word: str) -> bool:
    if not word.isalpha():
        return not word.isdecimal() and not set("'’") & set(word) and any(map(str.isalnum, word))
    return len(word) >= _SHORTEST and word not in FUNCTION_WORDS and word not in AUXILIARIES


def _pick(says: str, quotes: list[str]) -> list[str]:
    """Return what to quote: each stretch of words once, and none that is part of another or that ``says`` has."""
    new = [quote for quote in dict.fromkeys(quotes) if quote and f"“{quote}”" not in says][:_MOST_COMPARED]
    return [
        quote for quote in new if not any(quote != other and quote.casefold() in other.casefold() for other in new)
    ][:_MOST]


def _quote(finding: Finding, source: str) -> str:
    words = "" if finding.span is None else " ".join(whole_words(source, finding.span).split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
