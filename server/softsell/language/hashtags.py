"""Splits a hashtag into words: ``#LastChance2024`` is "last", "chance", "2024"."""

from __future__ import annotations

import re

from softsell.language.english.lexicon import classes
from softsell.language.token import Token

_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|[A-Z]|[0-9]+")


def hashtag_words(text: str) -> list[Token]:
    """Return the words of a hashtag, separated by capitals, digits and underscores. Offsets count from its ``#``.

    A hashtag in lower case is one word, because guessing where its words end is wrong too often.
    """
    tokens = []
    for part in _PARTS.finditer(text):
        norm = part.group().lower()
        kind = "number" if norm.isdigit() else "word"
        tokens.append(
            Token(
                part.group(),
                part.start(),
                part.end(),
                "number" if kind == "number" else "word",
                norm,
                classes=classes(norm),
            )
        )
    return tokens
