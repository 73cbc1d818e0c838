"""reply: the draft answers a message (``reply_to``) and leaves a question of it open."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from softsell.checks.finding import Finding
from softsell.checks.hits import finding
from softsell.checks.rule import AlwaysRuns, Rule
from softsell.language.english.answers import message_draft, unanswered
from softsell.language.reading import Reading
from softsell.language.reading_builder import read
from softsell.patterns import Compiler, Matches


class Options(Struct, frozen=True):
    at_most: int = 0
    """How many questions of the message may stay open."""


class Reply(AlwaysRuns, frozen=True):
    options: Options

    def run(self, reading: Reading, matches: Matches) -> Iterator[Finding]:
        message = reading.draft.context.reply_to
        if not message or not message.strip():
            return
        still_open = unanswered(read(message_draft(message)), reading)
        if len(still_open) > self.options.at_most:
            yield finding(self.rule, None, match=still_open[0], count=len(still_open), bound=self.options.at_most)


def compile(rule: Rule, compiler: Compiler) -> Reply:
    return Reply(rule, Options(**rule.options))
