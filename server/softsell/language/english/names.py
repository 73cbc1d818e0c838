"""Finds names by their capitals, where a fix is about to change a word: "the Louisiana Purchase", "Newcastle upon Tyne".

``voices`` finds the names that tell who speaks. This goes further: a fix had better leave alone what may be a name.
"""

from __future__ import annotations

from softsell.language.reading import Reading
from softsell.language.token import NAMED, Token

_NEAR = 30
"""Tokens before and after a word that say whether its capital means anything."""
_EMPHASIS = 0.6
"""The share of capitalised words from which capitals in a line say nothing about names."""


def is_in_name(reading: Reading, first: int, last: int) -> bool:
    """Return whether ``tokens[first:last]`` are a name, part of one, or between two parts of one."""
    if NAMED in reading.borrowed(first, last):
        return True
    tokens = reading.tokens
    line_first, line_last = _around(reading, first)
    capital = any(_is_capitalised(token) for token in tokens[first:last])
    if not capital and (last >= line_last or not _is_capitalised(tokens[last])):
        return False  # nearly every word
    if _is_title_case(tokens[line_first:line_last]):
        return False
    opens = _opens(reading, first)
    before = tokens[first - 1] if first > line_first and not _opens(reading, first - 1) else None
    after = tokens[last] if last < line_last else None
    if capital and not opens:
        return True
    if capital:
        return after is not None and _is_capitalised(after) and "command" not in tokens[first].classes
    return before is not None and after is not None and _is_capitalised(before) and _is_capitalised(after)


def _around(reading: Reading, index: int) -> tuple[int, int]:
    """Return the tokens of the sentence around ``index``, not further away than ``_NEAR``."""
    sentence = reading.sentence_at(index)
    if sentence is None:
        return index, index + 1
    return max(sentence.first, index - _NEAR), min(sentence.last, index + _NEAR)


def _opens(reading: Reading, index: int) -> bool:
    """Return whether a token begins a sentence or follows a mark after which a capital is usual."""
    sentence = reading.sentence_at(index)
    first = 0 if sentence is None else sentence.first
    at = index - 1
    if at >= first and reading.tokens[at].kind == "punctuation":
        return reading.tokens[at].text[0] not in ",'’&/-"
    first = max(first, index - _NEAR)
    while at >= first and reading.tokens[at].kind in ("emoji", "other", "newline", "mention"):
        at -= 1
    return at < first


def _is_title_case(tokens: list[Token]) -> bool:
    words = [token for token in tokens if token.kind == "word" and not token.clitic and len(token.norm) > 3]
    return len(words) > 1 and sum(token.text[0].isupper() for token in words) >= _EMPHASIS * len(words)


def _is_capitalised(token: Token) -> bool:
    return (
        token.kind == "word"
        and token.text[0].isupper()
        and not (token.text.isupper() and len(token.text) > 1)
        and token.norm != "i"
    )
