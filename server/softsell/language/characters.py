"""Character tables for the tokenizer: letters, marks, emoji, invisible characters, and the plain letters that styled ones stand for.

This module has only tables and pure functions on strings. ``tokenizer`` decides where tokens begin and end.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from softsell.compile_later import compile_later
from softsell.language.word_lists import WordLists

INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\U000e0000-\U000e0fff"
)
"""For a regex class: characters that show nothing, so they can hide inside a word."""

MARKS = (
    "\u0300-\u034e\u0350-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7-\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962-\u0963"
    "\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a03\u0a3c-\u0a4d\u0abc-\u0acd\u0b3c-\u0b4d\u0bbe-\u0bcd\u0c3e-\u0c56\u0cbc-\u0ccd"
    "\u0d3e-\u0d4d\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20df\u20e1-\u20ff\u302a-\u302f\u3099-\u309a\ufe20-\ufe2f"
)
"""For a regex class: marks that combine with the letter before."""

BOXED = "\u249c-\u24e9\U0001f110-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189"
"""For a regex class: letters in circles, squares and brackets, which Unicode classifies as symbols."""

REGIONAL = "\U0001f1e6-\U0001f1ff"
"""For a regex class: regional indicators, which are flags in pairs and letters otherwise."""

PICTURE = (
    "\u231a\u231b\u2328\u23cf\u23e9-\u23f3\u23f8-\u23fa\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe\u2600-\u2767\u2794-\u27bf\u2934\u2935"
    "\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u303d\u3297\u3299\U0001f000-\U0001f0ff\U0001f18e\U0001f191-\U0001f1ad"
    "\U0001f200-\U0001f3fa\U0001f400-\U0001faff"
)
"""For a regex class: characters that are a picture by themselves."""

SIGN = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u24c2\u3030\U0001f170\U0001f171\U0001f17e\U0001f17f"
)
"""For a regex class: characters that are a picture only with U+FE0F after them."""

APOSTROPHES = "'\u2019\u02bc\u2018\u00b4`\uff07\u2032"
"""For a regex class: every character that people type as an apostrophe."""

HYPHENS = "\\-\u2010\u2011\ufe63\uff0d"
"""For a regex class: characters that join a compound. Dashes aren't included, because they separate words."""

STYLED = compile_later("[\U0001d400-\U0001d7ff\u2460-\u24ff\U0001f110-\U0001f189\uff21-\uff5a]")
"""A letter or digit that is dressed up: mathematical, circled, squared or full-width."""
_FIRST_SQUARED = 0x1F100

FLAGS = WordLists(Path(__file__).parent).words("flags.txt")
"""The pairs of regional indicators that show as a flag."""


def _letters() -> dict[int, str | None]:
    """Return the characters that NFKC doesn't change although readers see a plain letter or nothing."""
    table: dict[int, str | None] = {}
    for first in (0x249C, 0x1F110, 0x1F130, 0x1F150, 0x1F170):
        table.update({first + i: chr(ord("a") + i) for i in range(26)})
    table.update({0x1F1E6 + i: chr(ord("a") + i) for i in range(26)})
    small_capitals = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ"
    table.update({ord(c): p for c, p in zip(small_capitals, "abcdefghijklmnopqrstuvwyz", strict=True)})
    table.update({ord(c): "'" for c in "\u2019\u02bc\u2018\u00b4`\uff07\u2032"})
    table.update({ord(c): '"' for c in "\u201c\u201d\u201e\u00ab\u00bb\uff02"})
    table.update({ord(c): "-" for c in "\u2010\u2011\ufe63\uff0d"})
    return table


_LETTERS = _letters()
_LOOKALIKES = str.maketrans(
    "асԁеһіјӏорԛѕԝхуАВСЕНІЈКМОРЅТХУΑΒΕΖΗΙΚΜΝΟΡΤΥΧοιν", "acdehijlopqswxyabcehijkmopstxyabezhikmnoptyxoiv"
)
_INVISIBLE_OR_MARK = compile_later(f"[{INVISIBLE}{MARKS}]")
_INVISIBLE = compile_later(f"[{INVISIBLE}]")
_LATIN = compile_later("[a-z]")
_RUN = compile_later(r"([^\W\d_])\1{2,}")
_MAX_STRETCHES = 3
_MAX_STRETCHED_LENGTH = 200


LONGEST_FOLDED = 1_000
"""Longer than any word of a pattern. One character may become up to eighteen."""


def plain(text: str) -> str:
    """Return ``text`` as readers see it, in plain lower-case letters. Patterns compare this. Its length may differ from ``text``."""
    if text.isascii():
        return text.lower().replace("`", "'")
    visible = _INVISIBLE.sub("", text)
    if len(visible) > LONGEST_FOLDED:
        return _INVISIBLE_OR_MARK.sub("", visible).lower()
    folded = unicodedata.normalize("NFKC", visible.translate(_LETTERS)).lower().translate(_LETTERS)
    if folded.isascii():
        return folded
    if _LATIN.search(folded):
        folded = folded.translate(_LOOKALIKES)
    return _INVISIBLE_OR_MARK.sub("", folded)


def unstyled(text: str) -> str:
    """Return ``text`` with styled letters and digits in their plain form, each in its own case. Everything else stays as it is."""
    return STYLED.sub(_plain_letter, text)


def _plain_letter(styled: re.Match[str]) -> str:
    letter = _LETTERS.get(ord(styled[0]))
    if letter is None:
        return unicodedata.normalize("NFKC", styled[0])
    return letter.upper() if ord(styled[0]) > _FIRST_SQUARED else letter


def unstretched(norm: str) -> tuple[str, ...]:
    """Return other spellings of a word with drawn-out letters: each run of three or more becomes two or one.

    ``"sooooo"`` gives ``("soo", "so")``. A word without such runs gives nothing. Up to three runs vary independently.
    """
    if len(norm) - len(set(norm)) < 2:
        return ()  # no letter comes three times, as in most words
    if len(norm) > _MAX_STRETCHED_LENGTH:
        shorter = _RUN.sub(r"\1\1", norm)
        return (shorter, _RUN.sub(r"\1", norm)) if shorter != norm else ()
    runs = list(_RUN.finditer(norm))
    if not runs:
        return ()
    if len(runs) > _MAX_STRETCHES:
        return (_RUN.sub(r"\1\1", norm), _RUN.sub(r"\1", norm))
    variants = [""]
    position = 0
    for run in runs:
        between = norm[position : run.start()]
        variants = [v + between + run.group(1) * n for v in variants for n in (2, 1)]
        position = run.end()
    return tuple(v + norm[position:] for v in variants)
