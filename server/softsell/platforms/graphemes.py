"""Finds what people see as one character: grapheme clusters by Unicode's annex 29, and which of them are emoji.

The rules and tables come from the ``regex`` package. Importing it takes 10 to 60 ms, as long as a whole check by the server, so
this module imports it only for text that needs it. Plain Latin text doesn't. ``counting`` decides what a platform counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from softsell.compile_later import compile_later

if TYPE_CHECKING:
    import regex

TEXT_PRESENTATION = "\ufe0e"
KEYCAP = "\u20e3"

# Latin letters, punctuation and currency signs: each is always a cluster of its own.
_PLAIN = compile_later("[\n\t -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20c0]*+")
_FIRST_BORN_EMOJI = "\u231a"
"""The first character that shows as an emoji by itself, without a variation selector."""


def grapheme_count(text: str) -> int:
    """Return the number of grapheme clusters in ``text``."""
    if text.isascii():
        return len(text) - text.count("\r\n")
    return sum(1 for _ in graphemes(text))


def graphemes(text: str) -> Iterator[str]:
    """Return the grapheme clusters of ``text``, in order. Joined, they are ``text`` again. Takes linear time."""
    if _PLAIN.fullmatch(text):
        return iter(text)
    return (found.group() for found in _cluster().finditer(text))


def is_emoji(cluster: str) -> bool:
    """Return whether a grapheme cluster shows as an emoji. Flags, keycaps, joined emoji and skin tones count."""
    if cluster[0].isascii():
        return KEYCAP in cluster and cluster[0] in "0123456789#*"
    if TEXT_PRESENTATION in cluster or (len(cluster) == 1 and cluster < _FIRST_BORN_EMOJI):
        return False
    return _emoji().match(cluster) is not None


@lru_cache(maxsize=1)
def _cluster() -> regex.Pattern[str]:
    r"""Return the pattern of a cluster. ``\X`` restarts at each regional indicator of a row, so this pairs them in linear time."""
    import regex

    hangs_on = r"[\p{Grapheme_Cluster_Break=Extend}\p{Grapheme_Cluster_Break=SpacingMark}\u200d]*+"
    return regex.compile(rf"\p{{Regional_Indicator}}{{1,2}}+{hangs_on}|\X")


@lru_cache(maxsize=1)
def _emoji() -> regex.Pattern[str]:
    """Return the pattern of an emoji's beginning: an emoji by itself, or by U+FE0F, a skin tone or what is joined to it."""
    import regex

    return regex.compile(
        r"""\p{Emoji_Presentation}(?<!\p{Regional_Indicator})
        | \p{Regional_Indicator}{2}
        | (?=[\U0001f000-\U0001ffff])\p{Extended_Pictographic}
        | \p{Emoji_Modifier_Base}\p{Emoji_Modifier}
        | \p{Extended_Pictographic} (?: \ufe0f | \u200d\p{Extended_Pictographic} )""",
        regex.VERBOSE,
    )
