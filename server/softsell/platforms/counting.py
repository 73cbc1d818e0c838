"""How long a text is where it will be posted: each place counts in its own way.

Which place counts in which way is a fact of ``platforms.toml`` (key ``counts``); here the ways are carried out, each in
time linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from softsell.platforms.graphemes import grapheme_count, graphemes, is_emoji

LINK_LENGTH = 23
"""What X and Mastodon count for any link, in characters."""

# twitter-text, config/v3.json: code points in these ranges count one, all others two.
_X_SINGLE = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))

_GENERIC_DOMAINS = (
    "com|org|net|edu|gov|info|biz|app|art|bar|beauty|bio|blog|boutique|business|cafe|care|clothing|club|coach|coffee|community|company|"
    "design|dev|digital|eco|email|events|farm|fashion|fit|fitness|fun|gallery|garden|gift|gifts|global|guide|health|help|"
    "homes|host|jobs|kitchen|life|link|live|love|ltd|market|marketing|media|menu|mobi|name|news|one|online|page|photo|photography|photos|"
    "pics|pizza|place|plus|press|pro|restaurant|rocks|sale|salon|school|services|shoes|shop|shopping|show|site|social|software|solutions|"
    "space|store|studio|style|support|systems|tattoo|team|tech|tips|today|tools|top|tours|travel|vet|video|website|wedding|wiki|wine|work|"
    "works|world|xyz|yoga|zone"
)
_HOST = r"(?<![\w@.\-/])(?:[a-z0-9\-]{1,63}\.){1,8}"
_PATH = r"(?:[/?#][^\s<>\"]*)?"
_SCHEME_LINK = r"https?://[^\s<>\"]+"
# Without a scheme a country's domain is a link on X only with a third part or a path ("joes.co.uk", "joes.uk/menu"),
# .co and .tv apart; so "Wait.is it on?" holds none.
_X_LINK = (
    rf"{_SCHEME_LINK}"
    rf"|{_HOST}(?:{_GENERIC_DOMAINS}|co|tv)(?![\w\-]|\.\w){_PATH}"
    rf"|{_HOST}(?:[a-z0-9\-]{{1,63}}\.[a-z]{{2}}(?![\w\-]|\.\w){_PATH}|[a-z]{{2}}/[^\s<>\"]*)"
)
_LINK_TAIL = ".,;:!?'\"“”’)]}…"
_FULL_HANDLE = r"(?<![\w/])(@[a-z0-9_]{1,64})@[a-z0-9.\-]{0,252}[a-z0-9]"


def count(text: str, way: str) -> int:
    """The length of ``text`` counted in ``way``, a key of ``WAYS``."""
    return WAYS[way](text)


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _utf8(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _x(text: str) -> int:
    """X's weighted count: NFC, links 23, an emoji 2 however it is joined, and of the rest one or two a code point."""
    rest, links = _without_links(unicodedata.normalize("NFC", text), _X_LINK)
    if rest.isascii():
        return len(rest) + links * LINK_LENGTH
    return links * LINK_LENGTH + sum(
        2 if is_emoji(cluster) else sum(map(_x_weight, cluster)) for cluster in graphemes(rest)
    )


def _x_weight(character: str) -> int:
    code = ord(character)
    return 1 if any(low <= code <= high for low, high in _X_SINGLE) else 2


def _mastodon(text: str) -> int:
    """Mastodon's count: graphemes, links 23, and ``@name@server`` as ``@name``."""
    rest, links = _without_links(text, _SCHEME_LINK)
    return grapheme_count(re.sub(_FULL_HANDLE, r"\1", rest, flags=re.IGNORECASE)) + links * LINK_LENGTH


def _threads(text: str) -> int:
    """Threads's count: code points, but an emoji as many as it has UTF-8 bytes."""
    if text.isascii():
        return len(text)
    return sum(_utf8(cluster) if is_emoji(cluster) else len(cluster) for cluster in graphemes(text))


def _without_links(text: str, link: str) -> tuple[str, int]:
    """The text with its links taken out (the marks that close a sentence after one stay), and how many there were."""
    rest: list[str] = []
    position = links = 0
    for match in re.finditer(link, text, re.IGNORECASE):
        rest.append(text[position : match.start()])
        position = match.start() + len(match.group().rstrip(_LINK_TAIL))
        links += 1
    rest.append(text[position:])
    return "".join(rest), links


WAYS: Mapping[str, Callable[[str], int]] = {
    "code-points": len,
    "utf-16": _utf16,
    "utf-8": _utf8,
    "graphemes": grapheme_count,
    "x": _x,
    "mastodon": _mastodon,
    "threads": _threads,
}
