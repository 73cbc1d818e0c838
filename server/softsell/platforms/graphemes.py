"""What a person sees as one character: grapheme clusters by Unicode's annex 29, and which of them are emoji.

The rules and tables are those of the ``regex`` package. Importing it takes 10 to 60 ms, as much as a whole check by the server, so it is
imported for text that needs it, and plain Latin text doesn't. Not here: what a platform does with the count; see ``counting``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex

ZERO_WIDTH_JOINER = "\u200d"
TEXT_PRESENTATION = "\ufe0e"
KEYCAP = "\u20e3"

# Latin letters, marks of writing and currency signs: each is a cluster by itself, whatever stands beside it.
_PLAIN = re.compile("[\n\t -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20c0]*+")
_FIRST_BORN_EMOJI = "\u231a"
"""The first character that is drawn as an emoji without a sign that asks for it."""


def grapheme_count(text: str) -> int:
    """How many grapheme clusters ``text`` has."""
    if text.isascii():
        return len(text) - text.count("\r\n")
    return sum(1 for _ in graphemes(text))


def graphemes(text: str) -> Iterator[str]:
    """The grapheme clusters of ``text``, in order; joined they are ``text`` again. Linear in its length."""
    if _PLAIN.fullmatch(text):
        return iter(text)
    return (found.group() for found in _cluster().finditer(text))


def is_emoji(cluster: str) -> bool:
    """Whether a grapheme cluster is drawn as an emoji: flags, keycaps, joined and toned ones included."""
    if cluster[0].isascii():
        return KEYCAP in cluster and cluster[0] in "0123456789#*"
    if TEXT_PRESENTATION in cluster or (len(cluster) == 1 and cluster < _FIRST_BORN_EMOJI):
        return False
    return _emoji().match(cluster) is not None


@lru_cache(maxsize=1)
def _cluster() -> regex.Pattern[str]:
    r"""A cluster. ``\X`` counts a row of regional indicators anew at each of them, so they are paired here, in linear time."""
    import regex

    hangs_on = r"[\p{Grapheme_Cluster_Break=Extend}\p{Grapheme_Cluster_Break=SpacingMark}\u200d]*+"
    return regex.compile(rf"\p{{Regional_Indicator}}{{1,2}}+{hangs_on}|\X")


@lru_cache(maxsize=1)
def _emoji() -> regex.Pattern[str]:
    """How an emoji begins: drawn as one by itself, or made one by U+FE0F, by a skin tone or by what is joined to it."""
    import regex

    return regex.compile(
        r"""\p{Emoji_Presentation}(?<!\p{Regional_Indicator})
        | \p{Regional_Indicator}{2}
        | (?=[\U0001f000-\U0001ffff])\p{Extended_Pictographic}
        | \p{Emoji_Modifier_Base}\p{Emoji_Modifier}
        | \p{Extended_Pictographic} (?: \ufe0f | \u200d\p{Extended_Pictographic} )""",
        regex.VERBOSE,
    )
