"""Takes whole sentences out, with their line if nothing else is on it."""

from __future__ import annotations

from softsell.checks import mending
from softsell.checks.cutting.calls import may_lose_call
from softsell.checks.cutting.parts import sentences_near, words_of
from softsell.checks.cutting.words import DEADLINES, LEANING, REACH, SAID, THANKS
from softsell.checks.finding import Fix
from softsell.draft.span import Span
from softsell.language.english.data import sets
from softsell.language.reading import Reading
from softsell.language.sentence import Sentence

_SETS = sets("cutting.txt")
_POINTING = _SETS["pointing"]
_LONGEST_THANKS = 3
_WISHING = _SETS["wishing"]
_FEWEST_LEFT = 3
"""Words in the longest sentence of what a cut leaves."""
_SHORTEST_ROW = 3
"""Marks that make a line which parts sections."""


def cut_sentence(reading: Reading, sentence: Sentence, *, begs: bool = False) -> Fix | None:
    """Return a fix that takes a whole sentence out.

    ``begs`` says that the sentence asks for something the post can do without. Another call has to be left for any other one.
    """
    prose, tokens = reading.draft.prose, reading.tokens
    if (
        _belongs_together(reading, sentence)
        or _is_thanked_for(reading, sentence)
        or not _leaves_a_post(reading, sentence)
    ):
        return None
    if not begs and (
        not may_lose_call(reading, sentence, sentence.first, sentence.last) or _goes_with_wish(reading, sentence)
    ):
        return None
    first = next(i for i in range(sentence.first, sentence.last) if tokens[i].kind in SAID or tokens[i].kind == "emoji")
    return _take_line_or_sentence(prose, Span(tokens[first].start, sentence.end))


def _belongs_together(reading: Reading, sentence: Sentence) -> bool:
    """Return whether what stands around a sentence needs it: a question that it answers, a link that it explains, a list that it opens."""
    tokens, prose = reading.tokens, reading.draft.prose
    if prose[: sentence.start].rstrip()[-1:] in (":", ",", ">", "-", "–", "—", "(", "“"):
        return True
    earlier, _ = sentences_near(reading, sentence)
    before = earlier[-1] if earlier else None
    if before is not None and before.kind == "question" and "\n" not in prose[before.end : sentence.start]:
        return True
    last = tokens[sentence.last - 1]
    if last.text.startswith(":") or any(token.text[0] in _POINTING for token in tokens[sentence.first : sentence.last]):
        return True
    at = sentence.last
    while at < len(tokens) and (tokens[at].kind in ("newline", "emoji", "other") or tokens[at].text[0] in ":>-–—•*.!"):
        if tokens[at].text[0] in _POINTING:
            return True
        at += 1
    if at >= len(tokens):
        return False
    following = tokens[at]
    phone = following.kind == "number" or following.text in ("+", "(")
    return following.kind in ("url", "mention") or phone or following.norm in LEANING | DEADLINES


def _is_thanked_for(reading: Reading, sentence: Sentence) -> bool:
    """Return whether nothing but thanks follow, for what the sentence asks for: "Please subscribe. Thanks!"."""
    _, later = sentences_near(reading, sentence)
    said = words_of(reading, later[0].first, later[0].last) if later else []
    return 0 < len(said) <= _LONGEST_THANKS and said[0].norm in THANKS


def _goes_with_wish(reading: Reading, sentence: Sentence) -> bool:
    """Return whether the sentence before wishes somebody well: "I hope it's a great day. You deserve it."."""
    earlier, _ = sentences_near(reading, sentence)
    before = earlier[-1] if earlier else None
    return before is not None and any(
        token.norm in _WISHING for token in reading.tokens[before.first : min(before.last, before.first + REACH)]
    )


def _leaves_a_post(reading: Reading, sentence: Sentence) -> bool:
    return any(
        sum(token.kind == "word" for token in reading.tokens[other.first : min(other.last, reading.body)])
        >= _FEWEST_LEFT
        for near in sentences_near(reading, sentence)
        for other in near
    )


def _take_line_or_sentence(prose: str, span: Span) -> Fix:
    """Delete a sentence with the spaces that part it from the next, and its line if nothing but marks and emoji are left on it."""
    line_start = prose.rfind("\n", 0, span.start) + 1
    line_end = prose.find("\n", span.end)
    line_end = len(prose) if line_end < 0 else line_end
    left = prose[line_start : span.start] + prose[span.end : line_end]
    if not any(character.isalnum() or character in "#@" for character in left):
        if line_end < len(prose):
            blank = prose[:line_start].endswith(("\n\n", "\r\n\r\n")) or not line_start
            end = line_end + 1
            end += _rule_below(prose, line_start, end)
            while blank and prose[end : end + 1] in ("\n", "\r"):
                end += 1
            return taking_out(prose, Span(line_start, end))
        return taking_out(prose, Span(len(prose[:line_start].rstrip()), len(prose)))
    start, end = span
    while end < line_end and prose[end] in " \t":
        end += 1
    if end == line_end:
        end = span.end
        while start > line_start and prose[start - 1] in " \t":
            start -= 1
    return taking_out(prose, Span(start, end))


def _rule_below(prose: str, line_start: int, following: int) -> int:
    """Return how long the line that begins at ``following`` is, if it's the same row of marks as the line above ``line_start``.

    Such rows part sections. With nothing between them, one is enough.
    """
    above = prose[prose.rfind("\n", 0, max(0, line_start - 1)) + 1 : line_start]
    row = above.strip()
    is_row = len(row) >= _SHORTEST_ROW and not any(map(str.isalnum, row))
    return len(above) if is_row and prose.startswith(above, following) else 0


def taking_out(prose: str, span: Span) -> Fix:
    return Fix(mending.taking_out(prose[span.start : span.end]), span, "")
