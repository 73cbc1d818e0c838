"""advertisement: a post that sounds like an advertisement from its own words, told once, over the lines that press.

It needs no word that a list knows: the learned likelihoods of pressure and promotion decide, of the post and of its lines. The remark
quotes the lines that press most, and marks the stretch from the first to the last. Lines that say where the link is don't count. The
engine leaves it out beside another warning of the pack.
Without the learned files the rule says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from softsell.checks.finding import Finding
from softsell.checks.hits import finding
from softsell.checks.pressing_lines import beginning, likelihoods, pressing, stretch
from softsell.checks.rule import AlwaysRuns, Rule
from softsell.language.reading import Reading
from softsell.language.sentence import Sentence
from softsell.patterns import Compiler, Matches
from softsell.wording import listed

_FEWEST_WORDS = 12
"""A shorter post says too little to have a tone: "Reserve your copy of the minutes at the clerk's office"."""
_MOST_QUOTES = 2
_FEWEST_QUOTED = 3
"""Words of a line that is quoted."""
_MOST_MENTIONS = 4
"""A post with more names is a list of people to follow, and sells nothing."""

_LINKS = frozenset(("link", "bio", "url", "website"))


class Options(Struct, frozen=True):
    """Bounds from 0 to 1."""

    pressure: float
    """How likely it must be that readers find that the post presses: the measure of that name."""
    promotion: float
    """How likely it must be that the post promotes something: the measure of that name."""
    line: float
    """How likely its most pressing line must press."""
    share: float
    """The share of its sentences that must press: one among ten links or hashtags is no tone."""
    facts: list[str]
    """The rules of the pack, by their ids without the pack's name, that find plain facts of an offer, such as its price."""
    pressure_of_facts: float
    """What ``pressure`` must be where the rules of the pack find nothing but such facts: a calm offer isn't a loud one."""
    calls: list[str]
    """Its rules that find a mild call, such as "check out". Where they find nothing else, they say what there is to say."""


class Advertisement(AlwaysRuns, frozen=True):
    """``{match}`` of the message is the list of the lines that press most, as far as they're quoted."""

    options: Options

    def run(self, reading: Reading, matches: Matches) -> Iterator[Finding]:
        """Yield one finding about the lines that press, or none."""
        if not self._may_speak(reading):
            return
        likely = likelihoods(reading)
        lines = pressing(likely, reading)
        if len(lines) < self.options.share * len(reading.sentences):
            return
        telling = [line for line in lines if not _has_link(line, reading)]
        most = sorted(telling, key=lambda line: -likely[line.first])
        if most and likely[most[0].first] >= self.options.line:
            quoted = [line for line in most if _says_enough(line, reading)][:_MOST_QUOTES] or most[:1]
            quotes = dict.fromkeys(
                f"“{beginning(line, reading)}”" for line in sorted(quoted, key=lambda line: line.first)
            )
            yield finding(self.rule, stretch(lines, reading), listing=listed(list(quotes)), count=len(lines))

    def _may_speak(self, reading: Reading) -> bool:
        """Tell whether the post as a whole presses and promotes enough."""
        options, measures = self.options, reading.measures
        pressure, promotion = (measures.get(name) or 0.0 for name in ("pressure", "promotion"))
        if (
            measures["words"] < _FEWEST_WORDS
            or measures["mentions"] > _MOST_MENTIONS
            or pressure < options.pressure
            or promotion < options.promotion
        ):
            return False
        pack = self.rule.id.partition("/")[0]
        found = {hit.rule.partition("/")[2] for hit in reading.hits if hit.rule.startswith(f"{pack}/")}
        if not found:
            return True
        return not found.issubset(options.calls) and (
            pressure >= options.pressure_of_facts or not found.issubset(options.facts)
        )


def _has_link(line: Sentence, reading: Reading) -> bool:
    """Tell whether a line says where the link is. Nearly every post has such a line, so fresh eyes found it no tone to quote."""
    return any(token.kind == "url" or token.norm in _LINKS for token in reading.tokens[line.first : line.last])


def _says_enough(line: Sentence, reading: Reading) -> bool:
    """Tell whether a line alone shows what is meant. "Terms apply" doesn't."""
    return sum(token.kind == "word" for token in reading.tokens[line.first : line.last]) >= _FEWEST_QUOTED


def compile(rule: Rule, compiler: Compiler) -> Advertisement:
    """Return the rule, ready to run."""
    return Advertisement(rule, Options(**rule.options))
