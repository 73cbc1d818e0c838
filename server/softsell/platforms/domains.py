"""Top-level domains, and how to find the links in a text.

The names are in ``domains.txt``, which the extension reads too, so both count the same links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from softsell.compile_later import compile_later

_SPACE = r"\s\u0085\ufeff\x1c-\x1f"
_SCHEME_LINK = rf"https?://[^{_SPACE}<>\"]+"
# A dotted name and what may follow it. A name in an address, a handle, a hashtag or a path isn't a link.
_NAME = r"(?<![\w@.\-/#＃$])[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,8}"
_WITH_SCHEME = compile_later(f"(?P<link>(?i:{_SCHEME_LINK}))")
_BARE_TOO = compile_later(rf"{_WITH_SCHEME.pattern}|(?P<name>{_NAME})(?P<path>[/?#][^{_SPACE}<>\"]*)?")
_RUNS_ON = compile_later(r"[\w\-@]")
_TAIL = ".,;:!?'\"“”’)]}…"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_BARE_COUNTRIES = frozenset(("co", "tv"))
"""Country domains that anyone can buy. X links them like generic ones."""


class Domains(NamedTuple):
    """Top-level domains in lower case, without the internationalised ones.

    Attributes:
        generic: domains such as ``com`` and ``cafe``.
        countries: domains of two letters, such as ``uk``.
    """

    generic: frozenset[str]
    countries: frozenset[str]


@lru_cache(maxsize=1)
def domains() -> Domains:
    """Return the top-level domains of ``domains.txt``."""
    lines = Path(__file__).with_name("domains.txt").read_text(encoding="ascii").splitlines()
    names = [line for line in lines if line and not line.startswith("#")]
    return Domains(
        frozenset(name for name in names if len(name) > 2), frozenset(name for name in names if len(name) == 2)
    )


def links(text: str, *, bare: bool) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each link in ``text``, in order and in code points. Takes time linear in the text.

    Args:
        text: any text.
        bare: whether ``joes.cafe`` is a link too. A country domain needs a third part or a path (``joes.co.uk``,
            ``joes.uk/menu``), so "Wait.is it on?" contains no link.
    """
    for match in (_BARE_TOO if bare else _WITH_SCHEME).finditer(text):
        length = _link_length(match.group()) if match.lastgroup == "link" else _bare_length(match)
        if length:
            yield match.start(), match.start() + length


def _bare_length(match: re.Match[str]) -> int:
    """Return how much of a dotted name and its path is a link, or 0 if none of it is."""
    name, path = match.group("name", "path")
    labels = name.lower().split(".")
    if path:
        if _ends_link(labels, slash=path[0] == "/"):
            return _link_length(match.group())
    elif _RUNS_ON.match(match.string, match.end()):
        return 0
    # "joes.com.Order now" holds joes.com
    for count in range(len(labels), 1, -1):
        if _ends_link(labels[:count], slash=False):
            return len(".".join(labels[:count]))
    return 0


def _ends_link(labels: list[str], *, slash: bool) -> bool:
    last = labels[-1]
    if last in domains().generic or last in _BARE_COUNTRIES:
        return True
    return last in domains().countries and (slash or len(labels) > 2)


def _link_length(link: str) -> int:
    """Return the length of a link without the punctuation of the sentence around it. Brackets that the link opens stay."""
    surplus = {close: link.count(close) - link.count(opening) for close, opening in _PAIRS.items()}
    end = len(link)
    while end and (last := link[end - 1]) in _TAIL:
        if last in surplus:
            if surplus[last] <= 0:
                break
            surplus[last] -= 1
        end -= 1
    return end
