"""fold: the first sentence does not fit above the platform's fold, so that most readers see only half of it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from softsell.checks.finding import Finding
from softsell.checks.hits import finding
from softsell.checks.metric import words_in
from softsell.checks.rule import AlwaysRuns, Rule
from softsell.draft.span import Span
from softsell.language.reading import Reading
from softsell.patterns import Compiler, Matches
from softsell.platforms import PLATFORMS, fold


class Options(Struct, frozen=True):
    at_most: float = 0
    """How many words of the first sentence may lie below the fold."""


class Fold(AlwaysRuns, frozen=True):
    """``{match}`` is what lies below, ``{count}`` its words, ``{bound}`` the characters that show. Quiet where nothing is folded."""

    options: Options

    def run(self, reading: Reading, matches: Matches) -> Iterator[Finding]:
        platform = reading.draft.context.platform
        shown = fold(platform) if platform in PLATFORMS else None
        first = next((sentence for sentence in reading.sentences if words_in(sentence, reading)), None)
        if shown is None or first is None or reading.opening >= first.last:
            return
        cut = [
            token for token in reading.tokens[max(first.first, reading.opening) : first.last] if token.kind == "word"
        ]
        if len(cut) > self.options.at_most:
            span = Span(cut[0].start, first.end)
            match = reading.draft.prose[span.start : span.end]
            yield finding(self.rule, span, match=match, count=len(cut), bound=shown)


def compile(rule: Rule, compiler: Compiler) -> Fold:
    return Fold(rule, Options(**rule.options))
