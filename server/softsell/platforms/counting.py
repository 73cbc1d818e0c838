"""Measures a text as a platform does. Each platform counts in its own way.

The ways of counting are tables in ``platforms.toml`` (``[counting.x]``), which also explains their keys. This module applies
them, in time linear in the text. The extension does the same in ``shared/profiles.ts``, and the tests of both use
``tests/platforms/lengths.json``.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from itertools import chain
from typing import Any, Literal

from msgspec import Struct

from softsell.compile_later import compile_later
from softsell.platforms.domains import links
from softsell.platforms.graphemes import grapheme_count, graphemes, is_emoji

Unit = Literal["code-points", "utf-16", "utf-8", "graphemes"]

_FULL_HANDLE = compile_later(r"(?<![\w/])(@[A-Za-z0-9_]{1,64})@[A-Za-z0-9.\-]{0,252}[A-Za-z0-9]")


class Way(Struct, frozen=True):
    """One way of counting: a table ``[counting.…]`` of ``platforms.toml``.

    Attributes:
        unit: what is counted.
        compose: whether the text is first composed (NFC).
        emoji: the length of an emoji, no matter how many code points it has. ``"utf-8"`` counts its bytes, and ``None``
            counts its code points.
        narrow: the first and last code points of ranges, alternating and in order. Characters outside count 2. If empty,
            all characters count alike.
        link: the length of any link; ``None`` counts the link's text.
        bare_links: whether ``joes.cafe`` is a link too.
        short_handles: whether ``@name@server`` counts as ``@name``.
    """

    unit: Unit
    compose: bool = False
    emoji: int | Literal["utf-8"] | None = None
    narrow: tuple[int, ...] = ()
    link: int | None = None
    bare_links: bool = False
    short_handles: bool = False

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> Way:
        """Create a way of counting from a table of ``platforms.toml``."""
        keys = {key.replace("-", "_"): value for key, value in table.items()}
        return cls(**{**keys, "narrow": tuple(chain.from_iterable(keys.get("narrow", ())))})


def count(text: str, way: Way) -> int:
    """Return the length of ``text``, counted in ``way``."""
    if way.compose:
        text = unicodedata.normalize("NFC", text)
    length = 0
    if way.link is not None:
        text, found = _remove_links(text, bare=way.bare_links)
        length = found * way.link
    if way.short_handles:
        text = _FULL_HANDLE.sub(r"\1", text)
    return length + _length(text, way)


def _length(text: str, way: Way) -> int:
    if way.unit == "graphemes":
        return grapheme_count(text)
    if way.unit == "utf-16":
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    if way.unit == "utf-8":
        return _bytes(text)
    if text.isascii() or (way.emoji is None and not way.narrow):
        return len(text)
    return sum(
        _emoji_length(cluster, way.emoji)
        if way.emoji is not None and is_emoji(cluster)
        else sum(_weight(ord(character), way.narrow) for character in cluster)
        for cluster in graphemes(text)
    )


def _emoji_length(cluster: str, emoji: int | Literal["utf-8"]) -> int:
    return _bytes(cluster) if emoji == "utf-8" else emoji


def _weight(code: int, narrow: tuple[int, ...]) -> int:
    if not narrow:
        return 1
    place = bisect_right(narrow, code)
    return 1 if place % 2 or (place and narrow[place - 1] == code) else 2


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _remove_links(text: str, *, bare: bool) -> tuple[str, int]:
    """Return the text without its links, and the number of links."""
    rest: list[str] = []
    position = found = 0
    for start, end in links(text, bare=bare):
        rest.append(text[position:start])
        position = end
        found += 1
    rest.append(text[position:])
    return "".join(rest), found
