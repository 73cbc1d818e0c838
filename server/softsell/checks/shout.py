"""shout: capitals, runs of marks, drawn-out and spaced-out words. What is loud whatever it says."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice, takewhile
from operator import attrgetter
from typing import Literal

from msgspec import Struct

from softsell.checks import mending
from softsell.checks.finding import Finding, Fix
from softsell.checks.hits import finding
from softsell.checks.rule import AlwaysRuns, Rule
from softsell.compile_later import compile_later
from softsell.draft.span import Span
from softsell.language.characters import STYLED, unstyled
from softsell.language.english.acronyms import is_acronym
from softsell.language.english.frequency import is_known
from softsell.language.english.lowering import lowered
from softsell.language.reading import Reading
from softsell.language.reading_measures import is_shouted
from softsell.language.token import Token
from softsell.patterns import Compiler, Matches

_LONGEST_ACRONYM = 5
_HEARTS = "❤♥❣♡💓💔💕💖💗💘💙💚💛💜💝💞💟🖤🤍🤎🩵🩶🩷🧡"
_SHORTEST_STRETCHED = 3
"""Fewer letters than that, and "zzz" or "AAA" would be a stretched word."""
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = compile_later("[IVXLCDM]+")
_LOUD = frozenset(("capitals", "marks", "stretched", "spaced"))
"""What only its speaker does. Styled letters and emoji are hard to read aloud, whoever wrote them."""


class Options(Struct, frozen=True):
    of: Literal["capitals", "marks", "stretched", "spaced", "styled", "emoji"]
    """Capitals (``BIG NEWS``), marks (``!!!``), stretched (``sooo``), spaced (``F R E E``), styled Unicode letters, emoji in a run."""
    at_least: int = 2
    """How many in a row make it loud: words in capitals, marks, emoji."""
    marks: str = "!?"
    """With ``of: marks``: which marks."""
    share: float = 0
    """With ``of: capitals``: speak only where at least this share of the draft's words is in capitals, 0 to 1."""
    allow: list[str] = []
    """Words that may stand in capitals, such as the brand's own spelling."""


class Shout(AlwaysRuns, frozen=True):
    options: Options
    allow: frozenset[str]

    def run(self, reading: Reading, matches: Matches) -> Iterator[Finding]:
        if self.options.share and reading.measures.get("capital_share", 0) < self.options.share:
            return
        prose = reading.draft.prose
        spoken = not self.rule.quoted and self.options.of in _LOUD
        rows = [row for row in _RUNS[self.options.of](self, reading) if not (spoken and self._is_quoted(row, reading))]
        all_marks = _mend_all_marks(rows, prose) if self.options.of == "marks" and len(rows) > 1 else None
        for number, row in enumerate(rows):
            span = Span(row[0].start, row[-1].end)
            count = row[0].end - row[0].start if self.options.of == "marks" else len(row)
            match = prose[span.start : span.end]
            yield finding(
                self.rule,
                span,
                match=match,
                count=count,
                bound=self.options.at_least,
                fixes=_mend(self.options.of, row, reading, first=number == 0, all_marks=all_marks),
            )

    def _is_quoted(self, row: list[Token], reading: Reading) -> bool:
        """Return whether somebody else is loud. ``row`` is in the order of the tokens, with gaps between words at most."""
        return reading.is_quoted(*_indices(row, reading))

    def capitals(self, reading: Reading) -> Iterator[list[Token]]:
        capitals = [token for token in reading.tokens if token.kind == "word" and token.text.isupper()]
        if len(capitals) < self.options.at_least:
            return  # nearly every post
        brand = {norm for name in reading.brands for norm in name}
        row: list[Token] = []
        loud = 0
        for token in reading.tokens[: reading.body]:
            if token.kind == "word" and len(token.norm) > 1 and token.text.isupper():
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
        if not reading.measures["stretched_words"]:
            return
        for token in reading.tokens[: reading.body]:
            if token.kind != "word" or _ROMAN.fullmatch(token.text):
                continue
            if any(len(word) >= _SHORTEST_STRETCHED and is_known(word) for word in token.stretched):
                yield [token]

    def spaced(self, reading: Reading) -> Iterator[list[Token]]:
        for token in reading.tokens:
            if (
                len(token.text) != len(token.norm)  # nearly every token ends here
                and token.kind == "word"
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
        if reading.draft.prose.isascii():
            return
        row: list[Token] = []
        for token in reading.tokens:
            if token.kind == "word" and is_styled(token.text):
                row.append(token)
            elif row and token.kind != "punctuation":
                yield from _dressed(row)
                row = []
        yield from _dressed(row)

    def emoji(self, reading: Reading) -> Iterator[list[Token]]:
        if reading.measures["emoji"] < self.options.at_least:
            return
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


def _is_always_capital(norm: str) -> bool:
    """Return whether the word is an acronym, known to us or, being short and in no word list, most likely one."""
    return is_acronym(norm) or (len(norm) <= _LONGEST_ACRONYM and not is_known(norm))


def _dressed(row: list[Token]) -> Iterator[list[Token]]:
    """Yield the row, unless it's a single letter: that is a sign, such as Ⓐ."""
    if len(row) > 1 or (row and len(row[0].norm) > 1):
        yield row


def is_styled(text: str) -> bool:
    """Return whether letters are dressed up: mathematical, circled, squared or full-width forms of plain ones.

    One of them behind a plain word is a sign, such as Ⓡ.
    """
    if text.isascii():
        return False
    styled = len(STYLED.findall(text))
    return styled > 1 or (styled == 1 and sum(map(str.isalpha, text)) <= 1)


_BEFORE_MARK = ")]%”\"'’"
_LONGEST_REWRITE = 3_000
"""Characters, as long as the longest posts. In a longer stretch only one line, or one row of marks, is rewritten at once."""
_MOST_REWRITTEN = 30_000
"""Characters of the fixes for rows of marks together, since each row offers the same one."""
_LONGEST_LINE = 400
"""Tokens. No further do we look for the last styled word of a line."""


def _indices(row: list[Token], reading: Reading) -> tuple[int, int]:
    """Return where a row begins and ends among the tokens."""
    first = bisect_left(reading.tokens, row[0].start, key=attrgetter("start"))
    return first, bisect_left(reading.tokens, row[-1].end, key=attrgetter("start"))


def _mend(of: str, row: list[Token], reading: Reading, *, first: bool, all_marks: Fix | None) -> list[Fix]:
    """Return the fixes, best first, or none where nobody can tell what it would do to the meaning.

    ``first`` says that it's the first row. ``all_marks`` is a fix for all rows of marks.
    """
    prose = reading.draft.prose
    span = Span(row[0].start, row[-1].end)
    text = prose[span.start : span.end]
    match of:
        case "capitals":
            begin, last = _indices(row, reading)
            quiet = lowered(reading, begin, last)
            if quiet is None or quiet == text or _line_keeps_shouting(reading, begin, last):
                return []
            if mending.opens_sentence(prose, span.start):
                quiet = quiet[:1].upper() + quiet[1:]
            return [Fix(mending.writing(quiet), span, quiet)]
        case "marks":
            gap, mark = _one_mark(row, prose)
            return [all_marks or Fix(mending.writing(mark), gap, mark)] if mark else []
        case "stretched":
            return []  # in a playful voice "soooo" is what the writer means
        case "spaced":
            words = [mending.like(token.text, token.norm) for token in row]
            return [Fix(mending.writing(" ".join(words)), span, " ".join(words))]
        case "styled":
            # All of the line, or better of the post: words in two fonts are worse than words in one
            last = _indices(row, reading)[1]
            line = Span(span.start, _last_styled(reading, last, in_line=True))
            plain_text = unstyled(prose[line.start : line.end])
            fits = len(plain_text) <= mending.LONGEST_LABEL
            fix = Fix(mending.writing(plain_text) if fits else "Write plain letters in this line", line, plain_text)
            post = Span(span.start, _last_styled(reading, last, in_line=False)) if first else line
            if post == line or post.end - post.start > _LONGEST_REWRITE:
                return [fix]
            return [Fix("Write plain letters in the whole post", post, unstyled(prose[post.start : post.end])), fix]
        case "emoji":
            return (
                [Fix(f"Keep one {row[0].text}", Span(row[0].end, span.end), "")] if _may_shorten(row, reading) else []
            )
    return []


def _one_mark(row: list[Token], prose: str) -> tuple[Span, str]:
    """Return where one mark is enough, with the spaces before it ("nice !!!"), and that mark; "" where the row shows affection."""
    start, end = row[0].start, row[-1].end
    following = prose[end : end + 2].strip()[:1]
    if following and following in _HEARTS:
        return Span(start, end), ""  # "We love you!!! ❤"
    mark = "?" if any("?" in token.text for token in row) else prose[start]
    begins = start
    while begins > 0 and prose[begins - 1] in " \t":
        begins -= 1
    if begins and (prose[begins - 1].isalnum() or prose[begins - 1] in _BEFORE_MARK):
        start = begins
    return Span(start, end), mark


def _mend_all_marks(rows: list[list[Token]], prose: str) -> Fix | None:
    """Return a fix that writes one mark for each row, since a post is as loud with one row less; ``None`` in a very long post.

    Rows that show affection stay, and have no fix.
    """
    marks = [(span, mark) for span, mark in (_one_mark(row, prose) for row in rows) if mark]
    if len(marks) <= 1:
        return None
    (start, _), (_, end) = marks[0][0], marks[-1][0]
    size = end - start
    if size > _LONGEST_REWRITE or size * len(marks) > _MOST_REWRITTEN:
        return None
    pieces = []
    position = start
    for span, mark in marks:
        pieces += [prose[position : span.start], mark]
        position = span.end
    return Fix("Write single marks in the whole post", Span(start, end), "".join(pieces))


def _line_keeps_shouting(reading: Reading, first: int, last: int) -> bool:
    """Return whether other words of the line are in capitals. Lowering some of them would look like a slip."""
    tokens = reading.tokens
    before = (tokens[at] for at in range(first - 1, -1, -1))
    after = islice(tokens, last, None)
    return any(
        is_shouted(token)
        for side in (before, after)
        for token in takewhile(lambda token: token.kind != "newline", side)
    )  # stops at the nearest, so many rows in one line take linear time in all


def _last_styled(reading: Reading, last: int, *, in_line: bool) -> int:
    """Return where the last styled word or number of the line or of the post ends."""
    end = reading.tokens[last - 1].end
    for token in islice(reading.tokens, last, last + _LONGEST_LINE if in_line else None):
        if in_line and token.kind == "newline":
            break
        if token.kind in ("word", "number") and is_styled(token.text):
            end = token.end
    return end


_AROUND = 200
"""Characters before and after a row of emoji that show whether its line has words."""


def _may_shorten(row: list[Token], reading: Reading) -> bool:
    """Return whether one emoji says the same as a row of it: among words, and neither a fact, such as five stars, nor affection."""
    prose = reading.draft.prose
    start, end = row[0].start, row[-1].end
    if len(row) < 2 or len({token.text for token in row}) > 1:  # different emoji may each say something
        return False
    if _counts(row[0].text) or row[0].text[0] in _HEARTS or prose[end : end + 1].isalnum():
        return False
    before = prose[max(0, start - _AROUND) : start].rpartition("\n")[2]
    after = prose[end : end + _AROUND].partition("\n")[0]
    return any(map(str.isalnum, before + after))


def _counts(emoji: str) -> bool:
    """Return whether an emoji in a row may state a fact: stars, flags and digits."""
    return emoji[0] in "⭐🌟★☆✩✪✮" or "\u20e3" in emoji or 0x1F1E6 <= ord(emoji[0]) <= 0x1F1FF


def compile(rule: Rule, compiler: Compiler) -> Shout:
    options = Options(**rule.options)
    return Shout(rule, options, frozenset(word.lower() for word in options.allow))
