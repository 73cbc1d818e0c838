"""hard-sell-post: a post that presses from end to end, told once about the whole post, with what presses in it.

The learned likelihood of the whole post decides whether the rule may speak. It then names what anybody can see in the post: words
that other rules found, and how many orders, exclamation marks, words in capitals and hooks there are. Where that's too little to go by,
and the weights that know a hard sell in any words hear one, it also quotes the lines that press most. Where there's still
too little to name, it says nothing. It marks the stretch from the first line that presses to the last. The engine leaves the remark
out where two other warnings of the pack are shown.
Without the learned files the rule says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from softsell.checks.finding import Finding
from softsell.checks.hard_sell import FEWEST_WORDS, is_step
from softsell.checks.hits import finding
from softsell.checks.pressing_lines import (
    beginning,
    cut,
    excerpt,
    likelihoods,
    pressing,
    sentence_at,
    stretch,
    words_around,
)
from softsell.checks.rule import AlwaysRuns, Rule
from softsell.language.reading import Reading
from softsell.language.sentence import Sentence
from softsell.patterns import Compiler, Matches
from softsell.wording import listed

_ORDERS, _ASKS, _SHOUTS = 0.75, 0.75, 0.6
"""From these likelihoods of pressure on, a sentence counts as an order, a hook or a shout. "See terms" and a film's title press nobody."""
_PRESSES, _PRESSES_IN_OWN_WORDS = 0.5, 0.4
"""From these likelihoods on, a line is in the marked stretch. The second is of the weights that know hard sells in any words."""
_MOST_QUOTES = 3
_MOST_LINES = 2
_FEWEST_WORDS_OF_LINE = 3
_FEWEST_ORDERS = 2
_FEWEST_IN_ORDER = 2
"""A word alone may be a name or a slogan."""
_FEWEST_EXCLAMATIONS = 3
_FEWEST_SHOUTED = 3
"""Words in capitals. Two are named, but don't make a post shout: they may be a name or a grade."""
_BETWEEN_EMOJI = re.compile(r"[^\w\s.,&'’%$£€-]+")


class Options(Struct, frozen=True):
    at_least: float
    """How likely it must be that readers find the post as a whole a hard sell, 0 to 1."""
    at_least_unshouted: float
    """The same, for a post without words in capitals or several exclamation marks."""
    quote: list[str]
    """The rules of the pack whose findings press, by their ids without the pack's name. The words of the first ones are quoted first."""
    calm: str
    """The message about a post without several orders. The rule's ``message`` is about one with several."""
    capitals: str = ""
    """The rule of the pack that finds words in capitals, by its id without the pack's name."""
    fewest: int = 2
    """How many things there must be to name: quoted words, several orders, several exclamation marks, words in capitals, a hook."""
    hard_sell: float = 0.0
    """How likely it must be a hard sell by the weights that know one in any words as well, 0 to 1."""
    hard_sell_in_own_words: float = 1.0
    """The same for a post about which the bounds above or ``fewest`` say nothing: from this likelihood on, and from ``at_least`` on if
    that's higher, the lines that press most are named too. Never, unless a pack says so."""


class _Told(NamedTuple):
    """What presses in a post.

    Attributes:
        things: as the message names them.
        orders: how many orders it gives.
        shouts: whether it shouts.
        capitals: the words in capitals that are named.
        sentences: the first tokens of the sentences that are quoted or counted.
    """

    things: list[str]
    orders: int
    shouts: bool
    capitals: str
    sentences: set[int]


class HardSellPost(AlwaysRuns, frozen=True):
    """``{match}`` of the message is the list of what presses, ``{count}`` how many things that are."""

    options: Options

    def run(self, reading: Reading, matches: Matches) -> Iterator[Finding]:
        """One finding about the whole post, or none."""
        options = self.options
        if reading.measures["words"] < FEWEST_WORDS or reading.hard_sell < options.hard_sell:
            return
        likely, presses = likelihoods(reading), _PRESSES
        told = self._tell(reading, likely)
        things = told.things
        least = options.at_least if told.shouts else options.at_least_unshouted
        if reading.strong.get("pressure", 0.0) < least or len(things) < options.fewest:
            if reading.hard_sell < max(options.hard_sell_in_own_words, options.at_least):
                return
            likely, presses = likelihoods(reading, "hard_sell"), _PRESSES_IN_OWN_WORDS
            lines = _lines(reading, likely, told.sentences)
            things = [*lines, *(thing for thing in things if not told.capitals or told.capitals not in "".join(lines))]
        span = stretch(pressing(likely, reading, presses), reading)
        if len(things) >= options.fewest and span is not None:
            rule = self.rule if told.orders else replace(self.rule, message=options.calm)
            yield finding(rule, span, listing=listed(things), count=len(things))

    def _tell(self, reading: Reading, likely: Mapping[int, float]) -> _Told:
        """Return what presses in the post, as the message names it."""
        quotes = self._quotes(reading)
        things = [f"“{words}”" for words in quotes.values()]
        orders = _orders(reading, likely)
        if orders:
            others = [one for one in orders if one.first not in quotes][: _MOST_QUOTES - len(quotes)]
            beginnings = [f"“{beginning(one, reading)}”" for one in others]
            things.append(f"{len(orders)} orders" + (f" ({listed(beginnings)})" if beginnings else ""))
        exclamations = int(reading.measures["exclamation_marks"])
        exclaims = exclamations >= _FEWEST_EXCLAMATIONS
        if exclaims:
            things.append(f"{exclamations} exclamation marks")
        shouted = self._longest_in_capitals(reading, likely)
        if shouted and not any(shouted in thing for thing in things):
            things.append(f"“{shouted}” in capitals")
        asks = [
            one.first
            for one in reading.sentences
            if one.sales_question and one.first not in quotes and likely.get(one.first, 0) >= _ASKS
        ]
        if asks:
            things.append("a question that only leads to the offer")
        shouts = exclaims or len(shouted.split()) >= _FEWEST_SHOUTED
        sentences = {*quotes, *asks, *(one.first for one in orders)}
        return _Told(things, len(orders), shouts, shouted, sentences)

    def _quotes(self, reading: Reading) -> dict[int, str]:
        """Words that rules found, the most telling first, each with a little of its sentence, by the first token of that sentence."""
        quoted: dict[int, str] = {}
        for start, end in self._found_by(self.options.quote, reading):
            sentence = sentence_at(start, reading)
            if sentence is None or sentence.first in quoted:
                continue
            words = excerpt(words_around(start, sentence, reading), start, end, reading)
            if words not in quoted.values():
                quoted[sentence.first] = words
            if len(quoted) == _MOST_QUOTES:
                break
        return quoted

    def _longest_in_capitals(self, reading: Reading, likely: Mapping[int, float]) -> str:
        """Return the longest run of words in capitals in a sentence that presses, as far as it's quoted."""
        runs = [
            cut(part)
            for start, end in self._found_by([self.options.capitals], reading)
            if (sentence := sentence_at(start, reading)) is not None and likely.get(sentence.first, 0) >= _SHOUTS
            for part in _BETWEEN_EMOJI.split(reading.draft.prose[start:end])
        ]
        return max(runs, key=len, default="")

    def _found_by(self, rules: Sequence[str], reading: Reading) -> list[tuple[int, int]]:
        """Return what these rules of the pack found, in the order of the rules and of the text: code points of the prose."""
        pack = self.rule.id.partition("/")[0]
        order = {f"{pack}/{name}": number for number, name in enumerate(rules)}
        found = [
            (order[hit.rule], hit.start, hit.end)
            for hit in reading.hits
            if hit.rule in order and hit.start is not None and hit.end is not None
        ]
        return [(start, end) for _, start, end in sorted(found)]


def _lines(reading: Reading, likely: Mapping[int, float], named: set[int]) -> list[str]:
    """Quote the lines that press most, in the order of the text, apart from sentences that are named already."""
    others = [
        one
        for one in pressing(likely, reading, _PRESSES_IN_OWN_WORDS)
        if one.first not in named and _says(one, reading)
    ]
    most = sorted(others, key=lambda one: -likely[one.first])[:_MOST_LINES]
    return list(dict.fromkeys(f"“{beginning(one, reading)}”" for one in sorted(most, key=lambda one: one.first)))


def _says(sentence: Sentence, reading: Reading) -> bool:
    """Whether a sentence says something by its words alone: not by a link or a picture."""
    return (
        sum(token.kind == "word" for token in reading.tokens[sentence.first : sentence.last]) >= _FEWEST_WORDS_OF_LINE
    )


def _orders(reading: Reading, likely: Mapping[int, float]) -> list[Sentence]:
    """Return the sentences that order readers about, if there are several."""
    orders = [one for one in reading.sentences if likely.get(one.first, 0) >= _ORDERS and _is_order(one, reading)]
    return orders if len(orders) >= _FEWEST_ORDERS else []


def _is_order(sentence: Sentence, reading: Reading) -> bool:
    """Whether a sentence tells readers what to do, and is neither an invitation to answer nor a numbered step."""
    if sentence.kind != "command" or sentence.invites:
        return False
    tokens = reading.tokens[sentence.first : sentence.last]
    return sum(token.kind == "word" for token in tokens) >= _FEWEST_IN_ORDER and not is_step(tokens)


def compile(rule: Rule, compiler: Compiler) -> HardSellPost:
    """Return the rule, ready to run."""
    return HardSellPost(rule, Options(**rule.options))
