"""Token: the unit that patterns match and measures count."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

TokenKind = Literal[
    "word",  # letters, possibly with an inner hyphen or apostrophe, also styled Unicode letters
    "number",  # 3, 1,000, 2nd, 50k
    "money",  # $5, 9.99€, £1k
    "percent",  # 50%
    "time",  # 9am, 10:30
    "hashtag",  # #SmallBusiness
    "mention",  # @softsell, @user@server.example
    "url",  # with or without a scheme; also e-mail addresses
    "emoji",  # one emoji sequence, and emoticons
    "punctuation",  # one mark, or a run of the same mark
    "newline",  # a run of line breaks and the white space between them
    "other",  # anything else that shows: symbols, and U+FFFC for what a reader removed
]


CLASSES = frozenset(
    (
        "word", "number", "money", "percent", "date", "time", "url", "email", "hashtag", "mention", "emoji", "we", "you", "they", "verb",
        "noun", "adjective", "command", "brand", "currency", "offer", "danger", "name",
    )
)  # fmt: skip
"""Every name that a pattern may put in angle brackets.

``word``: any word; ``number``: figures and number words ("three", "dozen"); ``money``, ``percent``: amounts, also a figure before
"dollars" or "percent"; ``date``: weekdays, months, "today", "tomorrow"; ``time``: times of day; ``currency``: words and codes for money;
``we``: first person, ``you``: second, ``they``: third; ``verb``, ``noun``, ``adjective``: what the word may be; ``command``: a verb that
is an order here; ``brand``: a name of the writer's business; ``offer``: a word of buying, booking, prizes and prices; ``danger``: a
word of emergencies; ``name``: part of a name, if a pipeline of the user's own finds names;
``url``, ``hashtag``, ``mention``, ``emoji``: tokens of that kind; ``email``: a ``url`` that is an e-mail address.
"""

KIND_CLASSES: dict[str, tuple[str, ...]] = {
    kind: (kind,) for kind in ("number", "money", "percent", "time", "url", "hashtag", "mention", "emoji")
}
"""Classes of the tokens that aren't words, by kind."""

EMAIL_CLASSES = ("url", "email")
"""Classes of an e-mail address, which is a ``url``."""

WORD_KINDS = frozenset({"word", "number", "money", "percent", "time", "hashtag"})
"""The kinds of token that count as words. Hashtags inside a sentence are among them."""

QUOTED, NAMED, DENIED = 1, 2, 3
"""Why the writer doesn't say a token: another person's words, a name, or what nobody needs to do. See ``english.voices``."""

LONGEST_CACHED = 40
"""Longer words aren't cached, because a few thousand of them could fill the memory."""


class Token(Struct, eq=False, gc=False):
    """One token of a draft's prose. Tokens are never equal to each other, and the garbage collector doesn't look at them: all they hold is
    strings and numbers.

    Attributes:
        text: as written, including zero-width characters and styled letters.
        start, end: code points of the prose.
        kind: see ``TokenKind``.
        norm: what patterns compare: lower case, styled letters plain, curly quotes straight, without zero-width characters.
            A clitic's norm is the word it stands for: ``n't`` is ``not``, ``'re`` is ``are``, and ``gonna`` is ``going`` ``to``.
        stretched: more norms to try if letters are drawn out ("sooo": ``soo``, ``so``); empty for nearly every token.
        classes: what the token is, for patterns: names from ``CLASSES``, sorted.
        clitic: whether it's attached to the token before without a space. It doesn't count as a word of its own.
    """

    text: str
    start: int
    end: int
    kind: TokenKind
    norm: str
    stretched: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    clitic: bool = False

    def __repr__(self) -> str:
        return f"Token({self.text!r}, {self.start}, {self.end}, {self.kind!r}, {self.norm!r}, classes={self.classes!r})"
