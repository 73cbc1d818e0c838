"""What a person sees as one character: grapheme clusters after Unicode's annex 29, and which of them are emoji.

Written here because the one complete library in reach takes 100 ms to import. Two things differ from the annex, neither
of which English posts meet: Indic conjuncts (rule GB9c) are parted, a few spacing marks of Burmese join their letter.
Not here: what a platform does with the count; see ``counting``.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from enum import Enum, auto
from functools import lru_cache

ZERO_WIDTH_JOINER = "\u200d"
EMOJI_PRESENTATION = "\ufe0f"
TEXT_PRESENTATION = "\ufe0e"
KEYCAP = "\u20e3"

# Extended_Pictographic of Unicode's emoji-data.txt, as first and last code point by turns.
_PICTOGRAPHS = (
    "a9 a9 ae ae 203c 203c 2049 2049 2122 2122 2139 2139 2194 2199 21a9 21aa 231a 231b 2328 2328 23cf 23cf 23e9 23f3 "
    "23f8 23fa 24c2 24c2 25aa 25ab 25b6 25b6 25c0 25c0 25fb 25fe 2600 2604 260e 260e 2611 2611 2614 2615 2618 2618 "
    "261d 261d 2620 2620 2622 2623 2626 2626 262a 262a 262e 262f 2638 263a 2640 2640 2642 2642 2648 2653 265f 2660 "
    "2663 2663 2665 2666 2668 2668 267b 267b 267e 267f 2692 2697 2699 2699 269b 269c 26a0 26a1 26a7 26a7 26aa 26ab "
    "26b0 26b1 26bd 26be 26c4 26c5 26c8 26c8 26ce 26cf 26d1 26d1 26d3 26d4 26e9 26ea 26f0 26f5 26f7 26fa 26fd 26fd "
    "2702 2702 2705 2705 2708 270d 270f 270f 2712 2712 2714 2714 2716 2716 271d 271d 2721 2721 2728 2728 2733 2734 "
    "2744 2744 2747 2747 274c 274c 274e 274e 2753 2755 2757 2757 2763 2764 2795 2797 27a1 27a1 27b0 27b0 27bf 27bf "
    "2934 2935 2b05 2b07 2b1b 2b1c 2b50 2b50 2b55 2b55 3030 3030 303d 303d 3297 3297 3299 3299 1f004 1f004 "
    "1f02c 1f02f 1f094 1f09f 1f0af 1f0b0 1f0c0 1f0c0 1f0cf 1f0d0 1f0f6 1f0ff 1f170 1f171 1f17e 1f17f 1f18e 1f18e "
    "1f191 1f19a 1f1af 1f1e5 1f201 1f20f 1f21a 1f21a 1f22f 1f22f 1f232 1f23a 1f23c 1f23f 1f249 1f25f 1f266 1f321 "
    "1f324 1f393 1f396 1f397 1f399 1f39b 1f39e 1f3f0 1f3f3 1f3f5 1f3f7 1f3fa 1f400 1f4fd 1f4ff 1f53d 1f549 1f54e "
    "1f550 1f567 1f56f 1f570 1f573 1f57a 1f587 1f587 1f58a 1f58d 1f590 1f590 1f595 1f596 1f5a4 1f5a5 1f5a8 1f5a8 "
    "1f5b1 1f5b2 1f5bc 1f5bc 1f5c2 1f5c4 1f5d1 1f5d3 1f5dc 1f5de 1f5e1 1f5e1 1f5e3 1f5e3 1f5e8 1f5e8 1f5ef 1f5ef "
    "1f5f3 1f5f3 1f5fa 1f64f 1f680 1f6c5 1f6cb 1f6d2 1f6d5 1f6e5 1f6e9 1f6e9 1f6eb 1f6f0 1f6f3 1f6ff 1f7dc 1f7f0 "
    "1f80c 1f80f 1f848 1f84f 1f85a 1f85f 1f888 1f88f 1f8ae 1f8af 1f8bc 1f8bf 1f8c2 1f8cf 1f8d9 1f8ff 1f90c 1f93a "
    "1f93c 1f945 1f947 1f9ff 1fa58 1fa5f 1fa6e 1faff 1fc00 1fffd"
)
# Those of them below U+1F000 that are drawn as emoji without being asked to be (Emoji_Presentation).
_BORN_EMOJI = (
    "231a 231b 23e9 23ec 23f0 23f0 23f3 23f3 25fd 25fe 2614 2615 2648 2653 267f 267f 2693 2693 26a1 26a1 26aa 26ab "
    "26bd 26be 26c4 26c5 26ce 26ce 26d4 26d4 26ea 26ea 26f2 26f3 26f5 26f5 26fa 26fa 26fd 26fd 2705 2705 270a 270b "
    "2728 2728 274c 274c 274e 274e 2753 2755 2757 2757 2795 2797 27b0 27b0 27bf 27bf 2b1b 2b1c 2b50 2b50 2b55 2b55"
)


class _Break(Enum):
    """A character's part in the rules of annex 29; ``OTHER`` stands by itself."""

    OTHER = auto()
    CONTROL = auto()
    EXTEND = auto()
    JOINER = auto()
    PREPEND = auto()
    REGIONAL = auto()
    PICTOGRAPH = auto()
    HANGUL_L = auto()
    HANGUL_V = auto()
    HANGUL_T = auto()
    HANGUL_LV = auto()
    HANGUL_LVT = auto()


class _Ranges:
    """Membership in sorted ranges of code points, written as hexadecimal pairs."""

    __slots__ = ("_bounds",)

    def __init__(self, pairs: str) -> None:
        numbers = [int(number, 16) for number in pairs.split()]
        self._bounds = [number + index % 2 for index, number in enumerate(numbers)]

    def __contains__(self, code: int) -> bool:
        return bool(bisect_right(self._bounds, code) % 2)


_pictographs = _Ranges(_PICTOGRAPHS)
_born_emoji = _Ranges(_BORN_EMOJI)
_prepended = _Ranges("600 605 6dd 6dd 70f 70f 890 891 8e2 8e2 d4e d4e 110bd 110bd 110cd 110cd 111c2 111c3")


def grapheme_count(text: str) -> int:
    """How many grapheme clusters ``text`` has."""
    if text.isascii():
        return len(text) - text.count("\r\n")
    return sum(1 for _ in graphemes(text))


def graphemes(text: str) -> Iterator[str]:
    """The grapheme clusters of ``text``, in order; joined they are ``text`` again. Linear in its length."""
    start = 0
    before = _Break.CONTROL
    regionals = 0
    pictograph_open = False
    plain = False
    for index, character in enumerate(text):
        was_plain, plain = plain, " " <= character <= "~"
        if plain and was_plain:  # between two of these it always ends, and they are most of any text
            yield text[start:index]
            start = index
            continue
        now = _break_class(character)
        if index and _breaks(before, now, odd_regionals=regionals % 2 == 1, pictograph_open=pictograph_open):
            crlf = character == "\n" and text[index - 1] == "\r"
            if not crlf:
                yield text[start:index]
                start = index
        regionals = regionals + 1 if now is _Break.REGIONAL else 0
        if now is _Break.PICTOGRAPH:
            pictograph_open = True
        elif now not in (_Break.EXTEND, _Break.JOINER):
            pictograph_open = False
        before = now
    if text:
        yield text[start:]


def is_emoji(cluster: str) -> bool:
    """Whether a grapheme cluster is drawn as an emoji: flags, keycaps, joined and toned ones included."""
    if KEYCAP in cluster and len(cluster) > 1:
        return True
    code = ord(cluster[0])
    if code < 0xA9 or TEXT_PRESENTATION in cluster:
        return False
    if 0x1F1E6 <= code <= 0x1F1FF:
        return len(cluster) > 1
    if code not in _pictographs:
        return False
    # A skin tone, or what a joiner joins to it ("❤‍🔥"), makes an emoji of a sign that is text by itself
    return EMOJI_PRESENTATION in cluster or code in _born_emoji or any(ord(mark) >= 0x1F000 for mark in cluster)


def _breaks(before: _Break, now: _Break, *, odd_regionals: bool, pictograph_open: bool) -> bool:
    """Whether a cluster ends between two characters (rules GB4 to GB999; CR LF is the caller's)."""
    if before is _Break.CONTROL or now is _Break.CONTROL:
        return True
    if now in (_Break.EXTEND, _Break.JOINER) or before is _Break.PREPEND:
        return False
    if now is _Break.PICTOGRAPH:
        return not (before is _Break.JOINER and pictograph_open)
    if now is _Break.REGIONAL:
        return not (before is _Break.REGIONAL and odd_regionals)
    return now not in _HANGUL_FOLLOWS.get(before, ())


_HANGUL_FOLLOWS: dict[_Break, tuple[_Break, ...]] = {
    _Break.HANGUL_L: (_Break.HANGUL_L, _Break.HANGUL_V, _Break.HANGUL_LV, _Break.HANGUL_LVT),
    _Break.HANGUL_LV: (_Break.HANGUL_V, _Break.HANGUL_T),
    _Break.HANGUL_V: (_Break.HANGUL_V, _Break.HANGUL_T),
    _Break.HANGUL_LVT: (_Break.HANGUL_T,),
    _Break.HANGUL_T: (_Break.HANGUL_T,),
}


@lru_cache(maxsize=4096)
def _break_class(character: str) -> _Break:
    code = ord(character)
    if 0x20 <= code < 0x7F:
        return _Break.OTHER
    if character == ZERO_WIDTH_JOINER:
        return _Break.JOINER
    if _is_extending(character, code):
        return _Break.EXTEND
    if code in _prepended:
        return _Break.PREPEND
    if unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp"):
        return _Break.CONTROL
    if 0x1F1E6 <= code <= 0x1F1FF:
        return _Break.REGIONAL
    if code in _pictographs:
        return _Break.PICTOGRAPH
    return _hangul_class(code)


def _is_extending(character: str, code: int) -> bool:
    if unicodedata.category(character) in ("Mn", "Me", "Mc"):
        return True
    # ZWNJ, Thai and Lao AM, half-width voicing marks, skin tones, tags of flags
    return code in (0x200C, 0xE33, 0xEB3, 0xFF9E, 0xFF9F) or 0x1F3FB <= code <= 0x1F3FF or 0xE0020 <= code <= 0xE007F


def _hangul_class(code: int) -> _Break:
    if 0x1100 <= code <= 0x115F or 0xA960 <= code <= 0xA97C:
        return _Break.HANGUL_L
    if 0x1160 <= code <= 0x11A7 or 0xD7B0 <= code <= 0xD7C6:
        return _Break.HANGUL_V
    if 0x11A8 <= code <= 0x11FF or 0xD7CB <= code <= 0xD7FB:
        return _Break.HANGUL_T
    if 0xAC00 <= code <= 0xD7A3:
        return _Break.HANGUL_LV if (code - 0xAC00) % 28 == 0 else _Break.HANGUL_LVT
    return _Break.OTHER
