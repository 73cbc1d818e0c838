"""Splits a hashtag into words: ``#LastChance2024`` is "last", "chance", "2024"."""

from __future__ import annotations

from softsell.compile_later import compile_later
from softsell.language.english.contractions import CONTRACTIONS
from softsell.language.english.lexicon import classes
from softsell.language.token import Token

_PARTS = compile_later(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|[A-Z]|[0-9]+")


def hashtag_words(text: str) -> list[Token]:
    """Return the words of a hashtag, separated by capitals, digits and underscores. Offsets count from its ``#``.

    A hashtag in lower case is one word, because guessing where its words end is wrong too often.
    """
    tokens = []
    for part in _PARTS.finditer(text):
        norm = part.group().lower()
        if norm in CONTRACTIONS:
            length, *both = CONTRACTIONS[norm]
            cut = part.start() + length
            for start, end, half in ((part.start(), cut, both[0]), (cut, part.end(), both[1])):
                tokens.append(Token(text[start:end], start, end, "word", half, classes=classes(half)))
            continue
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
