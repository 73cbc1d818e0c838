"""shout: capitals, runs of marks, drawn-out and spaced-out words. What is loud whatever it says."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal

from softsell.checks import mending
from softsell.checks.finding import Finding, Fix
from softsell.checks.hits import finding
from softsell.checks.rule import Rule
from softsell.draft.span import Span
from softsell.language.english.acronyms import is_acronym
from softsell.language.english.frequency import is_known
from softsell.language.reading import Reading
from softsell.language.token import Token
from softsell.patterns import Compiler, Matches

_LONGEST_ACRONYM = 5
_SHORTEST_STRETCHED = 3
"""Fewer letters than that, and "zzz" or "AAA" would be a stretched word."""
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = re.compile("[IVXLCDM]+")
_LOUD = frozenset(("capitals", "marks", "stretched", "spaced"))
"""What only its speaker does. Styled letters and emoji are hard to read aloud, whoever wrote them."""
_STYLED = re.compile("[\U0001d400-\U0001d7ff\u2460-\u24ff\U0001f110-\U0001f189\uff21-\uff5a]")


@dataclass(frozen=True)
class Options:
    __pydantic_config__ = {"extra": "forbid", "use_attribute_docstrings": True}

    of: Literal["capitals", "marks", "stretched", "spaced", "styled", "emoji"]
    """Capitals (``BIG NEWS``), marks (``!!!``), stretched (``sooo``), spaced (``F R E E``), styled Unicode letters, emoji in a run."""
    at_least: int = 2
    """How many in a row make it loud: words in capitals, marks, emoji."""
    marks: str = "!?"
    """With ``of: marks``: which marks."""
    share: float = 0
    """With ``of: capitals``: speak only where at least this share of the draft's words is in capitals, 0 to 1."""
    allow: list[str] = field(default_factory=list)
    """Words that may stand in capitals, such as the brand's own spelling."""


@dataclass(frozen=True, slots=True)
class Shout:
    rule: Rule
    options: Options
    allow: frozenset[str]

    @property
    def groups(self) -> tuple[int, ...] | None:
        return None

    def run(self, reading: Reading, matches: Matches) -> Iterator[Finding]:
        if self.options.share and reading.measures.get("capital_share", 0) < self.options.share:
            return
        prose = reading.draft.prose
        spoken = not self.rule.quoted and self.options.of in _LOUD
        for row in _RUNS[self.options.of](self, reading):
            if spoken and self._is_quoted(row, reading):
                continue
            span = Span(row[0].start, row[-1].end)
            count = row[0].end - row[0].start if self.options.of == "marks" else len(row)
            match = prose[span.start : span.end]
            yield finding(
                self.rule,
                span,
                match=match,
                count=count,
                bound=self.options.at_least,
                fixes=_mend(self.options.of, row, prose, span),
            )

    def _is_quoted(self, row: list[Token], reading: Reading) -> bool:
        """Whether somebody else is loud. ``row`` is in the order of the tokens, with gaps between words at most."""
        first = bisect_left(reading.tokens, row[0].start, key=attrgetter("start"))
        last = bisect_left(reading.tokens, row[-1].end, key=attrgetter("start"))
        return reading.is_quoted(first, last)

    def capitals(self, reading: Reading) -> Iterator[list[Token]]:
        brand = {norm for name in reading.brands for norm in name}
        row: list[Token] = []
        loud = 0
        for token in reading.tokens[: reading.body]:
            if token.kind == "word" and len(token.norm) > 1 and is_capital(token.text):
                quiet = token.norm in self.allow or token.norm in brand or _is_always_capital(token.norm)
                row.append(token)
                loud += not quiet and not token.clitic
                continue
            if token.kind in ("number", "money", "percent", "emoji") or (
                token.kind == "punctuation" and token.norm in "'’-&,"
            ):
                continue
            if token.kind == "word" and token.text in ("I", "A") and row:
                continue
            if loud >= self.options.at_least:
                yield row
            row, loud = [], 0
        if loud >= self.options.at_least:
            yield row

    def marks(self, reading: Reading) -> Iterator[list[Token]]:
        row: list[Token] = []
        for token in reading.tokens:
            if token.kind == "punctuation" and not token.norm.strip(self.options.marks):
                if row and row[-1].end != token.start:
                    yield from self._loud(row)
                    row = []
                row.append(token)
            elif row:
                yield from self._loud(row)
                row = []
        yield from self._loud(row)

    def _loud(self, row: list[Token]) -> Iterator[list[Token]]:
        if sum(token.end - token.start for token in row) >= self.options.at_least:
            yield row

    def stretched(self, reading: Reading) -> Iterator[list[Token]]:
        for token in reading.tokens[: reading.body]:
            if token.kind != "word" or _ROMAN.fullmatch(token.text):
                continue
            if any(len(word) >= _SHORTEST_STRETCHED and is_known(word) for word in token.stretched):
                yield [token]

    def spaced(self, reading: Reading) -> Iterator[list[Token]]:
        for token in reading.tokens:
            if (
                token.kind == "word"
                and len(token.norm) > 2
                and len(token.text) >= 2 * len(token.norm) - 1
                and " " in token.text  # "Y-E-S" is spelled, "r.s.v.p." is an abbreviation
                and "." not in token.text
                and is_known(token.norm)
                and not is_acronym(token.norm)
                and token.norm not in _ALPHABET
            ):
                yield [token]

    def styled(self, reading: Reading) -> Iterator[list[Token]]:
        row: list[Token] = []
        for token in reading.tokens:
            if token.kind == "word" and is_styled(token.text):
                row.append(token)
            elif row and token.kind != "punctuation":
                yield row
                row = []
        if row:
            yield row

    def emoji(self, reading: Reading) -> Iterator[list[Token]]:
        row: list[Token] = []
        for token in reading.tokens:
            if token.kind == "emoji":
                row.append(token)
                continue
            if len(row) >= self.options.at_least:
                yield row
            row = []
        if len(row) >= self.options.at_least:
            yield row


_RUNS = {
    "capitals": Shout.capitals,
    "marks": Shout.marks,
    "stretched": Shout.stretched,
    "spaced": Shout.spaced,
    "styled": Shout.styled,
    "emoji": Shout.emoji,
}


def is_capital(text: str) -> bool:
    """Whether all the letters are capitals, and there are some."""
    return text.isupper()


def _is_always_capital(norm: str) -> bool:
    """Whether the word is an acronym, known to us or, being short and in no word list, most likely one."""
    return is_acronym(norm) or (len(norm) <= _LONGEST_ACRONYM and not is_known(norm))


def is_styled(text: str) -> bool:
    """Whether letters are dressed up: mathematical, circled, squared or full-width forms of plain ones."""
    return not text.isascii() and _STYLED.search(text) is not None


def _mend(of: str, row: list[Token], prose: str, span: Span) -> list[Fix]:
    text = prose[span.start : span.end]
    match of:
        case "capitals":
            return [Fix(f"Write “{quiet}”", span, quiet) for quiet in [_lowered(row, prose, span)]]
        case "marks":
            mark = "?" if "?" in text else text[0]
            return [Fix(f"Write “{mark}”", span, mark)]
        case "stretched":
            return [mending.replace(prose, span, min(row[0].stretched, key=len))] if row[0].stretched else []
        case "spaced" | "styled":
            plain = "".join(
                prose[before.end : token.start] + mending.like(token.text, token.norm)
                for before, token in zip([row[0], *row[:-1]], row, strict=True)
                if before is not token
            )
            first = mending.like(row[0].text, row[0].norm)
            return [Fix(f"Write “{first + plain}”", span, first + plain)]
        case "emoji":
            return [Fix("Keep the first", Span(row[0].end, span.end), "")] if len(row) > 1 else []
    return []


def _lowered(row: list[Token], prose: str, span: Span) -> str:
    """The words in small letters; acronyms, and a capital where a sentence starts, stay."""
    parts: list[str] = []
    position = span.start
    for token in row:
        parts.append(prose[position : token.start])
        parts.append(token.text if is_acronym(token.norm) else token.text.lower())
        position = token.end
    text = "".join(parts)
    if mending.opens_sentence(prose, span.start):
        text = text[:1].upper() + text[1:]
    return text


def compile(rule: Rule, compiler: Compiler) -> Shout:
    options = Options(**rule.options)
    return Shout(rule, options, frozenset(word.lower() for word in options.allow))
