"""Surroundings: what must be near a finding, and what keeps a rule silent, whatever its kind.

"Two left" is scarcity beside a ticket and news beside a nurse; "don't wait" presses in a shop and helps in a warning.
"""

from __future__ import annotations

from bisect import bisect_right

from msgspec import Struct

from softsell.checks.finding import Finding
from softsell.checks.rule import Rule
from softsell.language.reading import Reading
from softsell.patterns import Compiler, Matches


class Surroundings(Struct, frozen=True):
    """A rule's ``near`` and ``silent_with``, compiled.

    Attributes:
        near: group of the patterns of which one must be near a finding, or ``None``.
        silent: group of the patterns that keep the rule silent, or ``None``.
    """

    near: int | None
    silent: int | None

    @classmethod
    def compile(cls, rule: Rule, compiler: Compiler) -> Surroundings | None:
        """Return the rule's surroundings, or ``None`` if it has none."""
        if not rule.near and not rule.silent_with:
            return None
        return cls(
            compiler.share(tuple(rule.near)) if rule.near else None,
            compiler.share(tuple(rule.silent_with)) if rule.silent_with else None,
        )

    def lets_speak(self, matches: Matches) -> bool:
        """Return whether the rule may say anything about this draft."""
        if self.silent is not None and matches.of(self.silent):
            return False
        return self.near is None or bool(matches.of(self.near))

    def fits(self, finding: Finding, reading: Reading, matches: Matches) -> bool:
        """Return whether what the rule needs is in the finding's sentence, or in the one before or after.

        Hashtags at the end are beside every sentence. A finding on the whole draft needs it anywhere.
        """
        if self.near is None or finding.span is None:
            return True
        sentences = reading.sentences
        at = max(0, bisect_right(sentences, finding.span.start, key=lambda sentence: sentence.start) - 1)
        first = sentences[max(0, at - 1)].first if sentences else 0
        last = sentences[min(len(sentences) - 1, at + 1)].last if sentences else len(reading.tokens)
        return any(first <= match.first < last or match.first >= reading.body for match in matches.of(self.near))
